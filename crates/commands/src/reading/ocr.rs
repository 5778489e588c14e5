//! `ocr`: reads the text of a picture.
//!
//! `GET /ocr?img=https://…/a.jpg&nl=true&key=…` answers
//! `{"status":200,"lang":"en","output":"Hello","bbox":[{"word":"Hello","x":10,"y":12,"w":60,"h":18}]}`.

use calotype_inference::{Line, TextOptions};
use calotype_media::look::Looked;
use serde_json::{Value, json};

use crate::command::{Command, Group, Plan, Returns};
use crate::look::{FOR_TEXT, picture, say};
use crate::parameters::{flag, parameters, text};

parameters! {
    /// What `ocr` takes.
    Ocr {
        lang: Option<String> = text(20).optional(), "The language of the text, for the answer; nothing depends on it.";
        orientation: bool = flag().default("false"), "Says in `orientation` by how many degrees the text is turned.";
        nl: bool = flag().default("false"), "A line break after each line.";
        br: bool = flag().default("false"), "`</br>` after each line.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "ocr",
    group: Group::Document,
    about: "Reads the text of a picture, printed, in Latin, Chinese, Japanese and some other scripts.",
    parameters: Ocr::SPECS,
    returns: Returns::Fields(&[
        ("lang", "\"en\""),
        ("output", "\"Hello\""),
        ("bbox", "[{\"word\": \"Hello\", \"x\": 10, \"y\": 12, \"w\": 60, \"h\": 18}]"),
    ]),
    plan: |given| {
        let Ocr { lang, orientation, nl, br } = Ocr::read(given)?;
        let terms = json!({ "lang": lang, "orientation": orientation, "nl": nl, "br": br });
        Plan::ask(given, FOR_TEXT, terms, |models, pictures, terms| {
            let lines = models.read_text(picture(&pictures[0])?, &TextOptions::default())?.value;
            let end = match (terms["nl"] == true, terms["br"] == true) {
                (_, true) => "</br>",
                (true, false) => "\n",
                _ => " ",
            };
            let mut output = String::new();
            for line in &lines {
                output.push_str(&line.text);
                output.push_str(end);
            }
            let words: Vec<Value> = lines.iter().flat_map(|line| words(&pictures[0], line)).collect();
            let lang = terms["lang"].as_str().map_or_else(|| language(&output).to_owned(), str::to_owned);
            let mut answer = json!({ "lang": lang, "output": output.trim_end_matches(' '), "bbox": words });
            if terms["orientation"] == true {
                answer["orientation"] = json!(turned(&lines));
            }
            Ok(say(answer))
        })
    },
    ..Command::PICTURE
};

/// The words of a line with their boxes. A line is found as a whole; its words share it by their letters.
fn words(looked: &Looked, line: &Line) -> Vec<Value> {
    let (across, down) = looked.scale();
    let [upper_left, upper_right, lower_right, lower_left] =
        line.corners.map(|[x, y]| [f64::from(x) * across, f64::from(y) * down]);
    let letters = line.text.chars().count().max(1) as f64;
    let on = |from: [f64; 2], to: [f64; 2], share: f64| {
        [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
    };
    let mut begun = 0;
    let mut words = Vec::new();
    for word in line.text.split(' ') {
        let length = word.chars().count();
        let (start, end) = (f64::from(begun) / letters, (f64::from(begun) + length as f64) / letters);
        begun += u32::try_from(length).unwrap_or(0) + 1;
        if word.is_empty() {
            continue;
        }
        let corners = [
            on(upper_left, upper_right, start),
            on(upper_left, upper_right, end),
            on(lower_left, lower_right, start),
            on(lower_left, lower_right, end),
        ];
        let (x, right) = ends(corners.map(|corner| corner[0]));
        let (y, bottom) = ends(corners.map(|corner| corner[1]));
        words.push(json!({
            "word": word, "x": x.round() as i64, "y": y.round() as i64,
            "w": (right - x).round().max(1.0) as i64, "h": (bottom - y).round().max(1.0) as i64,
        }));
    }
    words
}

fn ends(values: [f64; 4]) -> (f64, f64) {
    (values.into_iter().fold(f64::INFINITY, f64::min), values.into_iter().fold(f64::NEG_INFINITY, f64::max))
}

/// By how many degrees the lines are turned, most of them.
fn turned(lines: &[Line]) -> i64 {
    let mut angles: Vec<f32> = lines
        .iter()
        .map(|line| {
            let [[x1, y1], [x2, y2], ..] = line.corners;
            (y2 - y1).atan2(x2 - x1).to_degrees()
        })
        .collect();
    angles.sort_by(f32::total_cmp);
    angles.get(angles.len() / 2).map_or(0, |angle| angle.round() as i64)
}

/// A language that is written in the script of most letters; English for Latin ones, of which there are too many.
fn language(text: &str) -> &'static str {
    const SCRIPTS: [(&str, &[(u32, u32)]); 7] = [
        ("ja", &[(0x3040, 0x30ff)]),
        ("ko", &[(0xac00, 0xd7af), (0x1100, 0x11ff)]),
        ("zh-Hans", &[(0x4e00, 0x9fff)]),
        ("ru", &[(0x0400, 0x04ff)]),
        ("el", &[(0x0370, 0x03ff)]),
        ("he", &[(0x0590, 0x05ff)]),
        ("ar", &[(0x0600, 0x06ff)]),
    ];
    let count = |ranges: &[(u32, u32)]| {
        text.chars()
            .filter(|c| ranges.iter().any(|(first, last)| (*first..=*last).contains(&u32::from(*c))))
            .count()
    };
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    // Japanese is written with Chinese characters among its own.
    let enough =
        |name: &str, found: usize| if name == "ja" { found * 8 > letters } else { found * 2 > letters };
    let script = SCRIPTS.into_iter().find(|(name, ranges)| letters > 0 && enough(name, count(ranges)));
    script.map_or("en", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{answer_of, photograph};

    #[test]
    fn a_printed_page_is_read_line_by_line() {
        let Some(page) = photograph("page.png") else { return };
        let answer = answer_of(&[&page], "ocr", "nl=true&orientation=true").unwrap();
        let output = answer["output"].as_str().unwrap();
        assert!(output.lines().count() >= 5, "{output}");
        assert!(output.to_lowercase().contains("region"), "{output}");
        assert_eq!(
            (&answer["lang"], answer["orientation"].as_i64().unwrap().abs() <= 2),
            (&"en".into(), true)
        );
        let words = answer["bbox"].as_array().unwrap();
        assert!(words.iter().all(|word| word["x"].as_i64() >= Some(-5) && word["w"].as_i64() > Some(0)));
        assert!(answer_of(&[&page], "ocr", "br=true").unwrap()["output"].as_str().unwrap().contains("</br>"));
    }

    #[test]
    fn a_script_tells_the_language_where_it_can() {
        for (text, lang) in
            [("Hello", "en"), ("Привет мир", "ru"), ("こんにちは世界", "ja"), ("你好", "zh-Hans"), ("", "en")]
        {
            assert_eq!(language(text), lang, "{text}");
        }
    }
}
