//! Web versions: films as MP4, sounds as MP3, as every browser plays them.

use calotype_files::ContentHash;
use calotype_media::Source;
use calotype_media::video::Effort;
use calotype_store::assets::{Asset, Kind};
use calotype_store::renditions::{self, NewRendition};

use crate::app::App;
use crate::assets::process::{self, media_error, open_original, rendition_key};
use crate::assets::status::{self, Task, TaskState};
use crate::error::{Error, Result};

/// Recipe and type of the web version of a kind; `None` for kinds that have none.
#[must_use]
pub fn recipe(kind: Kind) -> Option<(&'static str, &'static str, &'static str)> {
    match kind {
        Kind::Video => Some(("web_video", "mp4", "video/mp4")),
        Kind::Audio => Some(("web_audio", "mp3", "audio/mpeg")),
        Kind::Photo | Kind::Document => None,
    }
}

/// Makes the web version of an asset and records it. A film that cannot be made into one is a state of the asset.
///
/// # Errors
/// Trouble on our side, worth a retry.
pub async fn make(app: &App, asset: &Asset, progress: impl FnMut(f64) + Send) -> Result<()> {
    let (Some((recipe, extension, mime_type)), Some(hash)) = (recipe(asset.kind), &asset.hash) else {
        return Ok(());
    };
    set(app, asset, TaskState::Processing, "making the web version").await?;
    let original: ContentHash = hash.parse()?;
    let key = rendition_key(asset.tenant_id, original, recipe, extension)?;
    let source =
        Source { file: open_original(app, asset).await?, file_name: asset.original_filename.clone() };
    let scratch = app.scratch();
    let output = tokio::task::spawn_blocking(move || {
        std::fs::create_dir_all(&scratch)?;
        tempfile::NamedTempFile::new_in(&scratch)
    })
    .await
    .map_err(Error::internal)?
    .map_err(Error::internal)?;
    let made = match asset.kind {
        Kind::Video => app.media.web_video(source, output.as_file(), &Effort::default(), progress).await,
        _ => app.media.web_audio(source, output.as_file(), &Effort::default(), progress).await,
    };
    match made {
        Ok(()) => {}
        Err(error) if error.is_final() => {
            return set(app, asset, TaskState::Failed, &error.to_string()).await;
        }
        Err(error) => {
            set(app, asset, TaskState::Failed, &error.to_string()).await?;
            return Err(media_error(error));
        }
    }
    let size = output.as_file().metadata().map_err(Error::internal)?.len();
    app.objects.put_file(&key, output.path()).await?;
    let now = app.clock.now();
    let mut conn = app.db.write().await?;
    let object_key = key.path();
    let new = NewRendition {
        asset: asset.id,
        recipe,
        version: process::LADDER_VERSION,
        object_key: &object_key,
        mime_type,
        dimensions: None,
        size: i64::try_from(size).unwrap_or(i64::MAX),
    };
    renditions::put(&mut conn, &new, now).await?;
    status::update(&mut conn, asset.tenant_id, asset.id, now, |s| {
        s.set(Task::Transcode, TaskState::Complete, "", now);
    })
    .await?;
    Ok(conn.commit().await?)
}

async fn set(app: &App, asset: &Asset, state: TaskState, message: &str) -> Result<()> {
    let now = app.clock.now();
    let mut conn = app.db.write().await?;
    status::update(&mut conn, asset.tenant_id, asset.id, now, |s| {
        s.set(Task::Transcode, state, message, now);
    })
    .await?;
    Ok(conn.commit().await?)
}
