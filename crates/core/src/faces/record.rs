//! Pictures and runs are kept: bytes first, rows after them.

use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::time::Duration;

use bytes::Bytes;
use calotype_store::{Conn, Json, Micros, faces as rows};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, TENANT, Wish, original, processed, run_not_found};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Kind, Result};
use crate::events::{self, Subject};
use crate::quotas;

/// What is to be kept, and as what.
pub(super) struct Kept {
    pub(super) run: Uuid,
    pub(super) actor: Actor,
    pub(super) filename: String,
    /// Whether the run has its row already.
    pub(super) is_queued: bool,
}

/// Where the run of an order stands.
pub(super) enum Waiting {
    /// Nobody keeps it.
    Nowhere,
    /// It waits for its picture.
    Yes,
    /// An earlier attempt kept this picture, and died before the order heard of it.
    Over(Option<Uuid>),
}

/// Writes down the run of an order, in the transaction that places it.
///
/// # Errors
/// Any database failure.
pub(crate) async fn queue(
    tx: &mut Conn,
    app: &App,
    actor: &Actor,
    order: Uuid,
    wish: &Wish,
    now: Micros,
) -> Result<()> {
    if !app.config.faces.keeps() || actor.tenant != TENANT {
        return Ok(());
    }
    let row = draft(order, actor, wish, "queued", now)?;
    Ok(rows::insert_run(tx, &row).await?)
}

/// An order came to nothing: its run failed.
///
/// # Errors
/// Any database failure.
pub(crate) async fn fail_run(
    tx: &mut Conn,
    order: Uuid,
    why: &str,
    now: Micros,
) -> calotype_store::Result<()> {
    rows::fail(tx, order, why, now).await?;
    Ok(())
}

/// The run of an order begins.
///
/// # Errors
/// `face_job_not_found` when somebody removed its picture and with it the run.
pub(super) async fn begin(app: &App, tenant: Uuid, order: Uuid) -> Result<Waiting> {
    if !app.config.faces.keeps() || tenant != TENANT {
        return Ok(Waiting::Nowhere);
    }
    let mut tx = app.db.write().await?;
    let begun = rows::start(&mut tx, order).await?;
    let run = rows::get_run(&mut tx, tenant, order).await?.ok_or_else(run_not_found)?;
    tx.commit().await?;
    match run.state.as_str() {
        _ if begun => Ok(Waiting::Yes),
        "done" => Ok(Waiting::Over(run.asset_id)),
        _ => Err(run_not_found()),
    }
}

fn draft(run: Uuid, actor: &Actor, wish: &Wish, state: &str, now: Micros) -> Result<rows::Run> {
    Ok(rows::Run {
        id: run,
        tenant_id: actor.tenant,
        asset_id: None,
        key_id: actor.key_id().or_else(|| actor.concerns.map(|concern| concern.key)),
        request_id: actor.request_id.clone(),
        kind: wish.kind().to_owned(),
        method: wish.method().map(str::to_owned),
        parameters: Json(serde_json::to_value(wish).map_err(Error::internal)?),
        state: state.to_owned(),
        channels: None,
        faces: None,
        face_count: 0,
        model: None,
        inference_us: None,
        total_us: None,
        certificate: None,
        result_type: None,
        result_size: None,
        error: None,
        created_at: now,
        completed_at: None,
        filename: String::new(),
    })
}

/// Keeps a picture and a run that ended well; answers the picture's id.
///
/// # Errors
/// `quota_exceeded`, `storage_*`; then nothing is left. `face_job_not_found` when a waiting run is gone.
pub(super) async fn keep(app: &App, kept: &Kept, file: File, wish: &Wish, answer: &Answer) -> Result<Uuid> {
    let tenant = kept.actor.tenant;
    let image = calotype_store::new_id();
    let bytes = whole(file).await?;
    let result = answer.masked.as_ref().map(|masked| (masked.format.mime(), masked.bytes.len()));
    let object = result.map(|(mime, _)| processed(tenant, kept.run, mime));
    let stored = async {
        app.objects.put(&original(tenant, image), bytes.clone()).await.map_err(unstored)?;
        if let (Some(object), Some(masked)) = (&object, &answer.masked) {
            app.objects.put(object, masked.bytes.clone()).await.map_err(unstored)?;
        }
        write(app, kept, wish, answer, image, bytes.len() as u64, Ok(result)).await
    };
    let stored = stored.await;
    if stored.is_err() {
        discard(app, [original(tenant, image)].into_iter().chain(object).collect()).await;
    }
    stored.map(|()| image)
}

/// Keeps a picture and a run that failed.
///
/// # Errors
/// As [`keep`].
pub(super) async fn keep_failure(
    app: &App,
    kept: &Kept,
    file: File,
    wish: &Wish,
    answer: &Answer,
    error: &Error,
) -> Result<()> {
    let tenant = kept.actor.tenant;
    let image = calotype_store::new_id();
    let bytes = whole(file).await?;
    app.objects.put(&original(tenant, image), bytes.clone()).await.map_err(unstored)?;
    let written = write(app, kept, wish, answer, image, bytes.len() as u64, Err(&error.message)).await;
    if written.is_err() {
        discard(app, vec![original(tenant, image)]).await;
    }
    written
}

async fn write(
    app: &App,
    kept: &Kept,
    wish: &Wish,
    answer: &Answer,
    image: Uuid,
    size: u64,
    end: Result<Option<(&'static str, usize)>, &str>,
) -> Result<()> {
    let (actor, now) = (&kept.actor, app.clock.now());
    let made = end.ok().flatten().map_or(0, |(_, bytes)| bytes as u64);
    let signed = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
    let new = rows::NewImage {
        id: image,
        tenant: actor.tenant,
        filename: kept.filename.clone(),
        content_type: answer.about.format.mime(),
        size: signed(size),
        dimensions: (i64::from(answer.about.width), i64::from(answer.about.height)),
    };
    let mut tx = app.db.write().await?;
    quotas::keep(&mut tx, actor.tenant, size + made).await?;
    rows::insert(&mut tx, &new, now).await?;
    if kept.is_queued {
        if !rows::take_picture(&mut tx, kept.run, image).await? {
            return Err(run_not_found());
        }
    } else {
        let row = rows::Run { asset_id: Some(image), ..draft(kept.run, actor, wish, "running", now)? };
        rows::insert_run(&mut tx, &row).await?;
    }
    match end {
        Ok(result) => {
            let done = done(answer, result.map(|(mime, bytes)| (mime.to_owned(), signed(bytes as u64))))?;
            if !rows::finish(&mut tx, kept.run, done, now).await? {
                return Err(run_not_found());
            }
        }
        Err(why) => drop(rows::fail(&mut tx, kept.run, why, now).await?),
    }
    let data = json!({"image": image, "kind": wish.kind(), "faces": answer.faces.len(), "size": size + made});
    let event = if end.is_ok() { "face.processed" } else { "face.failed" };
    events::record(&mut tx, actor, now, event, Subject::new("face_job", &kept.run), data).await?;
    Ok(tx.commit().await?)
}

fn done(answer: &Answer, result: Option<(String, i64)>) -> Result<rows::Done> {
    let micros = |time: Duration| i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
    let certificate = answer.masked.as_ref().and_then(|masked| masked.certificate.as_ref());
    Ok(rows::Done {
        channels: i64::from(answer.about.channels),
        faces: serde_json::to_value(&answer.faces).map_err(Error::internal)?,
        face_count: i64::try_from(answer.faces.len()).unwrap_or(i64::MAX),
        model: answer.model.to_owned(),
        inference_us: micros(answer.inference),
        total_us: micros(answer.total),
        certificate: certificate.map(Value::from),
        result,
    })
}

async fn whole(mut file: File) -> Result<Bytes> {
    let read = move || {
        let mut bytes = Vec::new();
        file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map(|_| Bytes::from(bytes))
    };
    tokio::task::spawn_blocking(read).await.map_err(Error::internal)?.map_err(Error::internal)
}

/// A store that does not take something is out of order, whatever it says of it.
fn unstored(error: calotype_files::Error) -> Error {
    let error = Error::from(error);
    match error.kind {
        Kind::InsufficientStorage | Kind::Unavailable => error,
        _ => Error::unavailable("storage_unavailable", "The storage does not take anything right now.")
            .retry_after(Duration::from_secs(30))
            .because(error.to_string()),
    }
}

async fn discard(app: &App, objects: Vec<calotype_files::objects::ObjectKey>) {
    if let Err(error) = app.objects.delete_many(&objects).await {
        tracing::warn!(%error, "a picture without a row stays until it is swept");
    }
}
