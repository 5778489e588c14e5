//! The PDF file (ISO 32000-1): a page tree, the font, and what is drawn on each page.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::font::{FILE, Font};
use super::set::{HEIGHT, Mark, Page, WIDTH};
use crate::error::MediaError;

/// A file being written: each object's place is known when it was appended.
struct File {
    bytes: Vec<u8>,
    places: Vec<usize>,
}

impl File {
    fn object(&mut self, body: &[u8]) {
        self.places.push(self.bytes.len());
        let number = self.places.len();
        self.bytes.extend(format!("{number} 0 obj\n").into_bytes());
        self.bytes.extend(body);
        self.bytes.extend(b"\nendobj\n");
    }

    fn stream(&mut self, entries: &str, content: &[u8]) -> Result<(), MediaError> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        packed.write_all(content)?;
        let packed = packed.finish()?;
        let mut body =
            format!("<</Filter/FlateDecode/Length {}{entries}>>\nstream\n", packed.len()).into_bytes();
        body.extend(packed);
        body.extend(b"\nendstream");
        self.object(&body);
        Ok(())
    }
}

/// Objects before the pages: catalogue, page tree, font, its descendant, its descriptor, its file, its letters.
const BEFORE_PAGES: usize = 7;

pub(super) fn write(pages: &[Page], font: &Font) -> Result<Vec<u8>, MediaError> {
    let mut used: BTreeMap<u16, char> = BTreeMap::new();
    for mark in pages.iter().flatten() {
        if let Mark::Text { glyphs, .. } = mark {
            used.extend(glyphs.iter().copied());
        }
    }
    let mut file = File { bytes: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec(), places: Vec::new() };
    file.object(b"<</Type/Catalog/Pages 2 0 R>>");
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", BEFORE_PAGES + 1 + 2 * page)).collect();
    file.object(format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len()).as_bytes());
    file.object(
        b"<</Type/Font/Subtype/Type0/BaseFont/Tuffy/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 7 0 R>>",
    );
    let widths: String = used
        .iter()
        .filter_map(|(glyph, letter)| Some(format!("{glyph}[{:.0}]", font.glyph(*letter)?.1)))
        .collect();
    file.object(
        format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/Tuffy/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)\
             /Supplement 0>>/FontDescriptor 5 0 R/CIDToGIDMap/Identity/DW 500/W[{widths}]>>"
        )
        .as_bytes(),
    );
    file.object(
        format!(
            "<</Type/FontDescriptor/FontName/Tuffy/Flags 4/FontBBox[-300 -300 1200 1000]/ItalicAngle 0/Ascent {:.0}\
             /Descent {:.0}/CapHeight 700/StemV 80/FontFile2 6 0 R>>",
            font.ascent, font.descent
        )
        .as_bytes(),
    );
    file.stream(&format!("/Length1 {}", FILE.len()), FILE)?;
    file.stream("", letters(&used).as_bytes())?;
    for (index, page) in pages.iter().enumerate() {
        let content = BEFORE_PAGES + 2 + 2 * index;
        file.object(
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F 3 0 R>>>>\
                 /Contents {content} 0 R>>"
            )
            .as_bytes(),
        );
        file.stream("", drawing(page).as_bytes())?;
    }
    let start = file.bytes.len();
    let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", file.places.len() + 1);
    for place in &file.places {
        // Writing to a string cannot fail.
        let _ = writeln!(end, "{place:010} 00000 n ");
    }
    let count = file.places.len() + 1;
    let _ = write!(end, "trailer<</Size {count}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n");
    file.bytes.extend(end.into_bytes());
    Ok(file.bytes)
}

/// Which letter a glyph stands for, so that text can be searched and copied.
fn letters(used: &BTreeMap<u16, char>) -> String {
    let mut map = String::from(
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CMapName/letters def/CMapType 2 def\n\
         1 begincodespacerange<0000><ffff>endcodespacerange\n",
    );
    let pairs: Vec<(&u16, &char)> = used.iter().collect();
    // A section has at most a hundred entries.
    for section in pairs.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", section.len());
        for (glyph, letter) in section {
            let mut units = [0; 2];
            let text: String =
                letter.encode_utf16(&mut units).iter().map(|unit| format!("{unit:04x}")).collect();
            let _ = writeln!(map, "<{glyph:04x}><{text}>");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap end end");
    map
}

/// The operators that draw a page.
fn drawing(page: &Page) -> String {
    let mut out = String::new();
    for mark in page {
        match mark {
            Mark::Box { x, y, width, height, grey } => {
                let _ = writeln!(out, "{grey} g {x:.2} {y:.2} {width:.2} {height:.2} re f 0 g");
            }
            Mark::Text { x, y, size, bold, italic, glyphs } => {
                // The font has one weight and stands upright: heavier by an outline, slanted by shearing.
                let heavy = if *bold { format!("2 Tr {:.2} w", size * 0.035) } else { "0 Tr".to_owned() };
                let slant = if *italic { 0.2 } else { 0.0 };
                let text: String = glyphs.iter().map(|(glyph, _)| format!("{glyph:04x}")).collect();
                let _ =
                    writeln!(out, "BT /F {size:.2} Tf {heavy} 1 0 {slant} 1 {x:.2} {y:.2} Tm <{text}> Tj ET");
            }
        }
    }
    out
}
