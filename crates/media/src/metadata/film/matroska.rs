//! Matroska and WebM (RFC 9559): elements with a number of variable length before them (EBML, RFC 8794).

use super::{
    super::{bytes, tags::Tags},
    Film, Source, codes, text,
};

/// Largest element loaded, bytes. Information and tracks have some kilobytes.
const LOADED: u64 = 16 << 20;
/// Most elements of one level looked at.
const ELEMENTS: usize = 2_000;
/// Seconds from 1970 to 2001, where Matroska's clock starts.
const EPOCH: i64 = 978_307_200;

const EBML: u64 = 0x1a45_dfa3;
const SEGMENT: u64 = 0x1853_8067;
const SEEK_HEAD: u64 = 0x114d_9b74;
const INFO: u64 = 0x1549_a966;
const TRACKS: u64 = 0x1654_ae6b;
const TAGS: u64 = 0x1254_c367;
const CLUSTER: u64 = 0x1f43_b675;

pub(super) fn read(source: &mut Source<'_>, film: &mut Film, tags: &mut Tags) {
    let Some((EBML, header, Some(size))) = element_at(source, 0) else { return };
    let segment = header + size;
    let Some((SEGMENT, header, _)) = element_at(source, segment) else { return };
    let start = segment + header;
    let mut at = start;
    let mut sought = Vec::new();
    for _ in 0..ELEMENTS {
        let Some((id, header, size)) = element_at(source, at) else { break };
        // From the first cluster on it is all pictures; what is behind them, the seek head names.
        let (Some(size), false) = (size, id == CLUSTER) else { break };
        match id {
            SEEK_HEAD => {
                sought = load(source, at + header, size).map(|body| seek_head(&body)).unwrap_or_default();
            }
            INFO | TRACKS | TAGS => {
                sought.retain(|(sought, _)| *sought != id);
                describe(source, id, at + header, size, film, tags);
            }
            _ => {}
        }
        let Some(next) = at.checked_add(header + size).filter(|next| *next < source.len) else { break };
        at = next;
    }
    for (id, offset) in sought {
        if let Some(at) = start.checked_add(offset).filter(|at| *at < source.len)
            && let Some((found, header, Some(size))) = element_at(source, at)
            && found == id
        {
            describe(source, id, at + header, size, film, tags);
        }
    }
}

fn describe(source: &mut Source<'_>, id: u64, at: u64, size: u64, film: &mut Film, tags: &mut Tags) {
    let Some(body) = load(source, at, size) else { return };
    match id {
        INFO => information(&body, film, tags),
        TRACKS => {
            elements(&body).filter(|found| found.0 == 0xae).for_each(|found| track(found.1, film, tags));
        }
        _ => {
            // Tag, SimpleTag, name and text.
            let simple = elements(&body).filter(|tag| tag.0 == 0x7373).flat_map(|tag| elements(tag.1));
            for (_, simple) in simple.filter(|simple| simple.0 == 0x67c8).take(500) {
                if let (Some(name), Some(value)) = (find(simple, 0x45a3), find(simple, 0x4487)) {
                    tags.put(&codes::matroska_name(&bytes::text(name)), bytes::text(value));
                }
            }
        }
    }
}

fn information(info: &[u8], film: &mut Film, tags: &mut Tags) {
    // Nanoseconds in the unit of durations, a millisecond unless said otherwise.
    let scale = find(info, 0x002a_d7b1).and_then(unsigned).unwrap_or(1_000_000);
    let duration = find(info, 0x4489).and_then(float).map(|units| units * scale as f64 / 1e9);
    film.duration = film.duration.or(duration.filter(|seconds| seconds.is_finite() && *seconds > 0.0));
    for (id, name) in [(0x7ba9, "Title"), (0x4d80, "MuxingApp"), (0x5741, "WritingApp")] {
        if let Some(value) = find(info, id) {
            tags.put(name, bytes::text(value));
        }
    }
    // Nanoseconds since 2001, signed.
    if let Some(nanos) = find(info, 0x4461).and_then(|date| bytes::array(date, 0)).map(i64::from_be_bytes)
        && let Some(date) = text::unix_time(EPOCH + nanos.div_euclid(1_000_000_000))
    {
        tags.put("DateTimeOriginal", format!("{date}Z"));
    }
}

fn track(entry: &[u8], film: &mut Film, tags: &mut Tags) {
    let codec = find(entry, 0x86).map(bytes::text);
    if let Some(video) = find(entry, 0xe0).filter(|_| film.size.is_none()) {
        let side = |id| {
            find(video, id)
                .and_then(unsigned)
                .and_then(|side| u32::try_from(side).ok())
                .filter(|side| *side > 0)
        };
        film.size = side(0xb0).zip(side(0xba));
        if let Some((width, height)) = film.size {
            tags.put("ImageWidth", width);
            tags.put("ImageHeight", height);
        }
        if let Some(nanos) = find(entry, 0x0023_e383).and_then(unsigned).filter(|nanos| *nanos > 0) {
            tags.put_number("VideoFrameRate", (1e12 / nanos as f64).round() / 1000.0);
        }
        tags.put("VideoCodecID", codec.unwrap_or_default());
    } else if let Some(audio) = find(entry, 0xe1) {
        tags.put("AudioCodecID", codec.unwrap_or_default());
        if let Some(rate) = find(audio, 0xb5).and_then(float) {
            tags.put_number("AudioSampleRate", rate);
        }
        if let Some(channels) = find(audio, 0x9f).and_then(unsigned) {
            tags.put("AudioChannels", channels);
        }
    }
}

/// Where the seek head says the elements we read stand, counted from the segment's start.
fn seek_head(body: &[u8]) -> Vec<(u64, u64)> {
    let entries = elements(body).filter(|entry| entry.0 == 0x4dbb);
    let entries = entries
        .filter_map(|(_, entry)| Some((unsigned(find(entry, 0x53ab)?)?, unsigned(find(entry, 0x53ac)?)?)));
    let mut wanted: Vec<(u64, u64)> =
        entries.filter(|(id, _)| matches!(*id, INFO | TRACKS | TAGS)).take(16).collect();
    wanted.dedup_by_key(|(id, _)| *id);
    wanted
}

fn load(source: &mut Source<'_>, at: u64, size: u64) -> Option<Vec<u8>> {
    (size <= LOADED).then(|| source.read_at(at, size))?
}

/// The number, length of header and size of the element at `at`; no size when it is not known.
fn element_at(source: &mut Source<'_>, at: u64) -> Option<(u64, u64, Option<u64>)> {
    let bytes = source.read_at(at, 12)?;
    let (id, header, size) = element(&bytes)?;
    Some((id, header as u64, size))
}

fn element(data: &[u8]) -> Option<(u64, usize, Option<u64>)> {
    let (id, id_length) = number(data, true)?;
    let (size, size_length) = number(data.get(id_length..)?, false)?;
    // All ones: as long as what follows makes sense.
    let unknown = size == (1 << (7 * size_length)) - 1;
    Some((id, id_length + size_length, (!unknown).then_some(size)))
}

/// A number whose first set bit tells its length; the bit is part of an element's number but not of a size.
fn number(data: &[u8], keep_marker: bool) -> Option<(u64, usize)> {
    let first = *data.first()?;
    let length = first.leading_zeros() as usize + 1;
    let number = bytes::be_sized(data, 0, length)?;
    let marker = 1_u64 << (7 * length);
    Some((if keep_marker { number } else { number & !marker }, length))
}

/// The elements inside another: number and content. The last one, if cut off, comes with what is there.
fn elements(data: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut rest = data;
    std::iter::from_fn(move || {
        let (id, header, size) = element(rest)?;
        let body = rest.get(header..)?;
        let size = usize::try_from(size?).unwrap_or(usize::MAX).min(body.len());
        let (body, next) = body.split_at(size);
        rest = next;
        Some((id, body))
    })
    .take(ELEMENTS)
}

fn find(data: &[u8], id: u64) -> Option<&[u8]> {
    elements(data).find(|found| found.0 == id).map(|found| found.1)
}

fn unsigned(body: &[u8]) -> Option<u64> {
    bytes::be_sized(body, 0, body.len())
}

fn float(body: &[u8]) -> Option<f64> {
    match body.len() {
        4 => bytes::array(body, 0).map(|four| f64::from(f32::from_be_bytes(four))),
        8 => bytes::array(body, 0).map(f64::from_be_bytes),
        _ => None,
    }
}
