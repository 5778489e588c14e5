//! Faces.

pub(crate) mod facecompare;
pub(crate) mod facedetect;
pub(crate) mod facelandmarks;
pub(crate) mod facelookup;
pub(crate) mod facemotion;
