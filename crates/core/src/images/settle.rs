//! What an address comes to: its words, its preset, what its client allows, and what the caller's program understands.

use calotype_media::format::OutputFormat;
use calotype_media::render::Fit;
use uuid::Uuid;

use super::Image;
use super::transform::{Format, Transform, Words, accepts};
use crate::actor::{Actor, Who};
use crate::app::App;
use crate::error::{Error, Result};
use crate::presets;

/// Who orders a picture.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct By<'a> {
    /// The program, when it has shown a key that works: its use.
    pub(crate) program: Option<&'a Actor>,
    /// The client whose delivery key signed the address.
    pub(crate) signed: Option<Uuid>,
}

impl By<'_> {
    /// Whether the client itself wants this picture: its program asks, or it signed the address.
    fn is_client(self, client: Uuid) -> bool {
        let its_program = |actor: &Actor| actor.tenant == client && matches!(actor.who, Who::Key { .. });
        self.signed == Some(client) || self.program.is_some_and(its_program)
    }
}

/// An order that is understood and allowed.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) transform: Transform,
    /// Whether another `Accept` would have made it another one.
    pub(super) negotiated: bool,
}

/// Understands an order for an image that may be seen.
///
/// # Errors
/// `invalid_transform`, `unknown_preset`; `signature_required` and `preset_required` where the client wants that.
pub(super) async fn settle(app: &App, image: &Image, words: &Words<'_>, by: By<'_>) -> Result<Settled> {
    let rules = image.delivery;
    let preset = match words.preset {
        Some(name) => Some(presets::find(&mut app.db.read().await?, image.tenant_id, name).await?),
        None => None,
    };
    let whole = preset.as_ref().map_or(*words, |preset| words.or(&preset.words()));
    let mut transform = Transform::parse(&whole)?;
    let is_kept = transform.is_plain() || transform.is_plain_thumbnail();
    if !is_kept && !by.is_client(image.tenant_id) {
        if rules.require_signed {
            let message = "This client's pictures come to order only for signed addresses.";
            return Err(Error::forbidden("signature_required", message));
        }
        if rules.presets_only && words.ask_for_something() {
            let message = "This client's pictures come as they are and in its presets only.";
            return Err(Error::forbidden("preset_required", message));
        }
    }
    let is_auto = whole.format.is_some_and(|word| word.trim().eq_ignore_ascii_case("auto"));
    let is_open = rules.negotiate_format && (whole.format.is_none() || is_auto);
    if is_open {
        negotiate(&mut transform, image, words.accept);
    }
    Ok(Settled { transform, negotiated: is_open || is_auto })
}

/// Most pixels of an AVIF that nobody named: some half a second of work. What is larger comes as WebP.
const AVIF_PIXELS: u64 = 2_000_000;

/// Quality of an AVIF that nobody named. Its scale is another than that of JPEG and WebP: this looks like their 85.
const AVIF_QUALITY: u8 = 63;

/// The best format a client says it understands, of those that keep what is in the picture.
fn negotiate(transform: &mut Transform, image: &Image, accept: Option<&str>) {
    let moves = image.is_animated && !transform.thumbnail;
    let small = pixels(image, transform) <= AVIF_PIXELS;
    if !moves && small && OutputFormat::Avif.is_written() && accepts(accept, "image/avif") {
        transform.format = Format::Named(OutputFormat::Avif);
        transform.quality = transform.quality.or(Some(AVIF_QUALITY));
    } else if accepts(accept, "image/webp") {
        transform.format = Format::Stored;
    } else {
        transform.format = Format::Named(OutputFormat::Jpeg);
    }
}

/// At most how many pixels come out.
fn pixels(image: &Image, transform: &Transform) -> u64 {
    let stored = |side: i64| u64::try_from(side).unwrap_or(0);
    let (width, height) = (stored(image.width), stored(image.height));
    if transform.thumbnail {
        // The thumbnail is smaller than any limit.
        return 0;
    }
    let (across, down) = (transform.width.map(u64::from), transform.height.map(u64::from));
    match transform.fit {
        Fit::Contain => across.unwrap_or(width) * down.unwrap_or(height),
        _ => {
            // One side alone scales the other.
            let (across, down) = match (across, down) {
                (Some(across), None) => (across, height * across / width.max(1)),
                (None, Some(down)) => (width * down / height.max(1), down),
                (across, down) => (across.unwrap_or(width), down.unwrap_or(height)),
            };
            across.min(width) * down.min(height)
        }
    }
}
