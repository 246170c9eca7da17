//! The OpenID `claims` parameter: what is asked of the next token.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A claims request (OpenID Connect Core 1.0, §5.5), as JSON.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimsRequest(Map<String, Value>);

impl ClaimsRequest {
    /// Says that this client understands claims challenges (`xms_cc: cp1`). It goes with every
    /// authorize and token request. Source: *Claims challenges, claims requests and client
    /// capabilities*, Microsoft identity platform.
    pub fn capabilities() -> Self {
        Self::from_value(json!({"access_token": {"xms_cc": {"values": ["cp1"]}}}))
    }

    /// Asks for proof of an authentication context (`c1`…`c99`) in the id_token.
    pub fn authentication_context(id: &str) -> Self {
        Self::from_value(json!({"id_token": {"acrs": {"essential": true, "value": id}}}))
    }

    /// Asks for the time of the sign-in in the id_token.
    pub fn auth_time() -> Self {
        Self::from_value(json!({"id_token": {"auth_time": {"essential": true}}}))
    }

    /// Reads JSON text. `None` if it is not an object.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str::<Map<String, Value>>(text).ok().map(Self)
    }

    /// Both requests in one. Where both name the same claim, `other` wins.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let mut all = self.0.clone();
        merge(&mut all, &other.0);
        Self(all)
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The JSON text for the `claims` parameter.
    pub fn to_json(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }

    fn from_value(value: Value) -> Self {
        match value {
            Value::Object(map) => Self(map),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => Self::default(),
        }
    }
}

fn merge(into: &mut Map<String, Value>, from: &Map<String, Value>) {
    for (name, value) in from {
        match (into.get_mut(name), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            _ => {
                into.insert(name.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_keeps_capabilities_beside_the_challenge() {
        let challenge =
            ClaimsRequest::parse(r#"{"access_token":{"acrs":{"essential":true,"value":"c25"}}}"#)
                .unwrap();
        let merged = ClaimsRequest::capabilities().merged(&challenge);
        assert_eq!(
            merged,
            ClaimsRequest::parse(
                r#"{"access_token":{"xms_cc":{"values":["cp1"]},
                    "acrs":{"essential":true,"value":"c25"}}}"#
            )
            .unwrap()
        );
    }

    #[test]
    fn the_later_request_wins_and_non_objects_are_refused() {
        let one = ClaimsRequest::parse(r#"{"id_token":{"acrs":{"value":"c1"}}}"#).unwrap();
        let two = ClaimsRequest::authentication_context("c2");
        assert_eq!(one.merged(&two), two);
        assert!(ClaimsRequest::parse("[]").is_none());
        assert!(ClaimsRequest::parse("{").is_none());
    }
}
