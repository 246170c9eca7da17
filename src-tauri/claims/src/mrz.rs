//! Machine readable zones: ICAO Doc 9303 parts 3 to 7, formats TD1, TD2, TD3, MRV-A and MRV-B.
//!
//! Nothing is repaired: what was misread shows in the check digits, and a reader that guessed
//! would hide it. No check digit covers the name, nationality, sex or issuing country. The crate
//! `mrz` is the witness of the tests; it is not behind this reader, because it repairs and because
//! the conventions here (what is printed, in its place) are simpler than its own.

mod dates;
mod layout;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod witness;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use dates::{birth_date, expiry_date};

/// The five layouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub enum Format {
    /// Cards, three lines of 30 (part 5).
    TD1,
    /// Cards of the larger size, two lines of 36 (part 6).
    TD2,
    /// Passports, two lines of 44 (part 4).
    TD3,
    /// Visas, two lines of 44 (part 7).
    #[serde(rename = "MRV-A")]
    MrvA,
    /// Visas, two lines of 36 (part 7).
    #[serde(rename = "MRV-B")]
    MrvB,
}

/// A machine readable zone, read but not judged.
///
/// The French identity card of before 2021 has the size of TD2 and a layout of its own, which
/// carries no nationality and no date of expiry: it is read as TD2 with both empty.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Mrz {
    /// Which layout.
    pub format: Format,
    /// Without fillers: `P`, `PP`, `I`, `V`.
    pub document_code: String,
    /// Issuing state or organisation without fillers: `UTO`, `D`.
    pub issuing_country: String,
    /// Primary identifier, spaces for fillers.
    pub surname: String,
    /// Secondary identifier, spaces for fillers; empty for a person with one name.
    pub given: String,
    /// Without fillers and check digit; a number longer than its field put together.
    pub document_number: String,
    /// Without fillers.
    pub nationality: String,
    /// As printed, YYMMDD, unknown parts as fillers.
    pub date_of_birth: String,
    /// `M`, `F` or `<` (not stated); another letter as printed.
    pub sex: String,
    /// As printed, YYMMDD.
    pub date_of_expiry: String,
    /// What the check digits say.
    pub checks: Checks,
    /// The last place of the name field is a letter: the name must be taken as cut off
    /// (part 3 §4.6).
    pub name_may_be_truncated: bool,
}

/// One verdict per check digit; `None` where the format has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Checks {
    /// Over the document number.
    pub document_number: Option<bool>,
    /// Over the date of birth.
    pub date_of_birth: Option<bool>,
    /// Over the date of expiry.
    pub date_of_expiry: Option<bool>,
    /// Over the optional data (TD3 only).
    pub optional: Option<bool>,
    /// Over the fields before (not on visas).
    pub composite: Option<bool>,
}

impl Checks {
    /// Names and verdicts of the digits that the format has.
    #[must_use]
    pub fn present(&self) -> Vec<(&'static str, bool)> {
        [
            ("document number", self.document_number),
            ("date of birth", self.date_of_birth),
            ("date of expiry", self.date_of_expiry),
            ("optional data", self.optional),
            ("composite", self.composite),
        ]
        .into_iter()
        .filter_map(|(name, verdict)| Some((name, verdict?)))
        .collect()
    }
}

/// Why lines are no machine readable zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No line at all.
    #[error("there are no machine readable lines")]
    Empty,
    /// A character other than A to Z, 0 to 9 and `<`.
    #[error("line {line} has a character that no machine readable line has")]
    Character {
        /// Which line, from 1.
        line: usize,
    },
    /// No format has that many lines of that length.
    #[error("no format has {lines} lines of these lengths")]
    Layout {
        /// How many lines there were.
        lines: usize,
    },
}

/// Reads the lines of a zone. Lower case and stray blanks are tolerated, empty lines skipped;
/// other characters, lengths and line counts are refused.
///
/// # Errors
/// [`Unreadable`].
pub fn read<S: AsRef<str>>(lines: &[S]) -> Result<Mrz, Unreadable> {
    let mut cleaned = Vec::new();
    for line in lines {
        let line: String = line.as_ref().split_whitespace().collect();
        if line.is_empty() {
            continue;
        }
        let line = line.to_ascii_uppercase();
        let known = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '<';
        if !line.chars().all(known) {
            return Err(Unreadable::Character { line: cleaned.len() + 1 });
        }
        cleaned.push(line);
    }
    layout::read(&cleaned)
}

/// The check digit of a field: values 0 to 9, A = 10 to Z = 35, filler 0, weights 7, 3, 1,
/// modulo 10 (part 3 §4.9). Other characters count as fillers.
#[must_use]
pub fn check_digit(field: &str) -> u32 {
    let value = |c: char| c.to_digit(36).unwrap_or(0);
    field.chars().zip([7, 3, 1].into_iter().cycle()).map(|(c, w)| value(c) * w).sum::<u32>() % 10
}

impl std::fmt::Debug for Mrz {
    // Personal data: printing one for debugging must not show it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mrz").field("format", &self.format).finish_non_exhaustive()
    }
}
