//! Files: what they are, what they show, what they say about themselves.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use calotype_media::decode::{self, Margin, Wanted};
use calotype_media::format::{Format, Kind};
use calotype_media::limits::Limits;
use calotype_media::metadata::{self, About};
use calotype_media::probe::{Probe, probe};
use calotype_media::testing::{hostile, tiny};

use crate::Target;

macro_rules! decoder {
    ($constant:ident, $name:literal, $extension:literal, $holds:expr) => {
        pub(crate) const $constant: Target = Target {
            name: $name,
            about: concat!(
                "the picture of a .",
                $extension,
                " file: first frame in full and made smaller, then all frames"
            ),
            feed: |bytes| picture(bytes, concat!("x.", $extension), $holds),
            seeds: || seeds($holds),
        };
    };
}

decoder!(AVIF, "avif", "avif", |format| format == Format::Avif);
decoder!(BMP, "bmp", "bmp", |format| format == Format::Bmp);
decoder!(GIF, "gif", "gif", |format| format == Format::Gif);
decoder!(HEIC, "heic", "heic", |format| format == Format::Heic);
decoder!(JPEG, "jpeg", "jpg", |format| format == Format::Jpeg);
decoder!(JXL, "jxl", "jxl", |format| format == Format::Jxl);
decoder!(PDF, "pdf", "pdf", |format| format == Format::Pdf);
decoder!(PNG, "png", "png", |format| format == Format::Png);
decoder!(PSD, "psd", "psd", |format| format == Format::Psd);
decoder!(RAW, "raw", "dng", |format| format.is_raw() || format == Format::Tiff);
decoder!(SVG, "svg", "svg", |format| format == Format::Svg);
decoder!(TIFF, "tiff", "tif", |format| format == Format::Tiff);
decoder!(WEBP, "webp", "webp", |format| format == Format::Webp);

pub(crate) const PROBE: Target = Target {
    name: "probe",
    about: "what a file is and how large it would be, for all formats",
    feed: |bytes| drop(probe(bytes, "x")),
    seeds: || seeds(|_| true),
};

pub(crate) const METADATA: Target = Target {
    name: "metadata",
    about: "EXIF, XMP, IPTC and text of a picture",
    feed: |bytes| told(bytes, |format| matches!(format.kind(), Kind::Photo | Kind::Document)),
    seeds: || seeds(|format| matches!(format.kind(), Kind::Photo | Kind::Document)),
};

pub(crate) const FILM: Target = Target {
    name: "film",
    about: "the tags of a film or sound",
    feed: |bytes| told(bytes, |format| matches!(format.kind(), Kind::Video | Kind::Audio)),
    seeds: || seeds(|format| matches!(format.kind(), Kind::Video | Kind::Audio)),
};

pub(crate) const SIDECAR: Target = Target {
    name: "sidecar",
    about: "an XMP file that lies beside a picture",
    feed: |bytes| {
        let about = About { format: Format::Jpeg, file_name: "x.jpg", sidecar: Some(bytes), upright: None };
        drop(metadata::read(tiny::file("tiny.jpg"), &about));
    },
    seeds: || vec![XMP.as_bytes().to_vec()],
};

const XMP: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmp:Rating="4" exif:GPSLatitude="52,30.5N">
<dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>boat</rdf:li></rdf:Bag></dc:subject><dc:title><rdf:Alt><rdf:li xml:lang="x-default">A &amp; B</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#;

/// What may come out of any decode: the limit below, or the size at which drawings and pages are drawn.
const MOST_PIXELS: u64 = 1 << 24;

/// Tighter than the real ones, so that a round is short: what is over them is refused by the same code.
fn limits() -> Limits {
    Limits { bytes: 4 << 20, pixels: 1 << 20, frames: 16, decoded_bytes: 64 << 20, ..Limits::default() }
}

fn picture(bytes: &[u8], file_name: &str, holds: fn(Format) -> bool) {
    let Ok(found) = probe(bytes, file_name) else { return };
    if !holds(found.format) {
        return;
    }
    let wanted = Wanted { width: 32, height: 32, margin: Margin::Fine };
    // The child of the sandbox answers for a panic of a decoder; see the head of this crate.
    if let Ok(most) = catch_unwind(AssertUnwindSafe(|| all_of(bytes, &found, wanted))) {
        assert!(most <= MOST_PIXELS, "{most} pixels came out");
    }
}

/// The most pixels that came out of one decode.
fn all_of(bytes: &[u8], found: &Probe, wanted: Wanted) -> u64 {
    let limits = limits();
    let mut most = 0;
    for wanted in [None, Some(wanted)] {
        if let Ok(decoded) = decode::decode(bytes, found, wanted, &limits) {
            most = most.max(u64::from(decoded.pixels.width) * u64::from(decoded.pixels.height));
        }
    }
    if let Ok(frames) = decode::frames(bytes, found, &limits) {
        for frame in frames.take(limits.frames as usize) {
            if frame.is_err() {
                break;
            }
        }
    }
    most
}

fn told(bytes: &[u8], holds: fn(Format) -> bool) {
    let Ok(found) = probe(bytes, "x") else { return };
    if holds(found.format) {
        let about = About { format: found.format, file_name: "x", sidecar: None, upright: None };
        drop(metadata::read(bytes, &about));
    }
}

/// Every small file of the project, good and hostile, that is of such a format and not too long for a round.
fn seeds(holds: fn(Format) -> bool) -> Vec<Vec<u8>> {
    ALL.iter().filter(|(format, _)| holds(*format)).map(|(_, bytes)| bytes.clone()).collect()
}

static ALL: LazyLock<Vec<(Format, Vec<u8>)>> = LazyLock::new(|| {
    let good = tiny::FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    let made = [
        ("x.pdf".to_owned(), tiny::pdf()),
        ("x.psd".to_owned(), tiny::psd()),
        ("x.svg".to_owned(), tiny::SVG.as_bytes().to_vec()),
    ];
    let bad = hostile::corpus().into_iter().map(|file| (file.file_name, file.bytes));
    good.chain(made)
        .chain(bad)
        .filter(|(_, bytes)| bytes.len() <= 64 << 10)
        .filter_map(|(name, bytes)| Some((probe(&bytes, &name).ok()?.format, bytes)))
        .collect()
});
