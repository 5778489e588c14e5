//! What a picture shall be like when it is delivered, as the address says.

use std::fmt::Write as _;

use calotype_media::format::OutputFormat;
use calotype_media::render::{Fit, Gravity};

use crate::error::{Error, Result};

/// Most pixels of a side that may be asked for.
const LONGEST_SIDE: u32 = 8192;

/// Quality when a picture is encoded again and none is named.
pub(super) const QUALITY: u8 = 85;

/// What the answer is encoded as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// The stored one, WebP.
    #[default]
    Stored,
    /// This one.
    Named(OutputFormat),
}

/// What stays when something is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// This part.
    At(Gravity),
    /// What people look at, as the picture itself tells.
    Smart,
}

impl Default for Focus {
    fn default() -> Self {
        Self::At(Gravity::default())
    }
}

/// What a picture shall be like.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Transform {
    /// Width of the box, pixels.
    pub width: Option<u32>,
    /// Height of the box, pixels.
    pub height: Option<u32>,
    /// How the picture is brought into the box.
    pub fit: Fit,
    /// What stays when something is cut off.
    pub gravity: Focus,
    /// Colour around a contained picture, and behind a transparent one; red, green, blue.
    pub background: Option<[u8; 3]>,
    /// 1 to 100.
    pub quality: Option<u8>,
    /// What it is encoded as.
    pub format: Format,
    /// The thumbnail in place of the picture; the box does not count then.
    pub thumbnail: bool,
}

/// The words of an address, not yet understood.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words<'a> {
    /// Pixels.
    pub width: Option<&'a str>,
    /// Pixels.
    pub height: Option<&'a str>,
    /// 1 to 100.
    pub quality: Option<&'a str>,
    /// A format, or `auto`.
    pub format: Option<&'a str>,
    /// A yes or no.
    pub thumbnail: Option<&'a str>,
    /// `inside`, `cover`, `contain` or `fill`.
    pub fit: Option<&'a str>,
    /// A side, a corner, `center`, `smart`, `face`, or `x,y` in percent.
    pub gravity: Option<&'a str>,
    /// `rrggbb`.
    pub background: Option<&'a str>,
    /// Device pixels a pixel of the box, 1 to 4.
    pub dpr: Option<&'a str>,
    /// What the client accepts, for `auto`.
    pub accept: Option<&'a str>,
    /// The preset that says what these do not.
    pub preset: Option<&'a str>,
}

impl<'a> Words<'a> {
    /// These, and where they say nothing, others.
    #[must_use]
    pub fn or(&self, others: &Words<'a>) -> Words<'a> {
        Words {
            width: self.width.or(others.width),
            height: self.height.or(others.height),
            quality: self.quality.or(others.quality),
            format: self.format.or(others.format),
            thumbnail: self.thumbnail.or(others.thumbnail),
            fit: self.fit.or(others.fit),
            gravity: self.gravity.or(others.gravity),
            background: self.background.or(others.background),
            dpr: self.dpr.or(others.dpr),
            accept: self.accept,
            preset: self.preset,
        }
    }

    /// Whether they themselves say anything of the picture.
    #[must_use]
    pub fn ask_for_something(&self) -> bool {
        let words = [
            self.width,
            self.height,
            self.quality,
            self.format,
            self.thumbnail,
            self.fit,
            self.gravity,
            self.background,
            self.dpr,
        ];
        words.iter().any(Option::is_some)
    }
}

fn invalid(field: &'static str, problem: &str) -> Error {
    Error::invalid("invalid_transform", format!("{field} {problem}")).field(field, problem)
}

/// A word that says yes or no; absent: no.
///
/// # Errors
/// `invalid_transform` for any other word.
pub fn flag(field: &'static str, word: Option<&str>) -> Result<bool> {
    match word.map(str::trim) {
        None | Some("" | "false" | "0") => Ok(false),
        Some("true" | "1") => Ok(true),
        Some(_) => Err(invalid(field, "is true or false")),
    }
}

fn number(field: &'static str, word: Option<&str>, most: u32) -> Result<Option<u32>> {
    let Some(word) = word else { return Ok(None) };
    match word.trim().parse::<u32>() {
        Ok(number) if (1..=most).contains(&number) => Ok(Some(number)),
        _ => Err(invalid(field, &format!("is a whole number from 1 to {most}"))),
    }
}

impl Transform {
    /// Understands an address.
    ///
    /// # Errors
    /// `invalid_transform`, with the field.
    pub fn parse(words: &Words<'_>) -> Result<Self> {
        let scale = match words.dpr.map(str::trim) {
            None => 1.0,
            Some(word) => word
                .parse::<f64>()
                .ok()
                .filter(|dpr| (1.0..=4.0).contains(dpr))
                .ok_or_else(|| invalid("dpr", "is a number from 1 to 4"))?,
        };
        // At most 4 times 8192, and at least 1.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let side =
            |side: Option<u32>| side.map(|side| ((f64::from(side) * scale).round() as u32).min(LONGEST_SIDE));
        Ok(Self {
            width: side(number("w", words.width, LONGEST_SIDE)?),
            height: side(number("h", words.height, LONGEST_SIDE)?),
            quality: number("q", words.quality, 100)?.and_then(|quality| u8::try_from(quality).ok()),
            format: format(words.format, words.accept)?,
            thumbnail: flag("thumb", words.thumbnail)?,
            fit: match words.fit.map(str::trim) {
                None | Some("inside") => Fit::Inside,
                Some("cover") => Fit::Cover,
                Some("contain") => Fit::Contain,
                Some("fill") => Fit::Fill,
                Some(_) => return Err(invalid("fit", "is inside, cover, contain or fill")),
            },
            gravity: words.gravity.map_or(Ok(Focus::default()), gravity)?,
            background: words.background.map(colour).transpose()?,
        })
    }

    /// Whether it is the stored picture as it lies there.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let is_boxed = !self.thumbnail && (self.width.is_some() || self.height.is_some());
        self.format == Format::Stored && self.quality.is_none() && !self.thumbnail && !is_boxed
    }

    /// Whether it is the stored thumbnail as it lies there.
    #[must_use]
    pub fn is_plain_thumbnail(&self) -> bool {
        self.thumbnail && self.format == Format::Stored && self.quality.is_none()
    }

    /// What it is encoded as.
    #[must_use]
    pub fn output(&self) -> OutputFormat {
        match self.format {
            Format::Stored => OutputFormat::Webp,
            Format::Named(format) => format,
        }
    }

    /// Everything that makes a difference, as a text of letters, digits and hyphens: equal texts are equal pictures.
    #[must_use]
    pub fn recipe(&self) -> String {
        let mut text = String::from("v2");
        if self.thumbnail {
            text.push_str("-t");
        } else {
            let fit = match self.fit {
                Fit::Inside => 'i',
                Fit::Cover => 'c',
                Fit::Contain => 'p',
                Fit::Fill => 'f',
            };
            let _ = write!(text, "-{}x{}{fit}", self.width.unwrap_or(0), self.height.unwrap_or(0));
            if self.fit == Fit::Cover {
                let _ = match self.gravity {
                    Focus::At(Gravity { x, y }) => write!(text, "{x}-{y}"),
                    Focus::Smart => write!(text, "s"),
                };
            }
        }
        if let Some([red, green, blue]) = self.background {
            let _ = write!(text, "-b{red:02x}{green:02x}{blue:02x}");
        }
        let quality = match self.output() {
            OutputFormat::Png => 0,
            _ => self.quality.unwrap_or(QUALITY),
        };
        let _ = write!(text, "-q{quality}-{}", self.output().extension());
        text
    }
}

fn format(word: Option<&str>, accept: Option<&str>) -> Result<Format> {
    let named = match word.map(|word| word.trim().to_ascii_lowercase()).as_deref() {
        None => return Ok(Format::Stored),
        Some("auto") => best(accept),
        Some("jpeg" | "jpg") => OutputFormat::Jpeg,
        Some("png") => OutputFormat::Png,
        Some("webp") => OutputFormat::Webp,
        Some("avif") => OutputFormat::Avif,
        Some(_) => return Err(invalid("format", "is jpeg, png, webp, avif or auto")),
    };
    // The stored format by its name is the stored format.
    Ok(if named == OutputFormat::Webp { Format::Stored } else { Format::Named(named) })
}

/// The best format a client says it understands. Who says nothing gets what everybody understands. AVIF takes ten times
/// the work of WebP, so it has to be named.
fn best(accept: Option<&str>) -> OutputFormat {
    if accepts(accept, "image/webp") { OutputFormat::Webp } else { OutputFormat::Jpeg }
}

/// Whether a client names a type among those it understands. `*/*` does not count: everybody says that.
pub(super) fn accepts(accept: Option<&str>, mime: &str) -> bool {
    accept.is_some_and(|list| {
        list.split(',').any(|entry| {
            let mut parts = entry.split(';').map(str::trim);
            let is_it = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(mime));
            is_it && !parts.any(|parameter| matches!(parameter, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    })
}

fn gravity(word: &str) -> Result<Focus> {
    let at = |x, y| Ok(Focus::At(Gravity { x, y }));
    match word.trim() {
        "center" | "centre" => at(50, 50),
        "north" | "top" => at(50, 0),
        "south" | "bottom" => at(50, 100),
        "west" | "left" => at(0, 50),
        "east" | "right" => at(100, 50),
        "northwest" => at(0, 0),
        "northeast" => at(100, 0),
        "southwest" => at(0, 100),
        "southeast" => at(100, 100),
        // Nobody knows faces of hosted pictures yet, and without any the picture itself decides.
        "smart" | "face" => Ok(Focus::Smart),
        other => {
            let percent = |text: &str| text.trim().parse::<u8>().ok().filter(|number| *number <= 100);
            other
                .split_once(',')
                .and_then(|(x, y)| Some(Focus::At(Gravity { x: percent(x)?, y: percent(y)? })))
                .ok_or_else(|| {
                    invalid(
                        "gravity",
                        "is center, a side, a corner, smart, face, or x,y in percent of the picture",
                    )
                })
        }
    }
}

fn colour(word: &str) -> Result<[u8; 3]> {
    let digits = word.trim().trim_start_matches('#');
    hex::decode(digits)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or_else(|| invalid("bg", "is a colour as rrggbb"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn parse(words: Words<'_>) -> Transform {
        Transform::parse(&words).unwrap()
    }

    #[test]
    fn malformed_words_are_refused_with_their_field() {
        let refused = |words: Words<'_>| Transform::parse(&words).unwrap_err().fields[0].0.clone();
        for text in ["0", "8193", "-1", "1.5", "x", ""] {
            assert_eq!(refused(Words { width: Some(text), ..Words::default() }), "w", "{text}");
        }
        assert_eq!(refused(Words { quality: Some("101"), ..Words::default() }), "q");
        assert_eq!(refused(Words { format: Some("xyz"), ..Words::default() }), "format");
        assert_eq!(refused(Words { thumbnail: Some("maybe"), ..Words::default() }), "thumb");
        assert_eq!(refused(Words { fit: Some("zoom"), ..Words::default() }), "fit");
        assert_eq!(refused(Words { gravity: Some("101,0"), ..Words::default() }), "gravity");
        assert_eq!(refused(Words { background: Some("fff"), ..Words::default() }), "bg");
        assert_eq!(refused(Words { dpr: Some("5"), ..Words::default() }), "dpr");
    }

    #[test]
    fn nothing_asked_is_the_stored_picture_and_webp_by_name_is_no_question() {
        assert!(parse(Words::default()).is_plain());
        assert!(parse(Words { format: Some("WebP"), ..Words::default() }).is_plain());
        assert!(!parse(Words { quality: Some("85"), ..Words::default() }).is_plain());
        let thumbnail = parse(Words { thumbnail: Some("1"), width: Some("10"), ..Words::default() });
        assert!(thumbnail.is_plain_thumbnail() && !thumbnail.is_plain());
    }

    #[test]
    fn equal_pictures_have_equal_recipes_and_others_do_not() {
        let png = |quality| parse(Words { format: Some("png"), quality, ..Words::default() }).recipe();
        assert_eq!(png(Some("10")), png(None), "PNG has no quality");
        let wide = |words: Words<'_>| parse(Words { width: Some("100"), ..words }).recipe();
        assert_eq!(wide(Words::default()), wide(Words { quality: Some("85"), ..Words::default() }));
        assert_eq!(
            wide(Words::default()),
            wide(Words { gravity: Some("north"), ..Words::default() }),
            "nothing is cut off"
        );
        let cover = |gravity| wide(Words { fit: Some("cover"), gravity: Some(gravity), ..Words::default() });
        assert_ne!(cover("north"), cover("south"));
        assert_ne!(cover("smart"), cover("center"));
        assert_eq!(cover("smart"), cover("face"), "nobody knows a face");
        assert_eq!(wide(Words { dpr: Some("2"), ..Words::default() }), {
            parse(Words { width: Some("200"), ..Words::default() }).recipe()
        });
    }

    #[test]
    fn what_an_address_says_itself_goes_before_its_preset() {
        let preset =
            Words { width: Some("400"), height: Some("300"), fit: Some("cover"), ..Words::default() };
        let asked = Words { width: Some("100"), accept: Some("image/webp"), ..Words::default() };
        let both = parse(asked.or(&preset));
        assert_eq!((both.width, both.height, both.fit), (Some(100), Some(300), Fit::Cover));
        assert!(asked.ask_for_something());
        let only = Words { accept: Some("image/webp"), preset: Some("card"), ..Words::default() };
        assert!(!only.ask_for_something());
    }

    #[test]
    fn auto_is_what_the_client_understands() {
        let auto = |accept| parse(Words { format: Some("auto"), accept, ..Words::default() }).output();
        assert_eq!(auto(Some("text/html,image/avif,image/webp,*/*;q=0.8")), OutputFormat::Webp);
        assert_eq!(auto(Some("image/*")), OutputFormat::Jpeg);
        assert_eq!(auto(Some("image/webp;q=0")), OutputFormat::Jpeg);
        assert_eq!(auto(None), OutputFormat::Jpeg);
    }
}
