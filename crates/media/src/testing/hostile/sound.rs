//! Sound: tags and chunks longer than their files.

use super::{HostileFile, Verdict};
use crate::testing::tiny;

pub(super) fn files() -> Vec<HostileFile> {
    let either =
        |name: &str, file_name: &str, bytes| HostileFile::new(name, file_name, Verdict::Either, bytes);
    vec![
        either(
            "mp3 with a tag of 256 MB",
            "sound.mp3",
            b"ID3\x04\0\0\x7f\x7f\x7f\x7fAPIC\x7f\x7f\x7f\x7f\0\0".to_vec(),
        ),
        either("mp3 of a hundred thousand empty tags", "sound.mp3", {
            let tags = b"TIT2\0\0\0\x01\0\0\0".repeat(100_000);
            [b"ID3\x04\0\0\0\x40\0\0".as_slice(), &tags, tiny::file("tiny.mp3")].concat()
        }),
        either("mp3 tags in tags", "sound.mp3", b"ID3\x04\0\0\0\0\x7f\x7f".repeat(50_000)),
        either(
            "mp3 with unsynchronised noise",
            "sound.mp3",
            [b"ID3\x03\0\x80\0\0\x7f\x7f".as_slice(), &[0xff, 0].repeat(9_000)].concat(),
        ),
        either("flac with a picture of 4 GB", "sound.flac", {
            let picture = [&[0; 3], [3].as_slice(), &[0xff; 24]].concat();
            [b"fLaC\0\0\0\x22".as_slice(), &[0; 34], b"\x86\0\0\x1c", &picture].concat()
        }),
        either("flac with 2³² comments", "sound.flac", {
            [
                b"fLaC\0\0\0\x22".as_slice(),
                &[0; 34],
                b"\x84\0\0\x10\x04\0\0\0calo\xff\xff\xff\xff\xff\xff\xff\xff",
            ]
            .concat()
        }),
        either("ogg of pages that never end a packet", "sound.ogg", {
            let page = [
                b"OggS\0\x01\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\xff".as_slice(),
                &[0xff; 255],
                &[0; 255 * 255],
            ]
            .concat();
            page.repeat(100)
        }),
        either("ogg with 2³² comments", "sound.ogg", {
            let mut bytes = tiny::file("tiny.ogg").to_vec();
            let at = bytes.windows(7).position(|word| word == b"\x03vorbis").unwrap() + 7;
            bytes[at..at + 4].copy_from_slice(&[0xff; 4]);
            bytes
        }),
        either(
            "wav chunk longer than the file",
            "sound.wav",
            b"RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff\x01\0".to_vec(),
        ),
        either(
            "wav of endless empty chunks",
            "sound.wav",
            [b"RIFF\xff\xff\xff\xffWAVE".as_slice(), &b"LIST\0\0\0\0".repeat(200_000)].concat(),
        ),
        either(
            "wav of no channels",
            "sound.wav",
            b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0data\0\0\0\0".to_vec(),
        ),
        either(
            "aiff chunk longer than the file",
            "sound.aiff",
            b"FORM\xff\xff\xff\xffAIFFCOMM\xff\xff\xff\xff\0\x01".to_vec(),
        ),
        either("m4a with a cover of 4 GB", "sound.m4a", {
            let mut bytes = tiny::file("tiny.m4a").to_vec();
            let at = bytes.windows(4).position(|word| word == b"ilst").unwrap() - 4;
            bytes[at..at + 4].copy_from_slice(&[0xff; 4]);
            bytes
        }),
    ]
}
