//! Text over a picture: shaped and drawn by the SVG renderer, with fonts that are built in.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::Transform;
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb::Database};
use serde::{Deserialize, Serialize};

use super::{
    Rgba,
    canvas::Canvas,
    chance::Chance,
    draw::{Pen, on_pixmap},
};
use crate::error::MediaError;

/// The documented fonts, by their documented names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // names
pub enum Font {
    Impact,
    College,
    Bold,
    Square,
    Arial,
    Mario,
    Vera,
    Owl,
    Wolf,
    Gym,
    Dotty,
    Meth,
    Puppy,
}

impl Font {
    /// Every font with its name.
    pub const ALL: [(&'static str, Font); 13] = [
        ("impact", Font::Impact),
        ("college", Font::College),
        ("bold", Font::Bold),
        ("square", Font::Square),
        ("arial", Font::Arial),
        ("mario", Font::Mario),
        ("vera", Font::Vera),
        ("owl", Font::Owl),
        ("wolf", Font::Wolf),
        ("gym", Font::Gym),
        ("dotty", Font::Dotty),
        ("meth", Font::Meth),
        ("puppy", Font::Puppy),
    ];

    fn family(self) -> &'static str {
        match self {
            Font::Impact => "calotype impact",
            Font::College => "calotype college",
            Font::Bold => "calotype bold",
            Font::Square => "calotype square",
            Font::Arial => "calotype arial",
            Font::Mario => "calotype mario",
            Font::Vera => "Tuffy",
            Font::Owl => "calotype owl",
            Font::Wolf => "calotype wolf",
            Font::Gym => "calotype gym",
            Font::Dotty => "calotype dotty",
            Font::Meth => "calotype meth",
            Font::Puppy => "calotype puppy",
        }
    }
}

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Style {
    /// Which letters.
    pub font: Font,
    /// Height of a line, pixels; absent: what fits the picture.
    pub size: Option<f32>,
    /// Of the letters.
    pub colour: Rgba,
    /// Around the letters.
    pub outline: Option<Pen>,
}

/// One text, or several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lettering {
    /// Centred in the upper, middle and lower part; broken into lines and made smaller until it fits.
    Caption {
        /// Above.
        top: Option<String>,
        /// In the middle.
        centre: Option<String>,
        /// Below.
        bottom: Option<String>,
        /// How it looks.
        style: Style,
    },
    /// One line from a place on.
    At {
        /// What.
        text: String,
        /// Left edge, pixels.
        x: f32,
        /// Base line, pixels.
        y: f32,
        /// How it looks.
        style: Style,
    },
    /// Letters for people to read and for programs not to, over the whole picture.
    Captcha {
        /// What is to be read.
        text: String,
        /// Of the disorder.
        seed: u64,
    },
}

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    macro_rules! load {
        ($($name:literal)*) => { $(fonts.load_font_data(include_bytes!(concat!("../../assets/", $name)).to_vec());)* };
    }
    load!("Tuffy.ttf" "fonts/impact.ttf" "fonts/college.ttf" "fonts/bold.ttf" "fonts/square.ttf" "fonts/arial.ttf"
        "fonts/mario.ttf" "fonts/owl.ttf" "fonts/wolf.ttf" "fonts/gym.ttf" "fonts/dotty.ttf" "fonts/meth.ttf"
        "fonts/puppy.ttf");
    Arc::new(fonts)
});

/// Does it.
pub(super) fn apply(step: &Lettering, canvas: &mut Canvas) -> Result<(), MediaError> {
    let (width, height) = (canvas.width as f32, canvas.height as f32);
    let drawing = match step {
        Lettering::Caption { top, centre, bottom, style } => {
            let mut drawing = String::new();
            let places = [(top, 0.0), (centre, 0.5), (bottom, 1.0)];
            for (text, place) in places.iter().filter_map(|(text, place)| Some((text.as_deref()?, *place))) {
                caption(&mut drawing, text, place, style, (width, height))?;
            }
            drawing
        }
        Lettering::At { text, x, y, style } => {
            let size = match style.size {
                Some(size) => size,
                None => fitting_size(text, style, width - x, height / 10.0)?,
            };
            let mut drawing = String::new();
            line(&mut drawing, text, (*x, *y), "start", size, style);
            drawing
        }
        Lettering::Captcha { text, seed } => captcha(text, *seed, (width, height)),
    };
    let tree = tree(&drawing, (width, height))?;
    on_pixmap(canvas, |pixmap| resvg::render(&tree, Transform::identity(), pixmap))
}

fn tree(drawing: &str, (width, height): (f32, f32)) -> Result<Tree, MediaError> {
    let options = Options {
        resources_dir: None,
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        fontdb: FONTS.clone(),
        font_family: "Tuffy".to_owned(),
        ..Options::default()
    };
    let document =
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'>{drawing}</svg>");
    Tree::from_str(&document, &options).map_err(|error| MediaError::corrupt(format!("this text: {error}")))
}

/// Appends one line of text to a drawing.
fn line(drawing: &mut String, text: &str, (x, y): (f32, f32), anchor: &str, size: f32, style: &Style) {
    let family = style.font.family();
    let [red, green, blue, opacity] = style.colour;
    let opacity = f32::from(opacity) / 255.0;
    // Writing to a string cannot fail.
    let _ = write!(
        drawing,
        "<text x='{x}' y='{y}' text-anchor='{anchor}' font-family=\"'{family}', Tuffy\" font-size='{size}' \
         xml:space='preserve' paint-order='stroke' fill='rgb({red},{green},{blue})' fill-opacity='{opacity}'",
    );
    if let Some(pen) = style.outline {
        let [red, green, blue, _] = pen.colour;
        let _ = write!(
            drawing,
            " stroke='rgb({red},{green},{blue})' stroke-opacity='{}' stroke-width='{}' stroke-linejoin='round'",
            pen.opacity,
            pen.width * 2.0, // half of it lies under the letters
        );
    }
    let _ = write!(drawing, ">{}</text>", escaped(text));
}

/// The text as character data; what XML cannot say becomes a space.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

/// Width of a line at a size of 100, pixels.
fn measure(text: &str, style: &Style) -> Result<f32, MediaError> {
    let mut drawing = String::new();
    let plain = Style { outline: None, colour: [0, 0, 0, 255], ..*style };
    line(&mut drawing, text, (0.0, 100.0), "start", 100.0, &plain);
    Ok(tree(&drawing, (1.0, 1.0))?.root().abs_bounding_box().width())
}

/// The largest size, at most `most`, in which the line is no wider than `width`.
fn fitting_size(text: &str, style: &Style, width: f32, most: f32) -> Result<f32, MediaError> {
    let measured = measure(text, style)?.max(1.0);
    Ok((100.0 * width.max(1.0) / measured).min(most).max(6.0))
}

/// Part of the width and the height that a caption may take.
const CAPTION_WIDTH: f32 = 0.94;
const CAPTION_HEIGHT: f32 = 0.3;
/// From one base line to the next, in sizes.
const LEADING: f32 = 1.15;
/// From the top of the capitals to the base line, in sizes.
const CAPITALS: f32 = 0.85;
/// A text is broken into no more lines.
const MOST_LINES: usize = 6;

fn caption(
    drawing: &mut String,
    text: &str,
    place: f32,
    style: &Style,
    (width, height): (f32, f32),
) -> Result<(), MediaError> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return Ok(());
    }
    let widths = words.iter().map(|word| measure(word, style)).collect::<Result<Vec<f32>, MediaError>>()?;
    let space = (measure("a a", style)? - 2.0 * measure("a", style)?).max(10.0);
    let room = width * CAPTION_WIDTH;
    let most = style.size.unwrap_or_else(|| (width / 8.0).min(height / 6.0)).max(6.0);
    // Of the ways to break the text, the one that allows the largest letters.
    let (size, lines) = (1..=MOST_LINES.min(words.len()))
        .map(|count| {
            let lines = balanced(&widths, space, count);
            let widest = lines.iter().map(|line| line.1).fold(1.0, f32::max);
            let across = 100.0 * room / widest;
            let down = height * CAPTION_HEIGHT / (lines.len() as f32 * LEADING);
            (across.min(down).min(most).max(6.0), lines)
        })
        .fold((0.0, Vec::new()), |best, this| if this.0 > best.0 + 0.5 { this } else { best });
    let margin = height * 0.03;
    let block = (lines.len() - 1) as f32 * size * LEADING + size * CAPITALS;
    let first = margin + (height - 2.0 * margin - block) * place + size * CAPITALS;
    let mut words = words.into_iter();
    for (index, (count, _)) in lines.iter().enumerate() {
        let text = words.by_ref().take(*count).collect::<Vec<_>>().join(" ");
        let y = first + index as f32 * size * LEADING;
        line(drawing, &text, (width / 2.0, y), "middle", size, style);
    }
    Ok(())
}

/// Breaks words into about `count` lines of like width: how many words each has, and its width.
fn balanced(widths: &[f32], space: f32, count: usize) -> Vec<(usize, f32)> {
    let total: f32 = widths.iter().sum::<f32>() + space * (widths.len() - 1) as f32;
    let aim = total / count as f32;
    let mut lines: Vec<(usize, f32)> = Vec::new();
    for width in widths {
        match lines.last_mut() {
            // The word goes where its middle lies.
            Some((words, length)) if *length + space + width / 2.0 <= aim => {
                *words += 1;
                *length += space + width;
            }
            _ => lines.push((1, *width)),
        }
    }
    lines
}

fn captcha(text: &str, seed: u64, (width, height): (f32, f32)) -> String {
    let mut chance = Chance::new(seed);
    let mut drawing = String::new();
    let letters: Vec<char> = text.chars().collect();
    let cell = width / (letters.len().max(1) as f32 + 0.6);
    let size = (height * 0.7).min(cell * 1.5);
    let fonts = [Font::Arial, Font::Bold, Font::Vera, Font::Owl, Font::Meth];
    for (index, letter) in letters.into_iter().enumerate() {
        let family = fonts[chance.below(fonts.len())].family();
        let x = cell * (0.8 + index as f32) + cell * 0.15 * (chance.unit() - 0.5);
        let y = height * 0.5 + size * 0.35 + height * 0.12 * (chance.unit() - 0.5);
        let angle = 40.0 * (chance.unit() - 0.5);
        let shade = [chance.byte() / 3, chance.byte() / 3, chance.byte() / 3];
        let [red, green, blue] = shade;
        let _ = write!(
            drawing,
            "<text x='{x}' y='{y}' transform='rotate({angle} {x} {y})' text-anchor='middle' font-size='{size}' \
             font-family=\"'{family}'\" fill='rgb({red},{green},{blue})'>{}</text>",
            escaped(&letter.to_string()),
        );
    }
    for _ in 0..5 {
        let mut point = || format!("{} {}", chance.unit() * width, chance.unit() * height);
        let (from, one, two, to) = (point(), point(), point(), point());
        let (shade, thick) = (60 + chance.byte() / 3, 1.0 + chance.unit() * height / 40.0);
        let _ = write!(
            drawing,
            "<path d='M{from}C{one} {two} {to}' fill='none' stroke='rgb({shade},{shade},{shade})' \
             stroke-width='{thick}'/>",
        );
    }
    drawing
}
