//! Text that strangers write: parameters, addresses, lines that were read from a picture.

use calotype_commands::{Found, Given, TABLE, find};
use calotype_core::deposits::resume::Checksum;
use calotype_core::fetch::Target as Address;
use serde_json::Value;

use crate::Target;

pub(crate) const COMMAND: Target = Target {
    name: "command",
    about: "the parameters of a command: its name, a line break, a JSON object",
    feed: command,
    seeds: commands,
};

pub(crate) const URL: Target = Target {
    name: "url",
    about: "an address that a stranger wants fetched",
    feed: |bytes| with_text(bytes, |text| drop(Address::parse(text))),
    seeds: || {
        texts(&[
            "https://example.org:443/a?b#c",
            "http://0x7f.1/",
            "http://[::ffff:10.0.0.1]/",
            "ftp://u:p@h",
        ])
    },
};

pub(crate) const CHECKSUM: Target = Target {
    name: "checksum",
    about: "the checksum header of a resumable upload",
    feed: |bytes| with_text(bytes, |text| drop(Checksum::parse(text))),
    seeds: || texts(&["sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "md5 1B2M2Y8AsgTpgAmY7PhCfg==", "sha256 x"]),
};

pub(crate) const MRZ: Target = Target {
    name: "mrz",
    about: "lines of text that may be machine-readable",
    feed: |bytes| {
        with_text(bytes, |text| drop(calotype_inference::read_mrz_lines(&text.lines().collect::<Vec<_>>())));
    },
    seeds: || {
        texts(&[
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<",
        ])
    },
};

fn with_text(bytes: &[u8], feed: impl FnOnce(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        feed(text);
    }
}

fn texts(all: &[&str]) -> Vec<Vec<u8>> {
    all.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn command(bytes: &[u8]) {
    with_text(bytes, |text| {
        let Some((name, body)) = text.split_once('\n') else { return };
        let Some(Found::Enabled(command)) = find(name) else { return };
        let Ok(Value::Object(values)) = serde_json::from_str(body) else { return };
        let upload = values.contains_key("file");
        drop((command.plan)(&Given::new(values, upload, 1)));
    });
}

/// For each command what its document shows, with every parameter at a value of its kind.
fn commands() -> Vec<Vec<u8>> {
    let text = |command: &calotype_commands::Command| {
        let values: serde_json::Map<String, Value> = command
            .parameters
            .iter()
            .map(|spec| (spec.name.to_owned(), spec.default.map_or(Value::from(7), Value::from)))
            .collect();
        format!("{}\n{}", command.name, Value::Object(values)).into_bytes()
    };
    TABLE.iter().map(text).collect()
}
