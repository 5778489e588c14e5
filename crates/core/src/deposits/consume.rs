//! A deposit is used: found by what a program calls it, held until the work on it ends, and opened once its content is
//! what its name says.

use std::fs::File;
use std::io::{Read as _, Seek as _};

use calotype_store::Conn;
use calotype_store::deposits as rows;
use serde_json::json;
use uuid::Uuid;

use super::look::look;
use super::{Deposit, brought, content, filename, kept, key, label, object, parse_key, parse_label};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Kind, Result};
use crate::events::{self, Subject};
use crate::orders::Reference;
use crate::quotas;

fn nothing() -> Error {
    Error::not_found("upload_file_not_found", "There is no such uploaded file.")
}

/// The deposit a program means, among those it may see.
///
/// # Errors
/// `upload_file_not_found`.
pub(crate) async fn resolve(app: &App, whose: rows::Whose, reference: &Reference) -> Result<Uuid> {
    let id = match reference {
        Reference::Upload(text) => parse_label(text),
        Reference::Key(text) => parse_key(text),
    };
    let mut conn = app.db.read().await?;
    let found = rows::get(&mut conn, id.ok_or_else(nothing)?).await?;
    let found = found.filter(|deposit| whose.sees(deposit)).ok_or_else(nothing)?;
    match reference {
        Reference::Key(text) if *text != key(&found) => Err(nothing()),
        _ => look(app, found).await.map(|found| found.id),
    }
}

/// The extension of a deposit that is there. Inside a write nobody takes it away before that has committed.
///
/// # Errors
/// `upload_not_ready` while its form is out; `upload_file_not_found` when it is over.
pub(crate) async fn ready(tx: &mut Conn, id: Uuid) -> Result<String> {
    let deposit = rows::lock(tx, id).await?.ok_or_else(nothing)?;
    match deposit.state.as_str() {
        "completed" => Ok(filename::extension(&deposit.filename)),
        "pending" => Err(Error::invalid("upload_not_ready", "The file of this upload has not arrived yet.")),
        _ => Err(nothing()),
    }
}

/// Opens a deposit, whose content must fit its name.
///
/// # Errors
/// `upload_file_not_found`; `content_mismatch`, after which the deposit is `failed` and its bytes are gone.
pub(crate) async fn consume(app: &App, actor: &Actor, id: Uuid) -> Result<File> {
    let found = rows::get(&mut app.db.read().await?, id).await?;
    let deposit = found.filter(|deposit| deposit.state == "completed").ok_or_else(nothing)?;
    let opened = open(app, &deposit).await.map_err(|error| match error.kind {
        Kind::NotFound => nothing(),
        _ => error,
    })?;
    let Some(mut file) = opened else {
        reject(app, actor, &deposit).await?;
        return Err(mismatch("The file is no longer the one that arrived first."));
    };
    let name = deposit.filename.clone();
    let checked = tokio::task::spawn_blocking(move || {
        let mut head = Vec::new();
        (&mut file).take(content::HEAD).read_to_end(&mut head)?;
        file.rewind()?;
        Ok::<_, std::io::Error>((content::fits(&name, &head), file))
    });
    let (fits, file) = checked.await.map_err(Error::internal)?.map_err(Error::internal)?;
    if fits {
        return Ok(file);
    }
    reject(app, actor, &deposit).await?;
    Err(mismatch("The content is not what the file name says."))
}

/// The bytes that were accepted; `None` when others lie there now. A form to the store stays good after its first use.
async fn open(app: &App, deposit: &Deposit) -> Result<Option<File>> {
    let scratch = app.scratch();
    match (deposit.object_id, &deposit.etag, deposit.size) {
        (Some(attempt), ..) => {
            Ok(Some(app.objects.open(&object(deposit.tenant_id, attempt), &scratch).await?))
        }
        (None, Some(etag), Some(size)) if deposit.place == "store" => {
            let size = u64::try_from(size).unwrap_or(0);
            Ok(app.objects.open_version(&brought(deposit), etag, size, &scratch).await?)
        }
        _ => Err(nothing()),
    }
}

fn mismatch(message: &'static str) -> Error {
    Error::invalid("content_mismatch", message)
}

/// The bytes are not what was promised: the row says so, and they go.
async fn reject(app: &App, actor: &Actor, deposit: &Deposit) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    if rows::fail(&mut tx, deposit.id, "CONTENT_MISMATCH").await? {
        quotas::give_back(&mut tx, deposit.tenant_id, kept(deposit)).await?;
        let (id, data) = (label(deposit.id), json!({"error": "CONTENT_MISMATCH", "billable": false}));
        events::record(&mut tx, actor, now, "upload.failed", Subject::new("upload", &id), data).await?;
    }
    super::want_gone(&mut tx, deposit, now).await?;
    tx.commit().await?;
    super::remove_bytes(app, deposit).await;
    Ok(())
}
