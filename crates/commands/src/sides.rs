//! Width and height, of which one may be missing.

use crate::refusal::Refusal;

/// A side that is missing is as long as the other; 0 is missing.
pub(crate) fn equal(width: Option<u32>, height: Option<u32>) -> Result<(u32, u32), Refusal> {
    match (given(width), given(height)) {
        (Some(width), height) => Ok((width, height.unwrap_or(width))),
        (None, Some(height)) => Ok((height, height)),
        (None, None) => Err(Refusal::Missing("width".to_owned())),
    }
}

/// A side that is missing follows from the shape, and is 0 here.
pub(crate) fn open(width: Option<u32>, height: Option<u32>) -> Result<(u32, u32), Refusal> {
    match (given(width), given(height)) {
        (None, None) => Err(Refusal::Missing("width".to_owned())),
        (width, height) => Ok((width.unwrap_or(0), height.unwrap_or(0))),
    }
}

fn given(side: Option<u32>) -> Option<u32> {
    side.filter(|side| *side > 0)
}
