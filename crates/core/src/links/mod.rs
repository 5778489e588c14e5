//! Signed links to results: unguessable, for whoever holds them, for an hour. On S3 they lead to the store itself; on
//! disk to our own route, which looks at the row again, so that what is gone is gone for every link.

use std::fs::File;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use calotype_files::objects::{PresignGet, Presigned};
use calotype_store::{Micros, orders as rows};
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::app::App;
use crate::bucket::signature::hmac;
use crate::error::{Error, Result};
use crate::orders::{self, Order};
use crate::secrets::Purpose;

/// What a link leads to, part of what is signed: so that links of another kind can never be taken for these.
const KIND: &[u8] = b"order-result.v1";

/// A link to a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads.
    pub place: Place,
    /// When it stops working.
    pub until: Micros,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// To the store, by its own address.
    Url(String),
    /// To our route, with this token.
    Token(String),
}

/// An open result with what the answer says about it.
#[derive(Debug)]
pub struct Linked {
    /// The bytes.
    pub file: File,
    /// How many.
    pub size: u64,
    /// Entity tag without quotes.
    pub etag: String,
    /// Media type.
    pub content_type: String,
    /// File name.
    pub filename: String,
}

/// Makes a link to the result of an order, no longer good than the result.
///
/// # Errors
/// `internal` when the order has no result; settings that cannot be signed.
pub async fn issue(app: &App, order: &Order, now: Micros) -> Result<Link> {
    let (Some(result), Some(end)) = (order.result_id, order.expires_at) else {
        return Err(Error::internal("an order without a result"));
    };
    let life = i64::try_from(app.config.orders.link_seconds).unwrap_or(i64::MAX);
    let until = now.saturating_add(life.saturating_mul(1_000_000)).min(end);
    let name = order.result_name.as_deref().unwrap_or("result");
    let how = PresignGet {
        expires_in: Duration::from_micros(u64::try_from(until - now).unwrap_or(0)),
        content_type: order.result_type.clone(),
        content_disposition: Some(format!("attachment; filename=\"{name}\"")),
    };
    let place = match app.objects.presign_get(&orders::object(order.tenant_id, result), &how).await? {
        Presigned::Url(url) => Place::Url(url),
        Presigned::Local => Place::Token(token(app, order.id, until.div_euclid(1_000_000))),
    };
    Ok(Link { place, until })
}

/// Opens what a token leads to.
///
/// # Errors
/// `link_not_found` for a token of another making, past its time, or of what is gone.
pub async fn open(app: &App, text: &str) -> Result<Linked> {
    let nothing = || Error::not_found("link_not_found", "This link leads nowhere, or no longer.");
    let id = parse(app, text, app.clock.now()).ok_or_else(nothing)?;
    let order = rows::get(&mut app.db.read().await?, id).await?.ok_or_else(nothing)?;
    let (Some(result), Some(size)) = (order.result_id, order.result_size) else { return Err(nothing()) };
    if order.expires_at.is_none_or(|end| end <= app.clock.now()) {
        return Err(nothing());
    }
    let file = app.objects.open(&orders::object(order.tenant_id, result), &app.scratch()).await?;
    Ok(Linked {
        file,
        size: u64::try_from(size).unwrap_or(0),
        etag: result.simple().to_string(),
        content_type: order.result_type.unwrap_or_else(|| "application/octet-stream".to_owned()),
        filename: order.result_name.unwrap_or_else(|| "result".to_owned()),
    })
}

fn token(app: &App, order: Uuid, until: i64) -> String {
    let mut bytes = order.as_bytes().to_vec();
    bytes.extend_from_slice(&until.to_be_bytes());
    let mac = sign(app, &bytes);
    bytes.extend_from_slice(&mac);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The order a token names, if we made it and its time is not over.
fn parse(app: &App, text: &str, now: Micros) -> Option<Uuid> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (claims, mac) = bytes.split_at_checked(24)?;
    if !bool::from(sign(app, claims).as_slice().ct_eq(mac)) {
        return None;
    }
    let (order, until) = claims.split_at(16);
    let until = i64::from_be_bytes(until.try_into().ok()?);
    (now.div_euclid(1_000_000) < until).then(|| Uuid::from_slice(order).ok()).flatten()
}

fn sign(app: &App, claims: &[u8]) -> [u8; 32] {
    hmac(&app.secret.derive(Purpose::BlobLink), &[KIND, claims].concat())
}
