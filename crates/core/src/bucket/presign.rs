//! Presigned links: the signature over method, path, host and query stands in the query itself.

use std::fmt::Write as _;

use calotype_store::Micros;
use sha2::{Digest as _, Sha256};

use super::refusal::{Refusal, Why};
use super::signature::{self, ALGORITHM, Credentials, moment};

/// The longest a link may work, seconds: a limit of the signature scheme.
const LONGEST: i64 = 7 * 24 * 3600;

/// How far the signer's clock may be ahead of ours, seconds.
const SKEW: i64 = 15 * 60;

/// A request as it is signed.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// `GET` or `HEAD`.
    pub method: &'a str,
    /// Path as it was sent, escaped.
    pub path: &'a str,
    /// The `Host` header.
    pub host: &'a str,
    /// Names and values of the query, unescaped.
    pub query: &'a [(String, String)],
}

fn denied(message: &'static str) -> Refusal {
    Refusal::new(Why::AccessDenied, message)
}

/// Checks a presigned request.
///
/// # Errors
/// `AccessDenied` without a signature, past its time or over other headers than the host; `SignatureDoesNotMatch`.
pub fn check(credentials: &Credentials, asked: &Asked<'_>, now: Micros) -> Result<(), Refusal> {
    let value = |name: &str| asked.query.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
    let (Some(scope), Some(stamp), Some(seconds), Some(signature)) =
        (value("X-Amz-Credential"), value("X-Amz-Date"), value("X-Amz-Expires"), value("X-Amz-Signature"))
    else {
        return Err(denied("The link is not signed."));
    };
    if value("X-Amz-Algorithm") != Some(ALGORITHM) || value("X-Amz-SignedHeaders") != Some("host") {
        return Err(denied("The link must be signed with AWS4-HMAC-SHA256 over the host alone."));
    }
    let made = signature::parse_stamp(stamp).ok_or_else(|| denied("The link's date cannot be read."))?;
    let seconds: i64 = seconds
        .parse()
        .ok()
        .filter(|s| (1..=LONGEST).contains(s))
        .ok_or_else(|| denied("The link's life is not from 1 second to 7 days."))?;
    let age = (moment(now) - made).whole_seconds();
    if age >= seconds || age < -SKEW {
        return Err(denied("The link has expired."));
    }
    // The day of the scope must be the day of the stamp, or one signature would be good for two days.
    if scope.split('/').nth(1) != stamp.get(..8) {
        return Err(denied("The link's date and credential do not agree."));
    }
    let text = text(asked, scope, stamp);
    credentials.check(scope, &text, signature)
}

/// The query of a presigned link, ready to stand behind `?`.
#[must_use]
pub fn sign(credentials: &Credentials, asked: &Asked<'_>, now: Micros, seconds: u32) -> String {
    let (day, stamp) = signature::stamp(moment(now));
    let scope = credentials.scope(&day);
    let mut query = asked.query.to_vec();
    for (name, value) in [
        ("X-Amz-Algorithm", ALGORITHM),
        ("X-Amz-Credential", &scope),
        ("X-Amz-Date", &stamp),
        ("X-Amz-Expires", &seconds.to_string()),
        ("X-Amz-SignedHeaders", "host"),
    ] {
        query.push((name.to_owned(), value.to_owned()));
    }
    let text = text(&Asked { query: &query, ..*asked }, &scope, &stamp);
    format!("{}&X-Amz-Signature={}", canonical(&query), credentials.sign(&day, &text))
}

/// What is signed: the scheme, the time, the scope and the hash of the request.
fn text(asked: &Asked<'_>, scope: &str, stamp: &str) -> String {
    let request = format!(
        "{}\n{}\n{}\nhost:{}\n\nhost\nUNSIGNED-PAYLOAD",
        asked.method,
        asked.path,
        canonical(asked.query),
        asked.host,
    );
    let scope = scope.split_once('/').map_or("", |(_, scope)| scope);
    format!("{ALGORITHM}\n{stamp}\n{scope}\n{}", hex::encode(Sha256::digest(request)))
}

/// The query without its signature, escaped and in order.
fn canonical(query: &[(String, String)]) -> String {
    let mut pairs: Vec<String> = query
        .iter()
        .filter(|(name, _)| name != "X-Amz-Signature")
        .map(|(name, value)| format!("{}={}", escape(name), escape(value)))
        .collect();
    pairs.sort_unstable();
    pairs.join("&")
}

/// RFC 3986: everything but letters, digits and `-._~` is escaped.
pub(crate) fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    /// 24 May 2013, midnight.
    const THEN: Micros = 1_369_353_600_000_000;

    fn pair() -> Credentials {
        Credentials {
            key: "AKIAIOSFODNN7EXAMPLE".into(),
            secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".into(),
            region: "us-east-1".into(),
        }
    }

    fn asked<'a>(host: &'a str, query: &'a [(String, String)]) -> Asked<'a> {
        Asked { method: "GET", path: "/test.txt", host, query }
    }

    fn read(query: &str) -> Vec<(String, String)> {
        query
            .split('&')
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap();
                (name.to_owned(), value.replace("%2F", "/"))
            })
            .collect()
    }

    #[test]
    fn the_example_of_the_amazon_documentation_comes_out() {
        let query = sign(&pair(), &asked("examplebucket.s3.amazonaws.com", &[]), THEN, 86_400);
        let expected = "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        assert!(query.ends_with(&format!("&X-Amz-Signature={expected}")), "{query}");
    }

    #[test]
    fn a_link_works_in_its_time_for_its_host_only() {
        let query = read(&sign(&pair(), &asked("a", &[]), THEN, 60));
        let now = |seconds: i64| THEN + seconds * 1_000_000;
        let why = |host, at| check(&pair(), &asked(host, &query), at).unwrap_err().why;
        assert!(check(&pair(), &asked("a", &query), now(59)).is_ok());
        assert_eq!(why("a", now(60)), Why::AccessDenied);
        assert_eq!(why("a", now(-3600)), Why::AccessDenied);
        assert_eq!(why("b", now(0)), Why::SignatureDoesNotMatch);
    }

    #[test]
    fn nothing_of_the_query_can_be_changed() {
        let query = read(&sign(&pair(), &asked("a", &[]), THEN, 60));
        for index in 0..query.len() {
            let mut changed = query.clone();
            changed[index].1.push('0');
            assert!(check(&pair(), &asked("a", &changed), THEN).is_err(), "{:?}", query[index]);
        }
        let mut more = query.clone();
        more.push(("response-content-type".into(), "text/html".into()));
        assert_eq!(check(&pair(), &asked("a", &more), THEN).unwrap_err().why, Why::SignatureDoesNotMatch);
    }
}
