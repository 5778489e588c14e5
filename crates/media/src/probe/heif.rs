//! HEIF containers: HEIC and AVIF (ISO/IEC 23008-12).

use heifer::heifer_isobmff::{
    HeifFile, ItemId,
    boxes::{ColorInfo, Property},
};

use super::boxes;
use crate::{error::MediaError, ops::Orientation};

/// What the items and their properties say about the primary picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headers {
    /// As coded, before rotation and mirroring, after the clean aperture.
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) orientation: Orientation,
    pub(crate) bit_depth: u8,
    pub(crate) alpha: bool,
    /// The pictures are coded in AV1; otherwise in HEVC or something rarer.
    pub(crate) av1: bool,
    /// Frames of an image sequence; 1 for a still picture.
    pub(crate) frames: u32,
    pub(crate) profile_bytes: u64,
}

/// Real metadata boxes are a few kilobytes, also of a 200-megapixel grid. The parser is quadratic in the items.
const MOST_META_BYTES: usize = 1 << 20;

pub(crate) fn parse(data: &[u8]) -> Result<HeifFile<'_>, MediaError> {
    let meta = boxes::descend(data, &[b"meta"]).map_or(0, <[u8]>::len);
    crate::limits::Limits::check("metadata bytes", meta as u64, MOST_META_BYTES as u64)?;
    HeifFile::parse(data).map_err(|error| MediaError::corrupt(error.to_string()))
}

pub(crate) fn headers(data: &[u8]) -> Result<Headers, MediaError> {
    let file = parse(data)?;
    let corrupt = |error: heifer::heifer_isobmff::Error| MediaError::corrupt(error.to_string());
    let id = file.primary_id;
    let (mut width, mut height) = file
        .image_size(id)
        .map_err(corrupt)?
        .ok_or_else(|| MediaError::corrupt("the primary picture has no size"))?;
    let mut headers = Headers {
        width,
        height,
        orientation: Orientation::Upright,
        bit_depth: 8,
        alpha: has_alpha(&file, id),
        av1: codec(&file, id) == Some(*b"av01"),
        frames: sequence_frames(data),
        profile_bytes: 0,
    };
    for property in file.item_properties(id).map_err(corrupt)? {
        match property {
            Property::CleanAperture { width: (w, w_over), height: (h, h_over), .. } => {
                width = w.checked_div(*w_over).unwrap_or(width).clamp(1, headers.width.max(1));
                height = h.checked_div(*h_over).unwrap_or(height).clamp(1, headers.height.max(1));
            }
            // `irot` counts quarter turns anti-clockwise.
            Property::Rotation(turns) => {
                headers.orientation = headers.orientation.then(match turns {
                    1 => Orientation::Rotated270,
                    2 => Orientation::Rotated180,
                    3 => Orientation::Rotated90,
                    _ => Orientation::Upright,
                });
            }
            Property::Mirror(top_bottom) => {
                headers.orientation = headers.orientation.then(if *top_bottom {
                    Orientation::MirroredVertically
                } else {
                    Orientation::MirroredHorizontally
                });
            }
            Property::PixelInfo(bits) => headers.bit_depth = bits.iter().copied().max().unwrap_or(8),
            Property::Color(ColorInfo::Icc(profile)) => headers.profile_bytes = profile.len() as u64,
            _ => {}
        }
    }
    (headers.width, headers.height) = (width, height);
    Ok(headers)
}

/// The coding of an item, or of the parts it is assembled from.
fn codec(file: &HeifFile<'_>, id: ItemId) -> Option<[u8; 4]> {
    let mut id = id;
    for _ in 0..4 {
        let kind = file.item(id).ok()?.item_type.0;
        match &kind {
            b"grid" | b"iovl" | b"iden" => id = *file.referenced_items(id, b"dimg").first()?,
            _ => return Some(kind),
        }
    }
    None
}

fn has_alpha(file: &HeifFile<'_>, id: ItemId) -> bool {
    file.referencing_items(id, b"auxl").into_iter().any(|auxiliary| {
        file.item_properties(auxiliary).is_ok_and(|mut properties| {
            properties.any(|p| matches!(p, Property::AuxiliaryType(kind) if kind.contains("alpha") || kind.ends_with("auxid:1")))
        })
    })
}

/// Samples of the longest track: an image sequence stores its frames as a film does.
fn sequence_frames(data: &[u8]) -> u32 {
    let Some(moov) = boxes::descend(data, &[b"moov"]) else { return 1 };
    boxes::boxes(moov)
        .filter(|track| &track.kind == b"trak")
        .filter_map(|track| boxes::descend(track.content, &[b"mdia", b"minf", b"stbl", b"stsz"]))
        .filter_map(|sizes| super::cursor::Cursor::big(sizes).at(8).u32())
        .max()
        .unwrap_or(1)
        .max(1)
}
