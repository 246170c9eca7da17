//! The vendor's reading of a document that it could see well.

use super::dice::Dice;
use super::document::{Document, DocumentKind};
use super::reading::Reading;

/// Reads a document. `country` is its two-letter code, which some of the vendor's flows give
/// instead of three letters.
pub fn read(document: &Document, iso2: &str, two_surnames: bool, dice: &mut Dice) -> Reading {
    let whole = format!("{} {}", document.given, document.surname);
    let mut given = document.given.split_whitespace();
    let first = given.next().map(str::to_owned);
    let middle: Vec<&str> = given.collect();
    let (paternal, maternal) = match document.surname.split_once(' ') {
        Some((paternal, maternal)) if two_surnames => {
            (paternal.to_owned(), Some(maternal.to_owned()))
        }
        _ => (document.surname.clone(), None),
    };
    let there = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut reading = Reading {
        type_of_id: match document.kind {
            DocumentKind::Passport => "Passport",
            DocumentKind::IdentityCard => "IdentificationCard",
            DocumentKind::DrivingLicence => "DriversLicense",
        }
        .into(),
        full_name: there(whole.trim()),
        given: there(&document.given),
        first,
        middle: there(&middle.join(" ")),
        suffix: document.suffix.clone(),
        paternal: there(&paternal),
        maternal,
        born: Some(document.born),
        sex: Some(document.sex.letter()),
        number: there(&document.number),
        personal_number: document.personal_number.clone(),
        issued: Some(document.issued),
        expires: Some(document.expires),
        issuing_country: Some(if dice.chance(0.2) { iso2.into() } else { document.issuer.clone() }),
        authority: there(&document.authority),
        nationality: there(&document.nationality),
        confidence: dice.spread(0.94, 0.999),
        ..Reading::default()
    };
    // The vendor prints capitals; passports do too, cards and licences not always.
    if document.kind == DocumentKind::Passport || dice.chance(0.5) {
        for name in [&mut reading.full_name, &mut reading.given, &mut reading.first] {
            *name = name.take().map(|text| text.to_uppercase());
        }
        for name in [&mut reading.middle, &mut reading.paternal, &mut reading.maternal] {
            *name = name.take().map(|text| text.to_uppercase());
        }
    }
    machine_lines(&mut reading, document);
    if document.kind == DocumentKind::DrivingLicence {
        barcode(&mut reading, document);
    }
    reading
}

/// Fills in what the machine lines say, as they are printed.
pub fn machine_lines(reading: &mut Reading, document: &Document) {
    reading.mrz = document.mrz.clone();
    let names = match document.kind {
        DocumentKind::Passport => document.mrz.first().and_then(|line| line.get(5..)),
        DocumentKind::IdentityCard => document.mrz.get(2).map(String::as_str),
        DocumentKind::DrivingLicence => None,
    };
    let Some(names) = names else { return };
    let (surname, given) = names.split_once("<<").unwrap_or((names, ""));
    let spaced = |text: &str| text.replace('<', " ").trim().to_owned();
    reading.surname_mrz = Some(spaced(surname));
    reading.given_mrz = Some(spaced(given));
    reading.machine_name = Some(format!("{} {}", spaced(given), spaced(surname)).trim().to_owned());
    reading.nationality_mrz = Some(document.nationality.clone());
}

fn barcode(reading: &mut Reading, document: &Document) {
    let element = |key: &str| {
        let lines = document.barcode.as_deref()?.split(['\n', '\r']);
        lines.filter_map(|line| line.trim_start_matches("DL").strip_prefix(key)).next()
    };
    let parts: Vec<&str> =
        [element("DAC"), element("DAD").filter(|name| *name != "NONE"), element("DCS")]
            .into_iter()
            .flatten()
            .collect();
    reading.machine_name = (!parts.is_empty()).then(|| parts.join(" "));
    reading.nationality = None;
    reading.address = document.address.iter().take(3).cloned().collect();
    if let [street, city, postal, state] = &document.address[..] {
        reading.issuing_state = Some(state.clone());
        reading.address_parts = Some([street.clone(), city.clone(), state.clone(), postal.clone()]);
    }
}
