//! Files with known metadata, read; files without any sense, survived.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod build;
mod films;
mod hostile;
mod peer;
mod photos;
mod sounds;

use super::*;

fn about(format: Format) -> About<'static> {
    About { format, file_name: "picture", sidecar: None, upright: None }
}

fn read_as(bytes: &[u8], format: Format) -> Metadata {
    read(bytes, &about(format))
}
