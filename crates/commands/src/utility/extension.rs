//! `extension`: lists the formats that are read and those that are written.
//!
//! `GET /extension?key=…` answers
//! `{"status":200,"extension":["jpg","png",…],"export":["jpg","png",…]}`.

use calotype_media::craft::Export;
use calotype_media::format::{Format, Kind};
use serde_json::json;

use crate::command::{Command, Group, Picture, Plan, Returns};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "extension",
    group: Group::Utility,
    about: "Lists the formats that are read and those that are written.",
    picture: Picture::None,
    returns: Returns::Fields(&[("extension", "[\"jpg\", \"png\"]"), ("export", "[\"jpg\", \"png\"]")]),
    plan: |_| {
        let read: Vec<&str> = Format::all()
            .filter(|format| matches!(format.kind(), Kind::Photo | Kind::Document))
            .flat_map(|format| format.extensions().iter().copied())
            .collect();
        let written: Vec<&str> = Export::ALL.into_iter().map(Export::extension).collect();
        Ok(Plan::say(json!({ "extension": read, "export": written })))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::run::Outcome;
    use crate::testing::outcome_of;

    #[test]
    fn the_common_formats_are_among_them() {
        let Outcome::Fields(fields) = outcome_of(&[], "extension", "").unwrap() else { panic!("a picture") };
        let read = fields["extension"].as_array().unwrap();
        assert!(
            ["jpg", "png", "gif", "pdf", "psd"].iter().all(|name| read.iter().any(|known| known == name))
        );
    }
}
