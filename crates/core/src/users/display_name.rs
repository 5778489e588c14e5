//! What a shown name may look like.

use crate::error::{Error, Result};

/// Trims a shown name and checks it: at most 64 characters, no control characters. Empty means "show the user name".
///
/// # Errors
/// `invalid_display_name`.
pub fn parse(raw: &str) -> Result<String> {
    let name = raw.trim();
    if name.chars().count() <= 64 && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    Err(Error::invalid(
        "invalid_display_name",
        "A display name has at most 64 characters and no control characters.",
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(parse("  Zoë  ").unwrap(), "Zoë");
        assert!(parse(&"ö".repeat(64)).is_ok());
        assert!(parse(&"ö".repeat(65)).is_err());
        assert_eq!(parse(" ").unwrap(), "");
    }

    #[test]
    fn control_characters_are_refused() {
        assert!(parse("a\u{7}b").is_err());
        assert!(parse("a\nb").is_err());
    }
}
