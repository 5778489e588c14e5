//! PDF: streams, trees and references.

use super::compress::zlib_zeros;
use super::{HostileFile, Verdict};
use crate::testing::tiny::pdf_of;

pub(super) fn files() -> Vec<HostileFile> {
    let pdf = |name: &str, verdict, bytes| HostileFile::new(name, "page.pdf", verdict, bytes);
    vec![
        pdf("pdf of nothing", Verdict::Refused, b"%PDF-1.7\n".to_vec()),
        pdf(
            "pdf that is its own page",
            Verdict::Refused,
            pdf_of(&["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]),
        ),
        pdf(
            "pdf of two billion pages",
            Verdict::Either,
            document("[0 0 9 9]", "", b"0 0 9 9 re f").replacing(b"/Count 1", b"/Count 2147483647"),
        ),
        pdf(
            "pdf nested a hundred thousand deep",
            Verdict::Either,
            pdf_of(&[
                format!("<< /Type /Catalog /Pages 2 0 R /X {} >>", "[".repeat(100_000)),
                "<< /Type /Pages /Kids [] /Count 0 >>".to_owned(),
            ]),
        ),
        pdf("pdf page of 10⁹ points", Verdict::Either, document("[0 0 1e9 1e9]", "", b"0 0 9 9 re f")),
        pdf("pdf page without a size", Verdict::Either, document("[0 0 0 0]", "", b"0 0 9 9 re f")),
        pdf(
            "pdf page of not-a-numbers",
            Verdict::Either,
            document("[-99999999999999999999 9 9 -9]", "", b"1e999 0 9 9 re f"),
        ),
        pdf("pdf with a content stream of 400 MB", Verdict::Either, stream_bomb()),
        pdf("pdf with a stream packed ten times", Verdict::Either, packed_ten_times()),
        pdf("pdf whose table follows itself", Verdict::Either, {
            document("[0 0 9 9]", "", b"0 0 9 9 re f").replacing(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9")
        }),
        pdf("pdf with a form that draws itself", Verdict::Either, self_drawing()),
        pdf("pdf with a picture of 10⁵ × 10⁵ pixels", Verdict::Either, giant_picture()),
        pdf(
            "pdf of ten million operators",
            Verdict::Either,
            document("[0 0 99 99]", "", &b"q 1 0 0 1 1 1 cm ".repeat(1_000_000)),
        ),
        pdf("pdf of a pattern of tiny tiles", Verdict::Either, tiny_tiles()),
        pdf("pdf with a stream longer than the file", Verdict::Either, {
            document("[0 0 9 9]", "", b"0 0 9 9 re f").replacing(b"/Length 12", b"/Length 4294967295")
        }),
        pdf("pdf that needs a password", Verdict::Either, {
            document("[0 0 9 9]", "", b"0 0 9 9 re f").replacing(
                b"/Root 1 0 R",
                b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -1 >>",
            )
        }),
    ]
}

trait Replacing {
    fn replacing(self, from: &[u8], to: &[u8]) -> Vec<u8>;
}

impl Replacing for Vec<u8> {
    fn replacing(self, from: &[u8], to: &[u8]) -> Vec<u8> {
        let at = self.windows(from.len()).position(|part| part == from).unwrap();
        [&self[..at], to, &self[at + from.len()..]].concat()
    }
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< /Length {} {dictionary} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

fn document_with(size: &str, resources: &str, contents: Vec<u8>, more: Vec<u8>) -> Vec<u8> {
    pdf_of(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox {size} /Contents 4 0 R /Resources << {resources} >> >>"
        )
        .into_bytes(),
        contents,
        more,
    ])
}

fn document(size: &str, resources: &str, content: &[u8]) -> Vec<u8> {
    document_with(size, resources, stream("", content), b"null".to_vec())
}

fn stream_bomb() -> Vec<u8> {
    document_with("[0 0 9 9]", "", stream("/Filter /FlateDecode", &zlib_zeros(400_000_000)), b"null".to_vec())
}

fn packed_ten_times() -> Vec<u8> {
    use std::io::Write;
    let mut content = zlib_zeros(300_000_000);
    for _ in 0..9 {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&content).unwrap();
        content = packer.finish().unwrap();
    }
    let filters = format!("/Filter [{}]", "/FlateDecode ".repeat(10));
    document_with("[0 0 9 9]", "", stream(&filters, &content), b"null".to_vec())
}

fn self_drawing() -> Vec<u8> {
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /A 5 0 R >> >>";
    document_with("[0 0 9 9]", "/XObject << /A 5 0 R >>", stream("", b"/A Do"), stream(form, b"/A Do /A Do"))
}

fn giant_picture() -> Vec<u8> {
    let picture = "/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode";
    document_with(
        "[0 0 9 9]",
        "/XObject << /A 5 0 R >>",
        stream("", b"9 0 0 9 0 0 cm /A Do"),
        stream(picture, &zlib_zeros(1_000_000)),
    )
}

fn tiny_tiles() -> Vec<u8> {
    let tile = "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.00001 /YStep 0.00001 /Resources << >>";
    document_with(
        "[0 0 999 999]",
        "/Pattern << /P 5 0 R >>",
        stream("", b"/Pattern cs /P scn 0 0 999 999 re f"),
        stream(tile, b"1 0 0 rg 0 0 1 1 re f"),
    )
}
