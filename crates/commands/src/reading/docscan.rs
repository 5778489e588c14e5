//! `docscan`: reads the machine-readable lines of passports, visas and identity cards.
//!
//! `GET /docscan?img=https://…/a.jpg&type=passport&key=…` answers
//! `{"status":200,"type":"passport","face_url":false,"mrz_raw_text":"P<UTO…","fields":{"fullName":"…",…}}`.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use calotype_inference::{Inference, Mrz, MrzFormat, Picture, Sex};
use calotype_media::encode::{self, Chroma, Effort, EncodeOptions, Kept};
use calotype_media::format::OutputFormat;
use calotype_media::look::Looked;
use calotype_media::pixels::{Layout, Pixels};
use serde_json::{Map, Value, json};

use crate::command::{Command, Group, Plan, Returns};
use crate::look::{FOR_TEXT, faces, say};
use crate::parameters::{choice, flag, parameters, text};
use crate::refusal::Refusal;

parameters! {
    /// What `docscan` takes.
    Docscan {
        r#type: String = choice(&["passport", "idcard", "driver_license", "usdl", "visa", "birth_certificate", "death_certificate", "unknown"]).default("unknown"), "What it is. All documents with machine-readable lines are read alike; others cannot be read.";
        country: Option<String> = text(60).optional(), "Where it is from. Nothing depends on it: the lines say so.";
        facecrop: bool = flag().or("face-crop").default("true"), "Looks for the portrait.";
        faceblob: bool = flag().or("face-blob").default("false"), "Answers the portrait in `face_url`, as PNG in base64.";
        facepngblob: bool = flag().or("face-png-blob").default("false"), "The same.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "docscan",
    group: Group::Document,
    about: "Reads the machine-readable lines of passports, visas and identity cards (ICAO 9303: TD1, TD2, TD3, MRV-A, MRV-B) and \
        checks their digits. The picture may be turned. Documents without such lines are not read.",
    parameters: Docscan::SPECS,
    returns: Returns::Fields(&[
        ("type", "\"passport\""),
        ("face_url", "false"),
        ("mrz_raw_text", "\"P<UTOERIKSSON<<ANNA<MARIA…\""),
        (
            "fields",
            "{\"fullName\": \"ANNA MARIA ERIKSSON\", \"documentNumber\": \"L898902C3\", \"dateOfBirth\": \"1974-08-12\", \"sex\": \"F\"}",
        ),
    ]),
    example: "type=passport",
    plan: |given| {
        let Docscan { r#type, facecrop, faceblob, facepngblob, .. } = Docscan::read(given)?;
        let blob = faceblob || facepngblob;
        let terms = json!({ "type": r#type, "face": facecrop && blob });
        Plan::ask(given, FOR_TEXT, terms, |models, pictures, terms| {
            let (mrz, upright) = read(models, &pictures[0])?;
            let mut answer = json!({
                "type": match terms["type"].as_str() {
                    Some("unknown") | None => kind(&mrz),
                    Some(said) => said,
                },
                "face_url": false,
                "mrz_raw_text": mrz.lines.join("\n"),
                "fields": fields(&mrz),
            });
            if terms["face"] == true
                && let Some(face) = portrait(models, &upright)?
            {
                answer["face_url"] = json!(STANDARD.encode(face));
            }
            Ok(say(answer))
        })
    },
    ..Command::PICTURE
};

/// The lines and the picture as it had to be turned for them. People photograph documents in any direction.
fn read<'a>(models: &Inference, looked: &'a Looked) -> Result<(Mrz, Cow<'a, Looked>), Refusal> {
    let mut best: Option<(Mrz, Cow<'a, Looked>)> = None;
    let mut turned = Cow::Borrowed(looked);
    for _quarter in 0..4 {
        let found = models.read_mrz(Picture::new(turned.width, turned.height, &turned.rgb)?)?.value;
        if let Some(mrz) = found.clone().filter(|mrz| mrz.valid) {
            return Ok((mrz, turned));
        }
        let next = Cow::Owned(quarter_turn(&turned));
        let seen = std::mem::replace(&mut turned, next);
        if let Some(mrz) = found
            && best.as_ref().is_none_or(|(known, _)| known.wrong.len() > mrz.wrong.len())
        {
            best = Some((mrz, seen));
        }
    }
    best.ok_or_else(|| Refusal::Unfit("No machine-readable lines were found on the picture".to_owned()))
}

/// Clockwise by a quarter.
fn quarter_turn(looked: &Looked) -> Looked {
    let (width, height) = (looked.width as usize, looked.height as usize);
    let mut rgb = Vec::with_capacity(looked.rgb.len());
    for x in 0..width {
        for y in (0..height).rev() {
            let start = (y * width + x) * 3;
            rgb.extend_from_slice(&looked.rgb[start..start + 3]);
        }
    }
    Looked { rgb, width: looked.height, height: looked.width, about: looked.about }
}

fn kind(mrz: &Mrz) -> &'static str {
    match mrz.format {
        MrzFormat::Td3 => "passport",
        MrzFormat::MrvA | MrzFormat::MrvB => "visa",
        MrzFormat::Td1 | MrzFormat::Td2 => "idcard",
    }
}

/// What the lines say, under the documented names and those that older samples read.
fn fields(mrz: &Mrz) -> Map<String, Value> {
    let name = format!("{} {}", mrz.given_names, mrz.surname).trim().to_owned();
    let sex = match mrz.sex {
        Sex::Female => "F",
        Sex::Male => "M",
        Sex::Unspecified => "O",
    };
    let birth = date(&mrz.birth_date, true);
    let digits = check_digits(mrz);
    let fields = json!({
        "fullName": name, "name": name, "surname": mrz.surname, "givenNames": mrz.given_names,
        "issuingCountry": mrz.issuer, "issuingState": mrz.issuer, "issuingStateCode": mrz.issuer, "country": mrz.issuer,
        "documentNumber": mrz.number, "id": mrz.number,
        "nationality": mrz.nationality,
        "dateOfBirth": birth, "birth": birth,
        "dateOfExpiry": date(&mrz.expiry_date, false),
        "sex": sex,
        "personalNumber": mrz.optional,
        "checkDigit": digits.0, "finalCheckDigit": digits.1, "finalcheckDigit": digits.1,
        "valid": mrz.valid, "wrongCheckDigits": mrz.wrong,
    });
    match fields {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The digit behind the number, and the one over all.
fn check_digits(mrz: &Mrz) -> (Option<String>, Option<String>) {
    let digit = |line: usize, place: usize| {
        let found = mrz.lines.get(line).and_then(|line| line.chars().nth(place));
        found.filter(char::is_ascii_digit).map(String::from)
    };
    match mrz.format {
        MrzFormat::Td1 => (digit(0, 14), digit(1, 29)),
        MrzFormat::Td2 => (digit(1, 9), digit(1, 35)),
        MrzFormat::Td3 => (digit(1, 9), digit(1, 43)),
        MrzFormat::MrvA | MrzFormat::MrvB => (digit(1, 9), None),
    }
}

/// `YYMMDD` as `YYYY-MM-DD`. Nobody was born in the future, and nothing is valid for more than half a century.
fn date(digits: &str, past: bool) -> Option<String> {
    let number = |from: usize| digits.get(from..from + 2)?.parse::<u16>().ok();
    let (year, month, day) = (number(0)?, number(2)?, number(4)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let now = 1970 + u16::try_from(since.as_secs() / 31_556_952).unwrap_or(0);
    let this_century = now / 100 * 100 + year;
    let year = match past {
        true if this_century > now => this_century - 100,
        false if this_century > now + 50 => this_century - 100,
        _ => this_century,
    };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The largest face with some room around it, as PNG.
fn portrait(models: &Inference, looked: &Looked) -> Result<Option<Vec<u8>>, Refusal> {
    let size = |face: &calotype_inference::Face| (face.x2 - face.x1) * (face.y2 - face.y1);
    let Some(face) =
        faces(models, looked)?.into_iter().max_by(|one, other| size(one).total_cmp(&size(other)))
    else {
        return Ok(None);
    };
    let (room_x, room_y) = ((face.x2 - face.x1) * 0.35, (face.y2 - face.y1) * 0.35);
    let clip = |value: f32, most: u32| value.clamp(0.0, most as f32) as usize;
    let (left, right) = (clip(face.x1 - room_x, looked.width - 1), clip(face.x2 + room_x, looked.width));
    let (top, bottom) = (clip(face.y1 - room_y, looked.height - 1), clip(face.y2 + room_y, looked.height));
    if right <= left || bottom <= top {
        return Ok(None);
    }
    let mut rgb = Vec::with_capacity((right - left) * (bottom - top) * 3);
    for y in top..bottom {
        let start = y * looked.width as usize;
        rgb.extend_from_slice(&looked.rgb[(start + left) * 3..(start + right) * 3]);
    }
    let (width, height) =
        (u32::try_from(right - left).unwrap_or(1), u32::try_from(bottom - top).unwrap_or(1));
    let pixels = Pixels::from_u8(width, height, Layout::Rgb, rgb)?;
    Ok(Some(encode::encode(&pixels, &png(), &Kept::default())?))
}

/// PNG as it is usually written.
pub(crate) fn png() -> EncodeOptions {
    EncodeOptions {
        format: OutputFormat::Png,
        quality: 100,
        effort: Effort::Usual,
        lossless: true,
        chroma: Chroma::Full,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{answer_of, photograph, run_on};

    const LINES: [&str; 2] =
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];

    /// A document of the two lines, drawn with the letters of a typewriter and turned.
    fn drawn(degrees: u32) -> Vec<u8> {
        let spans: String = LINES
            .iter()
            .zip([520, 570])
            .map(|(line, y)| {
                let line = line.replace('<', "&lt;");
                format!("<text x='40' y='{y}' font-family='DejaVu Sans Mono' font-size='35' textLength='1000' lengthAdjust='spacingAndGlyphs'>{line}</text>")
            })
            .collect();
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='1080' height='640'><rect width='1080' height='640' fill='#eef'/>{spans}</svg>"
        );
        let made = run_on(&[svg.as_bytes()], "convert", "export=png").unwrap().1;
        run_on(&[&made], "rotate", &format!("degree={degrees}&color=gray")).unwrap().1
    }

    #[test]
    fn the_lines_of_a_passport_are_read_in_any_direction() {
        if photograph("page.png").is_none() {
            return;
        }
        for degrees in [0, 90, 180, 270, 3] {
            let answer = answer_of(&[&drawn(degrees)], "docscan", "type=passport").unwrap();
            let fields = &answer["fields"];
            assert_eq!(fields["documentNumber"], "L898902C3", "{degrees}: {answer:?}");
            assert_eq!(fields["fullName"], "ANNA MARIA ERIKSSON", "{degrees}");
            assert_eq!(
                (&fields["dateOfBirth"], &fields["sex"]),
                (&json!("1974-08-12"), &json!("F")),
                "{degrees}"
            );
            assert_eq!(
                (&fields["dateOfExpiry"], &fields["valid"]),
                (&json!("2012-04-15"), &json!(true)),
                "{degrees}"
            );
            assert_eq!(
                (&fields["checkDigit"], &fields["finalCheckDigit"]),
                (&json!("6"), &json!("0")),
                "{degrees}"
            );
            assert_eq!(answer["mrz_raw_text"], LINES.join("\n"), "{degrees}");
            assert_eq!(answer["face_url"], false);
        }
    }

    #[test]
    fn what_has_no_lines_is_no_document_and_a_portrait_is_cut_out() {
        let Some(page) = photograph("page.png") else { return };
        assert!(matches!(answer_of(&[&page], "docscan", "type=visa"), Err(Refusal::Unfit(_))));
        assert!(matches!(answer_of(&[&page], "docscan", "type=menu"), Err(Refusal::Invalid { .. })));
    }

    #[test]
    fn a_year_is_of_the_century_it_can_be_of() {
        assert_eq!(date("740812", true).as_deref(), Some("1974-08-12"));
        assert_eq!(date("200101", true).as_deref(), Some("2020-01-01"));
        assert_eq!(date("340101", false).as_deref(), Some("2034-01-01"));
        assert_eq!(date("990101", false).as_deref(), Some("1999-01-01"));
        assert_eq!((date("74<<12", true), date("741312", true), date("", true)), (None, None, None));
    }
}
