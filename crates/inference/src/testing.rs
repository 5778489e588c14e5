//! What the tests of this room share: the machine's models, its public pictures, its reference runtime.

use std::path::{Path, PathBuf};

use calotype_testkit::require;

use crate::{Inference, Settings};

fn below_cache(variable: &str, name: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(
        || Path::new(&std::env::var_os("HOME").unwrap_or_default()).join(".cache/calotype").join(name),
        PathBuf::from,
    )
}

/// Where `make test` has pulled the models to; `None`, having said so, where it has not.
pub(crate) fn models() -> Option<PathBuf> {
    let directory = below_cache("CALOTYPE_MODELS__DIR", "models");
    if Inference::open(Settings::new(directory.clone())).tasks().len() + 1 < crate::Task::ALL.len() {
        require::skipped(format!(
            "the models are not all in {}; `make test` pulls them",
            directory.display()
        ));
        return None;
    }
    Some(directory)
}

/// A door to them.
pub(crate) fn inference() -> Option<Inference> {
    models().map(|directory| Inference::open(Settings::new(directory)))
}

/// Whether a model that is not pulled by default is there.
pub(crate) fn has(name: &str) -> bool {
    let model = crate::catalogue::named(name).unwrap();
    models()
        .is_some_and(|directory| crate::install::look(&directory, model) == crate::install::State::Installed)
}

/// Pixels that a test looks at.
pub(crate) struct Pixels {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) rgb: Vec<u8>,
}

impl Pixels {
    pub(crate) fn picture(&self) -> crate::Picture<'_> {
        crate::Picture::new(self.width, self.height, &self.rgb).unwrap()
    }

    pub(crate) fn of(image: &image::DynamicImage) -> Self {
        let rgb = image.to_rgb8();
        Self { width: rgb.width(), height: rgb.height(), rgb: rgb.into_raw() }
    }
}

/// One of the public photographs that `scripts/setup test` fetches.
pub(crate) fn photograph(name: &str) -> Option<Pixels> {
    let path = below_cache("CALOTYPE_TOOLS", "tools").join("photographs").join(name);
    match image::open(&path) {
        Ok(image) => Some(Pixels::of(&image)),
        Err(e) => {
            require::skipped(format!("{}: {e}; `scripts/setup test` fetches it", path.display()));
            None
        }
    }
}

/// What the reference (Python with onnxruntime and numpy) prints for one of the scripts beside the tests, or `None`, having
/// said so, where it is not installed.
pub(crate) fn reference(script: &str, arguments: &[&Path]) -> Option<Vec<u8>> {
    let python = below_cache("CALOTYPE_TOOLS", "tools").join("onnxruntime/bin/python");
    if !python.exists() {
        require::skipped(format!("{} is missing; `scripts/setup test` installs it", python.display()));
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(script);
    let run = std::process::Command::new(python).arg(script).args(arguments).output().unwrap();
    assert!(run.status.success(), "the reference failed: {}", String::from_utf8_lossy(&run.stderr));
    Some(run.stdout)
}

/// A white picture with what an SVG fragment draws on it, in DejaVu Sans; `None`, having said so, without that font.
pub(crate) fn drawn(width: u32, height: u32, fragment: &str) -> Option<Pixels> {
    let fonts = Path::new("/usr/share/fonts/truetype/dejavu");
    if !fonts.join("DejaVuSansMono.ttf").exists() {
        require::skipped("the font DejaVu is not installed; `scripts/setup test` brings it");
        return None;
    }
    let mut options = resvg::usvg::Options { font_family: "DejaVu Sans".into(), ..Default::default() };
    for name in ["DejaVuSans.ttf", "DejaVuSansMono.ttf"] {
        options.fontdb_mut().load_font_data(std::fs::read(fonts.join(name)).unwrap());
    }
    let svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">
            <rect width="100%" height="100%" fill="#fff"/>{fragment}</svg>"##
    );
    let tree = resvg::usvg::Tree::from_str(&svg, &options).unwrap();
    let mut canvas = resvg::tiny_skia::Pixmap::new(width, height).unwrap();
    resvg::render(&tree, resvg::tiny_skia::Transform::identity(), &mut canvas.as_mut());
    let rgb = canvas.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Some(Pixels { width, height, rgb })
}
