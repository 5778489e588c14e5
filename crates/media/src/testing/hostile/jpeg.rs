//! JPEG: sides, scans, tables and segments that lie.

use super::{HostileFile, Verdict};
use crate::testing::tiny;

pub(super) fn files() -> Vec<HostileFile> {
    let jpeg = |name: &str, verdict, bytes| HostileFile::new(name, "picture.jpg", verdict, bytes);
    vec![
        jpeg("jpeg header of 65500² pixels", Verdict::Refused, resized(65_500, 65_500)),
        jpeg(
            "jpeg header of 9000² pixels with the data of a thumbnail",
            Verdict::Either,
            resized(9_000, 9_000),
        ),
        jpeg("jpeg without width", Verdict::Refused, resized(0, 32)),
        jpeg("jpeg without height", Verdict::Either, resized(48, 0)),
        jpeg("progressive jpeg of 606 scans", Verdict::Refused, many_scans(606)),
        jpeg("progressive jpeg of 90 scans", Verdict::Either, many_scans(90)),
        jpeg(
            "jpeg with a segment longer than the file",
            Verdict::Refused,
            b"\xff\xd8\xff\xe1\xff\xff\x00".to_vec(),
        ),
        jpeg(
            "jpeg with a segment of length 0",
            Verdict::Refused,
            b"\xff\xd8\xff\xe0\0\0\xff\xdb\0\x01".to_vec(),
        ),
        jpeg("jpeg of nothing but markers", Verdict::Refused, b"\xff\xd8\xff\xe0".repeat(100_000)),
        jpeg(
            "jpeg of nothing but fill bytes",
            Verdict::Refused,
            [b"\xff\xd8".to_vec(), vec![0xff; 5 << 20]].concat(),
        ),
        jpeg("jpeg of nothing but restarts", Verdict::Either, restarts()),
        jpeg("jpeg with a looping EXIF directory", Verdict::Either, with_segment(0xe1, &looping_exif())),
        jpeg("jpeg with an EXIF tag of 4 GB", Verdict::Either, with_segment(0xe1, &giant_exif_tag())),
        jpeg("jpeg with profile parts out of order", Verdict::Either, scattered_profile()),
        jpeg("jpeg with deeply nested XMP", Verdict::Either, with_segment(0xe1, &deep_xmp())),
        jpeg("jpeg with an entity bomb in its XMP", Verdict::Either, with_segment(0xe1, &xmp_bomb())),
        jpeg("jpeg with a broken Huffman table", Verdict::Either, with_segment(0xc4, &[0xff; 40])),
        jpeg(
            "jpeg with a quantisation table of a type that is not",
            Verdict::Either,
            with_segment(0xdb, &[0xf7; 70]),
        ),
        jpeg("jpeg with an empty restart interval", Verdict::Either, with_segment(0xdd, &[])),
        jpeg(
            "two jpegs in one",
            Verdict::Either,
            [tiny::file("tiny.jpg"), tiny::file("progressive.jpg")].concat(),
        ),
        jpeg(
            "jpeg followed by 8 MB of noise",
            Verdict::Either,
            [tiny::file("tiny.jpg"), &noise(8 << 20)].concat(),
        ),
        jpeg("arithmetic-coded jpeg header", Verdict::Either, patched_frame(|frame| frame[1] = 0xc9)),
        jpeg("jpeg of 255 components", Verdict::Either, patched_frame(|frame| frame[9] = 255)),
        jpeg("jpeg with sampling factor 15", Verdict::Either, patched_frame(|frame| frame[11] = 0xff)),
        jpeg("jpeg with sampling factor 0", Verdict::Either, patched_frame(|frame| frame[11] = 0)),
        jpeg("jpeg of 12 bits", Verdict::Either, patched_frame(|frame| frame[4] = 12)),
    ]
}

/// A small valid file that claims another size.
fn resized(width: u16, height: u16) -> Vec<u8> {
    patched_frame(|frame| {
        frame[5..7].copy_from_slice(&height.to_be_bytes());
        frame[7..9].copy_from_slice(&width.to_be_bytes());
    })
}

/// A small valid file with another frame header; the slice starts at its marker.
fn patched_frame(patch: impl Fn(&mut [u8])) -> Vec<u8> {
    let mut bytes = tiny::file("tiny.jpg").to_vec();
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    patch(&mut bytes[frame..]);
    bytes
}

/// A small valid file with one more segment right after its start.
fn with_segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let valid = tiny::file("tiny.jpg");
    [&valid[..2], &segment(marker, body), &valid[2..]].concat()
}

fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = (body.len() as u16 + 2).to_be_bytes();
    [&[0xff, marker], length.as_slice(), body].concat()
}

/// A grey progressive file of 4096² pixels, each scan of which says "no coefficients here" about a quarter of
/// a million blocks in a few bytes; decoders walk over all of them each time.
fn many_scans(scans: usize) -> Vec<u8> {
    let side = 4_096_u16;
    let blocks = (usize::from(side) / 8).pow(2);
    let mut file = vec![0xff, 0xd8];
    file.extend(segment(0xdb, &[&[0], [1; 64].as_slice()].concat()));
    let sides = [side.to_be_bytes(), side.to_be_bytes()].concat();
    file.extend(segment(0xc2, &[&[8], sides.as_slice(), &[1, 1, 0x11, 0]].concat()));
    // Each table has one code, the single bit 0. For the first coefficient it means "no change", for the
    // others "no more in the next 16384 blocks, and in as many as the 14 bits that follow say".
    let one_code = |class: u8, symbol: u8| [&[class, 1], [0; 15].as_slice(), &[symbol]].concat();
    file.extend(segment(0xc4, &one_code(0x00, 0)));
    file.extend(segment(0xc4, &one_code(0x10, 0xe0)));
    file.extend(segment(0xda, &[1, 1, 0x00, 0, 0, 0]));
    file.extend(vec![0; blocks / 8]);
    // 0 and fourteen 1s: a run of 32767 blocks in 15 bits. A byte of ones is followed by a stuffed zero.
    let runs = blocks / 32_767 + 1;
    let bits: Vec<bool> = (0..runs * 15).map(|bit| bit % 15 != 0).collect();
    let mut coded = Vec::new();
    for byte in bits.chunks(8) {
        let value = byte
            .iter()
            .enumerate()
            .fold(0xff_u8, |value, (place, bit)| value & !(u8::from(!bit) << (7 - place)));
        coded.push(value);
        if value == 0xff {
            coded.push(0);
        }
    }
    for _ in 1..scans {
        file.extend(segment(0xda, &[1, 1, 0x00, 1, 63, 0]));
        file.extend_from_slice(&coded);
    }
    file.extend_from_slice(&[0xff, 0xd9]);
    file
}

fn restarts() -> Vec<u8> {
    let valid = tiny::file("tiny.jpg");
    let scan = valid.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    let interval = segment(0xdd, &[0, 1]);
    [&valid[..scan], &interval, &valid[scan..scan + 14], &b"\xff\xd0\xff\xd5".repeat(500_000)].concat()
}

/// IFD0 points to itself as the next directory, as its EXIF directory and as its GPS directory.
pub(super) fn looping_exif() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend_from_slice(b"\x87\x69\0\x04\0\0\0\x01\0\0\0\x08");
    exif.extend_from_slice(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x08");
    exif.extend_from_slice(b"\0\0\0\x08");
    exif
}

fn giant_exif_tag() -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend_from_slice(b"\x01\x0f\0\x02\xff\xff\xff\xff\0\0\0\x08");
    exif.extend_from_slice(b"\x92\x7c\0\x0c\x7f\xff\xff\xff\xff\xff\xff\xf0");
    exif.extend_from_slice(b"\xff\xff\xff\xff");
    exif
}

/// 255 parts are announced; the last one comes first, one twice, most never, and one says it is number 0 of 0.
fn scattered_profile() -> Vec<u8> {
    let part = |number: u8, of: u8| {
        let body = [b"ICC_PROFILE\0".as_slice(), &[number, of], &[number; 3_000]].concat();
        segment(0xe2, &body)
    };
    let valid = tiny::file("tiny.jpg");
    [&valid[..2], &part(255, 255), &part(7, 255), &part(7, 9), &part(0, 0), &valid[2..]].concat()
}

fn xmp(packet: &str) -> Vec<u8> {
    [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), packet.as_bytes()].concat()
}

fn deep_xmp() -> Vec<u8> {
    let open = "<rdf:Bag><rdf:li>";
    xmp(&format!(
        "<x:xmpmeta xmlns:x='adobe:ns:meta/' xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
         xmlns:dc='http://purl.org/dc/elements/1.1/'><rdf:RDF><rdf:Description><dc:subject>{}",
        open.repeat(3_500)
    ))
}

fn xmp_bomb() -> Vec<u8> {
    let mut packet = "<!DOCTYPE x [<!ENTITY a0 'ha'>".to_owned();
    for level in 1..30 {
        packet.push_str(&format!("<!ENTITY a{level} '{}'>", format!("&a{};", level - 1).repeat(10)));
    }
    packet.push_str(
        "]><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
         <rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' dc:format='&a29;'/></rdf:RDF></x:xmpmeta>",
    );
    xmp(&packet)
}

/// Bytes without any order, the same every time.
pub(super) fn noise(length: usize) -> Vec<u8> {
    let mut random = super::mutate::Random::new(99);
    (0..length).map(|_| random.next() as u8).collect()
}
