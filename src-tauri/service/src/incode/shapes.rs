//! The vendor's JSON. Everything is optional: its answers are open-world, and numbers come as
//! strings as often as not. Unknown fields are kept where they could matter.

use std::collections::BTreeMap;

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_come_as_strings_and_hostile_ones_are_none() {
        let number = |value: Value| Test { value: Some(value), ..Test::default() }.number();
        assert_eq!(number(json!("98.2")), Some(98.2));
        assert_eq!(number(json!(98.2)), Some(98.2));
        assert_eq!(number(json!("NaN")), None);
        assert_eq!(number(json!("PASSED")), None);
    }
}
