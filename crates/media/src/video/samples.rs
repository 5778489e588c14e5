//! Real files for tests, made by the programs that real files come from.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::{Map, Value};
use tempfile::TempDir;

use crate::tools::{ToolPaths, Tools};

/// A file in a folder of its own, gone with the value.
pub(crate) struct Sample {
    _folder: TempDir,
    pub(crate) path: PathBuf,
}

impl Sample {
    /// A file with this content.
    pub(crate) fn with(name: &str, bytes: &[u8]) -> Sample {
        let sample = Sample::empty(name);
        std::fs::write(&sample.path, bytes).unwrap();
        sample
    }

    fn empty(name: &str) -> Sample {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        Sample { _folder: folder, path }
    }

    /// What ffmpeg makes of these arguments, or `None`, with the reason printed, where it is missing.
    pub(crate) fn ffmpeg(name: &str, args: &[&str]) -> Option<Sample> {
        let sample = Sample::empty(name);
        let mut command = Command::new("ffmpeg");
        command.args(["-nostdin", "-v", "error", "-y"]).args(args).arg(&sample.path);
        let output = started("ffmpeg", command.output())?;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Some(sample)
    }

    /// A film of a test picture, and a tone.
    pub(crate) fn film(name: &str, size: &str, seconds: &str, args: &[&str]) -> Option<Sample> {
        let picture = format!("testsrc=size={size}:rate=25:duration={seconds}");
        let sound = format!("sine=frequency=440:duration={seconds}");
        let input = ["-f", "lavfi", "-i", &picture, "-f", "lavfi", "-i", &sound, "-pix_fmt", "yuv420p"];
        Sample::ffmpeg(name, &[&input[..], args].concat())
    }

    /// A tone.
    pub(crate) fn tone(name: &str, args: &[&str]) -> Option<Sample> {
        let input = ["-f", "lavfi", "-i", "sine=frequency=440:duration=3"];
        Sample::ffmpeg(name, &[&input[..], args].concat())
    }

    /// Writes tags with exiftool; `None`, with the reason printed, where it is missing.
    pub(crate) fn tagged(self, args: &[&str]) -> Option<Sample> {
        let mut command = Command::new("exiftool");
        command.args(["-config", "", "-q", "-overwrite_original", "-n"]).args(args).arg(&self.path);
        let output = started("exiftool", command.output())?;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Some(self)
    }

    /// What exiftool says of the file.
    pub(crate) fn exiftool(&self) -> Option<Map<String, Value>> {
        let mut command = Command::new("exiftool");
        command.env("TZ", "UTC").args(["-config", "", "-json", "-m"]).arg(&self.path);
        let output = started("exiftool", command.output())?;
        let mut files: Vec<Map<String, Value>> = serde_json::from_slice(&output.stdout).unwrap();
        files.pop()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.path).unwrap()
    }

    pub(crate) fn open(&self) -> File {
        File::open(&self.path).unwrap()
    }

    pub(crate) fn name(&self) -> &str {
        self.path.file_name().and_then(|name| name.to_str()).unwrap()
    }
}

/// The programs of this machine; `None`, with the reason printed, without ffmpeg.
pub(crate) async fn tools() -> Option<Tools> {
    let tools = Tools::discover(&ToolPaths::standard()).await;
    if !tools.has(crate::tools::Tool::Ffmpeg) || !tools.has(crate::tools::Tool::Ffprobe) {
        eprintln!("skipped: ffmpeg is not installed");
        return None;
    }
    Some(tools)
}

/// A file to write into.
pub(crate) fn output() -> (tempfile::NamedTempFile, File) {
    let file = tempfile::NamedTempFile::new().unwrap();
    let handle = File::options().read(true).write(true).open(file.path()).unwrap();
    (file, handle)
}

/// A picture in the format of the name, as another program would write it.
pub(crate) fn picture(name: &str, width: u32, height: u32) -> Sample {
    let sample = Sample::empty(name);
    let picture = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 128]));
    let path = Path::new(&sample.path);
    if name.ends_with(".tiff") {
        // `image` is built without its TIFF, which calotype reads on its own.
        let mut encoder = tiff::encoder::TiffEncoder::new(File::create(path).unwrap()).unwrap();
        encoder.write_image::<tiff::encoder::colortype::RGB8>(width, height, picture.as_raw()).unwrap();
    } else {
        picture.save(path).unwrap();
    }
    sample
}

fn started(program: &str, result: std::io::Result<std::process::Output>) -> Option<std::process::Output> {
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("skipped: {program} is not installed");
            None
        }
        result => Some(result.unwrap()),
    }
}
