//! An EXIF block as a camera writes it: camera, lens, exposure, time, place, and an id that makes each file unique.

use super::Size;

/// Where a value of an entry goes.
enum Value {
    Short(u16),
    Long(u32),
    Text(String),
    Rationals(Vec<(u32, u32)>),
}

const ASCII: u16 = 2;
const SHORT: u16 = 3;
const LONG: u16 = 4;
const RATIONAL: u16 = 5;

/// The 32 digits of `ImageUniqueID` in a fresh block; [`set_unique_id`] looks for what it wrote there.
const ID_MARK: &str = "calotypebench000";

/// Puts an EXIF segment behind the start marker of a JPEG.
pub(super) fn insert(jpeg: &[u8], size: Size, seed: u64) -> Vec<u8> {
    let tiff = tiff(size, seed);
    let mut out = Vec::with_capacity(jpeg.len() + tiff.len() + 10);
    out.extend_from_slice(&jpeg[..2]);
    out.extend_from_slice(&[0xFF, 0xE1]);
    // The length counts itself and the six bytes of the identifier.
    out.extend_from_slice(&((tiff.len() + 8) as u16).to_be_bytes());
    out.extend_from_slice(b"Exif\0\0");
    out.extend_from_slice(&tiff);
    out.extend_from_slice(&jpeg[2..]);
    out
}

/// Replaces the second half of the unique id.
pub(super) fn set_unique_id(jpeg: &mut [u8], id: u128) {
    let mark = ID_MARK.as_bytes();
    if let Some(at) = jpeg.windows(mark.len()).position(|window| window == mark) {
        let digits = format!("{:016x}", id as u64 ^ (id >> 64) as u64);
        jpeg[at + mark.len()..at + 2 * mark.len()].copy_from_slice(digits.as_bytes());
    }
}

/// A little-endian TIFF structure with the three directories (TIFF 6.0, EXIF 2.32).
fn tiff(size: Size, seed: u64) -> Vec<u8> {
    let minute = seed % 60;
    let taken = format!("2026:06:{:02} 12:{minute:02}:30", 1 + seed % 28);
    let exif = vec![
        (0x829A, Value::Rationals(vec![(1, 250)])),
        (0x829D, Value::Rationals(vec![(28, 10)])),
        (0x8827, Value::Short(200)),
        (0x9003, Value::Text(taken.clone())),
        (0x9011, Value::Text("+02:00".into())),
        (0x920A, Value::Rationals(vec![(350, 10)])),
        (0xA002, Value::Long(size.width)),
        (0xA003, Value::Long(size.height)),
        (0xA420, Value::Text(format!("{ID_MARK}{seed:016x}"))),
        (0xA434, Value::Text("Bench 35mm F2.8".into())),
    ];
    let gps = vec![
        (0x0001, Value::Text("N".into())),
        (0x0002, Value::Rationals(vec![(48, 1), (minute as u32, 1), (1234, 100)])),
        (0x0003, Value::Text("E".into())),
        (0x0004, Value::Rationals(vec![(16, 1), (22, 1), (5678, 100)])),
    ];
    let mut main = vec![
        (0x010F, Value::Text("Calotype".into())),
        (0x0110, Value::Text(format!("Bench {}", size.megapixels().round()))),
        (0x0112, Value::Short(1)),
        (0x0132, Value::Text(taken)),
        (0x8769, Value::Long(0)),
        (0x8825, Value::Long(0)),
    ];
    let start = 8;
    let exif_at = start + directory(&main, start).len() as u32;
    let gps_at = exif_at + directory(&exif, exif_at).len() as u32;
    main[4].1 = Value::Long(exif_at);
    main[5].1 = Value::Long(gps_at);
    let mut out = vec![b'I', b'I', 42, 0, 8, 0, 0, 0];
    out.extend(directory(&main, start));
    out.extend(directory(&exif, exif_at));
    out.extend(directory(&gps, gps_at));
    out
}

/// One directory and the values that do not fit into its entries; `at` is its offset in the structure.
fn directory(entries: &[(u16, Value)], at: u32) -> Vec<u8> {
    let mut table = (entries.len() as u16).to_le_bytes().to_vec();
    let mut values = Vec::new();
    let values_at = at + 2 + 12 * entries.len() as u32 + 4;
    for (tag, value) in entries {
        let (kind, count, bytes) = encoded(value);
        table.extend(tag.to_le_bytes());
        table.extend(kind.to_le_bytes());
        table.extend(count.to_le_bytes());
        if bytes.len() <= 4 {
            let mut field = [0; 4];
            field[..bytes.len()].copy_from_slice(&bytes);
            table.extend(field);
        } else {
            table.extend((values_at + values.len() as u32).to_le_bytes());
            values.extend(bytes);
            if values.len() % 2 == 1 {
                values.push(0);
            }
        }
    }
    table.extend([0; 4]);
    table.extend(values);
    table
}

/// Type, count and little-endian bytes of a value.
fn encoded(value: &Value) -> (u16, u32, Vec<u8>) {
    match value {
        Value::Short(number) => (SHORT, 1, number.to_le_bytes().to_vec()),
        Value::Long(number) => (LONG, 1, number.to_le_bytes().to_vec()),
        Value::Text(text) => {
            let bytes = [text.as_bytes(), b"\0"].concat();
            (ASCII, bytes.len() as u32, bytes)
        }
        Value::Rationals(list) => {
            let bytes =
                list.iter().flat_map(|(over, under)| [over.to_le_bytes(), under.to_le_bytes()].concat());
            (RATIONAL, list.len() as u32, bytes.collect())
        }
    }
}
