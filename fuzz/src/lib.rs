//! What foreign bytes reach, one [`Target`] for each decoder and parser: fed with anything, it may refuse, and nothing else.
//!
//! Two ways to run one. A short run damages the seeds in a fixed way and needs nothing ([`short`]; it is a test of this crate
//! and so a part of `make test`). A long run is guided by coverage (`make fuzz`, libFuzzer) and keeps what it finds.
//!
//! A decoder of somebody else's may panic: it runs in a sandboxed child, for which a panic is one failed item. What it may not
//! do is read or write where it should not, take memory beyond its bounds, or never end. Our own parsers may not panic.

mod pictures;
pub mod short;
mod words;

/// One thing to feed.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// How it is called on the command line.
    pub name: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Takes any bytes.
    pub feed: fn(&[u8]),
    /// Good and hostile examples to start from.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// Every target, by name.
pub const TARGETS: &[Target] = &[
    pictures::AVIF,
    pictures::BMP,
    words::CHECKSUM,
    words::COMMAND,
    pictures::FILM,
    pictures::GIF,
    pictures::HEIC,
    pictures::JPEG,
    pictures::JXL,
    pictures::METADATA,
    words::MRZ,
    pictures::PDF,
    pictures::PNG,
    pictures::PROBE,
    pictures::PSD,
    pictures::RAW,
    pictures::SIDECAR,
    pictures::SVG,
    pictures::TIFF,
    words::URL,
    pictures::WEBP,
];

/// The target of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many as a few seconds allow in a build without optimisation.
    const ROUNDS: u64 = 20;

    #[test]
    fn every_target_has_a_name_of_its_own_and_seeds() {
        assert!(TARGETS.is_sorted_by(|one, next| one.name < next.name));
        for target in TARGETS {
            assert!(!(target.seeds)().is_empty(), "{} has no seeds", target.name);
        }
    }

    #[test]
    fn every_target_survives_damaged_copies_of_its_seeds() {
        for target in TARGETS {
            short::run(target, 1, ROUNDS);
        }
    }
}
