//! Very many equal bytes in very few.

use flate2::{Compress, Compression, Crc, FlushCompress};

const CHUNK: usize = 1 << 20;

/// A zlib stream that inflates to `count` zero bytes.
///
/// One megabyte is compressed once and repeated: after a full flush a block depends on nothing before it.
pub(super) fn zlib_zeros(count: usize) -> Vec<u8> {
    let mut stream = vec![0x78, 0xda];
    stream.extend(deflate(&[0; CHUNK], FlushCompress::Full).repeat(count / CHUNK));
    stream.extend(deflate(&vec![0; count % CHUNK], FlushCompress::Finish));
    // Adler-32 of zeros: the first sum stays 1, the second counts the bytes.
    let second = (count % 65_521) as u32;
    stream.extend((second << 16 | 1).to_be_bytes());
    stream
}

/// A gzip file of `head`, `megabytes` of spaces, and `tail`.
pub(super) fn gzip_spaces(head: &[u8], megabytes: usize, tail: &[u8]) -> Vec<u8> {
    let spaces = vec![b' '; CHUNK];
    let mut file = b"\x1f\x8b\x08\0\0\0\0\0\0\xff".to_vec();
    file.extend(deflate(head, FlushCompress::Full));
    file.extend(deflate(&spaces, FlushCompress::Full).repeat(megabytes));
    file.extend(deflate(tail, FlushCompress::Finish));
    let mut sum = Crc::new();
    sum.update(head);
    (0..megabytes).for_each(|_| sum.update(&spaces));
    sum.update(tail);
    file.extend([sum.sum().to_le_bytes(), sum.amount().to_le_bytes()].concat());
    file
}

fn deflate(bytes: &[u8], end: FlushCompress) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 500 + 256);
    Compress::new(Compression::best(), false).compress_vec(bytes, &mut out, end).unwrap();
    out
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn the_stream_inflates_to_zeros_with_a_right_checksum() {
        let count = 2 * CHUNK + 70_000;
        let stream = zlib_zeros(count);
        assert!(stream.len() < 5_000);
        let mut zeros = Vec::new();
        flate2::read::ZlibDecoder::new(stream.as_slice()).read_to_end(&mut zeros).unwrap();
        assert_eq!(zeros, vec![0; count]);
    }

    #[test]
    fn the_gzip_file_is_whole() {
        let mut text = String::new();
        let file = gzip_spaces(b"<svg>", 2, b"</svg>");
        flate2::read::GzDecoder::new(file.as_slice()).read_to_string(&mut text).unwrap();
        assert_eq!(text.len(), 11 + 2 * CHUNK);
        assert!(text.starts_with("<svg>  ") && text.ends_with("  </svg>"));
    }
}
