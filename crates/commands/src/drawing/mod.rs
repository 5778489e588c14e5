//! What is drawn over a picture.

pub(crate) mod drawline;
pub(crate) mod drawlines;
pub(crate) mod drawpoints;
pub(crate) mod drawrectangle;
pub(crate) mod drawrectangles;
pub(crate) mod drawtext;
pub(crate) mod drawtextat;
pub(crate) mod merge;
pub(crate) mod style;
