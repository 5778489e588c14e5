//! `GET /images/{id}`: the bytes, to order; or what is known of the image.

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use calotype_core::App;
use calotype_core::images::{self, Transform, Unseen, Words};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::send::{Order, fallback, send};
use super::wire::Image;
use crate::hosting::caller::Guest;
use crate::hosting::error::{ApiResult, ErrorBody};
use crate::hosting::extract::{Path, Query};
use crate::site::Site;

/// What the picture shall be like.
#[derive(Debug, Default, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Parameters {
    /// Width of the box, 1 to 8192 pixels; also `width`.
    #[serde(alias = "width")]
    #[param(value_type = Option<i64>)]
    w: Option<String>,
    /// Height of the box, 1 to 8192 pixels; also `height`.
    #[serde(alias = "height")]
    #[param(value_type = Option<i64>)]
    h: Option<String>,
    /// Quality, 1 to 100; also `quality`.
    #[serde(alias = "quality")]
    #[param(value_type = Option<i64>)]
    q: Option<String>,
    /// `jpeg`, `png`, `webp`, `avif`, or `auto` for the best that `Accept` names.
    format: Option<String>,
    /// The thumbnail.
    thumb: Option<String>,
    /// `inside`, `cover`, `contain` or `fill`.
    fit: Option<String>,
    /// What stays of a covering picture: `center`, a side, a corner, `x,y` in percent, `smart` for what people look at, or
    /// `face`, which is as `smart` when no face is known.
    gravity: Option<String>,
    /// Colour behind a contained or transparent picture, `rrggbb`.
    bg: Option<String>,
    /// Device pixels a pixel of the box, 1 to 4.
    dpr: Option<String>,
    /// A preset of the client: an order with a name. What the address says itself goes before it.
    preset: Option<String>,
    /// Makes the address unique for browsers.
    t: Option<String>,
    /// The token of a share link or of an album.
    #[allow(dead_code)] // read with the rest of the credentials
    token: Option<String>,
    /// The delivery key an address is signed with.
    #[allow(dead_code)] // read with the rest of the credentials
    kid: Option<String>,
    /// When a signed address stops working, seconds since 1970.
    #[allow(dead_code)] // read with the rest of the credentials
    #[param(value_type = Option<i64>)]
    exp: Option<String>,
    /// The signature of an address.
    #[allow(dead_code)] // read with the rest of the credentials
    sig: Option<String>,
    /// As a file to be saved.
    download: Option<String>,
    /// What is known of the image, as JSON.
    info: Option<String>,
}

impl Parameters {
    /// What is asked for besides.
    ///
    /// # Errors
    /// `invalid_transform`.
    pub(crate) fn order(&self) -> ApiResult<Order> {
        Ok(Order {
            download: images::flag("download", self.download.as_deref())?,
            info: images::flag("info", self.info.as_deref())?,
            pinned: self.t.is_some(),
        })
    }

    /// What the picture shall be like, in the words of the address. What cannot be meant is refused before anybody looks
    /// whether there is such a picture.
    ///
    /// # Errors
    /// `invalid_transform`.
    pub(crate) fn words<'a>(&'a self, headers: &'a HeaderMap) -> ApiResult<Words<'a>> {
        let words = Words {
            width: self.w.as_deref(),
            height: self.h.as_deref(),
            quality: self.q.as_deref(),
            format: self.format.as_deref(),
            thumbnail: self.thumb.as_deref(),
            fit: self.fit.as_deref(),
            gravity: self.gravity.as_deref(),
            background: self.bg.as_deref(),
            dpr: self.dpr.as_deref(),
            accept: headers.get("accept").and_then(|value| value.to_str().ok()),
            preset: self.preset.as_deref(),
        };
        Transform::parse(&words)?;
        Ok(words)
    }
}

/// Serves an image to order, or describes it (`info=true`). Nothing to see is a picture that says so, with the header
/// `X-Image-Fallback`.
#[utoipa::path(get, path = "/images/{id}", tag = "images", operation_id = "get_image", params(("id" = String, Path), Parameters,
        ("X-User-Id" = Option<String>, Header, description = "The user in the client's own system")),
    responses((status = 200, content((Image = "application/json"), ([u8] = "image/*"))), (status = 304), (status = 400, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody), (status = 503, body = ErrorBody)), security((), ("key" = [])))]
pub(super) async fn get(
    State(app): State<App>,
    site: Site,
    Guest(visitor): Guest,
    Path(id): Path<String>,
    Query(parameters): Query<Parameters>,
    method: Method,
    headers: HeaderMap,
) -> ApiResult<Response> {
    let order = parameters.order()?;
    let words = parameters.words(&headers)?;
    let Ok(id) = Uuid::try_parse(&id) else {
        return if order.info {
            Err(calotype_core::Error::from(Unseen::NotFound).into())
        } else {
            Ok(fallback(&method, Unseen::NotFound))
        };
    };
    if order.info {
        let details = images::info(&app, &visitor, id).await?;
        return Ok(super::described(&site, details));
    }
    match images::serve(&app, &visitor, id, &words).await? {
        Ok(served) => send(&app, &method, &headers, served, &order).await,
        Err(unseen) => Ok(fallback(&method, unseen)),
    }
}
