//! Sound: ID3, Vorbis comments, MP4 lists and RIFF texts, by `lofty`.

use std::{
    io::{BufReader, SeekFrom},
    panic::{AssertUnwindSafe, catch_unwind},
};

use lofty::{
    config::{ParseOptions, ParsingMode},
    file::{AudioFile, FileType, TaggedFile, TaggedFileExt},
    probe::Probe,
    tag::{ItemKey, ItemValue},
};

use super::{
    film::{ReadSeek, text},
    tags::Tags,
};
use crate::format::Format;

/// exiftool's names for the items people look at; the others go by their own.
#[rustfmt::skip]
const NAMES: &[(ItemKey, &str)] = &[
    (ItemKey::TrackTitle, "Title"), (ItemKey::TrackArtist, "Artist"), (ItemKey::AlbumTitle, "Album"),
    (ItemKey::AlbumArtist, "AlbumArtist"), (ItemKey::Performer, "Performer"), (ItemKey::Writer, "Author"),
    (ItemKey::Genre, "Genre"), (ItemKey::Year, "Year"), (ItemKey::RecordingDate, "Date"), (ItemKey::ReleaseDate, "ReleaseDate"),
    (ItemKey::OriginalReleaseDate, "OriginalReleaseDate"), (ItemKey::Comment, "Comment"), (ItemKey::Description, "Description"),
    (ItemKey::Lyrics, "Lyrics"), (ItemKey::UnsyncLyrics, "Lyrics"), (ItemKey::Composer, "Composer"),
    (ItemKey::TrackNumber, "TrackNumber"), (ItemKey::TrackTotal, "TrackTotal"), (ItemKey::DiscNumber, "DiscNumber"),
    (ItemKey::CopyrightMessage, "Copyright"), (ItemKey::EncoderSoftware, "Encoder"), (ItemKey::EncodedBy, "EncodedBy"),
    (ItemKey::Bpm, "BeatsPerMinute"), (ItemKey::IntegerBpm, "BeatsPerMinute"), (ItemKey::Label, "Label"),
];

/// Reads the tags and properties of a sound file; the playing time in seconds is the answer.
pub(super) fn read(
    reader: &mut dyn ReadSeek,
    format: Format,
    tags: &mut Tags,
) -> Result<Option<f64>, String> {
    reader.seek(SeekFrom::Start(0)).map_err(|error| error.to_string())?;
    // The library refuses what it cannot read, but it is large, and a stranger's file reaches all of it.
    let parsed = catch_unwind(AssertUnwindSafe(|| parse(reader, format)));
    let file = parsed.map_err(|_| "the reader of sound tags panicked".to_owned())??;
    let Some(file) = file else { return Ok(None) };
    for tag in file.primary_tag().into_iter().chain(file.tags()) {
        for item in tag.items().take(500) {
            let (ItemValue::Text(text) | ItemValue::Locator(text)) = item.value() else { continue };
            let known = NAMES.iter().find(|name| name.0 == item.key());
            let name = known.map_or_else(|| format!("{:?}", item.key()), |name| name.1.to_owned());
            tags.put(&name, text.as_str());
        }
    }
    properties(&file, tags);
    let seconds = file.properties().duration().as_secs_f64();
    Ok((seconds > 0.0).then_some(seconds))
}

fn parse(reader: &mut dyn ReadSeek, format: Format) -> Result<Option<TaggedFile>, String> {
    let kind = match format {
        Format::Mp3 => FileType::Mpeg,
        Format::Flac => FileType::Flac,
        Format::M4a => FileType::Mp4,
        Format::Wav => FileType::Wav,
        Format::Opus => FileType::Opus,
        Format::Aiff => FileType::Aiff,
        Format::Aac => FileType::Aac,
        Format::Ogg => FileType::Vorbis,
        _ => return Ok(None),
    };
    let options = ParseOptions::new().read_cover_art(false).parsing_mode(ParsingMode::Relaxed);
    let probe = Probe::new(BufReader::new(reader)).options(options);
    // Ogg is a container of several codecs, told apart by content.
    let probe = match format {
        Format::Ogg => probe.guess_file_type().map_err(|error| error.to_string())?,
        _ => probe.set_file_type(kind),
    };
    probe.read().map(Some).map_err(|error| error.to_string())
}

fn properties(file: &TaggedFile, tags: &mut Tags) {
    let properties = file.properties();
    if let Some(kilobits) =
        properties.audio_bitrate().or(properties.overall_bitrate()).filter(|rate| *rate > 0)
    {
        tags.put("AudioBitrate", text::bitrate(f64::from(kilobits) * 1000.0));
    }
    if let Some(hertz) = properties.sample_rate().filter(|rate| *rate > 0) {
        tags.put("SampleRate", hertz);
    }
    if let Some(channels) = properties.channels().filter(|channels| *channels > 0) {
        tags.put("Channels", channels);
    }
    if let Some(bits) = properties.bit_depth() {
        tags.put("BitsPerSample", bits);
    }
}
