//! What a deposited file may be called, and what type that makes it.

use crate::error::{Error, Result};

/// Most characters in front of the dot.
const LONGEST: usize = 128;

/// Checks a name; answers its extension in lower case.
///
/// # Errors
/// `missing_filename`, `invalid_filename`, `unsupported_extension`.
pub(super) fn check(name: &str, allowed: &[String]) -> Result<String> {
    if name.is_empty() {
        return Err(
            Error::invalid("missing_filename", "Say what the file is called.").field("filename", "missing")
        );
    }
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    };
    let parts = name.split_once('.').filter(|(base, extension)| {
        plain(base) && base.len() <= LONGEST && plain(extension) && extension.len() <= 16
    });
    let Some((_, extension)) = parts else {
        return Err(Error::invalid(
            "invalid_filename",
            "A file name has 1 to 128 letters, digits, _ or -, one dot, and an extension.",
        )
        .field("filename", "invalid"));
    };
    let extension = extension.to_ascii_lowercase();
    if allowed.contains(&extension) {
        Ok(extension)
    } else {
        Err(Error::invalid("unsupported_extension", "Files of this extension are not taken.")
            .field("filename", "unsupported extension"))
    }
}

/// The extension of a checked name, in lower case.
pub(super) fn extension(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// The media type of an extension.
pub(super) fn content_type(extension: &str) -> &'static str {
    match extension {
        "json" => "application/json",
        "csv" => "text/csv",
        "xml" => "application/xml",
        "yml" | "yaml" => "application/yaml",
        "html" => "text/html",
        "md" => "text/markdown",
        "js" => "text/javascript",
        "css" => "text/css",
        "txt" | "log" => "text/plain",
        "sql" => "application/sql",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "bmp" => "image/bmp",
        "tif" | "tiff" => "image/tiff",
        "avif" => "image/avif",
        "heic" => "image/heic",
        "heif" => "image/heif",
        "dng" => "image/x-adobe-dng",
        "mp4" => "video/mp4",
        "mov" => "video/quicktime",
        "webm" => "video/webm",
        "mkv" => "video/x-matroska",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "m4a" => "audio/mp4",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn code(name: &str) -> &'static str {
        check(name, &["json".to_owned()]).unwrap_err().code
    }

    #[test]
    fn a_name_has_one_dot_and_plain_letters() {
        let allowed = ["json".to_owned()];
        assert_eq!(check("My_file-1.JSON", &allowed).unwrap(), "json");
        assert!(check(&format!("{}.json", "a".repeat(128)), &allowed).is_ok());
        assert_eq!(code(""), "missing_filename");
        let long = format!("{}.json", "a".repeat(129));
        for name in
            ["a", "a.", ".json", "a.b.json", "../a.json", "a b.json", "ü.json", "a/b.json", "a.js\0", &long]
        {
            assert_eq!(code(name), "invalid_filename", "{name:?}");
        }
        assert_eq!(code("a.exe"), "unsupported_extension");
    }

    #[test]
    fn every_extension_of_the_defaults_has_a_type() {
        for extension in crate::config::Config::default().deposits.extensions {
            assert_ne!(content_type(&extension), "application/octet-stream", "{extension}");
        }
    }
}
