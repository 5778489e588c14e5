//! Files made to hurt whoever opens them: bombs of pixels, frames, scans, profiles and nesting, loops, lies
//! about lengths, cut and bitten files, files under a wrong name.
//!
//! The corpus is made here and not stored: it says what is wrong with each file, and a few of them are larger
//! than anybody wants in a repository. The first ones are those that really broke a decoder when calotype was
//! planned.

mod boxes;
mod compress;
mod drawing;
mod gif;
mod jpeg;
mod mutate;
mod names;
mod page;
mod png;
mod raster;
mod sound;
mod tiff;

/// One file.
#[derive(Debug, Clone)]
pub struct HostileFile {
    /// What is wrong with it; unique.
    pub name: String,
    /// The name it pretends to have.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// What may come of it.
    pub verdict: Verdict,
}

/// What may come of a hostile file. A crash, a timeout and an endless wait are wrong for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It has to be refused with a reason.
    Refused,
    /// A picture (or what can be saved of it) and a refusal are both fine.
    Either,
}

impl HostileFile {
    fn new(name: impl Into<String>, file_name: impl Into<String>, verdict: Verdict, bytes: Vec<u8>) -> Self {
        HostileFile { name: name.into(), file_name: file_name.into(), bytes, verdict }
    }
}

/// Every file that somebody thought out.
pub fn corpus() -> Vec<HostileFile> {
    [
        names::files(),
        png::files(),
        jpeg::files(),
        gif::files(),
        tiff::files(),
        raster::files(),
        boxes::files(),
        drawing::files(),
        page::files(),
        sound::files(),
        mutate::truncated(),
    ]
    .concat()
}

/// `count` damaged copies of every small valid file, the same ones for the same seed.
pub fn mutations(seed: u64, count: usize) -> impl Iterator<Item = HostileFile> {
    mutate::mutations(seed, count)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_hostile_file_has_a_name_of_its_own() {
        let mut seen = HashSet::new();
        for file in corpus() {
            assert!(seen.insert(file.name.clone()), "{} twice", file.name);
        }
    }

    #[test]
    fn the_same_seed_makes_the_same_mutations() {
        let bytes = |seed| mutations(seed, 3).map(|file| file.bytes).collect::<Vec<_>>();
        assert_eq!(bytes(1), bytes(1));
        assert_ne!(bytes(1), bytes(2));
    }
}
