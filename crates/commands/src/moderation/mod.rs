//! What is on a picture that not everybody shall see.

pub(crate) mod nsfw;
pub(crate) mod sfw;
