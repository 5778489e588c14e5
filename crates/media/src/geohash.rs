//! Niemeyer's geohash: the cell of a place as letters, nearby places sharing prefixes.

/// The cell of a place: bits of longitude and latitude in turn, five to a letter.
///
/// `latitude` in -90..=90 and `longitude` in -180..=180 degrees; outside, the nearest cell.
#[must_use]
pub fn geohash(latitude: f64, longitude: f64, letters: usize) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789bcdefghjkmnpqrstuvwxyz";
    let mut ranges = [(-180.0, 180.0), (-90.0, 90.0)];
    let values = [longitude, latitude];
    let mut bits = 0..letters * 5;
    let mut bit = |axis: usize| {
        let (low, high): (f64, f64) = ranges[axis];
        let middle = low.midpoint(high);
        let upper = values[axis] >= middle;
        ranges[axis] = if upper { (middle, high) } else { (low, middle) };
        usize::from(upper)
    };
    (0..letters)
        .map(|_| {
            let letter = bits.by_ref().take(5).fold(0, |letter, position| letter << 1 | bit(position % 2));
            char::from(ALPHABET[letter])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::geohash;

    #[test]
    fn cells_are_those_of_the_reference() {
        // geohash.org: Jutland, the author's example, and San Francisco.
        assert_eq!(geohash(57.64911, 10.40744, 11), "u4pruydqqvj");
        assert_eq!(geohash(37.7749, -122.4194, 7), "9q8yyk8");
        assert_eq!(geohash(90.0, 180.0, 7), "zzzzzzz");
    }
}
