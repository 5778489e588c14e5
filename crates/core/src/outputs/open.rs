//! An output is read by whoever knows its name.

use std::fs::File;

use calotype_store::outputs as rows;

use super::{Output, id_of, not_found, object};
use crate::app::App;
use crate::error::Result;

/// An output and its bytes.
#[derive(Debug)]
pub struct Opened {
    /// The row.
    pub output: Output,
    /// The bytes.
    pub file: File,
}

/// Opens what has this name, with or without its extension. The name is the credential.
///
/// # Errors
/// `output_not_found`, also for one that is over.
pub async fn open(app: &App, name: &str) -> Result<Opened> {
    let id = id_of(name).ok_or_else(not_found)?;
    let now = app.clock.now();
    let output = rows::get(&mut app.db.read().await?, id, now).await?.ok_or_else(not_found)?;
    match app.objects.open(&object(output.tenant_id, id), &app.scratch()).await {
        Ok(file) => Ok(Opened { output, file }),
        Err(error) if error.kind() == calotype_files::ErrorKind::NotFound => Err(not_found()),
        Err(error) => Err(error.into()),
    }
}
