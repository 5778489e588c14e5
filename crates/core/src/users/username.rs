//! What a login name may look like.

use crate::error::{Error, Result};

/// Trims and lower-cases a name and checks it: 3 to 32 characters of `a-z 0-9 . _ -`, first a letter, separators
/// neither adjacent nor last.
///
/// # Errors
/// `invalid_username` with the rule.
pub fn parse(raw: &str) -> Result<String> {
    let name = raw.trim().to_lowercase();
    let separator = |c: char| matches!(c, '.' | '_' | '-');
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || separator(c);
    let adjacent = || name.as_bytes().windows(2).any(|pair| pair.iter().all(|b| separator(char::from(*b))));
    let good = (3..=32).contains(&name.chars().count())
        && name.chars().all(allowed)
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && !name.ends_with(separator)
        && !adjacent();
    if good {
        return Ok(name);
    }
    Err(Error::invalid(
        "invalid_username",
        "A user name has 3 to 32 characters: it starts with a letter and goes on with letters, digits and single \
         '.', '_' or '-', and does not end with one of these.",
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_are_trimmed_and_lower_cased() {
        assert_eq!(parse("  Mia.Q-7_x ").unwrap(), "mia.q-7_x");
        assert_eq!(parse(&"a".repeat(32)).unwrap().len(), 32);
    }

    #[test]
    fn names_outside_the_policy_are_refused() {
        let long = "a".repeat(33);
        for bad in ["", "ab", "7up", ".abc", "a..b", "a._b", "abc-", "mia q", "mïa", "müller", "a@b", &long]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
