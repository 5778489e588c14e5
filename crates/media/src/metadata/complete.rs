//! What other programs know, added to what we read ourselves.
//!
//! Our own reading is the truth for the typed fields, so that a library looks the same with and without those programs.
//! They fill what it left empty, except for two things: the tag list, where exiftool's is the more complete,
//! and the size and length of films, which the library documents as `ffprobe`'s.

use serde_json::{Map, Value};

use super::{facts, record::Metadata, tags::Tags, this_year};
use crate::{audio, format::Kind, video};

impl Metadata {
    /// Takes exiftool's dump as the list of tags, and fills fields that were left empty: formats and maker notes that we
    /// have no reader for.
    pub fn complete_from_exiftool(&mut self, dump: &Map<String, Value>) {
        let tags = Tags::from_map(dump);
        let mut theirs = Metadata::empty(self.kind);
        match self.kind {
            Kind::Photo | Kind::Document => {
                let known = facts::photo::Known { is_raw: self.is_raw, ..Default::default() };
                facts::photo::derive(&tags, known, &mut theirs);
            }
            Kind::Video => facts::video::derive(&tags, None, None, None, &mut theirs),
            Kind::Audio => facts::audio::derive(&tags, this_year(), &mut theirs),
        }
        if self.width.is_none() {
            (self.width, self.height) = (theirs.width, theirs.height);
        } else {
            theirs.specific.shift_remove("dimensions");
            theirs.specific.shift_remove("resolution");
        }
        if self.taken.is_some() {
            theirs.specific.shift_remove("capture_offset_minutes");
        }
        if self.gps.is_some() {
            theirs.specific.shift_remove("gps_latitude");
            theirs.specific.shift_remove("gps_longitude");
        }
        self.taken = self.taken.or(theirs.taken);
        self.gps = self.gps.take().or(theirs.gps);
        for (ours, theirs) in [
            (&mut self.camera_make, theirs.camera_make),
            (&mut self.camera_model, theirs.camera_model),
            (&mut self.lens_model, theirs.lens_model),
            (&mut self.description, theirs.description),
            (&mut self.content_identifier, theirs.content_identifier),
            (&mut self.title, theirs.title),
        ] {
            *ours = ours.take().or(theirs);
        }
        // The exposure is always there; only ours of 0 may mean that we found none.
        if self.specific.get("exposure") == Some(&Value::from(0)) {
            self.specific.extend(theirs.specific.shift_remove_entry("exposure"));
        }
        for (name, value) in theirs.specific {
            self.specific.entry(name).or_insert(value);
        }
        self.raw = tags.into_map();
    }

    /// Takes size and length from `ffprobe`, and codec, rates and time where the headers gave us none.
    pub fn complete_from_video(&mut self, info: &video::Info) {
        self.duration = info.duration.or(self.duration);
        if let Some(picture) = &info.picture {
            (self.width, self.height) = (Some(picture.width), Some(picture.height));
            self.fill("codec", Some(picture.codec.as_str()));
            self.fill("frame_rate", picture.frame_rate);
        }
        self.fill("bitrate", info.bitrate);
    }

    /// Takes the length from `ffprobe`, and the properties of the sound where the headers gave us none.
    pub fn complete_from_audio(&mut self, info: &audio::Info) {
        self.duration = info.duration.or(self.duration);
        self.fill("codec", Some(info.codec.as_str()));
        self.fill("bitrate", info.bitrate);
        self.fill("sample_rate", info.sample_rate);
        self.fill("channels", info.channels);
    }

    fn fill(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.specific.entry(name).or_insert(value.into());
        }
    }
}
