//! `/users`.

mod list;
mod password;
mod profile;
mod reset_access;
mod update;
