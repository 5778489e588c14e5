//! Reading numbers out of bytes that may end at any point.

/// The `len` bytes at `at`, if they are all there.
pub(super) fn slice(data: &[u8], at: usize, len: usize) -> Option<&[u8]> {
    data.get(at..at.checked_add(len)?)
}

/// The `N` bytes at `at`, if they are all there.
pub(super) fn array<const N: usize>(data: &[u8], at: usize) -> Option<[u8; N]> {
    slice(data, at, N)?.try_into().ok()
}

/// A big-endian 16-bit number.
pub(super) fn be16(data: &[u8], at: usize) -> Option<u16> {
    array(data, at).map(u16::from_be_bytes)
}

/// A big-endian 32-bit number.
pub(super) fn be32(data: &[u8], at: usize) -> Option<u32> {
    array(data, at).map(u32::from_be_bytes)
}

/// A big-endian 64-bit number.
pub(super) fn be64(data: &[u8], at: usize) -> Option<u64> {
    array(data, at).map(u64::from_be_bytes)
}

/// A little-endian 32-bit number.
pub(super) fn le32(data: &[u8], at: usize) -> Option<u32> {
    array(data, at).map(u32::from_le_bytes)
}

/// A big-endian number of `len` bytes, 0 to 8.
pub(super) fn be_sized(data: &[u8], at: usize, len: usize) -> Option<u64> {
    if len > 8 {
        return None;
    }
    Some(slice(data, at, len)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The bytes before the first NUL.
pub(super) fn before_nul(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// UTF-8 if it is, Latin-1 otherwise: what old programs wrote when a format left the encoding open.
pub(super) fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// UTF-16 with the given byte order.
pub(super) fn utf16(bytes: &[u8], little_endian: bool) -> String {
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if little_endian { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) }
    };
    char::decode_utf16(bytes.chunks_exact(2).map(unit))
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}
