//! Pictures that models change.

pub(crate) mod bgremove;
