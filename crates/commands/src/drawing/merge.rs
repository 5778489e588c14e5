//! `merge`: lays pictures over another one, in their order.
//!
//! `POST /merge?src=https://…/a.jpg&cord=[{"img":"https://…/b.png","x":10,"y":5}]&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Finish, Overlay, Start, Step};

use crate::command::{Command, Group, Methods, Picture, Plan};
use crate::given::{Address, Given};
use crate::parameters::{Entry, flag, list, parameters, picture, place};
use crate::refusal::Refusal;

parameters! {
    /// What `merge` takes.
    Merge {
        cord: Vec<Layer> = list(64, Layer::SPECS), "The pictures and their places.";
    }
}

parameters! {
    /// One picture and its place.
    Layer {
        img: String = picture(), "Address of the picture.";
        x: i64 = place(), "Left edge, or middle, pixels.";
        y: i64 = place(), "Upper edge, or middle, pixels.";
        center: bool = flag().default("false"), "Whether x is the middle of the picture.";
        center_y: bool = flag().default("false"), "Whether y is the middle of the picture.";
    }
}

impl Entry for Layer {
    fn entry(given: &Given) -> Result<Self, Refusal> {
        Layer::read(given)
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "merge",
    aliases: &["composite"],
    group: Group::Drawing,
    methods: Methods::Post,
    about: "Lays pictures over another one, in their order.",
    parameters: Merge::SPECS,
    picture: Picture::In("src"),
    example: "cord=[{\"img\":\"https://…/b.png\",\"x\":10,\"y\":5}]",
    plan: |given| {
        let Merge { cord } = Merge::read(given)?;
        let mut pictures = vec![given.address("src", Some("img"))?];
        let mut steps = Vec::new();
        for layer in cord {
            // The same picture several times is fetched once.
            let address = Address::Text(layer.img);
            let part = match pictures.iter().skip(1).position(|known| *known == address) {
                Some(known) => known + 1,
                None => {
                    pictures.push(address);
                    pictures.len() - 1
                }
            };
            steps.push(Step::Overlay(Overlay {
                part,
                x: layer.x,
                y: layer.y,
                centre_x: layer.center,
                centre_y: layer.center_y,
                from_frame: 0,
            }));
        }
        Ok(Plan::recipe(pictures, Start::Picture, steps, Finish::default()))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, SHAPES, look, plan, run, run_on};

    #[test]
    fn a_layer_lies_at_its_place_with_its_opacity() {
        let query = r#"cord=[{"img":"shapes","x":10,"y":5}]"#;
        let seen = look(&run_on(&[&PHOTO, &SHAPES], "merge", query).unwrap().1);
        let (before, shapes) = (run("convert", "export=png"), look(&SHAPES));
        assert_eq!(seen.at(0, 0), before.at(0, 0));
        assert_eq!(seen.at(10, 5), before.at(10, 5));
        assert_eq!(seen.at(30, 21), shapes.at(20, 16));
        assert_ne!(seen.at(75, 39), before.at(75, 39));
    }

    #[test]
    fn a_centred_layer_has_its_middle_there() {
        let at = |query: &str| look(&run_on(&[&PHOTO, &SHAPES], "composite", query).unwrap().1);
        let centred = at(r#"cord=[{"img":"shapes","x":60,"y":40,"center":true,"center_y":true}]"#);
        assert_eq!(centred, at(r#"cord=[{"img":"shapes","x":15,"y":10}]"#));
    }

    #[test]
    fn a_picture_that_comes_twice_is_fetched_once() {
        let query = r#"cord=[{"img":"a","x":1,"y":1},{"img":"b","x":2,"y":2},{"img":"a","x":3,"y":3}]"#;
        assert_eq!(plan("merge", query, true).unwrap().pictures.len(), 3);
    }
}
