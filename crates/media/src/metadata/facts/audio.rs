//! What is documented of sound. It has no time of capture.

use super::{
    super::{
        record::Metadata,
        tags::{Tags, leading_number, one_line},
    },
    Fields, first_bitrate, first_number,
};

/// Fills the typed fields and the documented object of a sound file. `this_year` bounds what can be a year of release.
pub(in super::super) fn derive(tags: &Tags, this_year: i32, metadata: &mut Metadata) {
    let line = |names: &[&str]| names.iter().find_map(|name| one_line(&tags.text(name)?));
    let description = tags.first_text(&["Comment", "Description", "Lyrics", "Synopsis"]);
    let title = line(&["Title"]);

    let mut fields = Fields::default();
    fields.put("codec", line(&["AudioCodec", "AudioFormat", "FileTypeExtension", "AudioEncoding"]));
    // The names behind the first two are those exiftool has for AAC, FLAC, WAV and films.
    fields.put("bitrate", first_bitrate(tags, &["AudioBitrate", "Bitrate", "OverallBitrate", "AvgBitrate"]));
    fields.put(
        "sample_rate",
        ["SampleRate", "AudioSampleRate"].iter().find_map(|name| hertz(&tags.text(name)?)),
    );
    fields.put("channels", channels(tags));
    fields.put("artist", line(&["Artist", "AlbumArtist", "Performer", "Author"]));
    fields.put("album", line(&["Album"]));
    fields.put("title", title.clone());
    fields.put("genre", line(&["Genre"]));
    let years = [
        "Year",
        "Date",
        "ReleaseDate",
        "OriginalReleaseDate",
        "RecordingTime",
        "ContentCreateDate",
        "DateCreated",
    ];
    fields.put("year", years.iter().find_map(|name| year(&tags.text(name)?, this_year)));
    fields.put("description", description.clone());

    metadata.title = title;
    metadata.description = description;
    metadata.specific = fields.0;
}

/// Samples per second: `44100`, `44.1 kHz`.
fn hertz(text: &str) -> Option<i64> {
    let factor = if text.to_ascii_lowercase().contains("khz") { 1000.0 } else { 1.0 };
    let rate = leading_number(text)? * factor;
    (1.0..1e9).contains(&rate).then(|| rate.round() as i64)
}

/// A number, or exiftool's words for what MP3 says.
fn channels(tags: &Tags) -> Option<i64> {
    let number = first_number(tags, &["Channels", "AudioChannels", "NumChannels"], 1.0..=255.0);
    let words = || match tags.text("ChannelMode")?.as_str() {
        "Single Channel" => Some(1),
        "Stereo" | "Joint Stereo" | "Dual Channel" => Some(2),
        _ => None,
    };
    number.map(|channels| channels as i64).or_else(words)
}

/// The first four digits in a row that can be a year: 1800 to ten years from now.
fn year(text: &str, this_year: i32) -> Option<i64> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4 || run.len() == 8);
    runs.filter_map(|run| run[..4].parse::<i32>().ok())
        .find(|year| (1800..=this_year + 10).contains(year))
        .map(i64::from)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn every_documented_field_comes_from_its_first_tag() {
        let mut tags = Tags::default();
        for (name, value) in [
            ("FileTypeExtension", "mp3"),
            ("AudioBitrate", "128 kbps"),
            ("SampleRate", "44.1 kHz"),
            ("ChannelMode", "Joint Stereo"),
            ("AlbumArtist", "Many"),
            ("Album", "Best of"),
            ("Title", "Song"),
            ("Genre", "Jazz"),
            ("Date", "1959-08-17"),
            ("Lyrics", "la la"),
        ] {
            tags.put(name, value);
        }
        let mut metadata = Metadata::empty(crate::format::Kind::Audio);
        derive(&tags, 2026, &mut metadata);
        assert_eq!(
            Value::Object(metadata.specific),
            json!({
                "codec": "mp3", "bitrate": 128_000, "sample_rate": 44_100, "channels": 2, "artist": "Many", "album": "Best of",
                "title": "Song", "genre": "Jazz", "year": 1959, "description": "la la"
            })
        );
        assert_eq!(metadata.taken, None);
    }

    #[test]
    fn a_year_is_a_year_of_people() {
        for (text, expected) in [
            ("1959", Some(1959)),
            ("1959-08-17", Some(1959)),
            ("17.08.1959", Some(1959)),
            ("19590817", Some(1959)),
            ("1799", None),
            ("2036", Some(2036)),
            ("2037", None),
            ("0000 1999", Some(1999)),
            ("12345", None),
            ("", None),
        ] {
            assert_eq!(year(text, 2026), expected, "{text}");
        }
    }
}
