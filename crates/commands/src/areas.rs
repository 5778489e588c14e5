//! Rectangles in a list, as faces come out of a detection.

use calotype_media::craft::Area;

use crate::given::Given;
use crate::parameters::{Entry, Spec, parameters, place, side};
use crate::refusal::Refusal;

parameters! {
    /// One rectangle of a list.
    Place {
        x: i64 = place().or("left"), "Left edge, pixels.";
        y: i64 = place().or("top"), "Upper edge, pixels.";
        width: u32 = side(), "Width, pixels.";
        height: u32 = side(), "Height, pixels.";
    }
}

/// The parameters of a rectangle.
pub(crate) const AREA: &[Spec] = Place::SPECS;

impl Entry for Area {
    fn entry(given: &Given) -> Result<Self, Refusal> {
        let Place { x, y, width, height } = Place::read(given)?;
        Ok(Area { x, y, width, height })
    }
}
