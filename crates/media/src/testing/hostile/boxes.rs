//! HEIC, AVIF, MP4 and Matroska: boxes in boxes in boxes.

use super::{HostileFile, Verdict};
use crate::testing::tiny;

pub(super) fn files() -> Vec<HostileFile> {
    let heic = |name: &str, verdict, bytes| HostileFile::new(name, "picture.heic", verdict, bytes);
    let avif = |name: &str, verdict, bytes| HostileFile::new(name, "picture.avif", verdict, bytes);
    let mp4 = |name: &str, verdict, bytes| HostileFile::new(name, "film.mp4", verdict, bytes);
    let mkv = |name: &str, verdict, bytes| HostileFile::new(name, "film.mkv", verdict, bytes);
    vec![
        heic("heic of 2³²−1 pixels a side", Verdict::Either, resized("tiny.heic", u32::MAX, u32::MAX)),
        heic("heic of 30000² pixels", Verdict::Either, resized("tiny.heic", 30_000, 30_000)),
        heic("heic of nothing", Verdict::Refused, ftyp(b"heic")),
        heic("heic nested a hundred thousand deep", Verdict::Refused, nested(b"heic", b"meta", 100_000)),
        heic(
            "heic of endless empty boxes",
            Verdict::Refused,
            [ftyp(b"heic"), b"\0\0\0\x08free".repeat(300_000)].concat(),
        ),
        heic(
            "heic box of 2⁶⁴ bytes",
            Verdict::Refused,
            [ftyp(b"heic"), b"\0\0\0\x01meta\xff\xff\xff\xff\xff\xff\xff\xff".to_vec()].concat(),
        ),
        heic(
            "heic box of 4 bytes",
            Verdict::Refused,
            [ftyp(b"heic"), b"\0\0\0\x04meta\0\0\0\0".to_vec()].concat(),
        ),
        heic("heic of 65535 items that are not there", Verdict::Refused, {
            let iloc = boxed(b"iloc", b"\0\0\0\0\x44\x40\xff\xff\0\x01\0\0\xff\xff\xff\xff\xff\xff");
            let iinf = boxed(b"iinf", b"\0\0\0\0\xff\xff");
            [ftyp(b"heic"), boxed(b"meta", &[vec![0; 4], iinf, iloc].concat())].concat()
        }),
        avif("avif of 65535² pixels", Verdict::Refused, resized("tiny.avif", 65_535, 65_535)),
        avif("avif nested a hundred thousand deep", Verdict::Refused, nested(b"avif", b"meta", 100_000)),
        mp4("mp4 nested a hundred thousand deep", Verdict::Either, nested(b"isom", b"moov", 100_000)),
        mp4("mp4 with sample tables of 2³² entries", Verdict::Either, giant_tables()),
        mp4(
            "mp4 box of 2⁶⁴ bytes",
            Verdict::Either,
            [ftyp(b"isom"), b"\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff".to_vec()].concat(),
        ),
        mp4("mp4 of nothing", Verdict::Either, ftyp(b"isom")),
        mp4(
            "mp4 of endless empty boxes",
            Verdict::Either,
            [ftyp(b"isom"), b"\0\0\0\x08free".repeat(300_000)].concat(),
        ),
        mp4("mp4 with a tag of 4 GB", Verdict::Either, {
            let tag = b"\xff\xff\xff\xf0\xa9nam\xff\xff\xff\xe8data\0\0\0\x01\0\0\0\0calotype".to_vec();
            let list = boxed(b"udta", &boxed(b"meta", &[vec![0; 4], boxed(b"ilst", &tag)].concat()));
            [ftyp(b"isom"), boxed(b"moov", &list)].concat()
        }),
        mkv("matroska of unknown sizes in each other", Verdict::Either, {
            let segment = b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff".repeat(50_000);
            [&tiny::file("tiny.mkv")[..40], &segment].concat()
        }),
        mkv("matroska element of 2⁵⁶ bytes", Verdict::Either, {
            [
                b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska".as_slice(),
                b"\x15\x49\xa9\x66\x01\x7f\xff\xff\xff\xff\xff\xff\0",
            ]
            .concat()
        }),
    ]
}

fn boxed(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    [&(body.len() as u32 + 8).to_be_bytes(), name.as_slice(), body].concat()
}

fn ftyp(brand: &[u8; 4]) -> Vec<u8> {
    boxed(b"ftyp", &[brand.as_slice(), &[0; 4], brand, b"mif1"].concat())
}

/// Every box is right, and holds only the next one.
fn nested(brand: &[u8; 4], name: &[u8; 4], depth: u32) -> Vec<u8> {
    // A `meta` box has a version and flags before its content.
    let header = if name == b"meta" { 12 } else { 8 };
    let mut bytes = ftyp(brand);
    for level in 0..depth {
        bytes.extend(((depth - level) * header).to_be_bytes());
        bytes.extend_from_slice(name);
        bytes.extend(vec![0; header as usize - 8]);
    }
    bytes
}

/// A small valid file that claims another size.
fn resized(name: &str, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = tiny::file(name).to_vec();
    let extents: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, word)| word == b"ispe").map(|(at, _)| at + 8).collect();
    assert!(!extents.is_empty());
    for at in extents {
        bytes[at..at + 4].copy_from_slice(&width.to_be_bytes());
        bytes[at + 4..at + 8].copy_from_slice(&height.to_be_bytes());
    }
    bytes
}

/// A small valid film whose tables promise more entries than the file has bytes.
fn giant_tables() -> Vec<u8> {
    let mut bytes = tiny::file("tiny.mp4").to_vec();
    for name in [b"stts", b"stsz", b"stsc", b"stco"] {
        let at = bytes.windows(4).position(|word| word == name).unwrap();
        // The count is the last number before the entries: after version and flags, and in `stsz` after the
        // size.
        let count = at + if name == b"stsz" { 12 } else { 8 };
        bytes[count..count + 4].copy_from_slice(&[0xff; 4]);
    }
    bytes
}
