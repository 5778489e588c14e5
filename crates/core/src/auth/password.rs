//! Password policy and hashing (Argon2id with the crate's defaults, which are OWASP's: 19 MiB, 2 passes).

use std::time::Duration;

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher as _, PasswordVerifier as _, SaltString};
use argon2::{Argon2, Params};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::error::{Error, Result};

/// Hashing costs 19 MiB each; without a bound, a burst of logins would be a way to exhaust memory.
static HASHERS: Semaphore = Semaphore::const_new(4);

/// How long somebody waits for their turn before they hear that the server is busy.
const PATIENCE: Duration = Duration::from_secs(5);

async fn turn() -> Result<SemaphorePermit<'static>> {
    match tokio::time::timeout(PATIENCE, HASHERS.acquire()).await {
        Ok(permit) => permit.map_err(Error::internal),
        Err(_) => Err(Error::unavailable("busy", "The server is busy. Try again in a moment.")
            .retry_after(Duration::from_secs(2))),
    }
}

/// Checks the documented policy: 10 to 72 bytes with a lower-case letter, an upper-case letter and a digit.
///
/// # Errors
/// `weak_password` with the policy sentence.
pub fn check_policy(password: &str) -> Result<()> {
    let strong = (10..=72).contains(&password.len())
        && password.chars().any(char::is_lowercase)
        && password.chars().any(char::is_uppercase)
        && password.chars().any(char::is_numeric);
    if strong {
        return Ok(());
    }
    Err(Error::invalid(
        "weak_password",
        "The password needs 10 to 72 characters with a lower-case letter, an upper-case letter and a digit.",
    ))
}

/// Hashes a password into PHC form, off the async threads.
///
/// # Errors
/// `busy` when too many others wait.
pub async fn hash(password: String) -> Result<String> {
    let _permit = turn().await?;
    tokio::task::spawn_blocking(move || {
        let salt = SaltString::generate(&mut OsRng);
        Argon2::default()
            .hash_password(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
            .map_err(|e| Error::internal(e.to_string()))
    })
    .await
    .map_err(Error::internal)?
}

/// Whether a password matches a stored hash. With no hash at all, the same work is done and the answer is no, so
/// that the time taken does not tell whether a user exists.
///
/// # Errors
/// `busy` when too many others wait.
pub async fn verify(password: String, stored: Option<String>) -> Result<bool> {
    /// A hash of nothing anybody can type, with the default parameters.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let _permit = turn().await?;
    tokio::task::spawn_blocking(move || {
        let known = stored.is_some();
        let text = stored.unwrap_or_else(|| NOBODY.to_owned());
        let matches = PasswordHash::new(&text)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
        known && matches
    })
    .await
    .map_err(Error::internal)
}

/// Whether a stored hash was made with other parameters than today's, so that it should be replaced at the next login.
#[must_use]
pub fn is_outdated(stored: &str) -> bool {
    let params = PasswordHash::new(stored).ok().and_then(|hash| Params::try_from(&hash).ok());
    params.is_none_or(|params| {
        let today = Params::default();
        (params.m_cost(), params.t_cost(), params.p_cost())
            != (today.m_cost(), today.t_cost(), today.p_cost())
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_policy_wants_three_kinds_of_characters_and_ten_of_them() {
        for weak in ["Short1aA", "alllowercase1", "ALLUPPERCASE1", "NoDigitsHere", &"aA1".repeat(25)] {
            assert!(check_policy(weak).is_err(), "{weak}");
        }
        assert!(check_policy("Correct1Horse").is_ok());
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let hash = hash("Correct1Horse".into()).await.unwrap();
        assert!(verify("Correct1Horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!verify("correct1horse".into(), Some(hash)).await.unwrap());
        assert!(!verify("Correct1Horse".into(), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_hash_with_weaker_parameters_is_outdated() {
        let today = hash("Correct1Horse".into()).await.unwrap();
        assert!(!is_outdated(&today));
        assert!(is_outdated(&today.replace("m=19456", "m=8192")));
        assert!(is_outdated("$2b$10$something-else"));
    }
}
