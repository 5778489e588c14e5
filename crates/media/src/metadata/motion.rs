//! Motion photos: the film behind, or boxed in, a still.

use super::record::Motion;

/// Samsung's mark before the film, in files whose XMP says nothing of it.
const MARK: &[u8] = b"MotionPhoto_Data";

/// Where the film is: where XMP counts it from the end of the file, in a box of its own, or behind the maker's mark. Only
/// a place where an MP4 starts counts, since programs cut films off and leave the XMP.
pub(super) fn find(bytes: &[u8], from_end: Option<(u64, u64)>, boxed: Option<(u64, u64)>) -> Option<Motion> {
    let total = bytes.len() as u64;
    let counted = from_end.and_then(|(from_end, length)| Some((total.checked_sub(from_end)?, length)));
    let candidates = [counted, boxed].into_iter().flatten().chain(marked(bytes));
    candidates.map(|(offset, length)| Motion { offset, length }).find(|motion| is_film(bytes, *motion))
}

fn marked(bytes: &[u8]) -> Option<(u64, u64)> {
    // The trailer that ends such files is recognised first; a search through every file would cost more than it finds.
    if !bytes.ends_with(b"SEFT") {
        return None;
    }
    let start = bytes.windows(MARK.len()).rposition(|window| window == MARK)? + MARK.len();
    Some((start as u64, (bytes.len() - start) as u64))
}

fn is_film(bytes: &[u8], motion: Motion) -> bool {
    let start = usize::try_from(motion.offset).ok().and_then(|offset| bytes.get(offset..));
    start.and_then(|film| film.get(4..8)) == Some(b"ftyp")
        && motion.offset.checked_add(motion.length).is_some_and(|end| end <= bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILM: &[u8] = b"\0\0\0\x10ftypmp42....";

    #[test]
    fn the_film_is_where_a_film_starts() {
        let file = [b"\xff\xd8picture\xff\xd9".as_slice(), FILM].concat();
        let start = (file.len() - FILM.len()) as u64;
        let motion = Motion { offset: start, length: 16 };
        assert_eq!(find(&file, Some((16, 16)), None), Some(motion));
        assert_eq!(find(&file, None, Some((start, 16))), Some(motion));
        assert_eq!(find(&file, Some((15, 15)), None), None, "one byte off");
        assert_eq!(find(&file, Some((1000, 16)), None), None, "longer than the file");
        assert_eq!(find(&file, Some((16, u64::MAX)), None), None);
        assert_eq!(find(&file[..start as usize], Some((16, 16)), None), None, "cut off by a program");
    }

    #[test]
    fn the_mark_of_samsung_is_found_without_xmp() {
        let file = [b"\xff\xd8\xff\xd9".as_slice(), MARK, FILM, b"SEFHxxxxSEFT"].concat();
        assert_eq!(find(&file, None, None).map(|motion| motion.offset), Some(20));
    }
}
