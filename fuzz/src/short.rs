//! The short run: seeds, damaged in ways that a number decides.

use crate::Target;

/// Numbers at which lengths and counts go wrong.
const EDGES: [u8; 6] = [0x00, 0x01, 0x7f, 0x80, 0xfe, 0xff];

/// Feeds every seed as it is, and then `rounds` damaged ones. Equal numbers make an equal run.
pub fn run(target: &Target, seed: u64, rounds: u64) {
    let seeds = (target.seeds)();
    for bytes in &seeds {
        (target.feed)(bytes);
    }
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..rounds {
        let Some(chosen) = seeds.get(chance.below(seeds.len())) else { return };
        let other = &seeds[chance.below(seeds.len())];
        (target.feed)(&damage(chosen, other, &mut chance));
    }
}

/// One to eight small injuries, of the kinds that break parsers.
fn damage(bytes: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(8) {
        if bytes.is_empty() {
            return bytes;
        }
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => bytes[at] = EDGES[chance.below(EDGES.len())],
            2 => {
                let end = (at + 4).min(bytes.len());
                bytes[at..end].fill(EDGES[chance.below(EDGES.len())]);
            }
            3 => bytes.truncate(at),
            4 => {
                let end = (at + 1 + chance.below(64)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let start = chance.below(other.len().max(1)).min(other.len());
                bytes.truncate(at);
                bytes.extend_from_slice(&other[start..]);
            }
        }
    }
    bytes
}

/// Marsaglia's xorshift64.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap_or(0)
    }
}
