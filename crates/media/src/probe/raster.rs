//! The headers of the plain old formats: GIF, BMP, Photoshop.

use super::{Colour, cursor::Cursor};

/// What they say about the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Headers {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) bit_depth: u8,
    pub(crate) alpha: bool,
    pub(crate) colour: Colour,
    pub(crate) frames: u32,
    pub(crate) profile_bytes: u64,
}

impl Headers {
    fn new(width: u32, height: u32) -> Self {
        Headers {
            width,
            height,
            bit_depth: 8,
            alpha: false,
            colour: Colour::Rgb,
            frames: 1,
            profile_bytes: 0,
        }
    }
}

/// GIF89a: walks the blocks and counts the pictures.
pub(crate) fn gif(data: &[u8]) -> Option<Headers> {
    let mut cursor = Cursor::little(data).at(6);
    let mut headers = Headers::new(u32::from(cursor.u16()?), u32::from(cursor.u16()?));
    headers.frames = 0;
    let flags = cursor.u8()?;
    cursor.skip(2 + colour_table(flags))?;
    while let Some(block) = cursor.u8() {
        match block {
            0x21 => {
                // A graphic control extension says whether its frame has a transparent colour.
                if cursor.u8()? == 0xf9 && cursor.at(cursor.position() + 1).u8()? & 1 == 1 {
                    headers.alpha = true;
                }
                skip_sub_blocks(&mut cursor);
            }
            0x2c => {
                headers.frames += 1;
                cursor.skip(8)?;
                let Some(flags) = cursor.u8() else { break };
                cursor.skip(colour_table(flags) + 1)?; // and the code size
                skip_sub_blocks(&mut cursor);
            }
            _ => break,
        }
    }
    headers.frames = headers.frames.max(1);
    Some(headers)
}

fn colour_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn skip_sub_blocks(cursor: &mut Cursor<'_>) {
    while let Some(length) = cursor.u8() {
        if length == 0 || cursor.skip(usize::from(length)).is_none() {
            break;
        }
    }
}

/// Windows and OS/2 bitmaps.
pub(crate) fn bmp(data: &[u8]) -> Option<Headers> {
    let mut cursor = Cursor::little(data).at(14);
    let core = cursor.u32()? == 12;
    let (width, height) = if core {
        (u32::from(cursor.u16()?), u32::from(cursor.u16()?))
    } else {
        // The height is negative when the rows run from the top.
        (cursor.u32()?, cursor.u32()?.cast_signed().unsigned_abs())
    };
    cursor.skip(2)?;
    let bits = cursor.u16()?;
    Some(Headers { alpha: bits == 32, ..Headers::new(width, height) })
}

/// Photoshop: the header, and the ICC profile among the image resources.
pub(crate) fn psd(data: &[u8]) -> Option<Headers> {
    let mut cursor = Cursor::big(data).at(12);
    let channels = cursor.u16()?;
    let height = cursor.u32()?;
    let mut headers = Headers::new(cursor.u32()?, height);
    headers.bit_depth = u8::try_from(cursor.u16()?).ok()?;
    let (colour, plain) = match cursor.u16()? {
        0 | 1 | 8 => (Colour::Grey, 1),
        4 => (Colour::Cmyk, 4),
        2 | 3 => (Colour::Rgb, 3),
        _ => (Colour::Unknown, 3),
    };
    headers.colour = colour;
    headers.alpha = channels > plain;
    headers.profile_bytes = psd_resource(data, 1039).map_or(0, |profile| profile.len() as u64);
    Some(headers)
}

/// The content of a Photoshop image resource: 1039 is the ICC profile, 1058 the EXIF block.
pub(crate) fn psd_resource(data: &[u8], wanted: u16) -> Option<&[u8]> {
    let mut cursor = Cursor::big(data).at(26);
    let palette = cursor.u32()? as usize;
    cursor.skip(palette)?;
    let length = cursor.u32()? as usize;
    let mut cursor = Cursor::big(cursor.take_up_to(length));
    while cursor.array::<4>()? == *b"8BIM" {
        let id = cursor.u16()?;
        let name = usize::from(cursor.u8()?);
        cursor.skip(name | 1)?; // the name and its length byte are padded to even
        let length = cursor.u32()? as usize;
        let content = cursor.take_up_to(length);
        if id == wanted {
            return Some(content);
        }
        cursor.skip(length & 1)?;
    }
    None
}
