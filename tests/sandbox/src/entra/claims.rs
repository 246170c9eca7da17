//! The `claims` parameter: what a client can do, and which authentication contexts it needs.

use serde_json::Value;

use super::authorization::malformed;
use super::refusal::Refusal;

/// The parts of a claims request that matter here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ClaimsRequest {
    /// Authentication contexts (`acrs`) such as `c1`.
    pub(crate) contexts: Vec<String>,
    /// Client capabilities (`xms_cc`), in lower case: `cp1` handles claims challenges.
    pub(crate) capabilities: Vec<String>,
}

impl ClaimsRequest {
    pub(crate) fn read(text: Option<&str>) -> Result<Self, Refusal> {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(Self::default()) };
        let claims: Value =
            serde_json::from_str(text).map_err(|_| malformed("The claims are no JSON."))?;
        let mut request = Self::default();
        for token in ["id_token", "access_token"] {
            request.contexts.extend(values(&claims[token]["acrs"]));
        }
        let capabilities = values(&claims["access_token"]["xms_cc"]);
        request.capabilities = capabilities.map(|word| word.to_ascii_lowercase()).collect();
        request.contexts.sort();
        request.contexts.dedup();
        Ok(request)
    }
}

fn values(claim: &Value) -> impl Iterator<Item = String> + '_ {
    let many = claim["values"].as_array().into_iter().flatten();
    many.chain(claim.get("value")).filter_map(Value::as_str).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_and_capabilities_are_found() {
        let text = r#"{"access_token":{"xms_cc":{"values":["CP1"]},
            "acrs":{"essential":true,"value":"c25"}},"id_token":{"signin_state":null}}"#;
        let request = ClaimsRequest::read(Some(text)).unwrap();
        assert_eq!(request.contexts, ["c25"]);
        assert_eq!(request.capabilities, ["cp1"]);
        assert!(ClaimsRequest::read(Some("{")).is_err());
    }
}
