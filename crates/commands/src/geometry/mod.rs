//! Where pixels lie.

pub(crate) mod adaptiveresize;
pub(crate) mod avatar;
pub(crate) mod chop;
pub(crate) mod crop;
pub(crate) mod deskew;
pub(crate) mod emailfit;
pub(crate) mod extent;
pub(crate) mod flip;
pub(crate) mod flop;
pub(crate) mod magnify;
pub(crate) mod minify;
pub(crate) mod msgfit;
pub(crate) mod resize;
pub(crate) mod roll;
pub(crate) mod rotate;
pub(crate) mod roundcorners;
pub(crate) mod scale;
pub(crate) mod smartresize;
pub(crate) mod thumbnail;
pub(crate) mod transpose;
pub(crate) mod transverse;
pub(crate) mod webfit;
