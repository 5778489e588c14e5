//! `pdftoimg`: PDF pages as pictures, at 144 dots per inch.
//!
//! `GET /pdftoimg?src=https://…/a.jpg&export=jpeg&page=1&key=…` answers
//! `{"status":200,"link":"https://…/….jpg","links":["https://…/….jpg"],"ssl_link":"…","id":"….jpg"}`.

use calotype_media::craft::{Export, Finish, Start};

use crate::command::{Command, Group, Picture, Plan, Returns};
use crate::exports::EXPORTS;
use crate::parameters::{choice, parameters, text, whole};
use crate::refusal::Refusal;

parameters! {
    /// What `pdftoimg` takes.
    Pdftoimg {
        export: String = choice(EXPORTS).default("png"), "The format.";
        page: u32 = whole(1, 100000).default("1"), "Which page, counted from 1.";
        pages: Option<String> = text(20).optional(), "Several pages: all, or a range such as 2-5. At most 50.";
    }
}

/// Pages that are drawn for one request.
const MOST_PAGES: u32 = 50;

/// The first page and how many, of `2-5` or `3`.
fn range_of(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (first.trim().parse::<u32>().ok()?, last.trim().parse::<u32>().ok()?);
    (first >= 1 && last >= first).then_some((first, last - first + 1))
}

/// The row of the table.
pub(crate) const COMMAND: Command = Command {
    name: "pdftoimg",
    group: Group::Format,
    about: "PDF pages as pictures, at 144 dots per inch.",
    parameters: Pdftoimg::SPECS,
    picture: Picture::In("src"),
    returns: Returns::PictureAnd(&[("links", "[\"https://…/….jpg\"]")]),
    example: "export=jpeg&page=1",
    plan: |given| {
        let Pdftoimg { export, page, pages } = Pdftoimg::read(given)?;
        let (first, count) = match pages.as_deref().map(str::trim) {
            None => (page, 1),
            Some("all") => (1, MOST_PAGES),
            Some(range) => {
                range_of(range).ok_or_else(|| Refusal::invalid("pages", "all, or a range such as 2-5"))?
            }
        };
        let finish = Finish { format: Export::from_name(&export), ..Finish::default() };
        let start = Start::Pages { first, count: count.min(MOST_PAGES) };
        Ok(Plan::recipe(vec![given.address("src", Some("img"))?], start, Vec::new(), finish))
    },
    ..Command::PICTURE
};

#[cfg(test)]
mod tests {
    use calotype_media::craft::Made;

    use crate::refusal::Refusal;
    use crate::run::Outcome;
    use crate::testing::{PHOTO, look, outcome_of, run_on};

    /// Three pages with a bar at another height each.
    fn document() -> Vec<u8> {
        let mut file = b"%PDF-1.4\n".to_vec();
        let mut places = Vec::new();
        let mut object = |file: &mut Vec<u8>, text: String| {
            places.push(file.len());
            file.extend(format!("{} 0 obj\n{text}\nendobj\n", places.len()).into_bytes());
        };
        object(&mut file, "<</Type/Catalog/Pages 2 0 R>>".to_owned());
        object(&mut file, "<</Type/Pages/Kids[3 0 R 5 0 R 7 0 R]/Count 3>>".to_owned());
        for (page, content) in [(10, 4), (40, 6), (70, 8)] {
            object(
                &mut file,
                format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 80]/Contents {content} 0 R>>"),
            );
            let text = format!("0 0 1 rg 0 {page} 100 10 re f");
            object(&mut file, format!("<</Length {}>>stream\n{text}\nendstream", text.len()));
        }
        let start = file.len();
        file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).into_bytes());
        for place in &places {
            file.extend(format!("{place:010} 00000 n \n").into_bytes());
        }
        file.extend(
            format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", places.len() + 1)
                .into_bytes(),
        );
        file
    }

    fn pages(query: &str) -> Result<Vec<Made>, Refusal> {
        match outcome_of(&[&document()], "pdftoimg", query)? {
            Outcome::Pictures { pictures, .. } => Ok(pictures),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_first_page_comes_when_none_is_named() {
        let pages = pages("").unwrap();
        assert_eq!((pages.len(), pages[0].width, pages[0].height), (1, 200, 160));
        let seen = look(&pages[0].bytes);
        // 10 points above the lower edge, at 2 pixels a point.
        assert_eq!(seen.at(100, 160 - 30), [0, 0, 255, 255]);
        assert_eq!(seen.at(100, 20), [255, 255, 255, 255]);
    }

    #[test]
    fn pages_can_be_chosen() {
        let third = pages("page=3").unwrap();
        assert_eq!(look(&third[0].bytes).at(100, 160 - 150), [0, 0, 255, 255]);
        assert_eq!(pages("pages=all").unwrap().len(), 3);
        assert_eq!(pages("pages=2-3&export=jpeg").unwrap().len(), 2);
        assert_eq!(pages("pages=2-9").unwrap().len(), 2);
        assert!(matches!(pages("page=4"), Err(Refusal::Unfit(_))));
        assert!(matches!(pages("pages=a-b"), Err(Refusal::Invalid { .. })));
    }

    #[test]
    fn a_photograph_is_no_document() {
        assert!(matches!(run_on(&[&PHOTO], "pdftoimg", ""), Err(Refusal::Unsupported(_))));
    }
}
