//! Documents issued: numbers, dates, authorities, machine lines and barcodes.

use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};

use super::aamva;
use super::country::Country;
use super::dice::Dice;
use super::document::{Document, DocumentKind};
use super::mrz::{Zone, td1, td3};
use super::person::Legal;

/// A document as the State would issue it to this person.
pub fn issue(
    kind: DocumentKind,
    country: &Country,
    legal: &Legal,
    suffix: Option<&str>,
    dice: &mut Dice,
    now: DateTime<Utc>,
) -> Document {
    let today = now.date_naive();
    let issued = today - Duration::days(dice.between(200, 3200));
    let city = dice.pick(&country.cities);
    let mut document = Document {
        kind,
        issuer: country.icao.to_owned(),
        authority: authority(kind, country, &city.name),
        surname: legal.surname.clone(),
        given: legal.given.clone(),
        suffix: suffix.map(str::to_owned),
        native: native(legal),
        born: legal.born,
        birthplace: dice.pick(&country.cities).name,
        sex: legal.sex,
        nationality: legal.nationality.clone(),
        number: number(kind, country, dice),
        personal_number: personal_number(country, legal, dice),
        issued,
        expires: years_later(issued, if kind == DocumentKind::DrivingLicence { 9 } else { 10 }),
        address: Vec::new(),
        mrz: Vec::new(),
        barcode: None,
        barcode_damaged: false,
    };
    if kind == DocumentKind::DrivingLicence {
        let street = format!(
            "{} {}",
            dice.between(2, 980),
            dice.pick(&["MAPLE ST", "QUARRY RD", "LAKE DR"])
        );
        document.address = vec![street, city.name, city.postal_code, city.state];
    }
    engrave(&mut document);
    document
}

/// Writes machine lines and barcode from what the document says now.
pub fn engrave(document: &mut Document) {
    let passport = document.kind == DocumentKind::Passport;
    let optional = document.personal_number.clone().filter(|number| number.len() <= 11);
    let zone = Zone {
        code: if passport { "P" } else { "ID" },
        issuer: &document.issuer,
        surname: &document.surname,
        given: &document.given,
        number: &document.number,
        nationality: &document.nationality,
        born: document.born,
        sex: document.sex,
        expires: document.expires,
        optional: optional.as_deref().unwrap_or_default(),
        official: !matches!(document.issuer.as_str(), "TUR" | "ESP" | "AZE" | "VDR"),
    };
    let lines = match document.kind {
        DocumentKind::Passport => td3(&zone),
        DocumentKind::IdentityCard => td1(&zone),
        DocumentKind::DrivingLicence => Vec::new(),
    };
    document.mrz = lines;
    if document.kind == DocumentKind::DrivingLicence {
        let state = document.address.get(3).cloned().unwrap_or_default();
        document.barcode = Some(aamva::text(document, &state));
    }
}

fn native(legal: &Legal) -> Option<(String, String)> {
    let surname = legal.native_surname.clone()?;
    Some((surname, legal.native_given.clone().unwrap_or_default()))
}

fn authority(kind: DocumentKind, country: &Country, city: &str) -> String {
    match (country.iso2, kind) {
        ("VA", _) => "CIVIL REGISTRY, PORT ESKER".into(),
        (_, DocumentKind::DrivingLicence) => "DEPARTMENT OF DRIVERS AND VEHICLES".into(),
        // Invented on purpose: no State's real authority is named on a specimen.
        _ => format!("REGISTRY OF PERSONS, {}", city.to_uppercase()),
    }
}

fn number(kind: DocumentKind, country: &Country, dice: &mut Dice) -> String {
    match (kind, country.iso2) {
        (DocumentKind::Passport, "VA") => format!("VA{}", dice.digits(7)),
        (DocumentKind::Passport, "US" | "GB" | "JP") => dice.digits(9),
        (DocumentKind::Passport, _) => format!("{}{}", dice.letters(2), dice.digits(7)),
        // Belgium's cards have twelve digits, which run over into the optional data.
        (DocumentKind::IdentityCard, "BE") => dice.digits(12),
        (DocumentKind::IdentityCard, _) => format!("{}{}", dice.letters(3), dice.digits(6)),
        (DocumentKind::DrivingLicence, _) => format!("{}{}", dice.letters(1), dice.digits(12)),
    }
}

fn personal_number(country: &Country, legal: &Legal, dice: &mut Dice) -> Option<String> {
    let born = legal.born.format("%y%m%d");
    match country.iso2 {
        "PL" | "BG" | "CZ" | "LT" | "EE" | "SE" => Some(format!("{born}{}", dice.digits(4))),
        "VA" => Some(format!("{}{}", legal.born.year() % 100, dice.digits(6))),
        _ => None,
    }
}

/// The same day years later; 1 March for 29 February.
pub fn years_later(day: NaiveDate, years: i32) -> NaiveDate {
    day.with_year(day.year() + years)
        .or_else(|| NaiveDate::from_ymd_opt(day.year() + years, 3, 1))
        .unwrap_or(day)
}
