//! Talking to the server: what passes by itself is waited for, what does not is told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::{Method, StatusCode};
use serde_json::Value;

use super::login::Login;

/// Attempts at one request: with the pauses between them two minutes, the restart of a server.
const ATTEMPTS: u32 = 10;

/// Attempts before the server has ever answered: a wrong address should be told soon.
const FIRST_ATTEMPTS: u32 = 3;

/// The longest pause between two attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Why something was not done.
#[derive(Debug, Clone)]
pub(super) enum Trouble {
    /// Nothing else can work either.
    Fatal(String),
    /// The server refuses this one.
    Refused {
        /// Its stable word.
        code: String,
        /// Its sentence.
        message: String,
    },
    /// It may pass: try again after the pause.
    Passing {
        /// How long the server asks to wait.
        pause: Option<Duration>,
        /// What happened.
        reason: String,
    },
}

impl Trouble {
    /// Refused by us, in our words.
    pub(super) fn refused(message: impl Into<String>) -> Self {
        Self::Refused { code: String::new(), message: message.into() }
    }

    /// Whatever it is, nothing can go on.
    pub(super) fn fatal(self) -> Self {
        match self {
            Self::Refused { message, .. } | Self::Passing { reason: message, .. } => Self::Fatal(message),
            fatal @ Self::Fatal(_) => fatal,
        }
    }

    /// For people.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Fatal(text) | Self::Refused { message: text, .. } | Self::Passing { reason: text, .. } => {
                text
            }
        }
    }
}

/// The body of a request.
#[derive(Debug, Clone)]
pub(super) enum Payload {
    /// None.
    Nothing,
    /// JSON.
    Json(Value),
    /// Bytes of a kind, with the claimed hash of the file they belong to.
    Bytes(String, Option<String>, bytes::Bytes),
}

/// What the server answered.
pub(super) struct Answer {
    status: StatusCode,
    pub(super) body: bytes::Bytes,
}

impl Answer {
    /// The body as JSON.
    pub(super) fn json(&self) -> Result<Value, Trouble> {
        serde_json::from_slice(&self.body)
            .map_err(|_| Trouble::Fatal("this is not a calotype server: its answer is not JSON".into()))
    }
}

/// A server.
pub(super) struct Client {
    http: reqwest::Client,
    base: String,
    login: Login,
    answered: AtomicBool,
}

impl Client {
    pub(super) fn new(server: &str, login: Login) -> anyhow::Result<Self> {
        anyhow::ensure!(
            server.starts_with("http://") || server.starts_with("https://"),
            "--server is an address that begins with http:// or https://"
        );
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            // The last piece of a large file is answered when the server has put the file together.
            .read_timeout(Duration::from_secs(300))
            // A redirected upload would arrive as something else.
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        let base = format!("{}/api/v1", server.trim_end_matches('/'));
        Ok(Self { http, base, login, answered: AtomicBool::new(false) })
    }

    /// Asks until there is an answer, or for as long as a restart of the server may take.
    pub(super) async fn ask(&self, method: Method, path: &str, body: Payload) -> Result<Answer, Trouble> {
        let mut attempt = 0;
        loop {
            match self.ask_once(method.clone(), path, body.clone()).await {
                Err(passing @ Trouble::Passing { .. }) => self.wait(&mut attempt, passing).await?,
                done => return done,
            }
        }
    }

    /// Waits before the next attempt, or gives up.
    pub(super) async fn wait(&self, attempt: &mut u32, trouble: Trouble) -> Result<(), Trouble> {
        *attempt += 1;
        let attempts = if self.answered.load(Ordering::Relaxed) { ATTEMPTS } else { FIRST_ATTEMPTS };
        let Trouble::Passing { pause, .. } = &trouble else { return Err(trouble) };
        if *attempt >= attempts {
            return Err(trouble.fatal());
        }
        let backoff = Duration::from_millis(500 << (*attempt - 1).min(6));
        // Scattered, so that several clients do not come back at once.
        let backoff = backoff.mul_f64(0.75 + rand::random::<f64>() / 2.0);
        tokio::time::sleep(pause.unwrap_or(backoff).min(LONGEST_PAUSE)).await;
        Ok(())
    }

    /// Asks once, with a token that is renewed in time, or when the server does not take it any more.
    pub(super) async fn ask_once(
        &self,
        method: Method,
        path: &str,
        body: Payload,
    ) -> Result<Answer, Trouble> {
        let token = Box::pin(self.login.token(self)).await?;
        let answer = self.send(method.clone(), path, body.clone(), Some(&token)).await?;
        if answer.status != StatusCode::UNAUTHORIZED {
            return judge(answer);
        }
        let token = Box::pin(self.login.renew(self, &token)).await?;
        let answer = self.send(method, path, body, Some(&token)).await?;
        if answer.status == StatusCode::UNAUTHORIZED {
            return Err(Trouble::Fatal("the server does not accept the login".into()));
        }
        judge(answer)
    }

    /// Asks without a login, for one.
    pub(super) async fn ask_for_login(&self, path: &str, body: Value) -> Result<Answer, Trouble> {
        let mut attempt = 0;
        loop {
            let asked = self.send(Method::POST, path, Payload::Json(body.clone()), None).await;
            match asked.and_then(judge) {
                Err(passing @ Trouble::Passing { .. }) => self.wait(&mut attempt, passing).await?,
                done => return done,
            }
        }
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Payload,
        token: Option<&str>,
    ) -> Result<Answer, Trouble> {
        let mut headers = HeaderMap::new();
        if let Some(token) = token {
            let mut value = header(&format!("Bearer {token}"))?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        match body {
            Payload::Nothing => {}
            Payload::Json(value) => request = request.json(&value),
            Payload::Bytes(kind, hash, bytes) => {
                headers.insert(CONTENT_TYPE, header(&kind)?);
                if let Some(hash) = hash {
                    headers.insert("x-content-hash", header(&hash)?);
                }
                request = request.body(bytes);
            }
        }
        let answer = request.headers(headers).send().await.map_err(|e| unreachable_server(&e))?;
        let status = answer.status();
        let pause = answer
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok()?.parse().ok())
            .map(Duration::from_secs);
        let body = answer.bytes().await.map_err(|e| unreachable_server(&e))?;
        self.answered.store(true, Ordering::Relaxed);
        if matches!(status.as_u16(), 429 | 502 | 503 | 504) {
            return Err(Trouble::Passing { pause, reason: message(status, &body).1 });
        }
        Ok(Answer { status, body })
    }
}

fn header(text: &str) -> Result<HeaderValue, Trouble> {
    HeaderValue::from_str(text).map_err(|_| Trouble::Fatal("the token has characters no token has".into()))
}

fn unreachable_server(error: &reqwest::Error) -> Trouble {
    let mut reason = "the server cannot be reached".to_owned();
    let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
    while let Some(error) = cause {
        reason = format!("{reason}: {error}");
        cause = error.source();
    }
    Trouble::Passing { pause: None, reason }
}

/// What an answer means to the caller.
fn judge(answer: Answer) -> Result<Answer, Trouble> {
    if answer.status.is_success() {
        return Ok(answer);
    }
    let (code, message) = message(answer.status, &answer.body);
    if answer.status == StatusCode::INSUFFICIENT_STORAGE || message == "app_not_initialized" {
        return Err(Trouble::Fatal(message));
    }
    if answer.status.is_redirection() {
        return Err(Trouble::Fatal(format!("the server is elsewhere ({}): correct --server", answer.status)));
    }
    Err(Trouble::Refused { code, message })
}

/// Stable word and sentence of a refusal.
fn message(status: StatusCode, body: &[u8]) -> (String, String) {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let code = body["error"].as_str().unwrap_or_default().split(' ').next().unwrap_or_default();
    let text = body["message"].as_str().map_or_else(|| format!("the server answers {status}"), str::to_owned);
    (code.to_owned(), text)
}
