//! Animations.

pub(crate) mod cropgif;
pub(crate) mod gifcomposite;
pub(crate) mod makegif;
pub(crate) mod resizegif;
