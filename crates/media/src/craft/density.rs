//! Pixels per inch, as files say them: read from what comes in, written into what we encoded.

use flate2::Crc;

use super::write::Export;
use crate::format::Format;

/// Pixels per inch across and down. `None` where the file does not say, or says it in a way that has no unit.
pub(super) fn read(data: &[u8], format: Format) -> Option<(f64, f64)> {
    match format {
        Format::Jpeg => {
            let header = data.get(2..20)?;
            if &header[..2] != b"\xff\xe0" || &header[4..9] != b"JFIF\0" {
                return None;
            }
            let number = |at: usize| f64::from(u16::from_be_bytes([header[at], header[at + 1]]));
            let inches = match header[11] {
                1 => 1.0,
                2 => 2.54,
                _ => return None,
            };
            sensible(number(12) * inches, number(14) * inches)
        }
        Format::Png => {
            let at = data.windows(4).take(4096).position(|window| window == b"pHYs")? + 4;
            let chunk = data.get(at..at + 9)?;
            let number = |at: usize| {
                f64::from(u32::from_be_bytes([chunk[at], chunk[at + 1], chunk[at + 2], chunk[at + 3]]))
            };
            if chunk[8] != 1 {
                return None;
            }
            sensible(number(0) * 0.0254, number(4) * 0.0254)
        }
        _ => None,
    }
}

fn sensible(across: f64, down: f64) -> Option<(f64, f64)> {
    let sane = |value: f64| (1.0..=10_000.0).contains(&value);
    (sane(across) && sane(down)).then_some((across, down))
}

/// Whether a file of this format can say it.
pub(super) fn can_be_set(format: Export) -> bool {
    matches!(format, Export::Jpeg | Export::Png)
}

/// Writes it into a file of our own making. A format that has no place for it stays as it is.
pub(super) fn set(mut file: Vec<u8>, format: Export, (across, down): (u16, u16)) -> Vec<u8> {
    match format {
        Export::Jpeg if file.get(6..11) == Some(b"JFIF\0") => {
            file[13] = 1;
            file[14..16].copy_from_slice(&across.to_be_bytes());
            file[16..18].copy_from_slice(&down.to_be_bytes());
        }
        Export::Png => {
            // Behind the signature (8 bytes) and the header chunk (25).
            const BEHIND_THE_HEADER: usize = 33;
            let metres = |inches: u16| ((f64::from(inches) / 0.0254).round() as u32).to_be_bytes();
            let mut body = b"pHYs".to_vec();
            body.extend(metres(across));
            body.extend(metres(down));
            body.push(1);
            let mut sum = Crc::new();
            sum.update(&body);
            let mut chunk = 9_u32.to_be_bytes().to_vec();
            chunk.extend(&body);
            chunk.extend(sum.sum().to_be_bytes());
            file.splice(BEHIND_THE_HEADER..BEHIND_THE_HEADER, chunk);
        }
        _ => {}
    }
    file
}
