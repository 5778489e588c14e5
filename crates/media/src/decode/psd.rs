//! The merged picture of a Photoshop file (Adobe Photoshop File Formats Specification), which is stored behind the layers.

use super::icc_or_srgb;
use crate::{
    error::MediaError,
    limits::Limits,
    ops::ColourSpace,
    pixels::{Layout, Pixels},
    probe::{Probe, cursor::Cursor, psd_resource},
};

const MODE_GREY: u16 = 1;
const MODE_INDEXED: u16 = 2;
const MODE_RGB: u16 = 3;
const MODE_CMYK: u16 = 4;
const MODE_DUOTONE: u16 = 8;

pub(super) fn decode(
    data: &[u8],
    probe: &Probe,
    limits: &Limits,
) -> Result<(Pixels, ColourSpace), MediaError> {
    let short = || MediaError::corrupt("the Photoshop file ends early");
    let mut header = Cursor::big(data).at(4);
    let version = header.u16().ok_or_else(short)?;
    let channels = header.at(12).u16().ok_or_else(short)?;
    let depth = header.at(22).u16().ok_or_else(short)?;
    let mode = header.at(24).u16().ok_or_else(short)?;
    if version != 1 || !matches!(depth, 8 | 16) {
        return Err(MediaError::unsupported(format!("Photoshop version {version} with {depth} bits")));
    }
    let (layout, planes) = match mode {
        MODE_GREY | MODE_DUOTONE if channels >= 2 => (Layout::GreyAlpha, 2),
        MODE_GREY | MODE_DUOTONE => (Layout::Grey, 1),
        MODE_RGB if channels >= 4 => (Layout::Rgba, 4),
        MODE_RGB if channels == 3 => (Layout::Rgb, 3),
        MODE_CMYK if channels >= 4 => (Layout::Cmyk, 4),
        MODE_INDEXED if depth == 8 => (Layout::Grey, 1),
        _ => {
            return Err(MediaError::unsupported(format!(
                "Photoshop colour mode {mode} with {channels} channels"
            )));
        }
    };
    let plane_bytes = probe.width as usize * probe.height as usize * usize::from(depth / 8);
    Limits::check("decoded bytes", plane_bytes as u64 * planes as u64, limits.decoded_bytes)?;

    let mut cursor = Cursor::big(data).at(26);
    let palette_length = cursor.u32().ok_or_else(short)? as usize;
    let palette = cursor.take(palette_length).ok_or_else(short)?;
    for _ in ["image resources", "layers"] {
        let length = cursor.u32().ok_or_else(short)? as usize;
        cursor.take(length).ok_or_else(short)?;
    }
    let planar = match cursor.u16().ok_or_else(short)? {
        0 => cursor.take(plane_bytes * planes).ok_or_else(short)?.to_vec(),
        1 => {
            let rows = usize::from(channels) * probe.height as usize;
            let table = cursor.take(rows * 2).ok_or_else(short)?;
            let row_bytes = probe.width as usize * usize::from(depth / 8);
            let mut planar = Vec::with_capacity(plane_bytes * planes);
            for length in table.as_chunks::<2>().0.iter().take(planes * probe.height as usize) {
                let packed = cursor.take(usize::from(u16::from_be_bytes(*length))).ok_or_else(short)?;
                unpack(packed, row_bytes, &mut planar);
            }
            planar
        }
        other => return Err(MediaError::unsupported(format!("Photoshop compression {other}"))),
    };
    let mut pixels = if depth == 16 {
        let wide: Vec<u16> = planar.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
        Pixels::from_u16(probe.width, probe.height, layout, interleave(&wide, planes))?
    } else {
        Pixels::from_u8(probe.width, probe.height, layout, interleave(&planar, planes))?
    };
    if mode == MODE_INDEXED {
        pixels = look_up(&pixels, palette)?;
    }
    if mode == MODE_CMYK {
        pixels = super::jpeg::invert(pixels); // stored as light, like Adobe's JPEGs
    }
    let profile = psd_resource(data, 1039).filter(|profile| profile.len() as u64 <= limits.profile_bytes);
    Ok((pixels, icc_or_srgb(profile.map(<[u8]>::to_vec))))
}

/// PackBits: runs and literals. Whatever the row claims, exactly `length` bytes are appended.
fn unpack(packed: &[u8], length: usize, out: &mut Vec<u8>) {
    let end = out.len() + length;
    let mut cursor = Cursor::big(packed);
    while out.len() < end {
        let room = end - out.len();
        match cursor.u8() {
            Some(count @ 0..=127) => out.extend(cursor.take_up_to((usize::from(count) + 1).min(room))),
            Some(128) => {}
            Some(count) => {
                let Some(value) = cursor.u8() else { break };
                out.resize(out.len() + (257 - usize::from(count)).min(room), value);
            }
            None => break,
        }
    }
    out.resize(end, 0);
}

pub(super) fn interleave<T: Copy>(planar: &[T], planes: usize) -> Vec<T> {
    let plane = planar.len() / planes;
    let mut out = Vec::with_capacity(planar.len());
    for pixel in 0..plane {
        out.extend((0..planes).map(|index| planar[index * plane + pixel]));
    }
    out
}

/// The palette has all reds, then all greens, then all blues.
fn look_up(indices: &Pixels, palette: &[u8]) -> Result<Pixels, MediaError> {
    let colour =
        |index: u8, channel: usize| palette.get(channel * 256 + usize::from(index)).copied().unwrap_or(0);
    let rgb =
        indices.u8s()?.iter().flat_map(|index| [colour(*index, 0), colour(*index, 1), colour(*index, 2)]);
    Pixels::from_u8(indices.width, indices.height, Layout::Rgb, rgb.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_rows_are_cut_and_filled_to_their_length() {
        let mut out = Vec::new();
        unpack(&[2, 1, 2, 3, 254, 9, 128, 0, 7], 7, &mut out);
        assert_eq!(out, [1, 2, 3, 9, 9, 9, 7]);
        out.clear();
        unpack(&[129, 5], 4, &mut out);
        assert_eq!(out, [5, 5, 5, 5], "a run longer than the row");
        out.clear();
        unpack(&[0], 3, &mut out);
        assert_eq!(out, [0, 0, 0], "a literal that is missing");
    }
}
