//! Pictures from nothing.

pub(crate) mod captchagenerate;
pub(crate) mod newimage;
pub(crate) mod pixelgenerate;
