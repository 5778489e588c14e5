//! TIFF and the camera RAW files that are TIFF: directories in circles, strips out of nowhere.

use super::{HostileFile, Verdict};
use crate::testing::tiny;

const SHORT: u16 = 3;
const LONG: u16 = 4;

pub(super) fn files() -> Vec<HostileFile> {
    let tif = |name: &str, verdict, bytes| HostileFile::new(name, "picture.tif", verdict, bytes);
    let raw = |name: &str, verdict, bytes| HostileFile::new(name, "picture.dng", verdict, bytes);
    let jpeg = tiny::file("tiny.jpg");
    vec![
        tif("tiff directory that follows itself", Verdict::Either, file(&picture(8, 8, 8, 64), 8, &[0; 64])),
        tif("tiff directories that follow each other", Verdict::Refused, circle()),
        tif("tiff of 60000² pixels", Verdict::Refused, file(&picture(60_000, 60_000, 8, 64), 0, &[0; 64])),
        tif(
            "tiff strip outside of the file",
            Verdict::Refused,
            file(&picture(64, 64, 0xffff_0000, 4_096), 0, &[]),
        ),
        tif("tiff strip of 4 GB", Verdict::Refused, file(&picture(64, 64, 8, u32::MAX), 0, &[])),
        tif(
            "tiff directory of 65535 entries that are not there",
            Verdict::Refused,
            b"II*\0\x08\0\0\0\xff\xff".to_vec(),
        ),
        tif("tiff directory beyond the file", Verdict::Refused, b"II*\0\xf0\xff\xff\xff".to_vec()),
        tif("tiff with a million strips", Verdict::Either, {
            let mut entries = picture(1_000, 1_000, 8, 1_000);
            for entry in &mut entries {
                if [273, 279].contains(&entry.0) {
                    entry.2 = 1_000_000;
                }
            }
            file(&entries, 0, &[0; 1_000])
        }),
        tif("tiff with ten thousand pages", Verdict::Either, pages(10_000)),
        tif("bigtiff with an endless directory", Verdict::Refused, {
            [b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0".as_slice(), &[0xff; 8], &[0; 64]].concat()
        }),
        tif("tiff of 65535 samples per pixel", Verdict::Either, {
            let mut entries = picture(8, 8, 8, 64);
            entries.push((277, SHORT, 1, 65_535));
            file(&entries, 0, &[0; 64])
        }),
        raw("dng whose sub-directories are itself", Verdict::Either, {
            let mut entries = picture(8, 8, 8, 64);
            entries.extend([
                (330, LONG, 1, 8),
                (0x8769, LONG, 1, 8),
                (0x8825, LONG, 1, 8),
                (0xc612, 1, 4, 0x0401),
            ]);
            file(&entries, 0, &[0; 64])
        }),
        raw("dng whose preview is itself", Verdict::Either, {
            let mut entries = picture(4_000, 3_000, 0, 400);
            entries.extend([(513, LONG, 1, 0), (514, LONG, 1, u32::MAX), (0xc612, 1, 4, 0x0401)]);
            file(&entries, 0, jpeg)
        }),
        raw("dng with a preview of 65500² pixels", Verdict::Either, {
            let mut preview = jpeg.to_vec();
            let frame = preview.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
            preview[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
            let entries =
                vec![(0xc612, 1, 4, 0x0401), (513, LONG, 1, 58), (514, LONG, 1, preview.len() as u32)];
            file(&entries, 0, &[vec![0; 12], preview].concat())
        }),
    ]
}

/// Tag, type, count, value or offset.
type Entry = (u16, u16, u32, u32);

/// The directory of an uncompressed grey picture with one strip.
fn picture(width: u32, height: u32, offset: u32, length: u32) -> Vec<Entry> {
    vec![
        (256, LONG, 1, width),
        (257, LONG, 1, height),
        (258, SHORT, 1, 8),
        (259, SHORT, 1, 1),
        (262, SHORT, 1, 1),
        (273, LONG, 1, offset),
        (278, LONG, 1, height),
        (279, LONG, 1, length),
    ]
}

fn directory(entries: &[Entry], next: u32) -> Vec<u8> {
    let mut entries = entries.to_vec();
    entries.sort_unstable();
    let mut bytes = (entries.len() as u16).to_le_bytes().to_vec();
    for (tag, kind, count, value) in entries {
        bytes.extend([tag.to_le_bytes(), kind.to_le_bytes()].concat());
        bytes.extend([count.to_le_bytes(), value.to_le_bytes()].concat());
    }
    bytes.extend(next.to_le_bytes());
    bytes
}

fn file(entries: &[Entry], next: u32, data: &[u8]) -> Vec<u8> {
    [b"II*\0\x08\0\0\0".as_slice(), &directory(entries, next), data].concat()
}

fn circle() -> Vec<u8> {
    let one = directory(&[(256, LONG, 1, 8)], 8 + 18);
    let two = directory(&[(257, LONG, 1, 8)], 8);
    [b"II*\0\x08\0\0\0".as_slice(), &one, &two].concat()
}

fn pages(count: u32) -> Vec<u8> {
    let mut bytes = b"II*\0\x08\0\0\0".to_vec();
    for page in 0..count {
        let entries = picture(8, 8, 8, 64);
        let size = directory(&entries, 0).len();
        let next = if page + 1 == count { 0 } else { bytes.len() + size };
        bytes.extend(directory(&entries, next as u32));
    }
    bytes
}
