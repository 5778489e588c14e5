//! Names of tags by the codes films write them under.

/// Keys of QuickTime metadata, without `com.apple.quicktime.` or `com.android.`.
#[rustfmt::skip]
pub(super) const KEYS: &[(&str, &str)] = &[
    ("content.identifier", "ContentIdentifier"), ("creationdate", "CreationDate"), ("location.ISO6709", "GPSCoordinates"),
    ("location.accuracy.horizontal", "LocationAccuracyHorizontal"), ("make", "Make"), ("model", "Model"), ("software", "Software"),
    ("title", "Title"), ("description", "Description"), ("displayname", "DisplayName"), ("comment", "Comment"), ("author", "Author"),
    ("artist", "Artist"), ("keywords", "Keywords"), ("copyright", "Copyright"), ("genre", "Genre"), ("album", "Album"),
    ("live-photo.auto", "LivePhotoAuto"), ("camera.lens_model", "LensModel"), ("camera.focal_length.35mm_equivalent", "FocalLengthIn35mmFormat"),
    ("version", "AndroidVersion"), ("capture.fps", "AndroidCaptureFPS"), ("manufacturer", "AndroidMake"), ("rating.user", "UserRating"),
];

/// Boxes of user data and of iTunes lists.
#[rustfmt::skip]
pub(super) const BOXES: &[(&[u8; 4], &str)] = &[
    (b"\xa9xyz", "GPSCoordinates"), (b"\xa9mak", "Make"), (b"\xa9mod", "Model"), (b"\xa9swr", "SoftwareVersion"),
    (b"\xa9nam", "Title"), (b"\xa9cmt", "Comment"), (b"\xa9day", "ContentCreateDate"), (b"\xa9des", "Description"),
    (b"\xa9inf", "Information"), (b"\xa9ART", "Artist"), (b"\xa9aut", "Author"), (b"\xa9alb", "Album"), (b"\xa9gen", "Genre"),
    (b"\xa9too", "Encoder"), (b"\xa9cpy", "Copyright"), (b"\xa9dir", "Director"), (b"\xa9lyr", "Lyrics"), (b"\xa9wrt", "Composer"),
    (b"desc", "Description"), (b"ldes", "LongDescription"), (b"aART", "AlbumArtist"), (b"cprt", "Copyright"), (b"keyw", "Keyword"),
];

/// Elements of Matroska's tags, whose names are free; these are the usual ones spelled otherwise by exiftool.
pub(super) fn matroska_name(written: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars().filter(char::is_ascii_alphanumeric);
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters.map(|letter| letter.to_ascii_lowercase())).collect::<String>()
    };
    written.split(['_', '-', ' ', '.']).take(8).map(word).collect()
}

/// The name of a key, `None` for one nobody looks at.
pub(super) fn key_name(key: &str) -> Option<&'static str> {
    let short =
        key.strip_prefix("com.apple.quicktime.").or_else(|| key.strip_prefix("com.android.")).unwrap_or(key);
    KEYS.iter().find(|known| known.0 == short).map(|known| known.1)
}
