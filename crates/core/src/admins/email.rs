//! E-mail addresses: what administrators log in with.

use crate::error::{Error, Result};

/// Reads an address: trimmed, in lower case, one `@` with something on both sides. Whether mail arrives is not ours to
/// know.
///
/// # Errors
/// `invalid_email`.
pub(super) fn parse(text: &str) -> Result<String> {
    let email = text.trim().to_lowercase();
    let plain = email.len() <= 254 && !email.chars().any(|c| c.is_whitespace() || c.is_control());
    match email.split_once('@') {
        Some((name, domain)) if plain && !name.is_empty() && !domain.is_empty() && !domain.contains('@') => {
            Ok(email)
        }
        _ => Err(Error::invalid("invalid_email", "This is not an e-mail address.")
            .field("email", "must be an e-mail address")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_address_is_trimmed_and_lower_cased() {
        assert_eq!(parse(" Ada@Example.ORG ").unwrap(), "ada@example.org");
        assert_eq!(parse("root@localhost").unwrap(), "root@localhost");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for bad in
            ["", "ada", "@example.org", "ada@", "a@b@c", "a b@c", &format!("{}@x.org", "a".repeat(260))]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
