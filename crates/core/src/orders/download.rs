//! What lies at an address, under the rules for addresses that come in requests.

use std::fs::File;
use std::io::Seek as _;

use tokio::io::AsyncWriteExt as _;

use super::Order;
use crate::app::App;
use crate::error::{Error, Result};
use crate::fetch::Limits;

/// Fetches an address into a file without a name.
///
/// # Errors
/// What the fetcher refuses or cannot reach.
pub(super) async fn download(app: &App, order: &Order, url: &str) -> Result<File> {
    let scratch = app.scratch();
    let file = tokio::task::spawn_blocking(move || tempfile::tempfile_in(scratch)).await;
    let mut file = tokio::fs::File::from_std(file.map_err(Error::internal)?.map_err(Error::internal)?);
    let limits = Limits { bytes: app.config.orders.max_bytes, ..Limits::default() };
    app.fetcher.download(url, &limits, Some(order.key_id), &mut file).await?;
    file.flush().await.map_err(Error::internal)?;
    let mut file = file.into_std().await;
    file.rewind().map_err(Error::internal)?;
    Ok(file)
}
