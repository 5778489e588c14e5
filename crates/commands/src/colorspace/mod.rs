//! Other spaces of colour.

pub(crate) mod colorspace_cmyk;
pub(crate) mod colorspace_gray;
pub(crate) mod colorspace_hsl;
pub(crate) mod colorspace_rgb;
pub(crate) mod colorspace_srgb;
pub(crate) mod colorspace_transparent;
pub(crate) mod colorspace_ycbcr;
pub(crate) mod image_colorspace;
