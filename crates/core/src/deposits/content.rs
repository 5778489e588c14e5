//! Whether the first bytes of a file fit its name.

use calotype_media::format::{Format, Kind};
use calotype_media::probe::probe_head;

use super::filename;

/// How much of a file is looked at, bytes.
pub(super) const HEAD: u64 = 64 * 1024;

/// Whether a file that begins with `head` belongs to the family its extension names: pictures, films and sound,
/// documents, archives, text. A family, not a format: a PNG called `.jpg` is what browsers and cameras make of it, and
/// harms nobody, because whoever decodes it goes by its content.
pub(super) fn fits(name: &str, head: &[u8]) -> bool {
    let extension = filename::extension(name);
    let found = probe_head(head, name, head.len() as u64).ok().map(|probe| probe.format);
    match extension.as_str() {
        "zip" | "xlsx" => head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06"),
        "xls" => head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        extension => match Format::from_extension(extension) {
            Some(promised) => found.is_some_and(|found| family(found) == family(promised)),
            None => is_text(head, found),
        },
    }
}

fn family(format: Format) -> Kind {
    match format.kind() {
        // One container holds either.
        Kind::Audio => Kind::Video,
        kind => kind,
    }
}

/// Text in any encoding: no NUL bytes, unless a byte order mark says UTF-16, and nothing of another kind.
fn is_text(head: &[u8], found: Option<Format>) -> bool {
    let wide = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    let other = found.is_some_and(|format| format != Format::Svg)
        || head.starts_with(b"PK\x03\x04")
        || head.starts_with(b"\x7fELF");
    !other && (wide || !head.contains(&0))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";
    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n";

    #[test]
    fn a_file_is_what_its_family_says() {
        let zip = b"PK\x03\x04rest".as_slice();
        let office = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
        for (name, head) in [
            ("a.png", PNG),
            ("a.jpg", PNG),
            ("a.PNG", PNG),
            ("a.pdf", PDF),
            ("a.zip", zip),
            ("a.xlsx", zip),
            ("a.xls", &office),
            ("a.json", b"{}"),
            ("a.txt", b"\xff\xfeh\0i\0"),
            ("a.html", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("a.csv", b"caf\xe9;1"),
        ] {
            assert!(fits(name, head), "{name}");
        }
    }

    #[test]
    fn a_file_of_another_family_is_found_out() {
        for (name, head) in [
            ("a.png", b"{}".as_slice()),
            ("a.png", PDF),
            ("a.pdf", PNG),
            ("a.mp4", PNG),
            ("a.json", PNG),
            ("a.txt", b"PK\x03\x04"),
            ("a.txt", b"\x7fELF\x02\x01"),
            ("a.csv", b"a\0b"),
            ("a.zip", b"Rar!"),
            ("a.xls", PNG),
            ("a.xlsx", b"<html>"),
        ] {
            assert!(!fits(name, head), "{name} {head:?}");
        }
    }
}
