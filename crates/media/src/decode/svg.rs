//! SVG through resvg, which is safe Rust, with everything shut that could reach out of the document.

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{ImageHrefResolver, ImageKind, Options, Tree, fontdb::Database},
};

use super::{Wanted, pdf::drawing_size};
use crate::{
    error::MediaError,
    format::Format,
    limits::Limits,
    pixels::{Layout, Pixels},
    probe::{self, Probe},
};

/// One font for every family, so that a drawing looks the same on every machine.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(include_bytes!("../../assets/Tuffy.ttf").to_vec());
    fonts.set_serif_family("Tuffy");
    fonts.set_sans_serif_family("Tuffy");
    fonts.set_monospace_family("Tuffy");
    fonts.set_cursive_family("Tuffy");
    fonts.set_fantasy_family("Tuffy");
    Arc::new(fonts)
});

/// Pixels of one picture inside a drawing.
const MOST_EMBEDDED_PIXELS: u64 = 16_000_000;

pub(super) fn decode(data: &[u8], probe: &Probe, wanted: Option<Wanted>) -> Result<Pixels, MediaError> {
    let options = Options {
        resources_dir: None,
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, data, _| embedded(data)),
            // Everything else would be a file of this machine.
            resolve_string: Box::new(|_, _| None),
        },
        fontdb: FONTS.clone(),
        font_family: "Tuffy".to_owned(),
        ..Options::default()
    };
    let tree = Tree::from_data(data, &options).map_err(|error| MediaError::corrupt(error.to_string()))?;
    let (width, height) = drawing_size(probe, wanted);
    let mut canvas =
        Pixmap::new(width, height).ok_or_else(|| MediaError::corrupt("a drawing without a size"))?;
    let size = tree.size();
    let scale = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
    resvg::render(&tree, scale, &mut canvas.as_mut());
    Pixels::from_u8(width, height, Layout::Rgba, canvas.take_demultiplied())
}

/// A picture from a `data:` address, if it is of a plain kind and of a moderate size. Drawings inside drawings are left out:
/// they are the way to build bombs, and hardly anybody's way to draw.
fn embedded(data: Arc<Vec<u8>>) -> Option<ImageKind> {
    let probe = probe::probe(&data, "").ok()?;
    Limits { pixels: MOST_EMBEDDED_PIXELS, ..Limits::default() }.admit(&probe).ok()?;
    Some(match probe.format {
        Format::Jpeg => ImageKind::JPEG(data),
        Format::Png => ImageKind::PNG(data),
        Format::Gif => ImageKind::GIF(data),
        Format::Webp => ImageKind::WEBP(data),
        _ => return None,
    })
}
