//! The machine-readable lines of travel documents (ICAO Doc 9303, parts 3 to 7): finding them on a picture, reading them,
//! and checking what they say.

mod digits;
mod layout;
#[cfg(test)]
mod tests;

use crate::error::Result;
use crate::picture::Picture;
use crate::text::{Alphabet, Region, read, regions};
use crate::{Answer, Inference, Task};

pub use layout::read_lines;

/// The form of the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MrzFormat {
    /// Three lines of 30: identity cards.
    Td1,
    /// Two lines of 36: older identity cards.
    Td2,
    /// Two lines of 44: passports.
    Td3,
    /// Two lines of 44: visas.
    MrvA,
    /// Two lines of 36: small visas.
    MrvB,
}

/// What a document says about sex.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// `F`.
    Female,
    /// `M`.
    Male,
    /// Nothing, or `X`.
    Unspecified,
}

/// What the lines say. Fillers are removed; dates stay as they are written, year first with two digits, because the century
/// is not in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mrz {
    /// The form of the lines.
    pub format: MrzFormat,
    /// One or two letters, as `P` or `ID`.
    pub document_code: String,
    /// Country that issued it, three letters (one for Germany), as it is written.
    pub issuer: String,
    /// Family name.
    pub surname: String,
    /// Other names.
    pub given_names: String,
    /// Number of the document.
    pub number: String,
    /// Nationality, as `issuer`.
    pub nationality: String,
    /// Day of birth, `YYMMDD`; unknown parts are `<`.
    pub birth_date: String,
    /// Sex.
    pub sex: Sex,
    /// Last day on which it is valid, `YYMMDD`.
    pub expiry_date: String,
    /// What the issuer added.
    pub optional: String,
    /// The lines, corrected.
    pub lines: Vec<String>,
    /// Whether all check digits are right.
    pub valid: bool,
    /// Fields whose check digit is wrong: `number`, `birth_date`, `expiry_date`, `optional`, `composite`.
    pub wrong: Vec<&'static str>,
}

/// A line of them is longer than this in multiples of its height, with the frame that text is found with.
const SLIMMEST: f32 = 8.0;

impl Inference {
    /// The machine-readable lines on a picture; `None` where there are none. Letters that a field cannot have are read as
    /// the digits they look like, and the other way round; what the check digits say of the result is in it.
    ///
    /// # Errors
    /// No model, too much waiting, a failing model.
    pub fn read_mrz(&self, picture: Picture<'_>) -> Result<Answer<Option<Mrz>>> {
        self.answer(Task::Mrz, 1, |work| {
            let mut candidates: Vec<Region> = regions(work, picture, 1280)?
                .into_iter()
                .filter(|r| r.length > SLIMMEST * r.height)
                .collect();
            // They are the last lines of a document, and few.
            let skip = candidates.len().saturating_sub(24);
            candidates.drain(..skip);
            let lines = read(work, picture, &candidates, Alphabet::MachineReadable)?;
            let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
            Ok(read_lines(&texts))
        })
    }
}
