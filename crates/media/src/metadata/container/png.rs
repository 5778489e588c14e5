//! PNG: an EXIF chunk, XMP in an international text, and plain texts.

use std::io::Read;

use super::{
    super::{bytes, exif::First},
    ASSEMBLED, Blocks, without_exif_prefix,
};
use crate::probe::png::chunks;

/// Most chunks looked at. Pictures may come in thousands of `IDAT`s, with texts behind them.
const CHUNKS: usize = 100_000;

pub(super) fn walk<'a>(data: &'a [u8], blocks: &mut Blocks<'a>) {
    for (kind, body) in chunks(data).take(CHUNKS) {
        match &kind {
            b"eXIf" => blocks.exif(without_exif_prefix(body), First::Picture),
            b"tEXt" => plain(body, blocks),
            b"zTXt" => compressed(body, blocks),
            b"iTXt" => international(body, blocks),
            b"IEND" => return,
            _ => {}
        }
    }
}

fn plain(body: &[u8], blocks: &mut Blocks<'_>) {
    if let Some((keyword, text)) = split(body) {
        sort(keyword, text.to_vec(), blocks);
    }
}

fn compressed(body: &[u8], blocks: &mut Blocks<'_>) {
    if let Some((keyword, [0, packed @ ..])) = split(body)
        && let Some(text) = inflate(packed)
    {
        sort(keyword, text, blocks);
    }
}

/// Keyword, compression flag and method, language, translated keyword, text (PNG §11.3.3.4).
fn international(body: &[u8], blocks: &mut Blocks<'_>) {
    let Some((keyword, [packed, _method, rest @ ..])) = split(body) else { return };
    let Some((_, text)) = split(rest).and_then(|(_, rest)| split(rest)) else { return };
    let text = if *packed == 0 { Some(text.to_vec()) } else { inflate(text) };
    if let Some(text) = text {
        sort(keyword, text, blocks);
    }
}

fn sort(keyword: &[u8], text: Vec<u8>, blocks: &mut Blocks<'_>) {
    match keyword {
        b"XML:com.adobe.xmp" => blocks.xmp(text),
        // What ImageMagick writes: a length and hexadecimal digits.
        b"Raw profile type exif" | b"Raw profile type APP1" => {
            if let Some(profile) = profile(&text) {
                match profile.strip_prefix(b"Exif\0\0") {
                    Some(exif) => blocks.exif(exif.to_vec(), First::Picture),
                    None => blocks.exif(profile, First::Picture),
                }
            }
        }
        b"Raw profile type xmp" => blocks.xmp.extend(profile(&text).map(Into::into)),
        _ if keyword.starts_with(b"Raw profile type") => {}
        _ => {
            let keyword = bytes::text(keyword);
            // exiftool's names: the keyword's words joined.
            let name = match keyword.as_str() {
                "Creation Time" => "CreationTime".to_owned(),
                other => other.chars().filter(char::is_ascii_alphanumeric).take(64).collect(),
            };
            blocks.text(&name, bytes::text(&text));
        }
    }
}

/// The bytes of a raw profile: a line with its name, one with its length, then hexadecimal digits.
fn profile(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?.trim_start();
    let mut lines = text.splitn(3, '\n').skip(1);
    let length: usize = lines.next()?.trim().parse().ok()?;
    let digits: Vec<u8> = lines.next()?.bytes().filter(u8::is_ascii_hexdigit).collect();
    hex::decode(digits).ok().filter(|bytes| bytes.len() == length)
}

fn split(body: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = body.iter().position(|byte| *byte == 0)?;
    Some((&body[..end], &body[end + 1..]))
}

fn inflate(packed: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    let limit = ASSEMBLED as u64;
    flate2::read::ZlibDecoder::new(packed).take(limit + 1).read_to_end(&mut text).ok()?;
    (text.len() as u64 <= limit).then_some(text)
}
