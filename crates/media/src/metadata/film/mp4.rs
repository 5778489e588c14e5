//! MP4 and QuickTime (ISO/IEC 14496-12; QuickTime File Format): the `moov` box, wherever in the file it stands.

use super::{
    super::{
        bytes,
        container::boxes::{self, boxes, find, find_uuid, header},
        facts::place::in_words,
        tags::Tags,
    },
    Film, Source, codes, text,
};

/// Most boxes of the top level stepped over. A fragmented film has two for every few seconds.
const TOP: usize = 20_000;
/// Most of `moov` loaded, bytes. It grows with the number of samples, by some 10 MiB an hour at the worst.
const MOOV: u64 = 64 << 20;
/// Largest box of metadata at the top level, bytes.
const SMALL: u64 = 16 << 20;
/// Most tracks looked at.
const TRACKS: usize = 32;

pub(super) fn read(source: &mut Source<'_>, film: &mut Film, tags: &mut Tags) {
    let mut at = 0;
    let mut pictures: u64 = 0;
    for _ in 0..TOP {
        let Some((kind, header, length)) = source.read_at(at, 16).as_deref().and_then(header) else { break };
        let length = length.unwrap_or(source.len - at);
        let body = at + header as u64;
        let Some(size) = length.checked_sub(header as u64) else { break };
        match &kind {
            b"ftyp" => {
                if let Some(brand) = source.read_at(body, 4) {
                    tags.put("MajorBrand", bytes::text(&brand));
                }
            }
            b"moov" => {
                if let Some(moov) = source.read_at(body, size.min(MOOV)) {
                    movie(&moov, film, tags);
                }
            }
            b"uuid" if size <= SMALL => {
                let packet = source.read_at(body, size);
                let packet = packet.as_deref().and_then(|body| body.strip_prefix(&boxes::XMP));
                film.xmp = film.xmp.take().or_else(|| packet.map(<[u8]>::to_vec));
            }
            b"mdat" => pictures = pictures.saturating_add(size.min(source.len.saturating_sub(body))),
            _ => {}
        }
        let Some(next) = at.checked_add(length).filter(|next| *next < source.len) else { break };
        at = next;
    }
    if let Some(seconds) = film.duration.filter(|seconds| *seconds > 0.0 && pictures > 0) {
        tags.put("AvgBitrate", text::bitrate(pictures as f64 * 8.0 / seconds));
    }
}

fn movie(moov: &[u8], film: &mut Film, tags: &mut Tags) {
    if let Some(clock) = find(moov, b"mvhd").and_then(Clock::read) {
        put_time(tags, "CreateDate", clock.created);
        put_time(tags, "ModifyDate", clock.modified);
        film.duration = clock.seconds();
    }
    for track in boxes(moov).filter(|found| found.kind == *b"trak").take(TRACKS) {
        read_track(track.content, film, tags);
    }
    if let Some(packet) = find_uuid(moov, &boxes::XMP) {
        film.xmp = film.xmp.take().or_else(|| Some(packet.to_vec()));
    }
    let user = find(moov, b"udta").unwrap_or_default();
    for metadata in [find(moov, b"meta"), find(user, b"meta")].into_iter().flatten() {
        keys(metadata, film, tags);
    }
    for found in boxes(user) {
        if found.kind == *b"XMP_" {
            film.xmp = film.xmp.take().or_else(|| Some(found.content.to_vec()));
        } else if let Some(name) = box_name(found.kind)
            && let Some(value) = user_text(found.content)
        {
            put(film, tags, name, &value);
        }
    }
}

/// Times and length of a movie, track or medium.
struct Clock {
    created: u64,
    modified: u64,
    scale: u32,
    duration: u64,
}

impl Clock {
    /// Reads `mvhd` and `mdhd`, whose starts are alike.
    fn read(body: &[u8]) -> Option<Clock> {
        let small = |at| bytes::be32(body, at).map(u64::from);
        let (created, modified, scale, duration) = match body.first()? {
            1 => (
                bytes::be64(body, 4)?,
                bytes::be64(body, 12)?,
                bytes::be32(body, 20)?,
                bytes::be64(body, 24)?,
            ),
            _ => (small(4)?, small(8)?, bytes::be32(body, 12)?, small(16)?),
        };
        Some(Clock { created, modified, scale, duration })
    }

    /// All ones stands for "not known", as in films still being written.
    fn seconds(&self) -> Option<f64> {
        let known = self.scale > 0 && !matches!(self.duration, 0 | 0xffff_ffff | u64::MAX);
        known.then(|| self.duration as f64 / f64::from(self.scale))
    }
}

fn read_track(track: &[u8], film: &mut Film, tags: &mut Tags) {
    let Some(medium) = find(track, b"mdia") else { return };
    let handler = find(medium, b"hdlr").and_then(|body| bytes::array::<4>(body, 8));
    let clock = find(medium, b"mdhd").and_then(Clock::read);
    let samples = find(medium, b"minf").and_then(|minf| find(minf, b"stbl"));
    // A description: version, count, then entries that are boxes themselves.
    let format = samples
        .and_then(|stbl| find(stbl, b"stsd"))
        .and_then(|stsd| stsd.get(8..))
        .and_then(|e| boxes(e).next());
    match handler.as_ref() {
        Some(b"vide") => {
            if film.size.is_none()
                && let Some(format) = format
            {
                film.size = picture_format(format, tags);
                if let (Some(samples), Some(clock)) = (samples, &clock) {
                    frame_rate(samples, clock.scale, tags);
                }
                if let Some(header) = find(track, b"tkhd") {
                    put_time(tags, "TrackCreateDate", track_created(header));
                    tags.put("Rotation", rotation(header));
                }
            }
        }
        Some(b"soun") => {
            if let Some(format) = format.filter(|_| !tags.has("AudioFormat")) {
                sound_format(format, tags);
            }
        }
        _ => return,
    }
    if let Some(clock) = clock {
        put_time(tags, "MediaCreateDate", clock.created);
        film.duration = film.duration.or_else(|| clock.seconds());
    }
}

/// Width and height as coded, out of a visual sample entry (§12.1.3).
fn picture_format(format: boxes::Box4<'_>, tags: &mut Tags) -> Option<(u32, u32)> {
    tags.put("CompressorID", bytes::text(&format.kind));
    let (width, height) = (bytes::be16(format.content, 24)?, bytes::be16(format.content, 26)?);
    if let Some(&length) = format.content.get(42)
        && let Some(name) = bytes::slice(format.content, 43, usize::from(length.min(31)))
    {
        tags.put("CompressorName", bytes::text(name));
    }
    if let Some(depth) = bytes::be16(format.content, 74) {
        tags.put("BitDepth", depth);
    }
    if width == 0 || height == 0 {
        return None;
    }
    tags.put("ImageWidth", width);
    tags.put("ImageHeight", height);
    Some((width.into(), height.into()))
}

/// Out of an audio sample entry (§12.2.3).
fn sound_format(format: boxes::Box4<'_>, tags: &mut Tags) {
    tags.put("AudioFormat", bytes::text(&format.kind));
    for (name, at) in [("AudioChannels", 16), ("AudioBitsPerSample", 18), ("AudioSampleRate", 24)] {
        if let Some(number) = bytes::be16(format.content, at).filter(|number| *number > 0) {
            tags.put(name, number);
        }
    }
}

/// Samples by their common length: count over time.
fn frame_rate(samples: &[u8], scale: u32, tags: &mut Tags) {
    let Some(table) = find(samples, b"stts").and_then(|stts| stts.get(8..)) else { return };
    let (mut count, mut time) = (0_u64, 0_u64);
    for run in table.chunks_exact(8) {
        let (samples, each) = (bytes::be32(run, 0).unwrap_or(0), bytes::be32(run, 4).unwrap_or(0));
        count = count.saturating_add(samples.into());
        time = time.saturating_add(u64::from(samples) * u64::from(each));
    }
    if time > 0 && count > 1 {
        let rate = count as f64 * f64::from(scale) / time as f64;
        tags.put_number("VideoFrameRate", (rate * 1000.0).round() / 1000.0);
    }
}

fn track_created(header: &[u8]) -> u64 {
    let wide = header.first() == Some(&1);
    let time = if wide { bytes::be64(header, 4) } else { bytes::be32(header, 4).map(u64::from) };
    time.unwrap_or(0)
}

/// Degrees clockwise out of the first row of the matrix, which holds cosine and sine as 16.16 numbers.
fn rotation(header: &[u8]) -> i64 {
    let at = if header.first() == Some(&1) { 52 } else { 40 };
    let number = |at| bytes::be32(header, at).map_or(0.0, |bits| f64::from(bits.cast_signed()) / 65_536.0);
    let degrees = number(at + 4).atan2(number(at)).to_degrees().round() as i64;
    degrees.rem_euclid(360)
}

/// A `meta` box: iTunes's list by box names, or QuickTime's list by numbered keys. QuickTime writes it without the version
/// that others put before its children.
fn keys(metadata: &[u8], film: &mut Film, tags: &mut Tags) {
    let plain = bytes::array(metadata, 4) == Some(*b"hdlr");
    let Some(metadata) = (if plain { Some(metadata) } else { metadata.get(4..) }) else { return };
    let names: Vec<String> = find(metadata, b"keys")
        .and_then(|keys| keys.get(8..))
        .map_or_else(Vec::new, |keys| boxes(keys).map(|key| bytes::text(key.content)).take(500).collect());
    for item in find(metadata, b"ilst").map(boxes).into_iter().flatten().take(500) {
        let number = u32::from_be_bytes(item.kind) as usize;
        let by_key = number.checked_sub(1).and_then(|at| names.get(at)).and_then(|key| codes::key_name(key));
        if let Some(name) = by_key.or_else(|| box_name(item.kind))
            && let Some(value) = find(item.content, b"data").and_then(data_text)
        {
            put(film, tags, name, &value);
        }
    }
}

fn box_name(kind: [u8; 4]) -> Option<&'static str> {
    codes::BOXES.iter().find(|known| *known.0 == kind).map(|known| known.1)
}

/// A value with its type before it (QuickTime File Format, "Well-known types").
fn data_text(data: &[u8]) -> Option<String> {
    let value = data.get(8..)?;
    match bytes::be32(data, 0)? & 0x00ff_ffff {
        0 | 1 => Some(bytes::text(value)),
        2 => Some(bytes::utf16(value, false)),
        21 | 22 => bytes::be_sized(value, 0, value.len()).map(|number| number.to_string()),
        23 => bytes::array(value, 0).map(|four| f32::from_be_bytes(four).to_string()),
        24 => bytes::array(value, 0).map(|eight| f64::from_be_bytes(eight).to_string()),
        _ => None,
    }
}

/// A text of user data: length, language, letters; or, as some write it, with a `data` box inside.
fn user_text(body: &[u8]) -> Option<String> {
    if let Some(data) = find(body, b"data") {
        return data_text(data);
    }
    let length = usize::from(bytes::be16(body, 0)?);
    bytes::slice(body, 4, length).map(bytes::text)
}

fn put(film: &mut Film, tags: &mut Tags, name: &str, value: &str) {
    match name {
        "GPSCoordinates" => {
            let Some((latitude, longitude, altitude)) = text::iso6709(value) else { return };
            film.place = film.place.or(Some((latitude, longitude)));
            let altitude = altitude.map(|metres| format!(", {metres} m Above Sea Level")).unwrap_or_default();
            let (north, east) = (in_words(latitude, 'N', 'S'), in_words(longitude, 'E', 'W'));
            tags.put(name, format!("{north}, {east}{altitude}"));
        }
        "CreationDate" => tags.put(name, with_colons(value)),
        _ => tags.put(name, value),
    }
}

/// `2023-05-01T12:00:00+0200` as `2023:05:01 12:00:00+02:00`.
fn with_colons(date: &str) -> String {
    let Some((day, time)) = date.split_once('T') else { return date.to_owned() };
    let zone = time.len().checked_sub(5).and_then(|at| time.split_at_checked(at));
    let time = match zone {
        Some((clock, zone)) if zone.starts_with(['+', '-']) && !zone.contains(':') && zone.is_ascii() => {
            format!("{clock}{}:{}", &zone[..3], &zone[3..])
        }
        _ => time.to_owned(),
    };
    format!("{} {time}", day.replace('-', ":"))
}

fn put_time(tags: &mut Tags, name: &str, seconds: u64) {
    if let Some(time) = text::mac_time(seconds) {
        tags.put(name, time);
    }
}
