//! Valid files, cut short and bitten.

use super::{HostileFile, Verdict};
use crate::testing::tiny;

/// Into how many lengths each valid file is cut.
const CUTS: usize = 12;

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

/// Every valid file the mutations start from.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let mut seeds: Vec<_> =
        tiny::FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    seeds.push(("tiny.svg".to_owned(), tiny::SVG.as_bytes().to_vec()));
    seeds.push(("tiny.pdf".to_owned(), tiny::pdf()));
    seeds.push(("tiny.psd".to_owned(), tiny::psd()));
    seeds
}

/// Every valid file, ending at several places: in its first bytes, its headers, its data.
pub(super) fn truncated() -> Vec<HostileFile> {
    let mut files = Vec::new();
    for (name, bytes) in seeds() {
        for cut in 0..CUTS {
            let length = match cut {
                0..4 => 4 + cut * 6,
                _ => bytes.len() * cut / CUTS,
            };
            let label = format!("{name} cut to {length} bytes");
            // Cuts of a very small file can fall together.
            if files.last().is_none_or(|last: &HostileFile| last.name != label) {
                files.push(HostileFile::new(
                    label,
                    &name,
                    Verdict::Either,
                    bytes[..length.min(bytes.len())].to_vec(),
                ));
            }
        }
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files.dedup_by(|one, other| one.name == other.name);
    files
}

/// `count` damaged copies of every valid file.
pub(super) fn mutations(seed: u64, count: usize) -> impl Iterator<Item = HostileFile> {
    seeds().into_iter().enumerate().flat_map(move |(place, (name, bytes))| {
        let mut random = Random::new(seed ^ (place as u64) << 32);
        (0..count).map(move |number| {
            let label = format!("{name} mutation {number} of seed {seed}");
            HostileFile::new(label, &name, Verdict::Either, bite(&bytes, &mut random))
        })
    })
}

/// Does one to eight things that break files: a flipped bit, an extreme number, a lost, doubled or swapped
/// piece.
fn bite(valid: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = valid.to_vec();
    for _ in 0..=random.below(8) {
        if bytes.len() < 8 {
            break;
        }
        let at = random.below(bytes.len() - 4);
        let length = (1 + random.below(64)).min(bytes.len() - at);
        match random.below(8) {
            0 | 1 => bytes[at] ^= 1 << random.below(8),
            2 => bytes[at] = random.next() as u8,
            3 => bytes[at..at + 4].copy_from_slice(&[0xff; 4]),
            4 => bytes[at..at + 4].copy_from_slice(&[0, 0, 0, random.below(3) as u8]),
            5 => drop(bytes.drain(at..at + length)),
            6 => {
                let piece = bytes[at..at + length].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            _ => bytes.truncate(at.max(valid.len() / 2)),
        }
    }
    bytes
}
