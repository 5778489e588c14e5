//! One picture in, one picture out, to order.

use serde::{Deserialize, Serialize};

use crate::{
    carry,
    decode::{self, Margin, Wanted},
    encode::{self, Chroma, Effort, EncodeOptions, Kept, WebpAnimation},
    error::MediaError,
    format::OutputFormat,
    ladder::{Picture, chroma_for},
    limits::Limits,
    ops::{self, ColourSpace},
    pixels::{Layout, Pixels},
    probe::Probe,
};

/// How a picture is brought into the box `max_width` × `max_height`. None of them enlarges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// As large as fits into the box, keeping the aspect ratio.
    #[default]
    Inside,
    /// Fills the box, keeping the aspect ratio; what sticks out is cut off, evenly or as
    /// [`Gravity`] says. From a picture smaller than the box the
    /// largest part with the box's aspect ratio is cut.
    Cover,
    /// As `Inside`, then padded with the background to the box exactly.
    Contain,
    /// Stretched to the box; a side that would grow stays as it is.
    Fill,
}

/// Which part stays when something is cut off: of what is too much, so many percent go on the left and at the top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gravity {
    /// Percent on the left, 0..=100.
    pub x: u8,
    /// Percent at the top, 0..=100.
    pub y: u8,
}

impl Default for Gravity {
    fn default() -> Self {
        Gravity { x: 50, y: 50 }
    }
}

/// An order for one picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderSpec {
    /// How the picture is brought into the box.
    pub fit: Fit,
    /// Which part stays when [`Fit::Cover`] cuts something off.
    #[serde(default)]
    pub gravity: Gravity,
    /// Width of the box, pixels; 0 = unbounded.
    pub max_width: u32,
    /// Height of the box, pixels; 0 = unbounded.
    pub max_height: u32,
    /// What to write.
    pub format: OutputFormat,
    /// 1..=100; `None` is the encoder's sensible default (JPEG 85, WebP 80, AVIF 63). Ignored by PNG, GIF and lossless WebP.
    pub quality: Option<u8>,
    /// How much time to spend for fewer bytes, 0 (least) ..= 10 (most); `None` is the encoder's default.
    pub effort: Option<u8>,
    /// Keeps EXIF (with its orientation reset, since the pixels are turned) and the ICC profile. Without it the pixels
    /// are brought to sRGB and nothing else is written: renditions carry no place and no camera.
    pub keep_metadata: bool,
    /// Colour behind transparent pixels where the format has none, and around a contained picture; red, green, blue.
    /// `None`: white for formats without transparency, transparent for the others.
    pub background: Option<[u8; 3]>,
    /// Lossless WebP.
    pub lossless: bool,
    /// Writes an animation as one, where the format is WebP; else, and without this, its first frame.
    #[serde(default)]
    pub animate: bool,
    /// What the source may cost.
    pub limits: Limits,
}

impl RenderSpec {
    /// A picture that fits into a square of `side` pixels.
    pub fn inside(side: u32, format: OutputFormat) -> Self {
        RenderSpec {
            fit: Fit::Inside,
            gravity: Gravity::default(),
            max_width: side,
            max_height: side,
            format,
            quality: None,
            effort: None,
            keep_metadata: false,
            background: None,
            lossless: false,
            animate: false,
            limits: Limits::default(),
        }
    }
}

/// From here on JPEG and AVIF store colour in full resolution: who asks for this quality sees the difference.
const FULL_CHROMA_QUALITY: u8 = 92;

/// Makes one picture of an original, or of a rung of its ladder.
///
/// `probe` must be the answer for the same bytes. Works at the best quality: resampling starts from at least 1.7 times the
/// size, in linear light.
pub fn render(data: &[u8], probe: &Probe, spec: &RenderSpec) -> Result<Picture, MediaError> {
    let stored = probe.preview.map_or((probe.width, probe.height), |preview| (preview.width, preview.height));
    let (width, height) = probe.orientation.size(stored.0, stored.1);
    let plan = Plan::new(spec, width, height);
    if let Some((width, height)) = plan.canvas {
        spec.limits.check_size(width, height)?;
    }
    if spec.animate
        && spec.format == OutputFormat::Webp
        && probe.animated
        && probe.frames <= spec.limits.frames
    {
        return animation(data, probe, spec, &plan);
    }
    // Turning swaps sides the same way there and back.
    let (wanted_width, wanted_height) = probe.orientation.size(plan.scaled.0, plan.scaled.1);
    let wanted = Wanted { width: wanted_width, height: wanted_height, margin: Margin::Fine };
    let decoded = decode::decode(data, probe, Some(wanted), &spec.limits)?;

    let (width, height) = decoded.orientation.size(plan.scaled.0, plan.scaled.1);
    let pixels = ops::resized(decoded.pixels, width, height)?;
    let (pixels, icc) = colour(pixels, decoded.colour, spec.keep_metadata)?;
    let pixels = plan.arrange(ops::turn(pixels, decoded.orientation), spec)?;
    let exif = if spec.keep_metadata { carry::exif(data, probe, pixels.width, pixels.height) } else { None };
    let options = encode_options(spec, probe);
    let bytes = encode::encode(&pixels, &options, &Kept { icc, exif })?;
    Ok(Picture { format: spec.format, width: pixels.width, height: pixels.height, bytes })
}

/// Every frame to the same order, one after the other. The formats that move know no turning.
fn animation(data: &[u8], probe: &Probe, spec: &RenderSpec, plan: &Plan) -> Result<Picture, MediaError> {
    let (width, height) = plan.canvas.or(plan.crop).unwrap_or(plan.scaled);
    let mut writer = WebpAnimation::new(width, height, &encode_options(spec, probe), 0)?;
    for frame in decode::frames(data, probe, &spec.limits)? {
        let frame = frame?;
        let scaled = ops::resized(frame.pixels, plan.scaled.0, plan.scaled.1)?;
        writer.push(&plan.arrange(scaled, spec)?, frame.shown)?;
    }
    Ok(Picture { format: spec.format, width, height, bytes: writer.finish()? })
}

/// Brings the pixels to sRGB, or keeps them with the profile that describes them.
pub(crate) fn colour(
    pixels: Pixels,
    space: ColourSpace,
    keep: bool,
) -> Result<(Pixels, Option<Vec<u8>>), MediaError> {
    match space {
        ColourSpace::Icc(profile)
            if keep
                && matches!(pixels.layout, Layout::Rgb | Layout::Rgba)
                && ops::is_rgb_profile(&profile) =>
        {
            Ok((pixels.into_u8(), Some(profile)))
        }
        space => Ok((ops::to_srgb(pixels, &space)?, None)),
    }
}

pub(crate) fn encode_options(spec: &RenderSpec, probe: &Probe) -> EncodeOptions {
    let usual = match spec.format {
        OutputFormat::Jpeg => 85,
        OutputFormat::Png | OutputFormat::Webp | OutputFormat::Gif => 80,
        OutputFormat::Avif => 63,
    };
    let quality = spec.quality.map_or(usual, |quality| quality.clamp(1, 100));
    let demanding = quality >= FULL_CHROMA_QUALITY && spec.format != OutputFormat::Webp;
    EncodeOptions {
        format: spec.format,
        quality,
        effort: spec.effort.map_or(Effort::Usual, Effort::Level),
        lossless: spec.lossless,
        chroma: if demanding { Chroma::Full } else { chroma_for(probe.format) },
    }
}

/// The sizes on the way to an order, all upright.
#[derive(Debug, PartialEq, Eq)]
struct Plan {
    /// What the whole picture is scaled to.
    scaled: (u32, u32),
    /// What is cut from its middle.
    crop: Option<(u32, u32)>,
    /// What it is then centred on.
    canvas: Option<(u32, u32)>,
}

impl Plan {
    fn new(spec: &RenderSpec, width: u32, height: u32) -> Self {
        let (max_width, max_height) = (spec.max_width, spec.max_height);
        let bounded = max_width > 0 && max_height > 0;
        let inside = ops::fit_inside(width, height, max_width, max_height);
        match spec.fit {
            Fit::Cover if bounded => Self::cover((width, height), (max_width, max_height)),
            Fit::Contain if bounded => {
                Plan { scaled: inside, crop: None, canvas: Some((max_width, max_height)) }
            }
            Fit::Fill => {
                let side = |max: u32, side: u32| if max == 0 { side } else { max.min(side) };
                Plan { scaled: (side(max_width, width), side(max_height, height)), crop: None, canvas: None }
            }
            Fit::Inside | Fit::Cover | Fit::Contain => Plan { scaled: inside, crop: None, canvas: None },
        }
    }

    fn cover(stored: (u32, u32), bounds: (u32, u32)) -> Self {
        let (width, height) = (f64::from(stored.0), f64::from(stored.1));
        let (box_width, box_height) = (f64::from(bounds.0), f64::from(bounds.1));
        // A box larger than the picture shrinks, keeping its shape, until the picture covers it.
        let shrink = (width / box_width).min(height / box_height).min(1.0);
        let whole = |side: f64| (side.round() as u32).max(1);
        let crop = (whole(box_width * shrink), whole(box_height * shrink));
        let scale = (f64::from(crop.0) / width).max(f64::from(crop.1) / height).min(1.0);
        let scaled = (whole(width * scale).max(crop.0), whole(height * scale).max(crop.1));
        Plan { scaled, crop: Some(crop), canvas: None }
    }

    fn arrange(&self, pixels: Pixels, spec: &RenderSpec) -> Result<Pixels, MediaError> {
        let pixels = if pixels.is_opaque() { pixels.without_alpha() } else { pixels };
        let pixels = match self.crop {
            Some((width, height)) if (width, height) != (pixels.width, pixels.height) => {
                let part =
                    |spare: u32, percent: u8| (u64::from(spare) * u64::from(percent.min(100)) / 100) as u32;
                let left = part(pixels.width - width, spec.gravity.x);
                let top = part(pixels.height - height, spec.gravity.y);
                ops::crop(&pixels, left, top, width, height)?
            }
            _ => pixels,
        };
        let background = match spec.format {
            OutputFormat::Jpeg => Some(spec.background.unwrap_or([255; 3])),
            OutputFormat::Png | OutputFormat::Webp | OutputFormat::Gif | OutputFormat::Avif => {
                spec.background
            }
        };
        let pixels = match background {
            Some(colour) if !spec.format.has_alpha() => ops::flatten(&pixels, colour)?.into_owned(),
            _ => pixels,
        };
        match self.canvas {
            Some((width, height)) => ops::pad(pixels, width, height, background),
            None => Ok(pixels),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(fit: Fit, max: (u32, u32), picture: (u32, u32)) -> Plan {
        let spec = RenderSpec {
            fit,
            max_width: max.0,
            max_height: max.1,
            ..RenderSpec::inside(0, OutputFormat::Png)
        };
        Plan::new(&spec, picture.0, picture.1)
    }

    #[test]
    fn inside_keeps_the_shape_and_never_enlarges() {
        assert_eq!(plan(Fit::Inside, (400, 400), (4000, 3000)).scaled, (400, 300));
        assert_eq!(plan(Fit::Inside, (0, 100), (400, 300)).scaled, (133, 100));
        assert_eq!(plan(Fit::Inside, (400, 400), (40, 30)).scaled, (40, 30));
        assert_eq!(plan(Fit::Inside, (100, 100), (10_000, 1)).scaled, (100, 1));
    }

    #[test]
    fn cover_cuts_what_sticks_out_and_keeps_the_shape_of_the_box() {
        let wide = plan(Fit::Cover, (200, 200), (4000, 3000));
        assert_eq!((wide.scaled, wide.crop), ((267, 200), Some((200, 200))));
        let small = plan(Fit::Cover, (400, 100), (200, 200));
        assert_eq!((small.scaled, small.crop), ((200, 200), Some((200, 50))));
    }

    #[test]
    fn fill_stretches_but_no_side_grows() {
        assert_eq!(plan(Fit::Fill, (100, 900), (400, 300)).scaled, (100, 300));
    }

    #[test]
    fn contain_promises_the_box() {
        let plan = plan(Fit::Contain, (100, 100), (400, 200));
        assert_eq!((plan.scaled, plan.canvas), ((100, 50), Some((100, 100))));
    }
}
