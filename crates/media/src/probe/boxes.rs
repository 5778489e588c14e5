//! Boxes of the ISO base media file format (ISO/IEC 14496-12), shared by MP4, HEIF, CR3 and JPEG XL.

use super::cursor::Cursor;

/// A box: its type, and its content as far as the slice goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Box4<'a> {
    pub(crate) kind: [u8; 4],
    pub(crate) content: &'a [u8],
}

/// The boxes that stand side by side in a slice. Stops at the first malformed one.
pub(crate) fn boxes(data: &[u8]) -> impl Iterator<Item = Box4<'_>> {
    let mut cursor = Cursor::big(data);
    std::iter::from_fn(move || {
        let start = cursor.position();
        let size = cursor.u32()?;
        let kind = cursor.array::<4>()?;
        let size = match size {
            0 => u64::MAX, // reaches to the end of the file
            1 => cursor.u64()?,
            short => u64::from(short),
        };
        let header = cursor.position() - start;
        let content = usize::try_from(size).unwrap_or(usize::MAX).checked_sub(header)?;
        Some(Box4 { kind, content: cursor.take_up_to(content) })
    })
}

/// The content of the first box found by walking down `path`.
pub(crate) fn descend<'a>(data: &'a [u8], path: &[&[u8; 4]]) -> Option<&'a [u8]> {
    path.iter().try_fold(data, |level, kind| boxes(level).find(|b| &b.kind == *kind).map(|b| b.content))
}

/// Major and compatible brands of an `ftyp` box at the start of the data.
pub(crate) fn brands(data: &[u8]) -> Option<(&[u8; 4], impl Iterator<Item = &[u8; 4]>)> {
    let first = boxes(data).next().filter(|b| &b.kind == b"ftyp")?;
    let major = first.content.first_chunk::<4>()?;
    let compatible = first.content.get(8..).unwrap_or_default();
    Some((major, compatible.as_chunks::<4>().0.iter()))
}

/// Whether a film file has a moving picture, a sound, or neither that could be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tracks {
    pub(crate) video: bool,
    pub(crate) audio: bool,
}

/// Reads the handlers of the tracks in `moov`. `None` when the data does not reach `moov`.
pub(crate) fn tracks(data: &[u8]) -> Option<Tracks> {
    let moov = descend(data, &[b"moov"])?;
    let mut tracks = Tracks { video: false, audio: false };
    for track in boxes(moov).filter(|b| &b.kind == b"trak") {
        match descend(track.content, &[b"mdia", b"hdlr"]).and_then(|handler| handler.get(8..12)) {
            Some(b"vide") => tracks.video = true,
            Some(b"soun") => tracks.audio = true,
            _ => {}
        }
    }
    Some(tracks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_that_claims_more_than_there_is_ends_with_the_data() {
        let found: Vec<_> = boxes(b"\0\0\xff\xffmdatxy").map(|b| (b.kind, b.content)).collect();
        assert_eq!(found, [(*b"mdat", &b"xy"[..])]);
    }

    #[test]
    fn a_box_smaller_than_its_header_ends_the_walk() {
        assert_eq!(boxes(b"\0\0\0\x04free\0\0\0\x08skip").count(), 0);
        assert_eq!(boxes(b"\0\0\0\x01free\0\0\0\0\0\0\0\x02").count(), 0);
    }
}
