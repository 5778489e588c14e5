//! `makegif`: makes an animation of pictures; they are fitted to the first, and the animation goes round for ever.
//!
//! `POST /makegif?frames=[{"img":"https://…/a.jpg"},{"img":"https://…/b.jpg"}]&delay=500&key=…` answers
//! `{"status":200,"link":"https://…/….gif","ssl_link":"…","id":"….gif"}`.

use calotype_media::craft::{Export, Finish, Start};

use crate::command::{Command, Group, Methods, Picture, Plan};
use crate::given::{Address, Given};
use crate::parameters::{Entry, list, parameters, picture, whole};
use crate::refusal::Refusal;

parameters! {
    /// What `makegif` takes.
    Makegif {
        frames: Vec<Still> = list(200, Still::SPECS), "The pictures.";
        delay: u32 = whole(10, 60000).default("100"), "How long each is shown, milliseconds.";
    }
}

parameters! {
    /// One picture.
    Still {
        img: String = picture(), "Its address.";
    }
}

impl Entry for Still {
    fn entry(given: &Given) -> Result<Self, Refusal> {
        Still::read(given)
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "makegif",
    group: Group::Gif,
    methods: Methods::Post,
    about: "Makes an animation of pictures; they are fitted to the first, and the animation goes round for ever.",
    parameters: Makegif::SPECS,
    picture: Picture::None,
    example: "frames=[{\"img\":\"https://…/a.jpg\"},{\"img\":\"https://…/b.jpg\"}]&delay=500",
    plan: |given| {
        let Makegif { frames, delay } = Makegif::read(given)?;
        if frames.is_empty() {
            return Err(Refusal::Missing("frames".to_owned()));
        }
        let pictures = frames.into_iter().map(|frame| Address::Text(frame.img)).collect();
        let finish = Finish { format: Some(Export::Gif), ..Finish::default() };
        Ok(Plan::recipe(pictures, Start::Frames { delay }, Vec::new(), finish))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use calotype_media::decode::frames;
    use calotype_media::limits::Limits;
    use calotype_media::probe::probe;

    use crate::refusal::Refusal;
    use crate::testing::{PHOTO, SHAPES, plan, run_on};

    #[test]
    fn frames_have_the_size_of_the_first_and_their_time() {
        let query = r#"frames=[{"img":"a"},{"img":"b"}]&delay=500"#;
        let (format, file) = run_on(&[&PHOTO, &SHAPES], "makegif", query).unwrap();
        assert_eq!(format.name(), "gif");
        let probe = probe(&file, "").unwrap();
        assert_eq!((probe.width, probe.height, probe.frames), (120, 80, 2));
        let shown: Vec<u128> = frames(&file, &probe, &Limits::default())
            .unwrap()
            .map(|frame| frame.unwrap().shown.as_millis())
            .collect();
        assert_eq!(shown, [500, 500]);
        assert!(file.windows(11).any(|part| part == b"NETSCAPE2.0"));
    }

    #[test]
    fn an_animation_needs_pictures() {
        assert!(matches!(plan("makegif", "frames=[]", false), Err(Refusal::Missing(_))));
        assert_eq!(
            plan("makegif", r#"frames=[{"url":"a"}]"#, false),
            Err(Refusal::Missing("img".to_owned()))
        );
    }
}
