//! Incode's `ocr-data`: what the vendor read from the document (`GET /omni/get/ocr-data`, flat, and
//! its second version, wrapped).
//!
//! Everything is optional and of any type: the vendor's answers are open-world, and numbers come
//! as strings as often as not. A field of an unexpected type is absent; it does not make the
//! others unreadable.

use chrono::{DateTime, NaiveDate};
use serde::{Deserialize, de::IgnoredAny};

use crate::Document;

/// The longest text that is taken for a value, in bytes.
const LONGEST: usize = 1024;

/// The fields that are claims. Deserialise it from the answer's JSON.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct OcrData {
    ocr_data: Option<Wrapped>,
    name: Option<NameOrNot>,
    type_of_id: Option<Loose>,
    birth_date: Option<Loose>,
    gender: Option<Loose>,
    document_number: Option<Loose>,
    issued_at: Option<Loose>,
    expire_at: Option<Loose>,
    issuing_country: Option<Loose>,
    nationality: Option<Loose>,
    nationality_mrz: Option<Loose>,
    mrz1: Option<Loose>,
    mrz2: Option<Loose>,
    mrz3: Option<Loose>,
}

impl OcrData {
    /// The claims of the document. Names that the vendor took from the zone (`…Mrz`,
    /// `machineReadableFullName`) are left out: the zone itself is there, and a page that repeats
    /// it would agree with itself.
    #[must_use]
    pub fn document(&self) -> Document {
        let ocr = match &self.ocr_data {
            Some(Wrapped::Data(inner)) => inner,
            Some(Wrapped::Other(_)) | None => self,
        };
        let none = Name::default();
        let name = match &ocr.name {
            Some(NameOrNot::Name(name)) => name,
            Some(NameOrNot::Other(_)) | None => &none,
        };
        let surname = joined(&[&name.paternal_last_name, &name.maternal_last_name]);
        let suffix = surname.as_ref().and_then(|_| text(&name.name_suffix));
        Document {
            given: text(&name.given_name)
                .or_else(|| joined(&[&name.first_name, &name.middle_name])),
            surname: surname.map(|surname| match suffix {
                Some(suffix) => format!("{surname} {suffix}"),
                None => surname,
            }),
            full_name: text(&name.full_name),
            date_of_birth: day(&ocr.birth_date),
            sex: text(&ocr.gender),
            nationality: text(&ocr.nationality).or_else(|| text(&ocr.nationality_mrz)),
            issuing_country: text(&ocr.issuing_country),
            document_number: text(&ocr.document_number),
            document_type: text(&ocr.type_of_id),
            date_of_issue: day(&ocr.issued_at),
            date_of_expiry: day(&ocr.expire_at),
            mrz: [&ocr.mrz1, &ocr.mrz2, &ocr.mrz3].into_iter().filter_map(text).collect(),
            aamva: None,
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Wrapped {
    Data(Box<OcrData>),
    Other(IgnoredAny),
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Name {
    full_name: Option<Loose>,
    first_name: Option<Loose>,
    given_name: Option<Loose>,
    middle_name: Option<Loose>,
    name_suffix: Option<Loose>,
    paternal_last_name: Option<Loose>,
    maternal_last_name: Option<Loose>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum NameOrNot {
    Name(Box<Name>),
    Other(IgnoredAny),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Loose {
    Whole(i64),
    Text(String),
    Other(IgnoredAny),
}

/// Text without blanks around it, also where the vendor wrote a number; `None` where nothing is
/// left.
fn text(value: &Option<Loose>) -> Option<String> {
    match value.as_ref()? {
        Loose::Whole(number) => Some(number.to_string()),
        Loose::Text(text) => {
            let text = text.trim();
            (!text.is_empty() && text.len() <= LONGEST).then(|| text.to_owned())
        }
        Loose::Other(_) => None,
    }
}

/// A day in milliseconds since 1970, as a number or in a string: the date in UTC, never in local
/// time, which west of Greenwich is the day before.
fn day(value: &Option<Loose>) -> Option<NaiveDate> {
    let millis = match value.as_ref()? {
        Loose::Whole(millis) => *millis,
        Loose::Text(text) => text.trim().parse().ok()?,
        Loose::Other(_) => return None,
    };
    DateTime::from_timestamp_millis(millis).map(|time| time.date_naive())
}

fn joined(parts: &[&Option<Loose>]) -> Option<String> {
    let parts: Vec<String> = parts.iter().filter_map(|part| text(part)).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn document(value: serde_json::Value) -> Document {
        serde_json::from_value::<OcrData>(value).unwrap().document()
    }

    #[test]
    fn two_surnames_are_one_claim() {
        let found = document(json!({"ocrData": {
            "name": {"firstName": "JORGE", "middleName": "YUSSEL", "nameSuffix": "JR",
                     "paternalLastName": "HERNANDEZ", "maternalLastName": "VILLEGAS",
                     "machineReadableFullName": "JORGE YUSSE HERNANDEZ VILLEGA"},
            "birthDate": 605_836_800_000_i64, "issuedAt": "1577836800000", "expireAt": "1893456000000", "mrz1": "P<", "mrz2": " "
        }}));
        assert_eq!(found.given.as_deref(), Some("JORGE YUSSEL"));
        assert_eq!(found.surname.as_deref(), Some("HERNANDEZ VILLEGAS JR"));
        assert_eq!(found.full_name, None);
        assert_eq!(found.date_of_birth, NaiveDate::from_ymd_opt(1989, 3, 14));
        assert_eq!(found.date_of_issue, NaiveDate::from_ymd_opt(2020, 1, 1));
        assert_eq!(found.date_of_expiry, NaiveDate::from_ymd_opt(2030, 1, 1));
        assert_eq!(found.mrz, ["P<"]);
    }

    #[test]
    fn unexpected_types_are_absent_and_break_nothing() {
        let found = document(json!({
            "name": "JANE DOE", "gender": ["F"], "documentNumber": 12345, "birthDate": "14.3.1989",
            "expireAt": 1.5, "issuingCountry": null, "nationality": {"code": "VDR"},
            "nationalityMrz": "VDR", "typeOfId": " Passport ", "mrz1": true, "ocrData": 7, "somethingNew": {}
        }));
        assert_eq!((found.given, found.full_name, found.sex), (None, None, None));
        assert_eq!((found.date_of_birth, found.date_of_expiry), (None, None));
        assert_eq!(found.document_number.as_deref(), Some("12345"));
        assert_eq!(found.nationality.as_deref(), Some("VDR"));
        assert_eq!(found.document_type.as_deref(), Some("Passport"));
        assert!(found.mrz.is_empty());
        assert_eq!(document(json!({})), Document::default());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(
            bytes in proptest::collection::vec(any::<u8>(), 0..200), field in "[a-zA-Z1-3]{1,14}",
            millis in any::<i64>(), text in any::<String>(),
        ) {
            let _ = serde_json::from_slice::<OcrData>(&bytes).map(|ocr| ocr.document());
            let _ = document(json!({field.clone(): text, "birthDate": millis, "name": {field: millis}}));
        }
    }
}
