//! `newimage`: makes a picture of one colour.
//!
//! `GET /newimage?width=300&height=200&color=tomato&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Export, Finish, Rgba, Start};

use crate::command::{Command, Group, Picture, Plan};
use crate::exports::EXPORTS;
use crate::parameters::{choice, colour, parameters, side};
use crate::sides;

parameters! {
    /// What `newimage` takes.
    Newimage {
        width: Option<u32> = side().optional(), "Width, pixels; absent, it is the height.";
        height: Option<u32> = side().optional(), "Height, pixels; absent, it is the width.";
        color: Rgba = colour().default("gray"), "All over.";
        export: String = choice(EXPORTS).default("png"), "The format.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "newimage",
    aliases: &["create"],
    group: Group::Generation,
    about: "Makes a picture of one colour.",
    parameters: Newimage::SPECS,
    picture: Picture::None,
    example: "width=300&height=200&color=tomato",
    plan: |given| {
        let Newimage { width, height, color, export } = Newimage::read(given)?;
        let (width, height) = sides::equal(width, height)?;
        let finish = Finish { format: Export::from_name(&export), ..Finish::default() };
        Ok(Plan::recipe(Vec::new(), Start::Blank { width, height, colour: color }, Vec::new(), finish))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::refusal::Refusal;
    use crate::testing::{look, run_on};

    #[test]
    fn it_has_the_size_and_the_colour() {
        let seen = look(&run_on(&[], "newimage", "width=30&height=20&color=tomato").unwrap().1);
        assert_eq!((seen.size(), seen.colours(), seen.at(3, 3)), ((30, 20), 1, [255, 99, 71, 255]));
        let seen = look(&run_on(&[], "create", "width=30&color=tr").unwrap().1);
        assert_eq!((seen.size(), seen.at(3, 3)[3]), ((30, 30), 0));
        assert_eq!(run_on(&[], "newimage", "height=30&export=jpg").unwrap().0.name(), "jpeg");
    }

    #[test]
    fn nobody_gets_a_picture_without_end() {
        assert!(matches!(run_on(&[], "newimage", "width=20000"), Err(Refusal::TooLarge(_))));
        assert!(matches!(run_on(&[], "newimage", "width=8000&height=8000"), Err(Refusal::TooLarge(_))));
    }
}
