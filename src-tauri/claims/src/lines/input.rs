//! What a line may say. Any field may be null or absent; a field of the wrong type, or a date
//! that is none, makes the line a bad one.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::value::RawValue;

use super::Refused;
use crate::{Document, Profile};

pub(super) struct ReconcileLine<'a> {
    pub(super) id: Option<&'a RawValue>,
    pub(super) document: Document,
    pub(super) profile: Profile,
}

impl<'a> ReconcileLine<'a> {
    pub(super) fn read(line: &'a [u8]) -> Result<Self, Refused<'a>> {
        let read: Reconcile<'a> = parse(line)?;
        let document = read.document.unwrap_or_default();
        let profile = read.profile.unwrap_or_default();
        Ok(Self {
            id: read.id,
            document: Document {
                given: text(document.given),
                surname: text(document.surname),
                full_name: text(document.full_name),
                date_of_birth: document.date_of_birth,
                issuing_country: text(document.issuing_country),
                mrz: document.mrz.unwrap_or_default(),
                aamva: text(document.aamva),
                ..Document::default()
            },
            profile: Profile {
                given: text(profile.given),
                surname: text(profile.surname),
                display_name: text(profile.display_name),
                date_of_birth: profile.date_of_birth,
                user_principal_name: text(profile.user_principal_name),
                ..Profile::default()
            },
        })
    }
}

pub(super) struct MrzLine<'a> {
    pub(super) id: Option<&'a RawValue>,
    pub(super) mrz: Vec<Cow<'a, str>>,
}

impl<'a> MrzLine<'a> {
    pub(super) fn read(line: &'a [u8]) -> Result<Self, Refused<'a>> {
        let read: ZoneLines<'a> = parse(line)?;
        let mrz = read.mrz.unwrap_or_default().into_iter().map(|Line(line)| line).collect();
        Ok(Self { id: read.id, mrz })
    }
}

#[derive(Deserialize)]
struct Reconcile<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(default)]
    document: Option<ClaimsOfDocument>,
    #[serde(default)]
    profile: Option<ClaimsOfProfile>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ClaimsOfDocument {
    given: Option<String>,
    surname: Option<String>,
    full_name: Option<String>,
    #[serde(deserialize_with = "date")]
    date_of_birth: Option<NaiveDate>,
    issuing_country: Option<String>,
    mrz: Option<Vec<String>>,
    aamva: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ClaimsOfProfile {
    given: Option<String>,
    surname: Option<String>,
    display_name: Option<String>,
    #[serde(deserialize_with = "date")]
    date_of_birth: Option<NaiveDate>,
    user_principal_name: Option<String>,
}

#[derive(Deserialize)]
struct ZoneLines<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    mrz: Option<Vec<Line<'a>>>,
}

#[derive(Deserialize)]
struct Line<'a>(#[serde(borrow)] Cow<'a, str>);

/// Only what a bad line's answer needs.
#[derive(Deserialize)]
struct Identified<'a> {
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
}

fn parse<'a, T: Deserialize<'a>>(line: &'a [u8]) -> Result<T, Refused<'a>> {
    serde_json::from_slice(line).map_err(|error| {
        let identified: Option<Identified<'a>> = serde_json::from_slice(line).ok();
        // An identifier may be any JSON but what would not be one.
        let id = identified.and_then(|line| line.id);
        Refused { id, error: format!("not readable: {error}") }
    })
}

/// Blank is absent.
fn text(value: Option<String>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty())
}

/// `1989-03-14`, also with a time after it; blank is absent.
fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let Some(value) = Option::<Cow<'de, str>>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    let day = match value.split_at_checked(10) {
        Some((day, time)) if time.is_empty() || time.starts_with(['T', ' ']) => day,
        _ => value,
    };
    let digits = day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let read = day.parse().ok().filter(|_| digits && day.len() == 10);
    read.map(Some).ok_or_else(|| D::Error::custom("a date is not of the form 1989-03-14"))
}
