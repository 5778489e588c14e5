//! Pictures for who has the password.

pub(crate) mod decrypt;
pub(crate) mod encrypt;
