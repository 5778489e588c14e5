//! The names of formats that a request may ask for.

/// As `export` takes them.
pub(crate) const EXPORTS: &[&str] =
    &["jpeg", "jpg", "png", "gif", "webp", "avif", "bmp", "tiff", "tif", "ico"];

#[cfg(test)]
mod tests {
    use calotype_media::craft::Export;

    use super::*;

    #[test]
    fn every_format_that_is_written_can_be_asked_for() {
        let known: Vec<Export> = EXPORTS.iter().filter_map(|name| Export::from_name(name)).collect();
        assert_eq!(known.len(), EXPORTS.len());
        assert!(Export::ALL.iter().all(|format| known.contains(format)));
    }
}
