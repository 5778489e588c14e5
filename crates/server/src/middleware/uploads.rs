//! A bounded number of requests that carry files: further ones wait their turn instead of sharing the disk thinly.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use calotype_core::App;
use tokio::sync::OwnedSemaphorePermit;

use crate::library::error::ApiError;

/// A turn; given back when the handler is done with the files.
#[derive(Debug)]
pub struct Turn {
    _permit: OwnedSemaphorePermit,
}

impl FromRequestParts<App> for Turn {
    type Rejection = ApiError;

    async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let permit = app
            .upload_turns
            .clone()
            .acquire_owned()
            .await
            .map_err(|e| ApiError(calotype_core::Error::internal(e)))?;
        Ok(Self { _permit: permit })
    }
}
