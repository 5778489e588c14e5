//! `decrypt`: makes the picture again that encrypt made noise of. A wrong password gives other noise.
//!
//! `GET /decrypt?img=https://…/a.jpg&pwd=open+sesame&key=…` answers
//! `{"status":200,"link":"https://…/….png","ssl_link":"…","id":"….png"}`.

use calotype_media::craft::{Cipher, Export, Finish, Step};

use crate::command::{Command, Group, Plan};
use crate::parameters::{parameters, text};

parameters! {
    /// What `decrypt` takes.
    Decrypt {
        pwd: String = text(1000), "The password.";
    }
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "decrypt",
    aliases: &["decipher"],
    group: Group::Crypto,
    about: "Makes the picture again that encrypt made noise of. A wrong password gives other noise.",
    parameters: Decrypt::SPECS,
    example: "pwd=open+sesame",
    plan: |given| {
        let Decrypt { pwd } = Decrypt::read(given)?;
        let finish = Finish { format: Some(Export::Png), ..Finish::default() };
        Plan::finished(given, vec![Step::Cipher(Cipher::Decipher(pwd))], finish)
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use crate::testing::{PHOTO, run_on};

    #[test]
    fn it_goes_by_two_names() {
        let hidden = run_on(&[&PHOTO], "encrypt", "pwd=x").unwrap().1;
        assert_eq!(run_on(&[&hidden], "decrypt", "pwd=x"), run_on(&[&hidden], "decipher", "pwd=x"));
    }
}
