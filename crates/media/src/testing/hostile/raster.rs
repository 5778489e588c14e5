//! WebP, BMP, Photoshop and JPEG XL: headers that promise the moon.

use super::{HostileFile, Verdict};
use crate::testing::tiny;

pub(super) fn files() -> Vec<HostileFile> {
    let webp = |name: &str, verdict, bytes| HostileFile::new(name, "picture.webp", verdict, bytes);
    let bmp = |name: &str, verdict, bytes| HostileFile::new(name, "picture.bmp", verdict, bytes);
    let psd = |name: &str, verdict, bytes| HostileFile::new(name, "picture.psd", verdict, bytes);
    let jxl = |name: &str, verdict, bytes| HostileFile::new(name, "picture.jxl", verdict, bytes);
    vec![
        webp(
            "webp canvas of 2²⁴ × 2²⁴",
            Verdict::Refused,
            riff(&[chunk(b"VP8X", &[2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])]),
        ),
        webp(
            "lossless webp of 16384² pixels",
            Verdict::Refused,
            riff(&[chunk(b"VP8L", &[0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0])]),
        ),
        webp(
            "lossy webp of 16383² pixels",
            Verdict::Refused,
            riff(&[chunk(b"VP8 ", b"\x10\0\0\x9d\x01\x2a\xff\x3f\xff\x3f\0\0\0\0")]),
        ),
        webp(
            "webp chunk longer than the file",
            Verdict::Refused,
            b"RIFF\xff\xff\xff\xffWEBPVP8 \xff\xff\xff\xff\0".to_vec(),
        ),
        webp("animated webp of 50000 frames", Verdict::Either, animated_webp(50_000)),
        webp("webp with a profile of another length", Verdict::Either, {
            let valid = tiny::file("tiny.webp");
            riff(&[
                chunk(b"VP8X", &[0x20, 0, 0, 0, 47, 0, 0, 31, 0, 0]),
                [b"ICCP\x00\xff\xff\x7f".as_slice(), &[0; 64]].concat(),
                valid[12..].to_vec(),
            ])
        }),
        bmp("bmp of 60000² pixels", Verdict::Refused, bmp_of(60_000, 60_000, 24, 0)),
        bmp("bmp of −2³¹ rows", Verdict::Refused, bmp_of(8, i32::MIN, 24, 0)),
        bmp("bmp of 2³¹ columns", Verdict::Refused, bmp_of(i32::MAX, 8, 24, 0)),
        bmp(
            "bmp that runs over its rows",
            Verdict::Either,
            [bmp_of(8, 8, 8, 1), b"\xff\x01\0\x02\xff\xff".repeat(9_999)].concat(),
        ),
        bmp("bmp of 7 bits", Verdict::Refused, bmp_of(8, 8, 7, 0)),
        psd("photoshop file of 300000² pixels", Verdict::Refused, psd_of(300_000, 300_000, 3, 0)),
        psd("photoshop file of 30000² pixels, compressed", Verdict::Refused, psd_of(30_000, 30_000, 3, 1)),
        psd("photoshop file of 56 channels", Verdict::Either, psd_of(64, 64, 56, 1)),
        psd("photoshop file with resources longer than itself", Verdict::Either, {
            let mut bytes = tiny::psd();
            bytes[30..34].copy_from_slice(&[0xff; 4]);
            bytes
        }),
        jxl("jpeg xl codestream of 2³⁰ × 2³⁰", Verdict::Refused, huge_jxl()),
        jxl(
            "jpeg xl container of nothing",
            Verdict::Refused,
            b"\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14ftypjxl \0\0\0\0jxl \0\0\0\0jxlc".to_vec(),
        ),
        jxl("jpeg xl container in circles", Verdict::Refused, {
            let boxes = b"\0\0\0\x08jxll".repeat(200_000);
            [b"\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14ftypjxl \0\0\0\0jxl ".as_slice(), &boxes].concat()
        }),
    ]
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut bytes = name.to_vec();
    bytes.extend((body.len() as u32).to_le_bytes());
    bytes.extend_from_slice(body);
    bytes.extend((body.len() % 2 == 1).then_some(0));
    bytes
}

fn riff(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [b"WEBP".to_vec(), chunks.concat()].concat();
    [b"RIFF".to_vec(), (body.len() as u32).to_le_bytes().to_vec(), body].concat()
}

/// The picture of a small file, over and over.
fn animated_webp(frames: usize) -> Vec<u8> {
    let picture = &tiny::file("tiny.webp")[12..];
    let frame = [&[0; 6], [47, 0, 0, 31, 0, 0].as_slice(), &[10, 0, 0, 0], picture].concat();
    let mut chunks =
        vec![chunk(b"VP8X", &[2, 0, 0, 0, 47, 0, 0, 31, 0, 0]), chunk(b"ANIM", &[0, 0, 0, 0, 0, 0])];
    chunks.extend(vec![chunk(b"ANMF", &frame); frames]);
    riff(&chunks)
}

fn bmp_of(width: i32, height: i32, depth: u16, compression: u32) -> Vec<u8> {
    let mut file = b"BM\xff\xff\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0".to_vec();
    file.extend([width.to_le_bytes(), height.to_le_bytes()].concat());
    file.extend([1_u16.to_le_bytes(), depth.to_le_bytes()].concat());
    file.extend(compression.to_le_bytes());
    file.extend_from_slice(&[0; 20]);
    file
}

fn psd_of(width: u32, height: u32, channels: u16, compression: u16) -> Vec<u8> {
    let mut file = b"8BPS\0\x01\0\0\0\0\0\0".to_vec();
    file.extend(channels.to_be_bytes());
    file.extend([height.to_be_bytes(), width.to_be_bytes()].concat());
    file.extend_from_slice(b"\0\x08\0\x03\0\0\0\0\0\0\0\0\0\0\0\0");
    file.extend(compression.to_be_bytes());
    file.extend_from_slice(&[0x81; 4_000]);
    file
}

/// Size header without a ratio: each side is a two-bit selector (3: 30 bits follow) and the bits, lowest
/// first.
fn huge_jxl() -> Vec<u8> {
    let mut bits = vec![false];
    for _ in 0..2 {
        bits.extend([true, true]);
        bits.extend([true; 30]);
        // The ratio, zero, stands between the two sides.
        if bits.len() == 33 {
            bits.extend([false; 3]);
        }
    }
    bits.extend([true; 3]);
    let mut file = vec![0xff, 0x0a];
    for byte in bits.chunks(8) {
        file.push(byte.iter().enumerate().fold(0, |value, (place, bit)| value | u8::from(*bit) << place));
    }
    file.extend_from_slice(&[0; 64]);
    file
}
