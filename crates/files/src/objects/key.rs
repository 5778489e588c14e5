//! The names of objects. This enum alone knows paths, content types and cache rules.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::error::{Error, Result};
use crate::hash::ContentHash;

/// What an object is, and thereby where it lies.
///
/// | key | path | may change? |
/// |---|---|---|
/// | rendition | `rendition/{tenant}/{hh}/{hash}/{recipe}.{extension}` | no: a pure function of its name |
/// | blob | `blob/{tenant}/{hh}/{hash}` | no: named by its content |
/// | original | `original/{tenant}/{hh}/{asset}` | no: an asset gets other bytes only as another asset |
/// | upload | `upload/{tenant}/{upload}` | yes, until it is taken over as a blob |
/// | brought | `{owner}/upl_{upload}/{filename}` | yes, while its form is good |
/// | result | `result/{tenant}/{result}` | no: named by the attempt that made it |
/// | output | `output/{tenant}/{hh}/{output}` | no: named by itself |
///
/// `hh` are the first two digits of the hash (of an asset's id the last two): 256 directories on disk, 256 partitions in S3. Everything is per
/// tenant, because the existence of a picture must not leak from one tenant to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ObjectKey {
    /// Something made from an original; it can be dropped and made again at any time.
    Rendition {
        /// Whose it is.
        tenant: Uuid,
        /// BLAKE3 of the original's content, not of the rendition's.
        original: ContentHash,
        /// How it was made, encoder version included.
        recipe: Recipe,
        /// What it is encoded as.
        encoding: Encoding,
    },
    /// Immutable bytes by content: originals outside repositories.
    Blob {
        /// Whose it is.
        tenant: Uuid,
        /// BLAKE3 of the content.
        content: ContentHash,
    },
    /// What is kept of a hosted image: named by its asset and shared with no other, so that removing it asks nobody.
    Original {
        /// Whose it is.
        tenant: Uuid,
        /// The asset's id.
        asset: Uuid,
    },
    /// Bytes that somebody is still sending.
    Upload {
        /// Whose it is.
        tenant: Uuid,
        /// The upload's id.
        upload: Uuid,
    },
    /// What a client brought straight to the store with a signed form; the documented name fixes where it lies.
    Brought {
        /// Whose it is: a user, or a key that acts for nobody. Ids are unique over all tenants.
        owner: Uuid,
        /// The upload's id.
        upload: Uuid,
        /// Its name.
        filename: FileName,
    },
    /// What an order of a program made. Its id is its own, so that it goes with its order and needs no counting.
    Result {
        /// Whose it is.
        tenant: Uuid,
        /// The id of the attempt.
        result: Uuid,
    },
    /// What a command made or was given to keep.
    Output {
        /// Whose it is.
        tenant: Uuid,
        /// Its id.
        output: Uuid,
    },
    /// A picture that a program gave the face API, as it came. The documented name fixes the directory.
    Portrait {
        /// Whose it is.
        tenant: Uuid,
        /// The asset's id.
        asset: Uuid,
    },
    /// What masking made of one. The documented name fixes the directory, and others may read it without asking us.
    Processed {
        /// Whose it is.
        tenant: Uuid,
        /// The id of the run.
        run: Uuid,
        /// What it is encoded as.
        encoding: Encoding,
    },
}

impl ObjectKey {
    /// The path below the store's root: ASCII letters, digits, `-`, `_`, `.` and `/`, at most 255 bytes. Only file names
    /// have capital letters.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::Rendition { original, recipe, encoding, .. } => {
                format!("{}{original}/{recipe}.{}", self.directory(), encoding.extension())
            }
            Self::Blob { content, .. } => format!("{}{content}", self.directory()),
            Self::Original { asset, .. } => format!("{}{asset}", self.directory()),
            Self::Upload { upload, .. } => format!("{}{upload}", self.directory()),
            Self::Result { result, .. } => format!("{}{result}", self.directory()),
            Self::Output { output, .. } => format!("{}{output}", self.directory()),
            Self::Portrait { asset, .. } => format!("{}{asset}", self.directory()),
            Self::Processed { run, encoding, .. } => {
                format!("{}{run}.{}", self.directory(), encoding.extension())
            }
            Self::Brought { filename, .. } => format!("{}{filename}", self.directory()),
        }
    }

    /// The first directories of the path, up to and with the two digits of the hash.
    fn directory(&self) -> String {
        match self {
            Self::Rendition { tenant, original, .. } => {
                format!("rendition/{tenant}/{:02x}/", original.as_bytes()[0])
            }
            Self::Blob { tenant, content } => format!("blob/{tenant}/{:02x}/", content.as_bytes()[0]),
            // The last digits of an id are random, the first are a time.
            Self::Original { tenant, asset } => format!("original/{tenant}/{:02x}/", asset.as_bytes()[15]),
            Self::Upload { tenant, .. } => format!("upload/{tenant}/"),
            Self::Result { tenant, .. } => format!("result/{tenant}/"),
            Self::Output { tenant, output } => format!("output/{tenant}/{:02x}/", output.as_bytes()[15]),
            Self::Portrait { tenant, asset } => format!("originals/{tenant}/{:02x}/", asset.as_bytes()[15]),
            Self::Processed { tenant, run, .. } => format!("processed/{tenant}/{:02x}/", run.as_bytes()[15]),
            Self::Brought { owner, upload, .. } => format!("{owner}/upl_{}/", upload.simple()),
        }
    }

    /// The key that has this path; `None` for any other text. The inverse of [`Self::path`], for sweepers that start
    /// from what is stored.
    #[must_use]
    pub fn parse(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.split('/').collect();
        let key = match parts[..] {
            ["rendition", tenant, _, original, file] => {
                let (recipe, extension) = file.rsplit_once('.')?;
                Self::Rendition {
                    tenant: tenant.parse().ok()?,
                    original: original.parse().ok()?,
                    recipe: recipe.parse().ok()?,
                    encoding: Encoding::from_extension(extension)?,
                }
            }
            ["blob", tenant, _, content] => {
                Self::Blob { tenant: tenant.parse().ok()?, content: content.parse().ok()? }
            }
            ["original", tenant, _, asset] => {
                Self::Original { tenant: tenant.parse().ok()?, asset: asset.parse().ok()? }
            }
            ["upload", tenant, upload] => {
                Self::Upload { tenant: tenant.parse().ok()?, upload: upload.parse().ok()? }
            }
            ["result", tenant, result] => {
                Self::Result { tenant: tenant.parse().ok()?, result: result.parse().ok()? }
            }
            ["output", tenant, _, output] => {
                Self::Output { tenant: tenant.parse().ok()?, output: output.parse().ok()? }
            }
            ["originals", tenant, _, asset] => {
                Self::Portrait { tenant: tenant.parse().ok()?, asset: asset.parse().ok()? }
            }
            ["processed", tenant, _, file] => {
                let (run, extension) = file.rsplit_once('.')?;
                Self::Processed {
                    tenant: tenant.parse().ok()?,
                    run: run.parse().ok()?,
                    encoding: Encoding::from_extension(extension)?,
                }
            }
            [owner, upload, filename] => Self::Brought {
                owner: owner.parse().ok()?,
                upload: upload.strip_prefix("upl_")?.parse().ok()?,
                filename: filename.parse().ok()?,
            },
            _ => return None,
        };
        // Ids and hashes have several spellings; only one of them is the path.
        (key.path() == path).then_some(key)
    }

    /// The media type to store and serve. A blob's own type is known only to its database row.
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        match self {
            Self::Rendition { encoding, .. } | Self::Processed { encoding, .. } => encoding.content_type(),
            Self::Blob { .. }
            | Self::Original { .. }
            | Self::Upload { .. }
            | Self::Brought { .. }
            | Self::Result { .. }
            | Self::Output { .. }
            | Self::Portrait { .. } => "application/octet-stream",
        }
    }

    /// The `Cache-Control` for whoever is allowed to see the object. `private`, because being allowed is a matter of
    /// the request; a surface that serves to everybody says so itself.
    #[must_use]
    pub fn cache_control(&self) -> &'static str {
        if matches!(self, Self::Processed { .. }) {
            // Where the store is public, what is deleted must be out of every cache within a minute.
            return "private, max-age=60";
        }
        if self.is_immutable() { "private, max-age=31536000, immutable" } else { "no-store" }
    }

    /// Whether the name determines the content. Such an object is created or found, never replaced.
    #[must_use]
    pub fn is_immutable(&self) -> bool {
        match self {
            Self::Rendition { .. }
            | Self::Blob { .. }
            | Self::Original { .. }
            | Self::Result { .. }
            | Self::Output { .. }
            | Self::Portrait { .. }
            | Self::Processed { .. } => true,
            Self::Upload { .. } | Self::Brought { .. } => false,
        }
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path())
    }
}

/// A part of the store to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    /// Every object.
    All,
    /// All renditions of a tenant.
    Renditions(Uuid),
    /// All renditions of one original.
    RenditionsOf(Uuid, ContentHash),
    /// All blobs of a tenant.
    Blobs(Uuid),
    /// All originals of a tenant's hosted images.
    Originals(Uuid),
    /// All uploads of a tenant.
    Uploads(Uuid),
    /// All results of a tenant.
    Results(Uuid),
    /// All outputs of a tenant.
    Outputs(Uuid),
    /// All pictures that a tenant's programs gave the face API.
    Portraits(Uuid),
    /// All that was made of them.
    Processed(Uuid),
}

impl Prefix {
    /// The directory below the store's root, without a slash at the end; empty for all.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Self::All => String::new(),
            Self::Renditions(tenant) => format!("rendition/{tenant}"),
            Self::RenditionsOf(tenant, original) => {
                format!("rendition/{tenant}/{:02x}/{original}", original.as_bytes()[0])
            }
            Self::Blobs(tenant) => format!("blob/{tenant}"),
            Self::Originals(tenant) => format!("original/{tenant}"),
            Self::Uploads(tenant) => format!("upload/{tenant}"),
            Self::Results(tenant) => format!("result/{tenant}"),
            Self::Outputs(tenant) => format!("output/{tenant}"),
            Self::Portraits(tenant) => format!("originals/{tenant}"),
            Self::Processed(tenant) => format!("processed/{tenant}"),
        }
    }
}

/// The name of a way to make a rendition: 1 to 64 of `a-z`, `0-9`, `-` and `_`, beginning with a letter or digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Recipe(String);

impl Recipe {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Recipe {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let sound = (1..=64).contains(&name.len())
            && name.as_bytes()[0].is_ascii_alphanumeric()
            && name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
        if sound {
            Ok(Self(name.to_owned()))
        } else {
            Err(Error::invalid("that is not the name of a rendition"))
        }
    }
}

impl fmt::Display for Recipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a brought file: 1 to 160 ASCII letters, digits, `-`, `_` and `.`, beginning with none of the last.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FileName(String);

impl FromStr for FileName {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let sound = (1..=160).contains(&name.len())
            && !name.starts_with('.')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        if sound { Ok(Self(name.to_owned())) } else { Err(Error::invalid("that is not the name of a file")) }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! encodings {
    ($($(#[$doc:meta])* $name:ident $extension:literal $content_type:literal,)*) => {
        /// What a rendition is encoded as.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Encoding {
            $($(#[$doc])* $name,)*
        }

        impl Encoding {
            /// Every encoding, for tables and tests.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The extension of the object's name, without the dot.
            #[must_use]
            pub fn extension(self) -> &'static str {
                match self { $(Self::$name => $extension,)* }
            }

            /// The media type.
            #[must_use]
            pub fn content_type(self) -> &'static str {
                match self { $(Self::$name => $content_type,)* }
            }

            /// The encoding with this extension (no dot, lower case).
            #[must_use]
            pub fn from_extension(extension: &str) -> Option<Self> {
                match extension { $($extension => Some(Self::$name),)* _ => None }
            }
        }
    };
}

encodings! {
    /// JPEG.
    Jpeg "jpg" "image/jpeg",
    /// WebP, still or animated.
    Webp "webp" "image/webp",
    /// PNG.
    Png "png" "image/png",
    /// AVIF.
    Avif "avif" "image/avif",
    /// GIF.
    Gif "gif" "image/gif",
    /// MPEG-4 video.
    Mp4 "mp4" "video/mp4",
    /// WebM video.
    Webm "webm" "video/webm",
    /// MP3 audio.
    Mp3 "mp3" "audio/mpeg",
    /// MPEG-4 audio.
    M4a "m4a" "audio/mp4",
    /// A document about the original.
    Json "json" "application/json",
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    fn any_key() -> impl Strategy<Value = ObjectKey> {
        let hash = any::<[u8; 32]>().prop_map(ContentHash::from);
        let id = any::<u128>().prop_map(Uuid::from_u128);
        let recipe = "[a-z0-9][a-z0-9_-]{0,63}".prop_map(|name| name.parse().unwrap());
        let encoding = prop::sample::select(Encoding::ALL);
        prop_oneof![
            (id.clone(), hash.clone(), recipe, encoding).prop_map(|(tenant, original, recipe, encoding)| {
                ObjectKey::Rendition { tenant, original, recipe, encoding }
            }),
            (id.clone(), hash).prop_map(|(tenant, content)| ObjectKey::Blob { tenant, content }),
            (id.clone(), id.clone()).prop_map(|(tenant, asset)| ObjectKey::Original { tenant, asset }),
            (id.clone(), id.clone()).prop_map(|(tenant, upload)| ObjectKey::Upload { tenant, upload }),
            (id.clone(), id.clone()).prop_map(|(tenant, result)| ObjectKey::Result { tenant, result }),
            (id.clone(), id.clone()).prop_map(|(tenant, output)| ObjectKey::Output { tenant, output }),
            (id.clone(), id.clone()).prop_map(|(tenant, asset)| ObjectKey::Portrait { tenant, asset }),
            (id.clone(), id.clone()).prop_map(|(tenant, run)| ObjectKey::Processed {
                tenant,
                run,
                encoding: Encoding::Png
            }),
            (id.clone(), id, "[a-zA-Z0-9_-]{1,128}\\.[a-z]{1,16}").prop_map(|(owner, upload, name)| {
                ObjectKey::Brought { owner, upload, filename: name.parse().unwrap() }
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_path_leads_back_to_its_key_and_never_out_of_the_store(key in any_key()) {
            let path = key.path();
            prop_assert_eq!(ObjectKey::parse(&path), Some(key));
            prop_assert!(path.len() <= 255);
            prop_assert!(path.bytes().all(|b| matches!(b, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/')));
            prop_assert!(path.split('/').all(|part| !part.is_empty() && part != "." && part != ".."));
        }

        #[test]
        fn no_text_makes_the_parser_panic_or_accept_a_second_spelling(text in any::<String>(), key in any_key(), at in 0..200_usize) {
            for text in [text, key.path().to_uppercase(), { let mut path = key.path(); path.insert(at % path.len(), '/'); path }] {
                if let Some(key) = ObjectKey::parse(&text) {
                    prop_assert_eq!(key.path(), text);
                }
            }
        }

        #[test]
        fn a_recipe_is_refused_or_harmless(name in "\\PC{0,70}") {
            if let Ok(recipe) = name.parse::<Recipe>() {
                prop_assert!(!recipe.as_str().contains(['/', '.', '\\', '\0']));
            }
        }
    }

    #[test]
    fn a_wrong_pair_of_digits_is_not_a_path() {
        let key = ObjectKey::Blob { tenant: Uuid::nil(), content: ContentHash::of(b"x") };
        let moved = key.path().replacen(&format!("/{:02x}/", ContentHash::of(b"x").as_bytes()[0]), "/00/", 1);
        assert_ne!(moved, key.path());
        assert_eq!(ObjectKey::parse(&moved), None);
    }
}
