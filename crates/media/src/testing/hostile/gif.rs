//! GIF: frames and screens.

use super::{HostileFile, Verdict};

pub(super) fn files() -> Vec<HostileFile> {
    let gif = |name: &str, verdict, bytes| HostileFile::new(name, "picture.gif", verdict, bytes);
    vec![
        gif("gif of 100000 frames", Verdict::Either, animation((8, 8), (1, 1), 100_000)),
        gif(
            "gif of 10000 frames on a large screen",
            Verdict::Either,
            animation((8_000, 8_000), (1, 1), 10_000),
        ),
        gif("gif screen of 65535² pixels", Verdict::Refused, animation((65_535, 65_535), (1, 1), 1)),
        gif(
            "gif frame of 65535² pixels on a small screen",
            Verdict::Either,
            animation((8, 8), (65_535, 65_535), 1),
        ),
        gif("gif without a screen", Verdict::Either, animation((0, 0), (1, 1), 1)),
        gif("gif without frames", Verdict::Refused, animation((8, 8), (1, 1), 0)),
        gif("gif of endless comments", Verdict::Refused, {
            [&animation((8, 8), (1, 1), 0)[..13], &b"\x21\xfe\xff".repeat(200_000)].concat()
        }),
        gif("gif with codes that mean nothing", Verdict::Either, {
            let mut bytes = animation((8, 8), (8, 8), 1);
            let end = bytes.len() - 5;
            bytes[end..].copy_from_slice(&[0x0c, 0x02, 0xff, 0xff, 0x00]);
            bytes
        }),
    ]
}

fn animation(screen: (u16, u16), frame: (u16, u16), frames: usize) -> Vec<u8> {
    let mut file = b"GIF89a".to_vec();
    file.extend([screen.0.to_le_bytes(), screen.1.to_le_bytes()].concat());
    file.extend_from_slice(&[0x80, 0, 0, 0, 0, 0, 0xff, 0xff, 0xff]);
    for _ in 0..frames {
        file.extend_from_slice(b"\x21\xf9\x04\x04\x01\0\0\0\x2c\0\0\0\0");
        file.extend([frame.0.to_le_bytes(), frame.1.to_le_bytes()].concat());
        // Two-bit codes: clear, one pixel, end.
        file.extend_from_slice(&[0, 2, 2, 0x44, 0x01, 0]);
    }
    file.push(b';');
    file
}
