//! What pictures have in them.

pub(crate) mod imgdiff;
pub(crate) mod imgembed;
pub(crate) mod segment;
pub(crate) mod tagimg;
