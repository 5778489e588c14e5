//! Kept pictures, for administrators.

use calotype_store::{faces as rows, object_deletions};
use serde_json::json;
use uuid::Uuid;

use super::{
    Image, Run, TENANT, image_not_found, kept, link_to_processed, original, processed, saved_as, signed,
};
use crate::actor::Actor;
use crate::app::App;
use crate::error::Result;
use crate::events::{self, Subject};
use crate::quotas;

/// A part of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// From 1.
    pub number: i64,
    /// 1 to 100.
    pub size: i64,
}

impl Page {
    pub(super) fn offset(self) -> i64 {
        self.size.saturating_mul(self.number.saturating_sub(1))
    }
}

/// A picture with links to its bytes.
#[derive(Debug)]
pub struct Details {
    /// The row.
    pub image: Image,
    /// A signed link to the picture as it came.
    pub original: String,
    /// A link to the newest masked one.
    pub processed: Option<String>,
}

/// Pictures, newest first, and how many there are.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_storage_off`.
pub async fn list(app: &App, actor: &Actor, page: Page) -> Result<(Vec<Details>, i64)> {
    kept(app, actor)?;
    let mut conn = app.db.read().await?;
    let total = rows::count(&mut conn, TENANT).await?;
    let images = rows::list(&mut conn, TENANT, page.size, page.offset()).await?;
    drop(conn);
    let mut detailed = Vec::with_capacity(images.len());
    for image in images {
        detailed.push(with_links(app, image).await?);
    }
    Ok((detailed, total))
}

/// A picture and every run on it, newest first.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_storage_off`; `face_image_not_found`.
pub async fn get(app: &App, actor: &Actor, id: Uuid) -> Result<(Details, Vec<Run>)> {
    kept(app, actor)?;
    let mut conn = app.db.read().await?;
    let image = rows::get(&mut conn, TENANT, id).await?.ok_or_else(image_not_found)?;
    let runs = rows::of_image(&mut conn, id).await?;
    drop(conn);
    Ok((with_links(app, image).await?, runs))
}

async fn with_links(app: &App, image: Image) -> Result<Details> {
    let original = link(app, &image).await?;
    let processed = match (image.processed_id, image.processed_type.as_deref()) {
        (Some(run), Some(mime)) => {
            Some(link_to_processed(app, run, mime, &saved_as(&image.filename, "masked", mime)).await?)
        }
        _ => None,
    };
    Ok(Details { image, original, processed })
}

async fn link(app: &App, image: &Image) -> Result<String> {
    signed(app, &original(image.tenant_id, image.id), &image.content_type, &image.filename).await
}

/// A signed link to a picture as it came: an address of the store, or a path on this server.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_storage_off`; `face_image_not_found`.
pub async fn link_to_original(app: &App, actor: &Actor, id: Uuid) -> Result<String> {
    kept(app, actor)?;
    let image = rows::get(&mut app.db.read().await?, TENANT, id).await?.ok_or_else(image_not_found)?;
    link(app, &image).await
}

/// Removes a picture, the runs on it and what they made. No link to any of it works when this returns, and the bytes go even
/// if they cannot go now.
///
/// # Errors
/// `unauthenticated`, `admin_required`, `face_storage_off`; `face_image_not_found`.
pub async fn delete(app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    kept(app, actor)?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let image = rows::get_locked(&mut tx, TENANT, id).await?.ok_or_else(image_not_found)?;
    let runs = rows::of_image(&mut tx, id).await?;
    let results = runs.iter().filter_map(|run| Some((run, run.result_type.as_deref()?)));
    let made = results.map(|(run, mime)| processed(TENANT, run.id, mime));
    let objects: Vec<_> = made.chain([original(TENANT, id)]).collect();
    let bytes = image.size + runs.iter().filter_map(|run| run.result_size).sum::<i64>();
    rows::delete(&mut tx, id).await?;
    quotas::give_back(&mut tx, TENANT, u64::try_from(bytes).unwrap_or(0)).await?;
    for object in &objects {
        object_deletions::want(&mut tx, &object.path(), now).await?;
    }
    let data = json!({"jobs": runs.len(), "size": bytes});
    events::record(&mut tx, actor, now, "face_image.deleted", Subject::new("face_image", &id), data).await?;
    tx.commit().await?;
    match app.objects.delete_many(&objects).await {
        Ok(()) => {
            let mut tx = app.db.write().await?;
            for object in &objects {
                object_deletions::done(&mut tx, &object.path(), now).await?;
            }
            tx.commit().await?;
        }
        Err(error) => tracing::warn!(%error, "the bytes of a deleted picture go with the next sweep"),
    }
    Ok(())
}
