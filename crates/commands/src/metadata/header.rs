//! `header`: says what a picture's headers say: size, format, depth.
//!
//! `GET /header?img=https://…/a.jpg&key=…` answers
//! `{"status":200,"width":1280,"height":720,"type":"JPEG","size":81240,"mime":"image/jpeg","channels":3,"bits":8,…}`.

use crate::command::{Command, Group, Plan, Returns, Work};

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "header",
    group: Group::Metadata,
    about: "Says what a picture's headers say: size, format, depth.",
    returns: Returns::Fields(&[
        ("width", "1280"),
        ("height", "720"),
        ("type", "\"JPEG\""),
        ("size", "81240"),
        ("mime", "\"image/jpeg\""),
        ("channels", "3"),
        ("bits", "8"),
        ("html_attr", "\"height=\\\"720\\\" width=\\\"1280\\\"\""),
        ("css_prop", "\"height:720px;width:1280px;\""),
    ]),
    plan: |given| Ok(Plan { pictures: vec![given.address("img", None)?], work: Work::Describe }),
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::refusal::Refusal;
    use crate::run::Outcome;
    use crate::testing::{PHOTO, outcome_of};

    #[test]
    fn everything_that_is_documented_is_said() {
        let Outcome::Fields(fields) = outcome_of(&[&PHOTO], "header", "").unwrap() else {
            panic!("a picture")
        };
        assert_eq!((&fields["width"], &fields["height"]), (&json!(120), &json!(80)));
        assert_eq!((&fields["type"], &fields["mime"]), (&json!("PNG"), &json!("image/png")));
        assert_eq!(
            (&fields["size"], &fields["bits"], &fields["channels"]),
            (&json!(PHOTO.len()), &json!(8), &json!(3))
        );
        assert_eq!(fields["html_attr"], json!(r#"height="80" width="120""#));
        assert_eq!(fields["css_prop"], json!("height:80px;width:120px;"));
    }

    #[test]
    fn what_has_no_size_is_refused() {
        assert!(matches!(outcome_of(&[b"only text"], "header", ""), Err(Refusal::Unsupported(_))));
    }
}
