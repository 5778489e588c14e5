//! JPEG XL headers (ISO/IEC 18181-1 Annex D), read by the decoder's own safe parser.

use jxl_oxide::{AllocTracker, InitializeResult, JxlImage};

use crate::{error::MediaError, ops::Orientation};

/// What the image header says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Headers {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    pub(crate) bit_depth: u8,
    pub(crate) alpha: bool,
    pub(crate) grey: bool,
    pub(crate) animated: bool,
    pub(crate) profile_bytes: u64,
}

/// What parsing the headers may allocate, bytes.
const MOST_BYTES: usize = 64 << 20;

pub(crate) fn headers(data: &[u8]) -> Result<Headers, MediaError> {
    let mut pending = JxlImage::builder().alloc_tracker(AllocTracker::with_limit(MOST_BYTES)).build_uninit();
    // Headers fill the first few hundred bytes; the file is handed over piece by piece so that not all of it is copied.
    for piece in data.chunks(4096) {
        pending.feed_bytes(piece).map_err(|error| MediaError::corrupt(error.to_string()))?;
        match pending.try_init().map_err(|error| MediaError::corrupt(error.to_string()))? {
            InitializeResult::NeedMoreData(waiting) => pending = waiting,
            InitializeResult::Initialized(image) => return Ok(read(&image)),
        }
    }
    Err(MediaError::corrupt("the file ends inside its header"))
}

fn read(image: &JxlImage) -> Headers {
    let header = image.image_header();
    let metadata = &header.metadata;
    Headers {
        width: header.size.width,
        height: header.size.height,
        orientation: Orientation::from_exif(metadata.orientation),
        bit_depth: u8::try_from(metadata.bit_depth.bits_per_sample()).unwrap_or(32),
        alpha: metadata.alpha().is_some(),
        grey: metadata.grayscale(),
        animated: metadata.animation.is_some(),
        profile_bytes: image.original_icc().map_or(0, |profile| profile.len() as u64),
    }
}
