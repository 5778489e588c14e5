//! `convert`: writes the picture in another format, in its size.
//!
//! `GET /convert?img=https://…/a.jpg&export=jpeg&compression=80&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Export, Finish, Rgba};

use crate::command::{Command, Group, Plan};
use crate::exports::EXPORTS;
use crate::parameters::{choice, colour, parameters, whole};

parameters! {
    /// What `convert` takes.
    Convert {
        export: String = choice(EXPORTS), "The format.";
        background: Option<Rgba> = colour().optional(), "Behind what is transparent; absent, it is white in formats that have no transparency.";
        compression: Option<u8> = whole(0, 100).optional(), "Quality of JPEG, WebP and AVIF, 0 to 100.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "convert",
    group: Group::Format,
    about: "Writes the picture in another format, in its size.",
    parameters: Convert::SPECS,
    example: "export=jpeg&compression=80",
    plan: |given| {
        let Convert { export, background, compression } = Convert::read(given)?;
        let finish = Finish {
            format: Export::from_name(&export),
            background,
            quality: compression.map(|quality| quality.max(1)),
            ..Finish::default()
        };
        Plan::finished(given, Vec::new(), finish)
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Refusal;
    use crate::testing::{PHOTO, SHAPES, look, run_on};

    #[test]
    fn every_format_can_be_read_again() {
        for export in EXPORTS.iter().filter(|export| **export != "ico") {
            let (format, file) = run_on(&[&PHOTO], "convert", &format!("export={export}")).unwrap();
            let seen = look(&file);
            assert_eq!(seen.size(), (120, 80), "{export}");
            assert_eq!(Some(format), Export::from_name(export));
            let before = look(&PHOTO);
            assert!(
                (0..3).all(|channel| (seen.mean(channel) - before.mean(channel)).abs() < 3.0),
                "{export}"
            );
        }
    }

    #[test]
    fn what_is_transparent_gets_a_background_where_it_must() {
        let at = |query: &str| look(&run_on(&[&SHAPES], "convert", query).unwrap().1).at(0, 0);
        assert_eq!(at("export=png"), [0, 0, 0, 0]);
        assert!(at("export=jpeg").iter().all(|value| *value > 250));
        assert_eq!(at("export=bmp&background=blue"), [0, 0, 255, 255]);
        assert_eq!(at("export=png&background=blue"), [0, 0, 255, 255]);
    }

    #[test]
    fn less_quality_is_fewer_bytes() {
        let length = |query: &str| run_on(&[&PHOTO], "convert", query).unwrap().1.len();
        assert!(length("export=jpeg&compression=20") < length("export=jpeg&compression=80"));
        assert!(matches!(run_on(&[&PHOTO], "convert", "export=doc"), Err(Refusal::Invalid { .. })));
        assert_eq!(run_on(&[&PHOTO], "convert", ""), Err(Refusal::Missing("export".to_owned())));
    }
}
