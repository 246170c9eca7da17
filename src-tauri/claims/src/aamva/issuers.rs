//! Issuer identification numbers, as AAMVA publishes them.

/// Who issued a licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Issuer {
    /// Two letters of the state, province or territory; empty for the US Department of State.
    pub state: &'static str,
    /// `USA`, `CAN` or `MEX`.
    pub country: &'static str,
}

/// The issuer of a number of six digits.
pub(super) fn find(number: &str) -> Option<Issuer> {
    let number: u32 = number.parse().ok()?;
    let state = match number {
        990_876 => "AB",
        636_000..=636_062 => *FROM_636_000.get(usize::try_from(number - 636_000).ok()?)?,
        604_426..=604_434 => *FROM_604_426.get(usize::try_from(number - 604_426).ok()?)?,
        _ => return None,
    };
    let country = match state {
        "AB" | "BC" | "MB" | "NB" | "NL" | "NS" | "NT" | "NU" | "ON" | "PE" | "QC" | "SK"
        | "YT" => "CAN",
        "COA" | "HID" => "MEX",
        _ => "USA",
    };
    Some(Issuer { state, country })
}

const FROM_636_000: [&str; 63] = [
    "VA", "NY", "MA", "MD", "NC", "SC", "CT", "LA", "MT", "NM", "FL", "DE", "ON", "NS", "CA", "TX",
    "NL", "NB", "IA", "GU", "CO", "AR", "KS", "OH", "VT", "PA", "AZ", "", "BC", "OR", "MO", "WI",
    "MI", "AL", "ND", "IL", "NJ", "IN", "MN", "NH", "UT", "ME", "SD", "DC", "SK", "WA", "KY", "HI",
    "MB", "NV", "ID", "MS", "RI", "TN", "NE", "GA", "COA", "HID", "OK", "AK", "WY", "WV", "VI",
];

const FROM_604_426: [&str; 9] = ["PE", "AS", "QC", "YT", "MP", "PR", "AB", "NU", "NT"];
