//! A program announces a file that will come in pieces.

use crate::actor::Actor;
use crate::app::App;
use crate::deposits::create::{Route, promise};
use crate::deposits::{Behalf, Deposit, NewDeposit};
use crate::error::{Error, Result};

/// What the program says about the file.
#[derive(Debug)]
pub struct NewResumable {
    /// Its name.
    pub filename: String,
    /// Its media type; `None`: that of the extension.
    pub content_type: Option<String>,
    /// Its size, bytes.
    pub size: u64,
}

/// Promises a place for the file; its size is held of the owner's space from now on.
///
/// # Errors
/// As [`crate::deposits::create`].
pub async fn begin(app: &App, actor: &Actor, behalf: Behalf, new: NewResumable) -> Result<Deposit> {
    if new.size == 0 {
        return Err(Error::invalid("invalid_upload_size", "A size is at least 1 byte."));
    }
    let new = NewDeposit {
        filename: new.filename,
        content_type: new.content_type,
        size: Some(new.size),
        max_size: None,
    };
    promise(app, actor, behalf, new, Route::Pieces).await
}
