//! Which format a file is, from its first bytes.

use super::{
    boxes,
    cursor::Cursor,
    document, raw,
    tiff::{Tiff, tag},
};
use crate::format::Format;

/// Recognises a format by content. `promised` is what the extension says; it only settles what the content leaves open:
/// RAW dialects of TIFF, and whether an MP4 whose tracks lie beyond `data` is a film or a song.
pub(crate) fn sniff(data: &[u8], promised: Option<Format>) -> Option<Format> {
    picture(data)
        .or_else(|| tiff_family(data, promised))
        .or_else(|| iso_media(data, promised))
        .or_else(|| film_or_sound(data, promised))
        .or_else(|| document_like(data))
}

fn picture(data: &[u8]) -> Option<Format> {
    Some(match data {
        [0xff, 0xd8, 0xff, ..] => Format::Jpeg,
        [0xff, 0x0a, ..] => Format::Jxl,
        _ if data.starts_with(super::png::SIGNATURE) => Format::Png,
        _ if data.starts_with(b"GIF87a") || data.starts_with(b"GIF89a") => Format::Gif,
        _ if data.starts_with(b"RIFF") && data.get(8..12) == Some(b"WEBP") => Format::Webp,
        _ if data.starts_with(b"\0\0\0\x0cJXL \r\n\x87\n") => Format::Jxl,
        _ if data.starts_with(b"8BPS") => Format::Psd,
        _ if data.starts_with(b"FUJIFILMCCD-RAW") => Format::Raf,
        _ if data.starts_with(b"\0MRM") => Format::Mrw,
        _ if data.starts_with(b"FOVb") => Format::X3f,
        // Two letters are little proof: the size of the second header must be one of those that exist.
        [b'B', b'M', ..]
            if matches!(Cursor::little(data).at(14).u32()?, 12 | 16 | 40 | 52 | 56 | 64 | 108 | 124) =>
        {
            Format::Bmp
        }
        _ => return None,
    })
}

fn tiff_family(data: &[u8], promised: Option<Format>) -> Option<Format> {
    let tiff = Tiff::parse(data)?;
    match data.get(..4)? {
        b"IIRO" | b"IIRS" | b"MMOR" => return Some(Format::Orf),
        b"IIU\0" => {
            let leica = tiff
                .main()?
                .get(tag::MAKE)
                .is_some_and(|make| make.text().to_ascii_uppercase().contains("LEICA"));
            return Some(if leica && promised == Some(Format::Rwl) { Format::Rwl } else { Format::Rw2 });
        }
        _ if data.get(8..10) == Some(b"CR") => return Some(Format::Cr2),
        _ => {}
    }
    Some(raw::dialect(&tiff, promised).unwrap_or(Format::Tiff))
}

fn iso_media(data: &[u8], promised: Option<Format>) -> Option<Format> {
    let Some((major, mut compatible)) = boxes::brands(data) else {
        // QuickTime before 2001 has no brands, and starts with one of these.
        let old = matches!(data.get(4..8), Some(b"moov" | b"mdat" | b"wide" | b"pnot"));
        return old.then_some(Format::Mov);
    };
    Some(match major {
        b"avif" | b"avis" => Format::Avif,
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Format::Heic,
        b"mif1" | b"mif2" | b"msf1" | b"miaf" => {
            let av1 = compatible.any(|brand| matches!(brand, b"avif" | b"avis"));
            if av1 { Format::Avif } else { Format::Heic }
        }
        b"crx " => Format::Cr3,
        b"jxl " => Format::Jxl,
        b"qt  " => Format::Mov,
        b"M4A " | b"M4B " | b"M4P " => Format::M4a,
        b"M4V " | b"M4VH" | b"M4VP" => Format::M4v,
        [b'3', b'g', ..] => Format::ThreeGp,
        _ => match (boxes::tracks(data), promised) {
            (Some(tracks), _) if tracks.audio && !tracks.video => Format::M4a,
            (_, Some(Format::M4v)) => Format::M4v,
            (None, Some(Format::M4a)) => Format::M4a,
            _ => Format::Mp4,
        },
    })
}

fn film_or_sound(data: &[u8], promised: Option<Format>) -> Option<Format> {
    const ASF_HEADER: &[u8] = b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c";
    /// The stream type GUID of a moving picture.
    const ASF_VIDEO: &[u8] = b"\xc0\xef\x19\xbc\x4d\x5b\xcf\x11\xa8\xfd\0\x80\x5f\x5c\x44\x2b";
    let form = data.get(8..12);
    Some(match data.get(..4)? {
        b"RIFF" if form == Some(b"WAVE") => Format::Wav,
        b"RF64" | b"BW64" if form == Some(b"WAVE") => Format::Wav,
        b"RIFF" if form == Some(b"AVI ") => Format::Avi,
        b"FORM" if matches!(form, Some(b"AIFF" | b"AIFC")) => Format::Aiff,
        b"\x1a\x45\xdf\xa3" => {
            // The document type stands in the first, short element.
            let head = &data[..data.len().min(64)];
            if memchr::memmem::find(head, b"webm").is_some() { Format::Webm } else { Format::Mkv }
        }
        b"FLV\x01" => Format::Flv,
        b"fLaC" => Format::Flac,
        b"OggS" => ogg(data),
        b"\0\0\x01\xba" | b"\0\0\x01\xb3" => Format::Mpeg,
        [b'I', b'D', b'3', _] => tagged(data, promised),
        _ if data.starts_with(ASF_HEADER) => {
            let length = Cursor::little(data).at(16).u64()?;
            let header = &data[..usize::try_from(length).unwrap_or(usize::MAX).min(data.len())];
            if memchr::memmem::find(header, ASF_VIDEO).is_some() { Format::Wmv } else { Format::Wma }
        }
        _ if is_transport_stream(data, 188, 0) || is_transport_stream(data, 192, 4) => Format::MpegTs,
        _ => return mpeg_audio(data),
    })
}

/// The codec in the first pages of an Ogg file, all of which start a stream.
fn ogg(data: &[u8]) -> Format {
    let mut cursor = Cursor::little(data);
    let mut found = Format::Ogg;
    while let Some(header) = cursor.array::<27>() {
        if &header[..4] != b"OggS" || header[5] & 2 == 0 {
            break;
        }
        let payload = cursor.take_up_to(usize::from(header[26])).iter().map(|lace| usize::from(*lace)).sum();
        match cursor.take_up_to(payload) {
            codec if codec.starts_with(b"\x80theora") || codec.starts_with(b"BBCD\0") => return Format::Ogv,
            codec if codec.starts_with(b"OpusHead") => found = Format::Opus,
            _ => {}
        }
    }
    found
}

/// A sync byte at the start of five packets in a row.
fn is_transport_stream(data: &[u8], packet: usize, first: usize) -> bool {
    (0..5).all(|index| data.get(first + index * packet) == Some(&0x47))
}

/// What follows an ID3 tag, which AAC and FLAC files carry too. A tag longer than the data leaves MP3, or the promise.
fn tagged(data: &[u8], promised: Option<Format>) -> Format {
    let size = data
        .get(6..10)
        .map_or(0, |bytes| bytes.iter().fold(0, |sum, byte| sum << 7 | usize::from(byte & 0x7f)));
    match data.get(10 + size..) {
        Some(rest) if rest.starts_with(b"fLaC") => Format::Flac,
        Some(rest) if rest.len() >= 4 => mpeg_audio(rest).unwrap_or(Format::Mp3),
        _ if promised == Some(Format::Aac) => Format::Aac,
        _ => Format::Mp3,
    }
}

/// MPEG audio and AAC frames have only a sync word: the second frame must start where the first one ends.
fn mpeg_audio(data: &[u8]) -> Option<Format> {
    let (format, length) = frame(data)?;
    let second = frame(data.get(length..)?).is_some_and(|(same, _)| same == format);
    second.then_some(format)
}

/// The format and the length in bytes of the audio frame at the start of the data.
fn frame(data: &[u8]) -> Option<(Format, usize)> {
    let [sync, flags, rates, _, ..] = *data else { return None };
    if sync != 0xff || flags & 0xe0 != 0xe0 {
        return None;
    }
    if flags & 0xf6 == 0xf0 {
        // ADTS: 13 bits of length, header included.
        let [_, _, _, high, middle, low, ..] = *data else { return None };
        let length = usize::from(high & 3) << 11 | usize::from(middle) << 3 | usize::from(low >> 5);
        return (length > 7 && rates >> 2 & 15 < 13).then_some((Format::Aac, length));
    }
    let (version, layer) = (flags >> 3 & 3, flags >> 1 & 3);
    let (bit_rate, sample_rate) = (usize::from(rates >> 4), usize::from(rates >> 2 & 3));
    if version == 1 || layer != 1 || matches!(bit_rate, 0 | 15) || sample_rate == 3 {
        return None; // not layer III, or a reserved value
    }
    const RATES: [[usize; 15]; 2] = [
        [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
        [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    ];
    let first_version = version == 3;
    let kilobits = RATES[usize::from(!first_version)][bit_rate];
    let hertz = [44_100, 48_000, 32_000][sample_rate]
        / if first_version {
            1
        } else if version == 2 {
            2
        } else {
            4
        };
    let samples = if first_version { 144 } else { 72 };
    Some((Format::Mp3, samples * kilobits * 1000 / hertz + usize::from(rates >> 1 & 1)))
}

fn document_like(data: &[u8]) -> Option<Format> {
    let head = &data[..data.len().min(1024)];
    if memchr::memmem::find(head, b"%PDF-").is_some() {
        return Some(Format::Pdf);
    }
    document::is_svg(data).then_some(Format::Svg)
}
