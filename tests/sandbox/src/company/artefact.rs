//! What a naming artefact does to the profile or to the vendor's reading.

use chrono::{Datelike, Duration, NaiveDate};

use super::cast::Scene;
use super::document::Document;
use super::papers::years_later;
use super::person::Person;
use super::reading::Reading;
use super::truth::Artefact;

/// Changes the profile's date of birth where the artefact is about it. Names come from the table.
#[expect(clippy::wildcard_enum_match_arm, reason = "most artefacts are in the table's names")]
pub fn directory(person: &mut Person, artefact: Artefact) {
    let born = person.legal.born;
    match artefact {
        Artefact::BirthDayMonthSwap => {
            // Only a day up to 12 can be taken for a month; it must differ from the month.
            let day = if born.day() > 12 || born.day() == born.month() {
                born.month() % 12 + 1
            } else {
                born.day()
            };
            person.legal.born = born.with_day(day).unwrap_or(born);
            person.birthday = NaiveDate::from_ymd_opt(born.year(), day, born.month());
        }
        Artefact::BirthOneDigit => {
            person.birthday = born.with_year(born.year() - 1).or(Some(born - Duration::days(365)));
        }
        Artefact::BirthYearOnly => {
            person.birthday =
                born.with_day(1).and_then(|day| day.with_month(born.month() % 12 + 1));
        }
        Artefact::BirthCentury => person.birthday = Some(years_later(born, -100)),
        Artefact::BirthPlaceholder => {
            person.birthday = NaiveDate::from_ymd_opt(born.year(), 1, 1);
        }
        Artefact::BirthMissing => {
            person.birthday = None;
            person.mobile_phone = None;
            person.on_premises_extension_attributes.clear();
        }
        Artefact::BirthOcrDigit => person.birthday = Some(born),
        Artefact::Exact => {
            person.birthday = None;
            person.mobile_phone = None;
            person.street_address = None;
        }
        Artefact::Mononym => {
            person.given_name = person.surname.clone();
            person.birthday = Some(born);
        }
        _ => {}
    }
}

/// Changes what the vendor read.
#[expect(clippy::wildcard_enum_match_arm, reason = "most artefacts leave the reading alone")]
pub fn reading(reading: &mut Reading, document: &Document, artefact: Artefact, scene: &Scene) {
    match artefact {
        Artefact::TruncatedMrz => {
            // The page was not read; all names come from the machine lines.
            reading.full_name.clone_from(&reading.machine_name);
            reading.given.clone_from(&reading.given_mrz);
            let given = reading.given_mrz.clone().unwrap_or_default();
            let mut words = given.split_whitespace().map(str::to_owned);
            reading.first = words.next();
            reading.middle = words.reduce(|all, word| format!("{all} {word}"));
            reading.paternal.clone_from(&reading.surname_mrz);
            reading.not_extracted.push("fullName");
        }
        Artefact::TruncatedFlag => {
            reading.full_name.clone_from(&reading.machine_name);
            let cut: String = document.surname.to_uppercase().chars().take(24).collect();
            reading.paternal = Some(cut);
        }
        Artefact::OcrConfusion => {
            if let Some(wrong) = scene.note("ocr") {
                reading.full_name = Some(format!("{} {wrong}", document.given));
                reading.given = Some(document.given.clone());
                reading.paternal = Some(wrong.to_owned());
                reading.confidence = 0.87;
            }
        }
        Artefact::BirthOcrDigit => {
            // A 3 for an 8, a 1 for a 7: the day is misread, the machine lines are right.
            let day = match document.born.day() {
                day @ (8 | 18 | 28) => day - 5,
                day @ (1 | 11 | 21) => day + 6,
                day if day > 20 => day - 10,
                day => day + 10,
            };
            reading.born = document.born.with_day(day).or(reading.born);
        }
        Artefact::UnreadableScript => {
            reading.full_name = None;
            reading.given = None;
            reading.first = None;
            reading.middle = None;
            reading.paternal = None;
            reading.confidence = 0.44;
            reading.not_extracted.extend(["fullName", "givenName", "paternalLastName"]);
        }
        Artefact::Mononym => {
            // What the vendor does with one name: it fills the first name with it.
            reading.first.clone_from(&reading.paternal);
            reading.given.clone_from(&reading.paternal);
            reading.paternal = None;
        }
        Artefact::OrderSwap | Artefact::FieldShift if reading.maternal.is_none() => {
            reading.middle = None;
        }
        _ => {}
    }
}
