//! Messages to addresses an administrator set. Redirects are not followed.

use std::time::Duration;

use serde_json::Value;

use super::rules::Reach;
use super::target::Target;
use super::{Fetcher, failed, unreachable};
use crate::error::Result;

/// Largest answer that is read, bytes.
const LARGEST: usize = 1024 * 1024;

/// A JSON request.
#[derive(Debug)]
pub struct Post<'a> {
    /// Where to.
    pub target: Target,
    /// How far it may go.
    pub reach: Reach<'a>,
    /// Bearer token.
    pub bearer: Option<&'a str>,
    /// Body.
    pub body: Value,
    /// Time for everything together.
    pub timeout: Duration,
}

/// A message whose answer is its status.
#[derive(Debug)]
pub struct Message<'a> {
    /// Where to.
    pub target: Target,
    /// How far it may go.
    pub reach: Reach<'a>,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// Body.
    pub body: String,
    /// Time for everything together.
    pub timeout: Duration,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Body; null where it is not JSON.
    pub body: Value,
}

impl Fetcher {
    /// Sends a message; answers the HTTP status. The answer's body is not read.
    ///
    /// # Errors
    /// `address_not_allowed` when the host stands for an address out of reach, `fetch_failed` with a reason otherwise.
    pub async fn post(&self, message: Message<'_>) -> Result<u16> {
        let work = async {
            let client = self.connect(&message.target, message.reach, message.timeout).await?;
            let mut request = client.post(message.target.url().clone()).body(message.body);
            for (name, value) in message.headers {
                request = request.header(name, value);
            }
            Ok(request.send().await.map_err(|e| unreachable(&e))?.status().as_u16())
        };
        within(message.timeout, work).await
    }

    /// Sends a JSON request and reads the answer, up to a mebibyte.
    ///
    /// # Errors
    /// `address_not_allowed` when the host stands for an address out of reach, `fetch_failed` with a reason otherwise.
    pub async fn post_json(&self, post: Post<'_>) -> Result<Answer> {
        let work = async {
            let client = self.connect(&post.target, post.reach, post.timeout).await?;
            let mut request = client.post(post.target.url().clone()).json(&post.body);
            if let Some(token) = post.bearer {
                request = request.bearer_auth(token);
            }
            let mut response = request.send().await.map_err(|e| unreachable(&e))?;
            let status = response.status().as_u16();
            let mut bytes = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(|e| unreachable(&e))? {
                if bytes.len() + chunk.len() > LARGEST {
                    return Err(failed("The answer is too large."));
                }
                bytes.extend_from_slice(&chunk);
            }
            Ok(Answer { status, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) })
        };
        within(post.timeout, work).await
    }
}

async fn within<T>(time: Duration, work: impl Future<Output = Result<T>>) -> Result<T> {
    match tokio::time::timeout(time, work).await {
        Ok(done) => done,
        Err(_) => Err(failed(format!("No answer within {} seconds.", time.as_secs()))),
    }
}
