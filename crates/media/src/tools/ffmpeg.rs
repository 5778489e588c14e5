//! What every call of `ffmpeg` and `ffprobe` has in common: how files are read, and how progress is heard.

use crate::{MediaError, format::Format};

/// Arguments before an input: the demuxer, and that nothing but files and pipes is opened.
///
/// Left to itself, ffmpeg would find out by content that a file is a playlist, and read or fetch what it names.
pub(crate) fn reading(format: Format) -> Result<[&'static str; 4], MediaError> {
    let demuxer = demuxer(format).ok_or_else(|| MediaError::unsupported(format.name()))?;
    Ok(["-protocol_whitelist", "file,pipe", "-f", demuxer])
}

fn demuxer(format: Format) -> Option<&'static str> {
    match format {
        Format::Mp4 | Format::Mov | Format::M4v | Format::ThreeGp | Format::M4a => Some("mov"),
        Format::Mkv | Format::Webm => Some("matroska"),
        Format::Avi => Some("avi"),
        Format::Flv => Some("flv"),
        Format::Wmv | Format::Wma => Some("asf"),
        Format::Mpeg => Some("mpeg"),
        Format::MpegTs => Some("mpegts"),
        Format::Ogv | Format::Ogg | Format::Opus => Some("ogg"),
        Format::Mp3 => Some("mp3"),
        Format::Flac => Some("flac"),
        Format::Wav => Some("wav"),
        Format::Aiff => Some("aiff"),
        Format::Aac => Some("aac"),
        _ => None,
    }
}

/// Arguments of every run: no questions, no banner, only what went wrong.
pub(crate) const QUIET: [&str; 5] = ["-nostdin", "-hide_banner", "-v", "error", "-y"];

/// Arguments that make a run tell its progress on standard output twice a second.
pub(crate) const TELLING: [&str; 5] = ["-nostats", "-stats_period", "0.5", "-progress", "pipe:1"];

/// Arguments before an output: nothing of the source but its picture and sound: no place, no chapters, no date.
pub(crate) const BARE: [&str; 8] =
    ["-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact"];

/// Puts the lines of `-progress` together, which come in pieces, and calls `done` with the seconds finished.
pub(crate) fn progress(mut done: impl FnMut(f64) + Send) -> impl FnMut(&[u8]) + Send {
    let mut line: Vec<u8> = Vec::new();
    move |piece| {
        for byte in piece {
            match byte {
                b'\n' => {
                    if let Some(seconds) = seconds_done(&line) {
                        done(seconds);
                    }
                    line.clear();
                }
                // No line of progress is this long.
                _ if line.len() < 256 => line.push(*byte),
                _ => {}
            }
        }
    }
}

fn seconds_done(line: &[u8]) -> Option<f64> {
    let micros: f64 = std::str::from_utf8(line).ok()?.trim().strip_prefix("out_time_us=")?.parse().ok()?;
    (micros >= 0.0).then_some(micros / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Kind;

    #[test]
    fn every_film_and_sound_has_a_demuxer_and_no_picture_has() {
        for format in Format::all() {
            let timed = matches!(format.kind(), Kind::Video | Kind::Audio);
            assert_eq!(demuxer(format).is_some(), timed, "{format:?}");
        }
    }

    #[test]
    fn progress_is_heard_in_pieces() {
        let mut heard = Vec::new();
        let mut listen = progress(|seconds| heard.push(seconds));
        for piece in [
            b"frame=1\nout_time_us=15".as_slice(),
            b"00000\nout_time_us=N/A\nprogress=continue\n",
            b"out_time_us=-3\n",
        ] {
            listen(piece);
        }
        drop(listen);
        assert_eq!(heard, [1.5]);
    }
}
