//! `flatten`: lays layers and frames over each other, on white.
//!
//! `GET /flatten?img=https://…/a.jpg&export=png&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Export, Finish, Start};

use crate::command::{Command, Group, Plan};
use crate::exports::EXPORTS;
use crate::parameters::{choice, parameters};

parameters! {
    /// What `flatten` takes.
    Flatten {
        export: String = choice(EXPORTS).default("png"), "The format.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "flatten",
    group: Group::Format,
    about: "Lays layers and frames over each other, on white.",
    parameters: Flatten::SPECS,
    example: "export=png",
    plan: |given| {
        let Flatten { export } = Flatten::read(given)?;
        let finish = Finish { format: Export::from_name(&export), ..Finish::default() };
        Ok(Plan::recipe(vec![given.address("img", None)?], Start::Flat, Vec::new(), finish))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::run::Outcome;
    use crate::testing::{Near, PHOTO, SHAPES, like_imagemagick_on_shapes, look, outcome_of, run_on};

    #[test]
    fn what_is_transparent_is_white() {
        like_imagemagick_on_shapes("flatten", "", "-background white -flatten", Near(0.3, 2));
    }

    #[test]
    fn frames_lie_over_each_other() {
        let moving =
            outcome_of(&[&PHOTO, &SHAPES], "makegif", r#"frames=[{"img":"a"},{"img":"b"}]"#).unwrap();
        let Outcome::Pictures { pictures, .. } = moving else { panic!("no picture") };
        let (format, flat) = run_on(&[&pictures[0].bytes], "flatten", "").unwrap();
        assert_eq!((format.name(), look(&flat).size()), ("png", (120, 80)));
        assert!(look(&flat).pixels.iter().all(|pixel| pixel[3] == 255));
    }
}
