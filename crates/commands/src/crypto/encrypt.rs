//! `encrypt`: makes noise of the picture that only the password makes the picture again. The answer is a PNG; stored
//! as anything else it is lost.
//!
//! `GET /encrypt?img=https://…/a.jpg&pwd=open+sesame&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Cipher, Export, Finish, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, text};

parameters! {
    /// What `encrypt` takes.
    Encrypt {
        pwd: String = text(1000), "The password.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "encrypt",
    aliases: &["encipher"],
    group: Group::Crypto,
    about: "Makes noise of the picture that only the password makes the picture again. The answer is a PNG; stored as anything else it is lost.",
    parameters: Encrypt::SPECS,
    example: "pwd=open+sesame",
    plan: |given| {
        let Encrypt { pwd } = Encrypt::read(given)?;
        let finish = Finish { format: Some(Export::Png), ..Finish::default() };
        Plan::finished(given, vec![Step::Cipher(Cipher::Encipher(pwd))], finish)
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::refusal::Refusal;
    use crate::testing::{PHOTO, SHAPES, look, run_on};

    #[test]
    fn what_was_hidden_comes_back_with_the_password_alone() {
        for file in [&*PHOTO, &*SHAPES] {
            let hidden = run_on(&[file], "encrypt", "pwd=open+sesame").unwrap().1;
            assert_ne!(look(&hidden), look(file));
            assert_eq!(look(&run_on(&[&hidden], "decrypt", "pwd=open+sesame").unwrap().1), look(file));
            assert_ne!(look(&run_on(&[&hidden], "decrypt", "pwd=open+barley").unwrap().1), look(file));
        }
    }

    #[test]
    fn nothing_of_the_picture_shows() {
        let hidden = look(&run_on(&[&PHOTO], "encipher", "pwd=x").unwrap().1);
        for channel in 0..3 {
            assert!((hidden.mean(channel) - 127.5).abs() < 3.0);
        }
        assert!(hidden.detail() > 70.0);
        assert_eq!(run_on(&[&PHOTO], "encrypt", ""), Err(Refusal::Missing("pwd".to_owned())));
    }
}
