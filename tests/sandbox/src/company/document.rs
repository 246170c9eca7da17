//! An identity document: what is printed on it, its machine lines and its barcode.

use chrono::NaiveDate;

use super::person::Sex;

/// A document as it lies on the desk: every value as printed, right or wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// What kind of document.
    pub kind: DocumentKind,
    /// Three-letter issuing state (ICAO 9303 part 3 §5).
    pub issuer: String,
    /// Name of the (invented) issuing authority.
    pub authority: String,
    /// Family names as printed, in Latin letters; empty where only the own script is printed.
    pub surname: String,
    /// Given names as printed; empty for a mononym.
    pub given: String,
    /// Suffix such as JR, only on driving licences.
    pub suffix: Option<String>,
    /// The same in the own script, where it is printed: family names, given names.
    pub native: Option<(String, String)>,
    /// Date of birth as printed.
    pub born: NaiveDate,
    /// Place of birth.
    pub birthplace: String,
    /// Sex as printed.
    pub sex: Sex,
    /// Three-letter nationality.
    pub nationality: String,
    /// Document number as printed.
    pub number: String,
    /// National number, where the country prints one.
    pub personal_number: Option<String>,
    /// Date of issue.
    pub issued: NaiveDate,
    /// Date of expiry.
    pub expires: NaiveDate,
    /// Address lines, on cards and licences.
    pub address: Vec<String>,
    /// The machine readable lines as printed; empty for licences. Two of 44 (TD3) or three of 30
    /// (TD1) characters.
    pub mrz: Vec<String>,
    /// The text in the PDF417 barcode (AAMVA DL/ID card design standard), for licences.
    pub barcode: Option<String>,
    /// Whether the barcode is worn beyond reading.
    pub barcode_damaged: bool,
}

/// Kinds of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// Passport, data page with TD3 lines.
    Passport,
    /// Identity card with TD1 lines on the back.
    IdentityCard,
    /// Driving licence with a PDF417 barcode on the back.
    DrivingLicence,
}

impl DocumentKind {
    /// Whether there is a second side to photograph.
    #[must_use]
    pub const fn has_back(self) -> bool {
        !matches!(self, Self::Passport)
    }
}
