//! Files of another kind.

pub(crate) mod compress;
pub(crate) mod convert;
pub(crate) mod favicon;
pub(crate) mod flatten;
pub(crate) mod pdfgen;
pub(crate) mod pdftoimg;
pub(crate) mod resample;
pub(crate) mod setresolution;
pub(crate) mod strip;
