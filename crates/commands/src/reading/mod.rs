//! Pictures that can be read.

pub(crate) mod docscan;
pub(crate) mod ocr;
