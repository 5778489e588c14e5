//! Camera-like JPEGs, drawn from a seed.
//!
//! A benchmark needs pictures that cost what photographs cost. Decoders spend their time on the coefficients that
//! survived, encoders on the detail they find, so a drawing must have the spectrum of a photograph (amplitude falling
//! with 1/f), its edges, its flat and soft parts, and the noise of a sensor. The scene is drawn in linear light, blurred
//! as a lens and a colour filter array blur, covered with shot and read noise, and written as cameras write: baseline,
//! 4:2:0, quality 92, with an EXIF block. Equal seeds give equal files on one machine.

mod camera;
mod exif;
mod noise;
mod scene;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::cache;

/// Raised when anything that changes the drawn bytes changes: the name of a cached file contains it.
const VERSION: u32 = 1;

/// Side lengths of a picture, pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl Size {
    /// A 4:3 phone picture of 12 megapixels or a 3:2 camera picture of 24.
    pub(crate) fn of_megapixels(megapixels: u32) -> Result<Self> {
        match megapixels {
            12 => Ok(Self { width: 4000, height: 3000 }),
            24 => Ok(Self { width: 6000, height: 4000 }),
            other => anyhow::bail!("pictures are drawn with 12 or 24 megapixels, not {other}"),
        }
    }

    /// Millions of pixels.
    pub(crate) fn megapixels(self) -> f64 {
        f64::from(self.width) * f64::from(self.height) / 1e6
    }
}

/// A drawn photograph: the bytes of its JPEG file.
#[derive(Debug, Clone)]
pub(crate) struct Photo {
    jpeg: Vec<u8>,
}

impl Photo {
    /// Draws a photograph, or takes it from the cache.
    pub(crate) fn cached(size: Size, seed: u64) -> Result<Self> {
        let path = path_of(size, seed)?;
        if let Ok(jpeg) = fs::read(&path) {
            return Ok(Self { jpeg });
        }
        let photo = Self::draw(size, seed);
        cache::write(&path, &photo.jpeg)?;
        Ok(photo)
    }

    /// Draws a photograph; some seconds.
    pub(crate) fn draw(size: Size, seed: u64) -> Self {
        let pixels = camera::expose(&scene::Scene::new(seed, size), size, seed);
        let jpeg = camera::encode(&pixels, size);
        Self { jpeg: exif::insert(&jpeg, size, seed) }
    }

    /// The file.
    pub(crate) fn jpeg(&self) -> &[u8] {
        &self.jpeg
    }

    /// The same picture as another shot: only the unique id in its EXIF block differs, so that a library that refuses
    /// duplicates takes it again. The pixels cost exactly the same.
    pub(crate) fn another(&self, id: u128) -> Vec<u8> {
        let mut jpeg = self.jpeg.clone();
        exif::set_unique_id(&mut jpeg, id);
        jpeg
    }
}

fn path_of(size: Size, seed: u64) -> Result<PathBuf> {
    let folder = cache::folder("photos")?;
    Ok(folder.join(format!("v{VERSION}-{}x{}-{seed}.jpg", size.width, size.height)))
}

/// The path of a drawn photograph, for programs that read files.
pub(crate) fn file(size: Size, seed: u64) -> Result<PathBuf> {
    Photo::cached(size, seed).context("a photograph could not be drawn")?;
    path_of(size, seed)
}

/// A small photograph of people brought to the size of a camera's; the path of the file. What is large there are the faces,
/// too, as in a portrait.
pub(crate) fn large_portrait(small: &Path) -> Result<PathBuf> {
    let path = cache::folder("photos")?.join(format!("v{VERSION}-portrait.jpg"));
    if !path.is_file() {
        let picture = image::open(small).with_context(|| format!("{} cannot be read", small.display()))?;
        let large = picture.resize_exact(4000, 3000, image::imageops::FilterType::CatmullRom).to_rgb8();
        let mut jpeg = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 92).encode_image(&large)?;
        cache::write(&path, &jpeg)?;
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Size = Size { width: 640, height: 480 };

    #[test]
    fn equal_seeds_give_equal_files_and_others_do_not() {
        assert_eq!(Photo::draw(SMALL, 1).jpeg(), Photo::draw(SMALL, 1).jpeg());
        assert_ne!(Photo::draw(SMALL, 1).jpeg(), Photo::draw(SMALL, 2).jpeg());
    }

    #[test]
    fn another_shot_differs_in_bytes_and_not_in_pixels() {
        let photo = Photo::draw(SMALL, 1);
        let other = photo.another(7);
        assert_ne!(photo.jpeg(), other);
        let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().to_rgb8().into_raw();
        assert_eq!(pixels(photo.jpeg()), pixels(&other));
    }
}
