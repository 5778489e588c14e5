//! PNG: pixels, profiles and frames that do not fit their file.

use flate2::Crc;

use super::compress::zlib_zeros;
use super::{HostileFile, Verdict};
use crate::testing::tiny;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
const GREY: u8 = 0;
const RGB: u8 = 2;

pub(super) fn files() -> Vec<HostileFile> {
    let png = |name: &str, verdict, chunks: &[(&[u8; 4], Vec<u8>)]| {
        HostileFile::new(name, "picture.png", verdict, file(chunks))
    };
    let zeros = |count: usize| (b"IDAT", zlib_zeros(count));
    let end = || (b"IEND", Vec::new());
    let small = || header(4, 4, 8, RGB);
    vec![
        png(
            "png of 50000² pixels, 1 bit",
            Verdict::Refused,
            &[header(50_000, 50_000, 1, GREY), zeros(50_000 * 6_251), end()],
        ),
        png(
            "png of 20000² pixels, RGB",
            Verdict::Refused,
            &[header(20_000, 20_000, 8, RGB), zeros(20_000 * 60_001), end()],
        ),
        png(
            "png with a profile of 400 MB",
            Verdict::Either,
            &[
                small(),
                (b"iCCP", [b"bomb\0\0".to_vec(), zlib_zeros(400_000_000)].concat()),
                zeros(4 * 13),
                end(),
            ],
        ),
        png(
            "png with a text of 200 MB",
            Verdict::Either,
            &[
                small(),
                (b"zTXt", [b"Comment\0\0".to_vec(), zlib_zeros(200_000_000)].concat()),
                (b"iTXt", [b"XML:com.adobe.xmp\0\x01\0\0\0".to_vec(), zlib_zeros(200_000_000)].concat()),
                zeros(4 * 13),
                end(),
            ],
        ),
        png("png with more data than pixels", Verdict::Either, &[small(), zeros(500_000_000), end()]),
        png(
            "png with sides of 2³¹",
            Verdict::Refused,
            &[header(0x8000_0000, 0x8000_0000, 8, RGB), zeros(10), end()],
        ),
        png("png without width", Verdict::Refused, &[header(0, 4, 8, RGB), zeros(10), end()]),
        png("png with an impossible depth", Verdict::Refused, &[header(4, 4, 77, 9), zeros(4 * 13), end()]),
        png("png without data", Verdict::Refused, &[small(), end()]),
        png(
            "apng that promises 2³¹ frames",
            Verdict::Either,
            &[
                small(),
                (b"acTL", [0x7fff_ffff_u32.to_be_bytes(), [0; 4]].concat()),
                frame(0, 4, 4),
                zeros(4 * 13),
                end(),
            ],
        ),
        png(
            "apng with a frame outside of its canvas",
            Verdict::Either,
            &[
                small(),
                (b"acTL", [2_u32.to_be_bytes(), [0; 4]].concat()),
                frame(0, 4, 4),
                zeros(4 * 13),
                frame(1, 60_000, 60_000),
                (b"fdAT", [2_u32.to_be_bytes().to_vec(), zlib_zeros(1_000_000)].concat()),
                end(),
            ],
        ),
        many_frames(),
        HostileFile::new("png chunk longer than the file", "picture.png", Verdict::Refused, {
            let mut bytes = file(&[small()]);
            bytes.extend_from_slice(b"\x7f\xff\xff\xffIDAT\x78");
            bytes
        }),
        HostileFile::new("png with wrong checksums", "picture.png", Verdict::Either, {
            let mut bytes = tiny::file("tiny.png").to_vec();
            bytes[29..33].copy_from_slice(b"\0\0\0\0");
            bytes
        }),
    ]
}

/// Each frame is a megapixel, and there are twenty thousand of them in two megabytes.
fn many_frames() -> HostileFile {
    let (width, height) = (1_000, 1_000);
    let data = zlib_zeros(height * (1 + width * 3));
    let mut chunks = vec![
        header(width as u32, height as u32, 8, RGB),
        (b"acTL", [20_000_u32.to_be_bytes(), [0; 4]].concat()),
        frame(0, width as u32, height as u32),
        (b"IDAT", data.clone()),
    ];
    for number in 0..1_000_u32 {
        chunks.push(frame(number * 2 + 1, width as u32, height as u32));
        chunks.push((b"fdAT", [(number * 2 + 2).to_be_bytes().to_vec(), data.clone()].concat()));
    }
    chunks.push((b"IEND", Vec::new()));
    HostileFile::new("apng with very many large frames", "picture.png", Verdict::Either, file(&chunks))
}

fn header(width: u32, height: u32, depth: u8, colour: u8) -> (&'static [u8; 4], Vec<u8>) {
    let mut body = [width.to_be_bytes(), height.to_be_bytes()].concat();
    body.extend_from_slice(&[depth, colour, 0, 0, 0]);
    (b"IHDR", body)
}

fn frame(sequence: u32, width: u32, height: u32) -> (&'static [u8; 4], Vec<u8>) {
    let numbers = [sequence, width, height, 0, 0].map(u32::to_be_bytes).concat();
    (b"fcTL", [numbers, vec![0, 1, 0, 100, 0, 0]].concat())
}

fn file(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut file = SIGNATURE.to_vec();
    for (name, body) in chunks {
        let mut sum = Crc::new();
        sum.update(*name);
        sum.update(body);
        file.extend((body.len() as u32).to_be_bytes());
        file.extend_from_slice(*name);
        file.extend_from_slice(body);
        file.extend(sum.sum().to_be_bytes());
    }
    file
}
