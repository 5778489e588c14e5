//! The face API: programs have faces found on pictures and masked; administrators look at what was kept of that.
//!
//! A look at a picture is a **run** ("job" on its surface). Pictures and runs of programs at home are kept, where the
//! configuration says so; what programs of clients send is worked on and forgotten, because nobody at home may see it
//! (`docs/decisions/0045-the-face-api-keeps-what-is-at-home.md`).

mod certify;
pub mod describe;
mod find;
mod images;
mod keys;
mod login;
mod mask;
mod parameters;
mod perform;
mod record;
mod runs;
mod sweep;

use calotype_files::objects::{Encoding, ObjectKey};
use calotype_store::faces as rows;
use calotype_store::tenants;
use uuid::Uuid;

pub use calotype_media::mask::Shape;
pub use certify::Certificate;
pub use find::{Detection, MODEL, Readiness, readiness};
pub use images::{Details, Page, delete, get, link_to_original, list};
pub use keys::{Changes, Key, create_key, delete_key, get_key, is_switched_off, list_keys, update_key};
pub use login::{Login, authenticate_basic, login, logout, session};
pub use parameters::{Mask, Method, Mode, Options, Wish, Written};
pub use perform::{Answer, Masked, Picture, perform, spool, too_large};
pub(crate) use perform::{Ordered, perform_ordered};
pub(crate) use record::{fail_run, queue};
pub use rows::{Filter, Image, Run, Stats};
pub use runs::{RunDetails, get_run, link_of, link_to_result, list_runs, stats};
pub(crate) use sweep::sweep_objects;

use crate::access;
use crate::actor::Actor;
use crate::app::App;
use crate::error::{Error, Result};
use crate::links::{Disposition, NewLink};

/// What looking for faces needs of a key.
pub const SCOPE: &str = "face:process";

/// Largest side at which faces are looked for, pixels; see `docs/accuracy.md`.
pub const LONGEST: u32 = 1280;

/// Whose pictures are kept and administered.
const TENANT: Uuid = tenants::HOME;

/// Passes programs whose key is for faces; everybody, where the configuration asks for no key.
///
/// # Errors
/// `unauthenticated`, `scope_missing`.
fn program(app: &App, actor: &Actor) -> Result<()> {
    match access::program(actor, SCOPE) {
        Err(error) if app.config.faces.key_required => Err(error),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// Passes programs that may look for faces, before their body is read.
///
/// # Errors
/// `unauthenticated`, `scope_missing`.
pub fn may_look(app: &App, actor: &Actor) -> Result<()> {
    program(app, actor)
}

/// Passes administrators where there is something to administer.
///
/// # Errors
/// `unauthenticated`, `admin_required`; `face_storage_off`.
pub fn kept(app: &App, actor: &Actor) -> Result<()> {
    access::face_admin(actor)?;
    if app.config.faces.keeps() {
        return Ok(());
    }
    Err(Error::unsupported(
        "face_storage_off",
        "This needs the storage-backed mode, which is switched off here.",
    ))
}

/// Passes administrators where keys are administered.
///
/// # Errors
/// `unauthenticated`, `admin_required`; `face_database_off`.
pub fn keyed(app: &App, actor: &Actor) -> Result<()> {
    access::face_admin(actor)?;
    if app.config.faces.database_enabled {
        return Ok(());
    }
    Err(Error::unsupported("face_database_off", "This needs the database tier, which is switched off here."))
}

fn original(tenant: Uuid, image: Uuid) -> ObjectKey {
    ObjectKey::Portrait { tenant, asset: image }
}

fn processed(tenant: Uuid, run: Uuid, media_type: &str) -> ObjectKey {
    let encoding = Encoding::ALL.iter().find(|encoding| encoding.content_type() == media_type);
    ObjectKey::Processed { tenant, run, encoding: encoding.copied().unwrap_or(Encoding::Png) }
}

fn image_not_found() -> Error {
    Error::not_found("face_image_not_found", "There is no such image.")
}

fn run_not_found() -> Error {
    Error::not_found("face_job_not_found", "There is no such job.")
}

/// A signed link to bytes of the face API: an address of the store, or a path on this server.
async fn signed(app: &App, object: &ObjectKey, media_type: &str, filename: &str) -> Result<String> {
    let new = NewLink {
        object,
        content_type: media_type,
        filename,
        disposition: Disposition::Attachment,
        life: std::time::Duration::from_secs(app.config.faces.link_seconds),
        login: None,
    };
    crate::links::make(app, &new).await
}

/// Where a masked picture is: a plain address on the public host of the store, where one is configured, else a signed link.
async fn link_to_processed(app: &App, run: Uuid, media_type: &str, filename: &str) -> Result<String> {
    let object = processed(TENANT, run, media_type);
    let objects = &app.config.objects;
    match app.config.faces.public_endpoint.as_deref().map(|host| host.trim().trim_end_matches('/')) {
        Some(host) if !host.is_empty() => {
            let bucket = objects.s3_bucket.as_deref().unwrap_or("calotype");
            let prefix = objects.s3_prefix.trim_matches('/');
            let path = object.path();
            Ok(match prefix {
                "" => format!("{host}/{bucket}/{path}"),
                prefix => format!("{host}/{bucket}/{prefix}/{path}"),
            })
        }
        _ => signed(app, &object, media_type, filename).await,
    }
}

/// The name under which a masked picture is saved: that of its picture, the method, and the extension of what it is now.
fn saved_as(filename: &str, method: &str, media_type: &str) -> String {
    let stem = filename.rsplit_once('.').map_or(filename, |(stem, _)| stem);
    let stem = if stem.is_empty() { "image" } else { stem };
    let extension = match media_type {
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        _ => "png",
    };
    format!("{stem}_{method}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_picture_is_saved_under_its_name_and_method() {
        assert_eq!(saved_as("street.tar.JPEG", "solid", "image/jpeg"), "street.tar_solid.jpg");
        assert_eq!(saved_as("street", "gaussian", "image/webp"), "street_gaussian.webp");
        assert_eq!(saved_as(".png", "pixelate", "image/png"), "image_pixelate.png");
    }
}
