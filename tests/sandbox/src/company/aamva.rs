//! The text of a driving licence's barcode (AAMVA DL/ID Card Design Standard, 2020, annex D).

use chrono::NaiveDate;

use super::document::Document;
use super::person::Sex;

/// Issuer identification numbers by state (AAMVA, IIN list); 604999 for Valdria, unassigned.
const ISSUERS: &[(&str, &str)] = &[
    ("TX", "636015"),
    ("OH", "636023"),
    ("OR", "636029"),
    ("NC", "636004"),
    ("NS", "636013"),
    ("ON", "636012"),
];

/// Longest family name that this issuer's card system holds: longer ones are cut, and DDE says so.
const FAMILY_WIDTH: usize = 24;

/// The barcode text for a licence of a state, as printed on the document.
#[must_use]
pub fn text(document: &Document, state: &str) -> String {
    let issuer =
        ISSUERS.iter().find(|(code, _)| *code == state).map_or("604999", |(_, number)| *number);
    let subfile = subfile(document, state);
    // Header of 21 bytes, one designator of 10; the offset counts from the start of the file.
    let header = format!("@\n\u{1e}\rANSI {issuer}100001");
    let offset = header.len() + 10;
    format!("{header}DL{offset:04}{:04}{subfile}", subfile.len())
}

fn subfile(document: &Document, state: &str) -> String {
    let canada = document.issuer == "CAN";
    let date = |day: NaiveDate| day.format(if canada { "%Y%m%d" } else { "%m%d%Y" }).to_string();
    let upper = |text: &str| super::latin::fold(text).to_uppercase();
    let family = upper(&document.surname);
    let cut: String = family.chars().take(FAMILY_WIDTH).collect();
    let (first, middle) = match document.given.split_once(' ') {
        Some((first, middle)) => (upper(first), upper(middle)),
        None => (upper(&document.given), "NONE".into()),
    };
    let family_cut = if cut == family { "N" } else { "T" };
    let line = |at: usize| document.address.get(at).map_or(String::new(), |line| upper(line));
    let (city, postal) = (line(1), line(2));
    let mut elements = vec![
        ("DAQ", document.number.clone()),
        ("DCS", cut),
        ("DDE", family_cut.into()),
        ("DAC", first),
        ("DDF", "N".into()),
        ("DAD", middle),
        ("DDG", "N".into()),
        ("DCA", "C".into()),
        ("DCB", "NONE".into()),
        ("DCD", "NONE".into()),
        ("DBD", date(document.issued)),
        ("DBB", date(document.born)),
        ("DBA", date(document.expires)),
        ("DBC", if document.sex == Sex::Male { "1" } else { "2" }.into()),
        ("DAU", "069 IN".into()),
        ("DAY", "BRO".into()),
        ("DAG", line(0)),
        ("DAI", city),
        ("DAJ", state.into()),
        ("DAK", format!("{:<11}", postal.replace([' ', '-'], ""))),
        ("DCF", format!("{}{}", document.number, document.issued.format("%j"))),
        ("DCG", document.issuer.clone()),
        ("DDA", "F".into()),
    ];
    if let Some(suffix) = &document.suffix {
        elements.push(("DCU", suffix.clone()));
    }
    let lines: Vec<String> = elements.iter().map(|(key, value)| format!("{key}{value}")).collect();
    format!("DL{}\r", lines.join("\n"))
}
