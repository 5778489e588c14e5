//! A JPEG without what is not picture, its pixels untouched: segments are left out, nothing is decoded.

use crate::{format::Format, ops::Orientation, probe::Probe};

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const COMMENT: u8 = 0xfe;
const APP0: u8 = 0xe0;
const APP14: u8 = 0xee;
const APP15: u8 = 0xef;

/// The file without comments, places, cameras, thumbnails and what lies behind its end; with another density where one is
/// named (pixels per inch, across and down).
///
/// `None` where that cannot be done without changing how the picture looks: it is no JPEG, it stands upright or has its
/// colours by what would be left out, it has no place for the density, or it is damaged.
pub(super) fn jpeg(data: &[u8], probe: &Probe, density: Option<(u16, u16)>) -> Option<Vec<u8>> {
    if probe.format != Format::Jpeg || probe.orientation != Orientation::Upright || probe.profile_bytes > 0 {
        return None;
    }
    let mut out = Vec::with_capacity(data.len());
    out.extend(data.get(..2).filter(|start| *start == [0xff, SOI])?);
    let mut at = 2;
    let mut placed = density.is_none();
    loop {
        // Any number of fill bytes may stand before a marker.
        while data.get(at)? == &0xff && data.get(at + 1)? == &0xff {
            at += 1;
        }
        let (0xff, marker) = (*data.get(at)?, *data.get(at + 1)?) else { return None };
        if marker == EOI {
            out.extend([0xff, EOI]);
            return placed.then_some(out);
        }
        let length = usize::from(u16::from_be_bytes([*data.get(at + 2)?, *data.get(at + 3)?]));
        let segment = data.get(at..at + 2 + length).filter(|_| length >= 2)?;
        at += segment.len();
        match marker {
            APP0 if segment.get(4..9) == Some(b"JFIF\0") && segment.len() >= 18 => {
                // Without its thumbnail.
                let mut header = segment[..18].to_vec();
                header[2..4].copy_from_slice(&16_u16.to_be_bytes());
                header[16..18].fill(0);
                if let Some((across, down)) = density {
                    header[11] = 1;
                    header[12..14].copy_from_slice(&across.to_be_bytes());
                    header[14..16].copy_from_slice(&down.to_be_bytes());
                    placed = true;
                }
                out.extend(header);
            }
            // Adobe's says how colours are stored.
            APP14 => out.extend(segment),
            APP0..=APP15 | COMMENT => {}
            SOS => {
                out.extend(segment);
                let end = at + entropy(data.get(at..)?)?;
                out.extend(&data[at..end]);
                at = end;
            }
            _ => out.extend(segment),
        }
    }
}

/// Length of the coded data up to the next marker that is no restart.
fn entropy(data: &[u8]) -> Option<usize> {
    let marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xff | 0xd0..=0xd7);
    data.windows(2).position(marker)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::probe::probe;

    const MEADOW: &[u8] = include_bytes!("../../../../testdata/meadow.jpg");

    #[test]
    fn what_is_no_picture_goes_and_the_picture_stays_bit_for_bit() {
        let mut file = MEADOW.to_vec();
        file.splice(2..2, *b"\xff\xfe\x00\x08secret");
        file.extend(b"and a film behind its end");
        let bare = jpeg(&file, &probe(&file, "").unwrap(), None).unwrap();
        assert!(!bare.windows(6).any(|part| part == b"secret") && bare.ends_with(&[0xff, EOI]));
        let scan = |file: &[u8]| {
            let start = file.windows(2).position(|pair| pair == [0xff, SOS]).unwrap();
            file[start..start + 2000].to_vec()
        };
        assert_eq!(scan(&bare), scan(MEADOW));
    }

    #[test]
    fn a_file_that_ends_early_is_left_to_the_decoder() {
        let half = &MEADOW[..MEADOW.len() / 2];
        assert_eq!(jpeg(half, &probe(half, "").unwrap(), None), None);
        for length in 0..200 {
            let part = &MEADOW[..length];
            if let Ok(probe) = probe(part, "") {
                assert_eq!(jpeg(part, &probe, None), None);
            }
        }
    }
}
