//! What the vendor read of a document, in the shape and with the habits of its OCR data.

use chrono::{Datelike, NaiveDate, NaiveTime};
use serde_json::{Map, Value, json};

/// The vendor's reading. Absent values are absent in the JSON.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// `typeOfId`: Passport, IdentificationCard, DriversLicense, ….
    pub type_of_id: String,
    /// `name.fullName`, as on the page.
    pub full_name: Option<String>,
    /// `name.machineReadableFullName`, from the machine lines or the barcode: may be cut.
    pub machine_name: Option<String>,
    /// `name.givenName`: all given names.
    pub given: Option<String>,
    /// `name.firstName`: the first of them.
    pub first: Option<String>,
    /// `name.middleName`: the others.
    pub middle: Option<String>,
    /// `name.nameSuffix`.
    pub suffix: Option<String>,
    /// `name.paternalLastName`.
    pub paternal: Option<String>,
    /// `name.maternalLastName`.
    pub maternal: Option<String>,
    /// `name.givenNameMrz`.
    pub given_mrz: Option<String>,
    /// `name.lastNameMrz`.
    pub surname_mrz: Option<String>,
    /// `birthDate`, written as UTC milliseconds (an integer).
    pub born: Option<NaiveDate>,
    /// `gender`: M, F or X.
    pub sex: Option<char>,
    /// `documentNumber`.
    pub number: Option<String>,
    /// `personalNumber`.
    pub personal_number: Option<String>,
    /// `issuedAt` (a string of milliseconds) and `issueDate` (a year).
    pub issued: Option<NaiveDate>,
    /// `expireAt` (a string of milliseconds) and `expirationDate` (a year).
    pub expires: Option<NaiveDate>,
    /// `issuingCountry`: three letters, and two for some flows ("USA" and "US" are both seen).
    pub issuing_country: Option<String>,
    /// `issuingState`, on licences.
    pub issuing_state: Option<String>,
    /// `issuingAuthority`.
    pub authority: Option<String>,
    /// `nationality`, as on the page.
    pub nationality: Option<String>,
    /// `nationalityMrz`.
    pub nationality_mrz: Option<String>,
    /// `mrz1` to `mrz3`.
    pub mrz: Vec<String>,
    /// `address`: lines.
    pub address: Vec<String>,
    /// `addressFields`: street, city, state, postal code.
    pub address_parts: Option<[String; 4]>,
    /// How sure the vendor is of what it read, from 0 to 1.
    pub confidence: f32,
    /// `notExtractedDetails`: what it could not read.
    pub not_extracted: Vec<&'static str>,
}

/// Midnight UTC of a day in milliseconds. Read in local time west of Greenwich it is the day before.
fn millis(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis()
}

impl Reading {
    /// The flat answer to `GET /omni/get/ocr-data`.
    #[must_use]
    pub fn json(&self) -> Value {
        let mut out = Map::new();
        let mut name = Map::new();
        let mut put = |key: &str, value: &Option<String>| {
            if let Some(value) = value {
                name.insert(key.into(), json!(value));
            }
        };
        put("fullName", &self.full_name);
        put("machineReadableFullName", &self.machine_name);
        put("firstName", &self.first);
        put("givenName", &self.given);
        put("middleName", &self.middle);
        put("nameSuffix", &self.suffix);
        put("paternalLastName", &self.paternal);
        put("maternalLastName", &self.maternal);
        put("givenNameMrz", &self.given_mrz);
        put("lastNameMrz", &self.surname_mrz);
        out.insert("name".into(), name.into());
        let mut put = |key: &str, value: Option<Value>| {
            if let Some(value) = value {
                out.insert(key.into(), value);
            }
        };
        put("typeOfId", Some(json!(self.type_of_id)));
        put("birthDate", self.born.map(|day| json!(millis(day))));
        put("gender", self.sex.map(|sex| json!(sex.to_string())));
        put("documentNumber", self.number.as_ref().map(|text| json!(text)));
        put("personalNumber", self.personal_number.as_ref().map(|text| json!(text)));
        put("issuedAt", self.issued.map(|day| json!(millis(day).to_string())));
        put("issueDate", self.issued.map(|day| json!(day.year())));
        put("expireAt", self.expires.map(|day| json!(millis(day).to_string())));
        put("expirationDate", self.expires.map(|day| json!(day.year())));
        put("issuingCountry", self.issuing_country.as_ref().map(|text| json!(text)));
        put("issuingState", self.issuing_state.as_ref().map(|text| json!(text)));
        put("issuingAuthority", self.authority.as_ref().map(|text| json!(text)));
        put("nationality", self.nationality.as_ref().map(|text| json!(text)));
        put("nationalityMrz", self.nationality_mrz.as_ref().map(|text| json!(text)));
        for (at, line) in self.mrz.iter().enumerate() {
            put(&format!("mrz{}", at + 1), Some(json!(line)));
        }
        if let (Some(given), Some(surname)) = (&self.given_mrz, &self.surname_mrz) {
            put("fullNameMrz", Some(json!(format!("{given} {surname}").trim())));
        }
        put("address", (!self.address.is_empty()).then(|| json!(self.address.join("\n"))));
        put("addressFields", self.address_parts.as_ref().map(address_fields));
        put("notExtracted", Some(json!(self.not_extracted.len())));
        put("notExtractedDetails", Some(json!(self.not_extracted)));
        put("ocrDataConfidence", Some(self.confidences()));
        Value::Object(out)
    }

    fn confidences(&self) -> Value {
        // The vendor scores fields apart; a long tail of digits is how its floats look.
        let near = |offset: f32| f64::from((self.confidence - offset).clamp(0.0, 1.0));
        let mut out = Map::new();
        let mut put = |key: &str, there: bool, value: f64| {
            if there {
                out.insert(key.into(), json!(value));
            }
        };
        put("nameConfidence", self.full_name.is_some(), near(0.01));
        put("givenNameConfidence", self.given.is_some(), near(0.004));
        put("firstNameConfidence", self.first.is_some(), near(0.004));
        put("fathersSurnameConfidence", self.paternal.is_some(), near(0.013));
        put("mothersSurnameConfidence", self.maternal.is_some(), near(0.02));
        put("birthDateConfidence", self.born.is_some(), near(0.0));
        put("documentNumberConfidence", self.number.is_some(), near(0.006));
        put("expireAtConfidence", self.expires.is_some(), near(0.002));
        put("addressConfidence", !self.address.is_empty(), near(0.09));
        Value::Object(out)
    }
}

fn address_fields([street, city, state, postal_code]: &[String; 4]) -> Value {
    let mut out = Map::new();
    for (key, value) in
        [("street", street), ("city", city), ("state", state), ("postalCode", postal_code)]
    {
        if !value.is_empty() {
            out.insert(key.into(), json!(value));
        }
    }
    Value::Object(out)
}
