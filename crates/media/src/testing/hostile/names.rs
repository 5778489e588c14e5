//! Files that are not what their names say, and files that are nothing.

use super::jpeg::noise;
use super::{HostileFile, Verdict};
use crate::format::Format;
use crate::testing::tiny;

pub(super) fn files() -> Vec<HostileFile> {
    let mut files = Vec::new();
    for format in Format::all() {
        let file_name = format!("file.{}", format.extensions()[0]);
        files.push(HostileFile::new(
            format!("empty {}", format.name()),
            &file_name,
            Verdict::Refused,
            Vec::new(),
        ));
        files.push(HostileFile::new(
            format!("zeros as {}", format.name()),
            &file_name,
            Verdict::Refused,
            vec![0; 4_096],
        ));
    }
    let refused = |name: &str, file_name: &str, bytes: &[u8]| {
        HostileFile::new(name, file_name, Verdict::Refused, bytes.to_vec())
    };
    files.extend([
        refused("text as a picture", "picture.jpg", b"This is not a picture.\n"),
        refused(
            "a web page as a picture",
            "picture.png",
            b"<!DOCTYPE html><html><script>alert(1)</script></html>",
        ),
        refused("a program as a film", "film.mp4", &[b"\x7fELF\x02\x01\x01".as_slice(), &[0; 200]].concat()),
        refused("an archive as a picture", "picture.heic", &[b"PK\x03\x04".as_slice(), &[0; 200]].concat()),
        refused("a script as a drawing", "drawing.svg", b"#!/bin/sh\necho hello\n"),
        refused(
            "an XML file that is no drawing",
            "drawing.svg",
            b"<?xml version='1.0'?><project><svg/></project>",
        ),
        refused("one byte", "picture.jpg", &[0xff]),
        HostileFile::new("noise as a picture", "picture.jpg", Verdict::Either, noise(200_000)),
        HostileFile::new("a picture as text", "notes.txt", Verdict::Either, tiny::file("tiny.jpg").to_vec()),
        HostileFile::new(
            "a picture under another type",
            "picture.png",
            Verdict::Either,
            tiny::file("tiny.jpg").to_vec(),
        ),
        HostileFile::new(
            "a film as a picture",
            "picture.jpg",
            Verdict::Either,
            tiny::file("tiny.mp4").to_vec(),
        ),
        HostileFile::new("a sound as a film", "film.mov", Verdict::Either, tiny::file("tiny.mp3").to_vec()),
        HostileFile::new("a picture without a name", "", Verdict::Either, tiny::file("tiny.jpg").to_vec()),
        HostileFile::new(
            "a name of odd characters",
            "\u{202e}gpj.\0exe/../..\n",
            Verdict::Either,
            tiny::file("tiny.jpg").to_vec(),
        ),
        HostileFile::new("a picture after a program", "picture.jpg", Verdict::Either, {
            [b"MZ\x90\0".as_slice(), &[0; 60], tiny::file("tiny.jpg")].concat()
        }),
    ]);
    files
}
