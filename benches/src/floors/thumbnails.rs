//! The floor of ingest: one shrink-on-load decode, plain 8-bit resizing, and the two encodes of the ladder. No metadata, no
//! colour management, no hashes, no placeholder, and nothing is kept.

use std::path::PathBuf;

use anyhow::Result;
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use serde::{Deserialize, Serialize};

use super::jpeg::{self, Pixels};
use super::webp;

/// A photograph to be read.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Thumbnails {
    pub(crate) source: PathBuf,
}

/// Sizes of what was made, bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct ThumbnailsDone {
    pub(crate) mezzanine: usize,
    pub(crate) small: usize,
}

/// Sizes, qualities and effort of the ladder, as the product makes it.
const MEZZANINE: (u32, f32) = (2048, 90.0);
const SMALL: (u32, f32, i32) = (400, 80.0, 2);

pub(super) fn make(request: &Thumbnails) -> Result<ThumbnailsDone> {
    let file = std::fs::read(&request.source)?;
    let decoded = jpeg::decode_shrunk(&file, f64::from(MEZZANINE.0))?;
    let mut resizer = Resizer::new();
    let mezzanine = inside(&mut resizer, &decoded, MEZZANINE.0)?;
    let small = inside(&mut resizer, &mezzanine, SMALL.0)?;
    Ok(ThumbnailsDone {
        mezzanine: jpeg::encode(&mezzanine, MEZZANINE.1)?.len(),
        small: webp::encode(&small, SMALL.1, SMALL.2)?.len(),
    })
}

fn inside(resizer: &mut Resizer, source: &Pixels, side: u32) -> Result<Pixels> {
    let factor = (f64::from(side) / f64::from(source.width.max(source.height))).min(1.0);
    let scaled = |length: u32| ((f64::from(length) * factor).round() as u32).max(1);
    let from = ImageRef::new(source.width, source.height, &source.rgb, PixelType::U8x3)?;
    let mut to = Image::new(scaled(source.width), scaled(source.height), PixelType::U8x3);
    let lanczos = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    resizer.resize(&from, &mut to, &lanczos)?;
    Ok(Pixels { width: to.width(), height: to.height(), rgb: to.into_vec() })
}

#[cfg(test)]
mod tests {
    use crate::photos::{Photo, Size};
    use crate::quality::Reference;

    use super::*;

    #[test]
    fn the_floor_makes_thumbnails_of_the_quality_it_is_compared_with() {
        let photo = Photo::draw(Size { width: 1200, height: 800 }, 3);
        let (reference, mut resizer) = (Reference::of(photo.jpeg()).unwrap(), Resizer::new());
        let decoded = jpeg::decode_shrunk(photo.jpeg(), f64::from(SMALL.0)).unwrap();
        assert_eq!((decoded.width, decoded.height), (600, 400));
        let small = inside(&mut resizer, &decoded, SMALL.0).unwrap();
        assert_eq!((small.width, small.height), (400, 267));
        let good = reference.score(&webp::encode(&small, 80.0, 2).unwrap()).unwrap();
        let poor = reference.score(&webp::encode(&small, 10.0, 2).unwrap()).unwrap();
        assert!(good > 40.0 && good > poor + 20.0, "{good} and {poor}");
    }
}
