//! The content of an address that came in a request.

use std::time::Duration;

use reqwest::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use uuid::Uuid;

use super::rules::Reach;
use super::target::Target;
use super::{Fetcher, failed, refused, unreachable};
use crate::error::{Error, Kind, Result};

/// How many redirects are followed.
const HOPS: usize = 3;

/// What one fetch may cost.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Most bytes of content.
    pub bytes: u64,
    /// Time for everything together, waiting for a turn included.
    pub total: Duration,
    /// Time without a byte.
    pub idle: Duration,
    /// What the content may call itself, by the beginning of its media type (`image/`); empty: anything. What it is, the
    /// caller must find out from the bytes.
    pub types: &'static [&'static str],
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 32 << 20, total: Duration::from_secs(15), idle: Duration::from_secs(5), types: &[] }
    }
}

/// What was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The address that answered, after redirects.
    pub url: String,
    /// What the content calls itself, without parameters, in lower case.
    pub content_type: Option<String>,
    /// Size of the content.
    pub bytes: u64,
}

impl Fetcher {
    /// Fetches an address into memory; for `key`, whose fetches wait for each other. The content is what was sent, as it
    /// was sent: `Limits::bytes` bounds the memory.
    ///
    /// # Errors
    /// As [`Fetcher::download`].
    pub async fn get(&self, url: &str, limits: &Limits, key: Option<Uuid>) -> Result<(Fetched, Vec<u8>)> {
        let mut content = Vec::new();
        let fetched = self.download(url, limits, key, &mut content).await?;
        Ok((fetched, content))
    }

    /// Fetches an address into a file or anything else that takes bytes. After an error the receiver may have a part of
    /// the content, which is the caller's to remove.
    ///
    /// # Errors
    /// `fetching_disabled`; `invalid_url`; `address_not_allowed` for a place this server does not call and for a name
    /// nobody knows, which must read the same; `fetch_too_large`, `fetch_wrong_type`; `fetch_failed`, without a reason,
    /// for everything else the other side does. The log has the reason. `storage_full` or `internal` when `into` fails.
    pub async fn download(
        &self,
        url: &str,
        limits: &Limits,
        key: Option<Uuid>,
        into: &mut (dyn AsyncWrite + Unpin + Send),
    ) -> Result<Fetched> {
        if !self.rules.serve_requests() {
            return Err(Error::unsupported("fetching_disabled", "This server fetches no addresses."));
        }
        let target = Target::parse(url)?;
        let work = async {
            let _turn = self.turns.take(key).await;
            self.follow(target, limits, into).await
        };
        match tokio::time::timeout(limits.total, work).await {
            Ok(done) => done,
            Err(_) => Err(uniform(&failed("out of time"))),
        }
    }

    async fn follow(
        &self,
        mut target: Target,
        limits: &Limits,
        into: &mut (dyn AsyncWrite + Unpin + Send),
    ) -> Result<Fetched> {
        for _ in 0..=HOPS {
            let client = self.connect(&target, Reach::Public, limits.idle).await.map_err(nameless)?;
            let request = client.get(target.url().clone()).header("accept-encoding", "identity");
            let response = request.send().await.map_err(|e| uniform(&unreachable(&e)))?;
            let status = response.status().as_u16();
            if !matches!(status, 301 | 302 | 303 | 307 | 308) {
                return receive(&target, response, limits, into).await;
            }
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            let location = location.ok_or_else(|| uniform(&failed("a redirect to nowhere")))?;
            let next = target.join(location).map_err(|_| refused())?;
            if target.is_encrypted() && !next.is_encrypted() {
                return Err(refused());
            }
            target = next;
        }
        Err(uniform(&failed("too many redirects")))
    }
}

async fn receive(
    target: &Target,
    mut response: reqwest::Response,
    limits: &Limits,
    into: &mut (dyn AsyncWrite + Unpin + Send),
) -> Result<Fetched> {
    let status = response.status().as_u16();
    if status != 200 {
        return Err(uniform(&failed(format!("the host answered {status}"))));
    }
    let headers = response.headers();
    if text(headers, CONTENT_ENCODING.as_str()).is_some_and(|coding| coding != "identity") {
        return Err(uniform(&failed("packed content")));
    }
    let content_type = text(headers, CONTENT_TYPE.as_str());
    let fits = |kind: &str| limits.types.iter().any(|begin| kind.starts_with(begin));
    if !limits.types.is_empty() && !content_type.as_deref().is_some_and(fits) {
        return Err(Error::invalid("fetch_wrong_type", "The content is not of a type that is taken."));
    }
    // The claim saves the work; what counts is what comes.
    let claim = text(headers, CONTENT_LENGTH.as_str()).and_then(|length| length.parse::<u64>().ok());
    if claim.is_some_and(|length| length > limits.bytes) {
        return Err(too_large(limits));
    }
    let mut bytes = 0;
    while let Some(chunk) = response.chunk().await.map_err(|e| uniform(&unreachable(&e)))? {
        bytes += chunk.len() as u64;
        if bytes > limits.bytes {
            return Err(too_large(limits));
        }
        into.write_all(&chunk).await.map_err(Error::disk)?;
    }
    into.flush().await.map_err(Error::disk)?;
    Ok(Fetched { url: target.url().to_string(), content_type, bytes })
}

/// A header's first word, in lower case.
fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.split(';').next()?.trim();
    Some(value.to_ascii_lowercase())
}

fn too_large(limits: &Limits) -> Error {
    Error::new(
        Kind::TooLarge,
        "fetch_too_large",
        format!("The content is larger than {} bytes.", limits.bytes),
    )
}

/// One sentence for every failure of the other side; the reason is for the log.
fn uniform(error: &Error) -> Error {
    let reason = error.to_string();
    failed("The address could not be fetched.").because(reason)
}

/// A name nobody knows and a name that leads where nobody may go are the same to the caller.
fn nameless(error: Error) -> Error {
    if error.kind == Kind::Internal { error } else { refused().because(error.to_string()) }
}
