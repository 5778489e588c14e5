//! Signed links to objects: whoever has one may read these bytes until it ends, without another credential.
//!
//! There is one signer. Over S3 a link leads to the store itself (a presigned GET); from a disk, and where it is bound to
//! a login, it leads to `/_blob/<token>` here. The token is its claims and an HMAC over them under a key of its own; a
//! link is made afresh each time somebody asks, so nothing about it is stored. When the object is removed, every link to
//! it is dead.

use std::fs::File;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use calotype_files::objects::{ObjectKey, PresignGet, Presigned};
use calotype_store::{Micros, sessions};
use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

use crate::app::App;
use crate::error::{Error, Result};
use crate::secrets::Purpose;

/// Path below which links of ours are answered.
pub const PATH: &str = "/_blob/";

/// Longest life of a link: what the signatures of S3 allow.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

/// Longest token that is looked at.
const LONGEST_TOKEN: usize = 2048;

/// What the answer shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// A file to be saved: for bytes of anybody.
    Attachment,
    /// Something to be shown: for bytes calotype encoded itself.
    Inline,
}

impl Disposition {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Attachment => "attachment",
            Self::Inline => "inline",
        }
    }
}

/// A link to be.
#[derive(Debug, Clone)]
pub struct NewLink<'a> {
    /// The object.
    pub object: &'a ObjectKey,
    /// Media type of the answer.
    pub content_type: &'a str,
    /// File name of the answer.
    pub filename: &'a str,
    /// Whether it is shown or saved.
    pub disposition: Disposition,
    /// How long the link works, at most seven days.
    pub life: Duration,
    /// The login (of a user) with which it ends.
    pub login: Option<(Login, Uuid)>,
}

/// A login of the library or the portal, by its family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Login {
    /// Of the library.
    Library(Uuid),
    /// Of the hosting portal.
    Portal(Uuid),
}

/// What a token says. Short names: it stands in an address.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    /// Path of the object.
    o: String,
    /// Media type.
    t: String,
    /// File name.
    n: String,
    /// Disposition.
    d: Disposition,
    /// Last moment, microseconds.
    e: Micros,
    /// Login and its user.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    s: Option<(Login, Uuid)>,
}

/// An object a link led to.
#[derive(Debug)]
pub struct Opened {
    /// The bytes.
    pub file: File,
    /// How many.
    pub size: u64,
    /// Names this version of the bytes; for the entity tag.
    pub version: String,
    /// Media type.
    pub content_type: String,
    /// File name.
    pub filename: String,
    /// Whether it is shown or saved.
    pub disposition: Disposition,
    /// How much longer the link works.
    pub left: Duration,
}

/// Makes a link: an address of the store, or a path on this server. Whoever asks for it was allowed to read the object;
/// that question is answered before.
///
/// # Errors
/// `internal` when the settings of the store cannot be signed.
pub async fn make(app: &App, link: &NewLink<'_>) -> Result<String> {
    let life = link.life.min(LONGEST);
    if link.login.is_none() {
        let how = PresignGet {
            expires_in: life,
            content_type: Some(link.content_type.to_owned()),
            content_disposition: Some(format!("{}; {}", link.disposition.as_str(), named(link.filename))),
        };
        if let Presigned::Url(url) = app.objects.presign_get(link.object, &how).await? {
            return Ok(url);
        }
    }
    let claims = Claims {
        o: link.object.path(),
        t: link.content_type.to_owned(),
        n: link.filename.to_owned(),
        d: link.disposition,
        e: app.clock.now() + i64::try_from(life.as_micros()).unwrap_or(0),
        s: link.login,
    };
    let claims = BASE64.encode(serde_json::to_vec(&claims).map_err(Error::internal)?);
    let signature = BASE64.encode(mac(app, &claims)?.finalize().into_bytes());
    Ok(format!("{PATH}{claims}.{signature}"))
}

/// Opens what a token leads to.
///
/// # Errors
/// `link_not_found` for a token that is not ours, that is over, whose login ended, or whose object is gone: nobody learns
/// which.
pub async fn open(app: &App, token: &str) -> Result<Opened> {
    let claims = check(app, token)?.ok_or_else(gone)?;
    let now = app.clock.now();
    // A store says 403 to a signature whose time is over, and so do we.
    let over = || Error::forbidden("link_expired", "The time of this link is over. Ask for a new one.");
    let left = u64::try_from(claims.e - now).ok().filter(|left| *left > 0).ok_or_else(over)?;
    if let Some((login, user)) = claims.s {
        let (kind, family) = match login {
            Login::Library(family) => (sessions::Kind::Library, family),
            Login::Portal(family) => (sessions::Kind::HostingAdmin, family),
        };
        if !sessions::goes_on(&mut app.db.read().await?, kind, family, user).await? {
            return Err(gone());
        }
    }
    let key = ObjectKey::parse(&claims.o).ok_or_else(gone)?;
    let file = match app.objects.open(&key, &app.scratch()).await {
        Ok(file) => file,
        Err(error) if error.kind() == calotype_files::ErrorKind::NotFound => return Err(gone()),
        Err(error) => return Err(error.into()),
    };
    let size = file.metadata().map_err(Error::internal)?.len();
    Ok(Opened {
        file,
        size,
        version: version(&claims.o, size),
        content_type: claims.t,
        filename: claims.n,
        disposition: claims.d,
        left: Duration::from_micros(left),
    })
}

fn gone() -> Error {
    Error::not_found("link_not_found", "This link does not work, or not any more.")
}

fn mac(app: &App, claims: &str) -> Result<Hmac<Sha256>> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(&app.secret.derive(Purpose::BlobLink)).map_err(Error::internal)?;
    mac.update(claims.as_bytes());
    Ok(mac)
}

/// The claims of a token of ours; read only once the signature is known to be good.
fn check(app: &App, token: &str) -> Result<Option<Claims>> {
    let parts = token.split_once('.').filter(|_| token.len() <= LONGEST_TOKEN);
    let Some((claims, signature)) = parts else { return Ok(None) };
    let Ok(signature) = BASE64.decode(signature) else { return Ok(None) };
    if mac(app, claims)?.verify_slice(&signature).is_err() {
        return Ok(None);
    }
    Ok(BASE64.decode(claims).ok().and_then(|json| serde_json::from_slice(&json).ok()))
}

/// The object's name says which bytes it has; one that may be replaced has its size beside it.
fn version(object: &str, size: u64) -> String {
    let hash = blake3::hash(format!("{object} {size}").as_bytes());
    hash.to_hex().as_str().chars().take(32).collect()
}

/// The file name of a header (RFC 6266) that any client reads: ASCII, with other characters replaced.
fn named(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    format!("filename=\"{plain}\"")
}
