//! Being somebody: a password, a token, or this machine itself.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calotype_core::App;
use calotype_core::auth::tokens::{self, Subject};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use tokio::sync::Mutex;

use super::client::{Client, Trouble};

/// What is known of the life of a token that does not say it.
const USUAL_LIFE: Duration = Duration::from_secs(600);

/// What the caller can show.
pub(super) enum Credential {
    /// Name and password.
    Password(String, SecretString),
    /// A token that somebody else renews.
    Token(SecretString),
    /// The data directory itself: whoever can read it may do everything.
    Local(Box<App>, Subject),
}

/// A login, kept alive.
pub(super) struct Login {
    credential: Credential,
    held: Mutex<Option<Held>>,
}

struct Held {
    access: String,
    refresh: Option<String>,
    until: Option<Instant>,
}

impl Login {
    pub(super) fn new(credential: Credential) -> Self {
        Self { credential, held: Mutex::new(None) }
    }

    /// A token with some life left. An upload that is refused half-way cannot read why, so it is renewed before its end.
    pub(super) async fn token(&self, client: &Client) -> Result<String, Trouble> {
        let mut held = self.held.lock().await;
        match &*held {
            Some(current) if current.until.is_none_or(|until| Instant::now() < until) => {
                return Ok(current.access.clone());
            }
            _ => {}
        }
        let next = self.next(client, held.take()).await?;
        Ok(held.insert(next).access.clone())
    }

    /// Another token than the one that was refused.
    pub(super) async fn renew(&self, client: &Client, refused: &str) -> Result<String, Trouble> {
        let mut held = self.held.lock().await;
        match &*held {
            Some(current) if current.access != refused => return Ok(current.access.clone()),
            _ => {}
        }
        let next = self.next(client, held.take()).await?;
        Ok(held.insert(next).access.clone())
    }

    async fn next(&self, client: &Client, last: Option<Held>) -> Result<Held, Trouble> {
        match &self.credential {
            Credential::Token(_) if last.is_some() => {
                Err(Trouble::Fatal("the token is not valid any more; get a new one and run again".into()))
            }
            Credential::Token(token) => {
                Ok(Held { access: token.expose_secret().to_owned(), refresh: None, until: None })
            }
            Credential::Local(app, subject) => {
                let (access, _) =
                    tokens::issue_access(app, subject).map_err(|e| Trouble::Fatal(e.to_string()))?;
                let until = end_of(&access);
                Ok(Held { access, refresh: None, until })
            }
            Credential::Password(username, password) => {
                if let Some(token) = last.and_then(|held| held.refresh) {
                    let body = json!({"refreshToken": token});
                    match client.ask_for_login("/auth/refresh", body).await {
                        Ok(answer) => return read(&answer.json()?),
                        // The login has ended, or its answer was lost on the way: begin another.
                        Err(Trouble::Refused { .. }) => {}
                        Err(other) => return Err(other),
                    }
                }
                let body = json!({"username": username, "password": password.expose_secret()});
                let answer = client.ask_for_login("/auth/login", body).await.map_err(Trouble::fatal)?;
                read(&answer.json()?)
            }
        }
    }
}

fn read(answer: &Value) -> Result<Held, Trouble> {
    let Some(access) = answer["token"].as_str() else {
        return Err(Trouble::Fatal("this account has a second factor: log in and use --token-file".into()));
    };
    let refresh = answer["refreshToken"].as_str().map(str::to_owned);
    Ok(Held { access: access.to_owned(), refresh, until: end_of(access) })
}

/// When to renew: after two thirds of the life the token states. The clocks of both machines may differ, so only the length
/// of its life counts.
fn end_of(token: &str) -> Option<Instant> {
    let life = || {
        let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
        let claims: Value = serde_json::from_slice(&payload).ok()?;
        let seconds = claims["exp"].as_u64()?.checked_sub(claims["iat"].as_u64()?)?;
        Some(Duration::from_secs(seconds))
    };
    Instant::now().checked_add(life().unwrap_or(USUAL_LIFE) * 2 / 3)
}
