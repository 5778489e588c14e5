//! A wish is carried out: the picture is looked at, masked where that was asked for, and kept.

use std::fs::File;
use std::time::{Duration, Instant};

use bytes::Bytes;
use calotype_media::format::OutputFormat;
use calotype_media::look::About;
use futures::Stream;
use uuid::Uuid;

use super::certify::Certificate;
use super::find::find;
use super::mask::mask;
use super::record::{self, Kept};
use super::{Detection, TENANT, Wish, program, saved_as};
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Kind, Result};
use crate::spool;

/// A file of a program.
#[derive(Debug)]
pub struct Picture {
    /// Its bytes.
    pub(crate) file: File,
    /// The name it came with.
    pub filename: String,
    /// Bytes.
    pub size: u64,
}

/// Takes a file of a program in. Memory stays flat.
///
/// # Errors
/// `input_too_large`, `upload_interrupted`; `storage_*`.
pub async fn spool<E>(
    app: &App,
    filename: String,
    bytes: impl Stream<Item = std::result::Result<Bytes, E>> + Unpin,
) -> Result<Picture>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let limit = app.config.faces.max_upload_bytes;
    let spooled = spool::spool(app, limit, bytes).await;
    let spooled = spooled.map_err(|broken| broken.refusal(|| too_large(limit)))?;
    Ok(Picture { size: spooled.size, file: spooled.into_file(), filename })
}

/// Refuses a file by its announced size, before a byte of it is read.
#[must_use]
pub fn too_large(limit: u64) -> Error {
    Error::too_large("input_too_large", format!("A file has at most {limit} bytes here."))
        .field("limit", limit.to_string())
}

/// What was found and made.
#[derive(Debug)]
pub struct Answer {
    /// The kept picture.
    pub image: Option<Uuid>,
    /// The kept run.
    pub run: Option<Uuid>,
    /// The file.
    pub about: About,
    /// The surest first.
    pub faces: Vec<Detection>,
    /// Name of the model.
    pub model: &'static str,
    /// Time of reading and decoding.
    pub decode: Duration,
    /// Time of the model.
    pub inference: Duration,
    /// Time of everything but the network.
    pub total: Duration,
    /// The masked picture.
    pub masked: Option<Masked>,
    /// Where the kept masked picture is: an address of the store, or a path on this server.
    pub link: Option<String>,
}

/// A masked picture.
#[derive(Debug)]
pub struct Masked {
    /// Its format.
    pub format: OutputFormat,
    /// The file.
    pub bytes: Bytes,
    /// The indexes of the faces it hides.
    pub covered: Vec<usize>,
    /// What a second look found.
    pub certificate: Option<Certificate>,
}

/// Does what a program wishes with a picture. Where pictures are kept, everything is durable when this returns, and after a
/// failure nothing is left.
///
/// # Errors
/// `unauthenticated`, `scope_missing`; `empty_file`, `unsupported_format`, `corrupt_file`, `too_many_pixels`;
/// `face_not_found`, `reference_missing`, `reference_face`; `quota_exceeded`; `model_unavailable`, `busy`, `media_*`,
/// `storage_*`.
pub async fn perform(
    app: &App,
    actor: &Actor,
    picture: Picture,
    reference: Option<Picture>,
    wish: &Wish,
) -> Result<Answer> {
    program(app, actor)?;
    let kept = (app.config.faces.keeps() && actor.tenant == TENANT).then(|| Kept {
        run: calotype_store::new_id(),
        actor: actor.clone(),
        filename: file_name(&picture.filename),
        is_queued: false,
    });
    let answer = carry_out(app, picture.file, reference.map(|picture| picture.file), wish, kept).await?;
    if let (Some(key), Some(_)) = (actor.key_id(), &answer.masked) {
        app.usage.transformed(actor.tenant, key, "face", app.clock.now());
    }
    Ok(answer)
}

/// Work that was ordered, and whose run waits.
#[derive(Debug)]
pub(crate) struct Ordered {
    /// The order, which is the run.
    pub(crate) id: Uuid,
    /// Who acts, for the record.
    pub(crate) actor: Actor,
    /// The name of the file.
    pub(crate) filename: String,
}

/// Does what was ordered. Doing it twice is safe: of two attempts the first that ends is kept.
///
/// # Errors
/// As [`perform`]; `face_job_not_found` when the run was removed meanwhile.
pub(crate) async fn perform_ordered(app: &App, ordered: Ordered, file: File, wish: &Wish) -> Result<Answer> {
    let Ordered { id, actor, filename } = ordered;
    let kept = |is_queued| Kept { run: id, actor: actor.clone(), filename: file_name(&filename), is_queued };
    match record::begin(app, actor.tenant, id).await? {
        record::Waiting::Nowhere => carry_out(app, file, None, wish, None).await,
        record::Waiting::Yes => carry_out(app, file, None, wish, Some(kept(true))).await,
        record::Waiting::Over(image) => {
            let answer = carry_out(app, file, None, wish, None).await?;
            Ok(Answer { image, run: Some(id), ..answer })
        }
    }
}

async fn carry_out(
    app: &App,
    file: File,
    reference: Option<File>,
    wish: &Wish,
    kept: Option<Kept>,
) -> Result<Answer> {
    let began = Instant::now();
    let found = find(app, &file, &wish.options).await?;
    let (about, faces) = (found.about, found.faces.clone());
    let (model, decode, inference) = (found.model, found.decode, found.inference);
    let masked = match &wish.mask {
        None => Ok(None),
        Some(how) => {
            let copy = file.try_clone().map_err(Error::internal)?;
            mask(app, copy, reference.as_ref(), found, &wish.options, how)
                .await
                .map(|(masked, _)| Some(masked))
        }
    };
    let mut answer = Answer {
        image: None,
        run: None,
        about,
        faces,
        model,
        decode,
        inference,
        total: began.elapsed(),
        masked: None,
        link: None,
    };
    match (masked, kept) {
        (Ok(masked), None) => answer.masked = masked,
        (Ok(masked), Some(kept)) => {
            answer.masked = masked;
            let image = record::keep(app, &kept, file, wish, &answer).await?;
            (answer.image, answer.run) = (Some(image), Some(kept.run));
            if let (Some(masked), Some(method)) = (&answer.masked, wish.method()) {
                let mime = masked.format.mime();
                let name = saved_as(&kept.filename, method, mime);
                answer.link = Some(super::link_to_processed(app, kept.run, mime, &name).await?);
            }
        }
        // What a picture is at fault for, its administrators see.
        (Err(error), Some(kept))
            if !kept.is_queued && matches!(error.kind, Kind::Unprocessable | Kind::Internal) =>
        {
            record::keep_failure(app, &kept, file, wish, &answer, &error).await?;
            return Err(error);
        }
        (Err(error), _) => return Err(error),
    }
    answer.total = began.elapsed();
    Ok(answer)
}

/// The last part of a path, without what nobody can see, at most 255 bytes.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|c| !c.is_control()).collect();
    let seen = &seen[..seen.floor_char_boundary(255)];
    if seen.trim().is_empty() { "upload".to_owned() } else { seen.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_one_part_that_can_be_seen() {
        assert_eq!(file_name("C:\\fakepath\\a.jpg"), "a.jpg");
        assert_eq!(file_name("../../etc/pass\u{0}wd"), "passwd");
        assert_eq!(file_name(" \n"), "upload");
        assert_eq!(file_name(&"ä".repeat(200)).len(), 254);
    }
}
