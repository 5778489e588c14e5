//! Names that people and programs send us, made fit for a folder that people look into.
//!
//! The name a person sees stays as it is wherever it can: letters of any script, spaces, emoji. What changes is what could
//! lead elsewhere, hide, break a shell or another system, or not be stored at all.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::error::{Error, Result};

/// The longest sanitised name in bytes. File systems allow 255; the rest is room for what staging, the trash and the
/// numbering of duplicates add.
pub const LONGEST_NAME: usize = 200;

/// Longer "extensions" are part of the name.
const LONGEST_EXTENSION: usize = 16;

/// A file name that is safe to create in any folder: one component, NFC, 1 to [`LONGEST_NAME`] bytes, no control or
/// direction-changing characters, none that Windows and SMB shares refuse, not hidden, not beginning with a dash.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FileName(String);

impl FileName {
    /// Makes a name from whatever a client sent. Never fails: what has nothing usable becomes `unnamed`.
    #[must_use]
    pub fn sanitize(sent: &str) -> Self {
        // Browsers send `C:\fakepath\x.jpg` and directory uploads `trip/x.jpg`: the name is the last part.
        let last = sent.rsplit(['/', '\\']).find(|part| !part.trim().is_empty()).unwrap_or_default();
        // Composed last: what is taken out may have kept a letter and its accent apart.
        let visible: String = last
            .chars()
            .filter(|c| !c.is_control() && !is_invisible(*c))
            .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
            .nfc()
            .collect();
        let mut name = trim(&visible).to_owned();
        if name.is_empty() {
            name.push_str("unnamed");
        }
        // A leading dot hides the file, a leading dash makes it an option of some program.
        if name.starts_with(['.', '-', '~']) || is_device(&name) {
            name.insert(0, '_');
        }
        let (stem, extension) = split(&name);
        Self(join(stem, "", extension))
    }

    /// Makes a name from bytes that may not be UTF-8; what is not becomes `�`.
    #[must_use]
    pub fn sanitize_bytes(sent: &[u8]) -> Self {
        Self::sanitize(&String::from_utf8_lossy(sent))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The extension without the dot, in the case it was sent in.
    #[must_use]
    pub fn extension(&self) -> Option<&str> {
        split(&self.0).1
    }

    /// `photo.jpg` with ` (1)` becomes `photo (1).jpg`; a name that would grow too long loses the end of its stem.
    #[must_use]
    pub fn with_suffix(&self, suffix: &str) -> Self {
        let (stem, extension) = split(&self.0);
        Self(join(stem, suffix, extension))
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The folder name for a repository called `name`: letters and digits of any script in lower case, `-` and `_` kept, runs of
/// anything else one `-`, none of them at either end.
///
/// # Errors
///
/// [`crate::ErrorKind::Invalid`] when nothing remains.
pub fn slug(name: &str) -> Result<String> {
    let mut slug = String::new();
    for c in name.to_lowercase().nfc() {
        if c.is_alphanumeric() || c == '_' || c == '-' {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches(['-', '_']);
    let slug = slug[..slug.floor_char_boundary(LONGEST_NAME)].trim_end_matches(['-', '_']);
    if slug.is_empty() {
        return Err(Error::invalid("the name has no letter or digit to make a folder name from"));
    }
    Ok(slug.to_owned())
}

/// Marks that change how the rest of a name is displayed without being seen themselves. The joiners of emoji and of Persian
/// and Indic scripts (U+200C, U+200D) are part of what is seen and stay.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{2028}' | '\u{2029}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Spaces at either end and dots at the end: invisible to people, refused by Windows.
fn trim(name: &str) -> &str {
    name.trim_end_matches(|c: char| c.is_whitespace() || c == '.').trim_start()
}

/// Names that Windows keeps for devices, whatever the extension.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL")
        || (stem.len() == 4
            && (stem.starts_with("COM") || stem.starts_with("LPT"))
            && stem.ends_with(|c: char| c.is_ascii_digit()))
}

/// Stem and extension (without the dot). No extension where it would be empty, long, or leave no stem.
fn split(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && (1..=LONGEST_EXTENSION).contains(&extension.len())
                && !extension.contains(char::is_whitespace) =>
        {
            (stem, Some(extension))
        }
        _ => (name, None),
    }
}

/// Puts a name together within [`LONGEST_NAME`] bytes; the stem gives way.
fn join(stem: &str, suffix: &str, extension: Option<&str>) -> String {
    let fixed = suffix.len() + extension.map_or(0, |extension| extension.len() + 1);
    let room = LONGEST_NAME.saturating_sub(fixed);
    // A cut can bare what was trimmed from the end before.
    let stem = if stem.len() > room { trim(&stem[..stem.floor_char_boundary(room)]) } else { stem };
    match extension {
        Some(extension) => format!("{stem}{suffix}.{extension}"),
        None => format!("{stem}{suffix}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(sent: &str, expected: &str) {
        assert_eq!(FileName::sanitize(sent).as_str(), expected, "from {sent:?}");
    }

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in [
            "IMG_0001.JPG",
            "Été à la mer.jpg",
            "写真 (2).heic",
            "👨‍👩‍👧.png",
            "a.tar.gz",
            "no extension",
            "a'b&c.jpg",
        ] {
            check(name, name);
        }
    }

    #[test]
    fn only_the_last_part_of_a_path_is_the_name() {
        check("../../etc/passwd", "passwd");
        check("C:\\fakepath\\beach.jpg", "beach.jpg");
        check("trip/day 1/beach.jpg", "beach.jpg");
        check("/", "unnamed");
        check("trip/", "trip");
    }

    #[test]
    fn what_hides_or_misleads_is_taken_out() {
        check("a\0b\n.jpg", "ab.jpg");
        check("photo\u{202E}gpj.exe", "photogpj.exe");
        check(".bashrc", "_.bashrc");
        check("..", "unnamed");
        check("-rf.jpg", "_-rf.jpg");
        check("  spaced .jpg. ", "spaced .jpg");
        check("", "unnamed");
        check(".jpg", "_.jpg");
    }

    #[test]
    fn what_windows_refuses_is_replaced() {
        check("what? <this>: \"that\"|*.jpg", "what_ _this__ _that___.jpg");
        check("nul.jpg", "_nul.jpg");
        check("COM1", "_COM1");
        check("common.jpg", "common.jpg");
    }

    #[test]
    fn decomposed_letters_are_composed() {
        check("E\u{301}te\u{301}.jpg", "Été.jpg");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_marked() {
        assert_eq!(FileName::sanitize_bytes(b"caf\xe9.jpg").as_str(), "caf\u{FFFD}.jpg");
    }

    #[test]
    fn a_long_name_keeps_its_extension_and_whole_characters() {
        let name = FileName::sanitize(&format!("{}.jpeg", "é".repeat(300)));
        assert_eq!(name.as_str(), format!("{}.jpeg", "é".repeat(97)));
        assert_eq!(name.with_suffix(" (12)").as_str(), format!("{} (12).jpeg", "é".repeat(95)));
        assert_eq!(name.extension(), Some("jpeg"));
    }

    #[test]
    fn a_suffix_goes_before_the_extension() {
        assert_eq!(FileName::sanitize("a.b.jpg").with_suffix(" (1)").as_str(), "a.b (1).jpg");
        assert_eq!(FileName::sanitize("README").with_suffix("_x").as_str(), "README_x");
    }

    #[test]
    fn slugs_follow_the_documented_rule() {
        for (name, expected) in [
            ("Family Photos", "family-photos"),
            ("  Été — 2024!  ", "été-2024"),
            ("写真", "写真"),
            ("a_b--c", "a_b--c"),
            ("__x__", "x"),
            ("../../etc", "etc"),
        ] {
            assert_eq!(slug(name).unwrap(), expected);
        }
        for name in ["", "   ", "---", "../..", "!?"] {
            assert!(slug(name).is_err(), "{name:?}");
        }
    }

    /// Characters that break things, mixed with ones that do not.
    const HOSTILE: &str =
        "[a-zA-Z0-9 ._~/\\\\\\-:*?\"<>|\0-\u{1f}é\u{301}\u{202E}\u{200B}\u{FEFF}写👨‍]{0,300}";

    fn is_sound(name: &str) -> bool {
        (1..=LONGEST_NAME).contains(&name.len())
            && !name.starts_with(['.', '-', ' '])
            && !name.ends_with(['.', ' '])
            && !name.contains(['/', '\\', '\0', ':'])
            && !name.contains(char::is_control)
    }

    proptest! {
        #[test]
        fn any_name_becomes_sound_and_stays_so(sent in prop_oneof![any::<String>(), HOSTILE.prop_map(|s| s)], suffix in 0..1000) {
            let name = FileName::sanitize(&sent);
            prop_assert!(is_sound(name.as_str()), "{name:?}");
            prop_assert_eq!(&FileName::sanitize(name.as_str()), &name);
            let numbered = name.with_suffix(&format!(" ({suffix})"));
            prop_assert!(is_sound(numbered.as_str()), "{numbered:?}");
            prop_assert_eq!(numbered.extension(), name.extension());
        }

        #[test]
        fn any_bytes_become_a_sound_name(sent in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(is_sound(FileName::sanitize_bytes(&sent).as_str()));
        }

        #[test]
        fn any_slug_is_a_folder_name_and_its_own_slug(name in any::<String>()) {
            if let Ok(made) = slug(&name) {
                prop_assert!(is_sound(&made), "{made:?}");
                prop_assert_eq!(slug(&made).unwrap(), made);
            }
        }
    }
}
