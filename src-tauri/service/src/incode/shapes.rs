//! The vendor's JSON. Everything is optional: its answers are open-world, and numbers come as
//! strings as often as not. Unknown fields are kept where they could matter.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeZone as _, Utc};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub(crate) struct LogIn {
    pub(crate) token: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OnboardingStatus {
    pub(crate) onboarding_status: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CustomFields {
    pub(crate) custom_fields: Option<BTreeMap<String, Value>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeviceInfo {
    pub(crate) device_fingerprint: Option<String>,
}

/// `GET /omni/get/score`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Score {
    pub(crate) id_validation: Option<IdValidation>,
    pub(crate) liveness: Option<Liveness>,
    pub(crate) face_recognition: Option<FaceRecognition>,
    pub(crate) overall: Option<Test>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct IdValidation {
    pub(crate) photo_security_and_quality: Option<Vec<Test>>,
    pub(crate) id_specific: Option<Vec<Test>>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Liveness {
    /// 0 live, 1 spoof.
    pub(crate) liveness_score: Option<Test>,
    pub(crate) overall: Option<Test>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct FaceRecognition {
    pub(crate) existing_user: Option<bool>,
    pub(crate) overall: Option<Test>,
}

/// One test: a number in a string, or a word.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Test {
    pub(crate) value: Option<Value>,
    pub(crate) status: Option<String>,
    pub(crate) key: Option<String>,
}

impl Test {
    /// The value, if it is a finite number.
    pub(crate) fn number(&self) -> Option<f64> {
        let number = match self.value.as_ref()? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        number.filter(|number| number.is_finite())
    }
}

/// `GET /omni/get/ocr-data`, flat, or wrapped as its second version is.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct OcrData {
    pub(crate) ocr_data: Option<Box<OcrData>>,
    pub(crate) name: Option<Name>,
    pub(crate) type_of_id: Option<String>,
    pub(crate) birth_date: Option<Value>,
    pub(crate) gender: Option<String>,
    pub(crate) document_number: Option<Value>,
    pub(crate) expire_at: Option<Value>,
    pub(crate) issuing_country: Option<String>,
    pub(crate) nationality: Option<String>,
    pub(crate) nationality_mrz: Option<String>,
    pub(crate) mrz1: Option<String>,
    pub(crate) mrz2: Option<String>,
    pub(crate) mrz3: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Name {
    pub(crate) full_name: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) given_name: Option<String>,
    pub(crate) middle_name: Option<String>,
    pub(crate) paternal_last_name: Option<String>,
    pub(crate) maternal_last_name: Option<String>,
}

/// Milliseconds since 1970, as a number or in a string.
pub(crate) fn time(value: Option<&Value>) -> Option<DateTime<Utc>> {
    let millis = match value? {
        Value::Number(number) => number.as_i64()?,
        Value::String(text) => text.trim().parse().ok()?,
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    Utc.timestamp_millis_opt(millis).single()
}

/// A day: the date in UTC, never in local time, which west of Greenwich is the day before.
pub(crate) fn day(value: Option<&Value>) -> Option<NaiveDate> {
    time(value).map(|time| time.date_naive())
}

/// Longer than any field of a document, in bytes: what is longer is none.
pub(crate) const LONGEST: usize = 1024;

/// Text, also where the vendor wrote a number.
pub(crate) fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty() && text.len() <= LONGEST).then_some(text)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_birth_date_is_the_day_in_utc() {
        let born = NaiveDate::from_ymd_opt(1989, 3, 14);
        assert_eq!(day(Some(&json!(605_836_800_000_i64))), born);
        assert_eq!(day(Some(&json!("605836800000"))), born);
        assert_eq!(day(Some(&json!("14.3.1989"))), None);
        assert_eq!(day(Some(&json!(i64::MAX))), None);
    }

    #[test]
    fn numbers_come_as_strings_and_hostile_ones_are_none() {
        let number = |value: Value| Test { value: Some(value), ..Test::default() }.number();
        assert_eq!(number(json!("98.2")), Some(98.2));
        assert_eq!(number(json!(98.2)), Some(98.2));
        assert_eq!(number(json!("NaN")), None);
        assert_eq!(number(json!("PASSED")), None);
        assert_eq!(text(Some(&json!(4711))), Some("4711".to_owned()));
        assert_eq!(text(Some(&json!("  "))), None);
        assert!(text(Some(&json!("X".repeat(LONGEST)))).is_some());
        assert_eq!(text(Some(&json!("X".repeat(LONGEST + 1)))), None);
    }
}
