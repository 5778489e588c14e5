//! The formats calotype knows by content, and the ones it writes.

use serde::{Deserialize, Serialize};

/// What kind of asset a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Still or animated pictures, camera RAW and drawings included.
    Photo,
    /// Moving pictures in a container of their own.
    Video,
    /// Sound only.
    Audio,
    /// Pages. Only the first one is shown.
    Document,
}

/// Every format a file can be recognised as.
///
/// Recognising is not decoding: [`Format::Wmv`] is known by its first bytes on every machine, and playable only
/// where `ffmpeg` is installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the variants are the formats' own names
pub enum Format {
    Jpeg,
    /// APNG included: an animated PNG is a PNG with more than one frame.
    Png,
    Gif,
    Webp,
    Avif,
    /// HEIF container with HEVC pictures, whatever its extension.
    Heic,
    Tiff,
    Bmp,
    Jxl,
    Psd,
    Svg,
    Pdf,
    // Camera RAW
    Cr2,
    Cr3,
    Nef,
    Arw,
    Dng,
    Orf,
    /// Panasonic, and the Panasonic-made Leica files called `.raw`.
    Rw2,
    Pef,
    Raf,
    Mrw,
    Srw,
    Rwl,
    X3f,
    // Video
    Mp4,
    Mov,
    M4v,
    ThreeGp,
    Mkv,
    Webm,
    Avi,
    Flv,
    Wmv,
    /// MPEG program stream (`.mpg`).
    Mpeg,
    /// MPEG transport stream (`.m2ts`, `.mts`).
    MpegTs,
    Ogv,
    // Audio
    Mp3,
    Flac,
    M4a,
    Wav,
    /// Ogg with Vorbis, FLAC or Speex in it.
    Ogg,
    Opus,
    Aiff,
    Wma,
    /// AAC in ADTS frames, without a container.
    Aac,
}

/// One row per format: name, MIME type, extensions (the first is the canonical one), kind.
struct Row(Format, &'static str, &'static str, &'static [&'static str], Kind);

#[rustfmt::skip]
const TABLE: &[Row] = &[
    Row(Format::Jpeg,    "JPEG",             "image/jpeg",            &["jpg", "jpeg", "jpe", "jfif"],  Kind::Photo),
    Row(Format::Png,     "PNG",              "image/png",             &["png", "apng"],                 Kind::Photo),
    Row(Format::Gif,     "GIF",              "image/gif",             &["gif"],                         Kind::Photo),
    Row(Format::Webp,    "WebP",             "image/webp",            &["webp"],                        Kind::Photo),
    Row(Format::Avif,    "AVIF",             "image/avif",            &["avif", "avifs"],               Kind::Photo),
    Row(Format::Heic,    "HEIC",             "image/heic",            &["heic", "heif", "hif"],         Kind::Photo),
    Row(Format::Tiff,    "TIFF",             "image/tiff",            &["tiff", "tif"],                 Kind::Photo),
    Row(Format::Bmp,     "BMP",              "image/bmp",             &["bmp", "dib"],                  Kind::Photo),
    Row(Format::Jxl,     "JPEG XL",          "image/jxl",             &["jxl"],                         Kind::Photo),
    Row(Format::Psd,     "Photoshop",        "image/vnd.adobe.photoshop", &["psd"],                     Kind::Photo),
    Row(Format::Svg,     "SVG",              "image/svg+xml",         &["svg"],                         Kind::Photo),
    Row(Format::Pdf,     "PDF",              "application/pdf",       &["pdf"],                         Kind::Document),
    Row(Format::Cr2,     "Canon CR2",        "image/x-canon-cr2",     &["cr2"],                         Kind::Photo),
    Row(Format::Cr3,     "Canon CR3",        "image/x-canon-cr3",     &["cr3"],                         Kind::Photo),
    Row(Format::Nef,     "Nikon NEF",        "image/x-nikon-nef",     &["nef", "nrw"],                  Kind::Photo),
    Row(Format::Arw,     "Sony ARW",         "image/x-sony-arw",      &["arw", "sr2"],                  Kind::Photo),
    Row(Format::Dng,     "DNG",              "image/x-adobe-dng",     &["dng"],                         Kind::Photo),
    Row(Format::Orf,     "Olympus ORF",      "image/x-olympus-orf",   &["orf"],                         Kind::Photo),
    Row(Format::Rw2,     "Panasonic RW2",    "image/x-panasonic-rw2", &["rw2", "raw"],                  Kind::Photo),
    Row(Format::Pef,     "Pentax PEF",       "image/x-pentax-pef",    &["pef"],                         Kind::Photo),
    Row(Format::Raf,     "Fujifilm RAF",     "image/x-fuji-raf",      &["raf"],                         Kind::Photo),
    Row(Format::Mrw,     "Minolta MRW",      "image/x-minolta-mrw",   &["mrw"],                         Kind::Photo),
    Row(Format::Srw,     "Samsung SRW",      "image/x-samsung-srw",   &["srw"],                         Kind::Photo),
    Row(Format::Rwl,     "Leica RWL",        "image/x-leica-rwl",     &["rwl"],                         Kind::Photo),
    Row(Format::X3f,     "Sigma X3F",        "image/x-sigma-x3f",     &["x3f"],                         Kind::Photo),
    Row(Format::Mp4,     "MP4",              "video/mp4",             &["mp4"],                         Kind::Video),
    Row(Format::Mov,     "QuickTime",        "video/quicktime",       &["mov", "qt"],                   Kind::Video),
    Row(Format::M4v,     "M4V",              "video/mp4",             &["m4v"],                         Kind::Video),
    Row(Format::ThreeGp, "3GP",              "video/3gpp",            &["3gp", "3g2"],                  Kind::Video),
    Row(Format::Mkv,     "Matroska",         "video/x-matroska",      &["mkv"],                         Kind::Video),
    Row(Format::Webm,    "WebM",             "video/webm",            &["webm"],                        Kind::Video),
    Row(Format::Avi,     "AVI",              "video/x-msvideo",       &["avi"],                         Kind::Video),
    Row(Format::Flv,     "Flash Video",      "video/x-flv",           &["flv"],                         Kind::Video),
    Row(Format::Wmv,     "Windows Media Video", "video/x-ms-wmv",     &["wmv", "asf"],                  Kind::Video),
    Row(Format::Mpeg,    "MPEG",             "video/mpeg",            &["mpg", "mpeg"],                 Kind::Video),
    Row(Format::MpegTs,  "MPEG transport stream", "video/mp2t",       &["m2ts", "mts", "ts"],           Kind::Video),
    Row(Format::Ogv,     "Ogg video",        "video/ogg",             &["ogv"],                         Kind::Video),
    Row(Format::Mp3,     "MP3",              "audio/mpeg",            &["mp3"],                         Kind::Audio),
    Row(Format::Flac,    "FLAC",             "audio/flac",            &["flac"],                        Kind::Audio),
    Row(Format::M4a,     "M4A",              "audio/mp4",             &["m4a", "m4b"],                  Kind::Audio),
    Row(Format::Wav,     "WAV",              "audio/wav",             &["wav"],                         Kind::Audio),
    Row(Format::Ogg,     "Ogg",              "audio/ogg",             &["ogg", "oga"],                  Kind::Audio),
    Row(Format::Opus,    "Opus",             "audio/opus",            &["opus"],                        Kind::Audio),
    Row(Format::Aiff,    "AIFF",             "audio/x-aiff",          &["aiff", "aif", "aifc"],         Kind::Audio),
    Row(Format::Wma,     "Windows Media Audio", "audio/x-ms-wma",     &["wma"],                         Kind::Audio),
    Row(Format::Aac,     "AAC",              "audio/aac",             &["aac"],                         Kind::Audio),
];

impl Format {
    /// Every format, in the order of the table.
    pub fn all() -> impl Iterator<Item = Format> {
        TABLE.iter().map(|row| row.0)
    }

    /// The name people use for it.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// The MIME type we store and serve it as.
    pub fn mime(self) -> &'static str {
        self.row().2
    }

    /// Its extensions in lower case without the dot, the canonical one first.
    pub fn extensions(self) -> &'static [&'static str] {
        self.row().3
    }

    /// Photo, video, audio or document.
    pub fn kind(self) -> Kind {
        self.row().4
    }

    /// Whether it is the undeveloped data of a camera.
    pub fn is_raw(self) -> bool {
        use Format::*;
        matches!(self, Cr2 | Cr3 | Nef | Arw | Dng | Orf | Rw2 | Pef | Raf | Mrw | Srw | Rwl | X3f)
    }

    /// The format an extension promises (without the dot, any case), or `None` when no format uses it.
    ///
    /// A promise only: [`crate::probe`] decides by content.
    pub fn from_extension(extension: &str) -> Option<Format> {
        let wanted = extension.to_ascii_lowercase();
        TABLE.iter().find(|row| row.3.contains(&wanted.as_str())).map(|row| row.0)
    }

    /// The format the extension of a file name promises.
    pub fn from_file_name(name: &str) -> Option<Format> {
        name.rsplit_once('.').and_then(|(_, extension)| Format::from_extension(extension))
    }

    fn row(self) -> &'static Row {
        // The table lists the variants in the order they are declared; a test holds it to that.
        &TABLE[self as usize]
    }
}

/// The formats calotype writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum OutputFormat {
    Jpeg,
    Png,
    Webp,
    /// One picture of 256 colours: for who asks for it by name.
    Gif,
    /// Only in builds with the `avif` feature.
    Avif,
}

impl OutputFormat {
    /// The same format as something that can be read.
    pub fn format(self) -> Format {
        match self {
            OutputFormat::Jpeg => Format::Jpeg,
            OutputFormat::Png => Format::Png,
            OutputFormat::Webp => Format::Webp,
            OutputFormat::Gif => Format::Gif,
            OutputFormat::Avif => Format::Avif,
        }
    }

    /// The MIME type it is served as.
    pub fn mime(self) -> &'static str {
        self.format().mime()
    }

    /// The extension without the dot; `jpg` for JPEG.
    pub fn extension(self) -> &'static str {
        self.format().extensions()[0]
    }

    /// Whether pictures in it can be transparent.
    pub fn has_alpha(self) -> bool {
        self != OutputFormat::Jpeg
    }

    /// Whether this build can write it.
    pub fn is_written(self) -> bool {
        self != OutputFormat::Avif || cfg!(feature = "avif")
    }

    /// Reads `jpeg`, `jpg`, `png`, `webp` or `avif`, in any case: the formats a photograph is exported in. GIF is not
    /// among them.
    pub fn from_name(name: &str) -> Option<OutputFormat> {
        match name.to_ascii_lowercase().as_str() {
            "jpeg" | "jpg" => Some(OutputFormat::Jpeg),
            "png" => Some(OutputFormat::Png),
            "webp" => Some(OutputFormat::Webp),
            "avif" => Some(OutputFormat::Avif),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_table_lists_the_formats_in_the_order_they_are_declared() {
        for (position, row) in TABLE.iter().enumerate() {
            assert_eq!(row.0 as usize, position, "{} stands at the wrong place", row.1);
        }
        assert_eq!(TABLE.len(), Format::Aac as usize + 1);
    }

    #[test]
    fn no_extension_promises_two_formats() {
        let mut seen = HashSet::new();
        for format in Format::all() {
            assert!(!format.extensions().is_empty());
            for extension in format.extensions() {
                assert!(seen.insert(*extension), "{extension} twice");
                assert_eq!(Format::from_extension(&extension.to_uppercase()), Some(format));
            }
        }
    }

    #[test]
    fn every_documented_extension_is_known() {
        let documented = "jpg jpeg png webp gif bmp tiff tif heic heif cr2 cr3 nef arw dng orf rw2 pef raf mrw srw \
                          rwl x3f raw mp4 mov avi mkv webm flv wmv m4v 3gp mpg mpeg m2ts mts ogv mp3 aac m4a flac wav \
                          ogg aiff wma opus oga";
        for extension in documented.split_whitespace() {
            assert!(Format::from_extension(extension).is_some(), "{extension}");
        }
        assert_eq!(Format::from_file_name("IMG_1.JPG"), Some(Format::Jpeg));
        assert_eq!(Format::from_file_name("README"), None);
    }
}
