//! What is said of an image, and its rules.

use crate::error::{Error, Result};

/// Most tags of an image.
const MOST_TAGS: usize = 50;
/// Longest tag, characters.
const LONGEST_TAG: usize = 64;
/// Longest description, characters.
const LONGEST_DESCRIPTION: usize = 1000;
/// Longest name, characters.
const LONGEST_NAME: usize = 255;

/// What is said of an image to be.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// Album it goes into: our id, or the one the client has for it.
    pub album: Option<String>,
    /// Tags as they came.
    pub tags: Vec<String>,
    /// Description.
    pub description: Option<String>,
    /// Whether only its user may see it.
    pub is_private: bool,
    /// What the client calls its user.
    pub username: Option<String>,
}

/// Reads tags: one or several fields, each a word, a list with commas or a JSON array; trimmed, blanks and repetitions
/// dropped.
///
/// # Errors
/// `invalid_tags` for more than 50, or one of more than 64 characters.
pub(crate) fn tags(fields: &[String]) -> Result<Vec<String>> {
    let mut tags: Vec<String> = Vec::new();
    let mut add = |word: &str| {
        let word = word.trim();
        if !word.is_empty() && !tags.iter().any(|known| known == word) {
            tags.push(word.to_owned());
        }
    };
    for field in fields {
        match serde_json::from_str::<Vec<String>>(field) {
            Ok(words) => words.iter().for_each(|word| add(word)),
            Err(_) => field.split(',').for_each(&mut add),
        }
    }
    checked(tags)
}

/// Tags that came as a list: each is one word, commas and all.
///
/// # Errors
/// As [`tags`].
pub(crate) fn tag_list(words: &[String]) -> Result<Vec<String>> {
    let mut tags: Vec<String> = Vec::new();
    for word in words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
        if !tags.iter().any(|known| known == word) {
            tags.push(word.to_owned());
        }
    }
    checked(tags)
}

fn checked(tags: Vec<String>) -> Result<Vec<String>> {
    let odd = |tag: &String| tag.chars().count() > LONGEST_TAG || tag.chars().any(char::is_control);
    if tags.len() > MOST_TAGS || tags.iter().any(odd) {
        let message = format!("An image has at most {MOST_TAGS} tags of at most {LONGEST_TAG} characters.");
        return Err(Error::invalid("invalid_tags", message));
    }
    Ok(tags)
}

/// A description; a blank one is none.
///
/// # Errors
/// `invalid_description` for more than 1000 characters.
pub(crate) fn description(text: Option<&str>) -> Result<Option<String>> {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    if text.is_some_and(|text| text.chars().count() > LONGEST_DESCRIPTION || text.contains('\0')) {
        let message = format!("A description has at most {LONGEST_DESCRIPTION} characters.");
        return Err(Error::invalid("invalid_description", message));
    }
    Ok(text.map(str::to_owned))
}

/// A name that was typed.
///
/// # Errors
/// `invalid_name`.
pub(crate) fn name(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_NAME || text.chars().any(char::is_control) {
        let problem = format!("must have 1 to {LONGEST_NAME} characters");
        return Err(
            Error::invalid("invalid_name", format!("A name {problem}.")).field("originalName", problem)
        );
    }
    Ok(text.to_owned())
}

/// The name of a file as it came: without folders and control characters, and never empty.
pub(crate) fn file_name(text: &str) -> String {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    if clean.trim().is_empty() { "image".to_owned() } else { clean.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(fields: &[&str]) -> Vec<String> {
        tags(&fields.iter().map(|&field| field.to_owned()).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn tags_come_in_three_forms_and_keep_their_order() {
        assert_eq!(read(&["sea, sun ,,sea"]), ["sea", "sun"]);
        assert_eq!(read(&["b", "a", "b"]), ["b", "a"]);
        assert_eq!(read(&[r#"["one, two", "three"]"#]), ["one, two", "three"]);
        assert_eq!(read(&["", " , "]), [""; 0]);
        assert_eq!(read(&["[not json"]), ["[not json"]);
        let many: Vec<String> = (0..51).map(|n| format!("t{n}")).collect();
        assert_eq!(tags(&many).unwrap_err().code, "invalid_tags");
        assert_eq!(tags(&["x".repeat(65)]).unwrap_err().code, "invalid_tags");
    }

    #[test]
    fn a_file_name_loses_its_folders() {
        assert_eq!(file_name("C:\\photos\\a.jpg"), "a.jpg");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("a\u{0}\n.jpg"), "a.jpg");
        assert_eq!(file_name("/"), "image");
    }
}
