//! OData query options.

use std::collections::BTreeMap;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::filter::Filter;
use super::refusal::Refusal;

/// The options of one request, and the headers that belong to them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    raw: BTreeMap<String, String>,
    /// `ConsistencyLevel: eventual`.
    eventual: bool,
    /// `Prefer: return=minimal`.
    pub(crate) minimal: bool,
}

impl Options {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.raw.get(name).map(String::as_str)
    }

    /// `$select`, if there is one.
    pub(crate) fn select(&self) -> Option<Vec<String>> {
        let words = self.get("$select")?.split(',').map(|word| word.trim().to_owned());
        let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
        (!words.is_empty()).then_some(words)
    }

    /// `$top`: 1 to 999, 100 if absent.
    pub(crate) fn top(&self) -> Result<usize, Refusal> {
        let Some(top) = self.get("$top") else { return Ok(100) };
        top.parse().ok().filter(|top| (1..=999).contains(top)).ok_or_else(|| {
            Refusal::bad_request(format!(
                "Invalid page size specified: '{top}'. Must be between 1 and 999 inclusive."
            ))
        })
    }

    pub(crate) fn count(&self) -> bool {
        self.get("$count") == Some("true")
    }

    /// `$filter`, whose stronger operators need `ConsistencyLevel: eventual` and `$count=true`.
    pub(crate) fn filter(&self) -> Result<Option<Filter>, Refusal> {
        let Some(text) = self.get("$filter") else { return Ok(None) };
        let filter = Filter::parse(text)?;
        if filter.is_advanced() && !(self.eventual && self.count()) {
            return Err(Refusal::unsupported(
                "Operator is not supported because the required parameters might be missing. Try adding $count=true query parameter and ConsistencyLevel:eventual header. Refer to https://aka.ms/graph-docs/advanced-queries for more information",
            ));
        }
        Ok(Some(filter))
    }

    /// `$search="displayName:maria"`: the property and the word, in lower case.
    pub(crate) fn search(&self) -> Result<Option<(String, String)>, Refusal> {
        let Some(text) = self.get("$search") else { return Ok(None) };
        if !self.eventual {
            return Err(Refusal::unsupported(
                "Request with $search query parameter only works through MSGraph with a special \
                 request header: 'ConsistencyLevel: eventual'",
            ));
        }
        let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        let pair = quoted.and_then(|text| text.split_once(':'));
        let (property, word) = pair
            .ok_or_else(|| Refusal::bad_request(format!("Syntax error: '{text}' in $search.")))?;
        Ok(Some((property.to_owned(), word.to_lowercase())))
    }

    /// Options that the resource does not know.
    pub(crate) fn refuse(&self, names: &[&str]) -> Result<(), Refusal> {
        match names.iter().find(|name| self.raw.contains_key(**name)) {
            Some(name) => {
                Err(Refusal::unsupported(format!("'{name}' is not supported by the service.")))
            }
            None => Ok(()),
        }
    }

    pub(crate) fn is_eventual(&self) -> bool {
        self.eventual
    }

    /// The query string of a link with the same options but these instead.
    pub(crate) fn link(&self, replace: &[(&str, &str)], without: &[&str]) -> String {
        let mut all = self.raw.clone();
        all.retain(|name, _| !without.contains(&name.as_str()));
        all.extend(replace.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())));
        let encode = |text: &str| -> String {
            url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
        };
        let pairs: Vec<_> = all.iter().map(|(k, v)| format!("{k}={}", encode(v))).collect();
        pairs.join("&")
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Options {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let query = parts.uri.query().unwrap_or_default();
        let raw = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let has = |name: &str, wanted: &str| {
            let mut values = parts.headers.get_all(name).iter().filter_map(|v| v.to_str().ok());
            values.any(|value| value.to_ascii_lowercase().contains(wanted))
        };
        let eventual = has("consistencylevel", "eventual");
        Ok(Self { raw, eventual, minimal: has("prefer", "return=minimal") })
    }
}
