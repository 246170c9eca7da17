//! One document out of its parts: the page, its machine readable zone, its barcode.

use chrono::NaiveDate;

use crate::{
    Document,
    aamva::{self, Licence, Truncation},
    icao,
    mrz::{self, Mrz},
};

/// The document with what its zone and its barcode say where the page says nothing. Two-digit
/// years are made whole as of `today`. What can't be read fills nothing.
#[must_use]
pub fn filled(document: &Document, today: NaiveDate) -> Document {
    let mut filled = document.clone();
    if let Ok(zone) = mrz::read(&document.mrz) {
        fill_from_zone(&mut filled, &zone, today);
    }
    if let Some(licence) = licence(document) {
        licence.fill(&mut filled);
    }
    filled
}

/// Whether the names of the document are cut off, by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cut {
    /// The surname.
    pub surname: Truncation,
    /// The given names together.
    pub given: Truncation,
}

/// What the document itself says of its names' being cut off: the flags of its barcode, or the
/// last place of its zone's name field. The zone counts only where the document's names are the
/// zone's own (the page names nobody, or the vendor copied the zone): a whole name on the page is
/// not cut off because its zone is.
#[must_use]
pub fn cut(document: &Document) -> Cut {
    if let Some(licence) = licence(document) {
        return Cut {
            surname: licence.surname_cut,
            given: both(licence.first_cut, licence.middle_cut),
        };
    }
    let found = match mrz::read(&document.mrz) {
        Ok(zone) if !names_the_page(document) || same_names(document, &zone) => {
            if zone.name_may_be_truncated { Truncation::Truncated } else { Truncation::Whole }
        }
        Ok(_) | Err(_) => Truncation::NotStated,
    };
    Cut { surname: found, given: found }
}

fn fill_from_zone(document: &mut Document, zone: &Mrz, today: NaiveDate) {
    let text = |value: &str| (!value.is_empty() && value != "<").then(|| value.to_owned());
    if !names_the_page(document) {
        document.surname = text(&zone.surname);
        document.given = text(&zone.given);
    }
    let born = || mrz::birth_date(&zone.date_of_birth, today);
    document.date_of_birth = document.date_of_birth.or_else(born);
    let expires = || mrz::expiry_date(&zone.date_of_expiry, today);
    document.date_of_expiry = document.date_of_expiry.or_else(expires);
    for (field, value) in [
        (&mut document.sex, &zone.sex),
        (&mut document.nationality, &zone.nationality),
        (&mut document.issuing_country, &zone.issuing_country),
        (&mut document.document_number, &zone.document_number),
    ] {
        if field.is_none() {
            *field = text(value);
        }
    }
}

fn licence(document: &Document) -> Option<Licence> {
    document.aamva.as_deref().and_then(|text| aamva::read(text).ok())
}

fn names_the_page(document: &Document) -> bool {
    document.given.is_some() || document.surname.is_some() || document.full_name.is_some()
}

fn same_names(document: &Document, zone: &Mrz) -> bool {
    let same = |page: &Option<String>, zone: &str| match page.as_deref() {
        None => zone.is_empty(),
        Some(page) => icao::is_official_form(page, zone),
    };
    same(&document.surname, &zone.surname) && same(&document.given, &zone.given)
}

fn both(first: Truncation, middle: Truncation) -> Truncation {
    use Truncation::{NotStated, Truncated, Unknown, Whole};
    match (first, middle) {
        (Truncated, _) | (_, Truncated) => Truncated,
        (Unknown, _) | (_, Unknown) => Unknown,
        (Whole, Whole | NotStated) | (NotStated, Whole) => Whole,
        (NotStated, NotStated) => NotStated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZONE: [&str; 2] = [
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
        "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
    ];

    fn bare() -> Document {
        Document { mrz: ZONE.map(str::to_owned).to_vec(), ..Document::default() }
    }

    #[test]
    fn the_zone_fills_what_the_page_leaves_open() {
        let today = "2026-11-23".parse().unwrap();
        let document = filled(&bare(), today);
        assert_eq!(document.surname.as_deref(), Some("ERIKSSON"));
        assert_eq!(document.given.as_deref(), Some("ANNA MARIA"));
        assert_eq!(document.date_of_birth, "1974-08-12".parse().ok());
        assert_eq!(document.document_number.as_deref(), Some("L898902C3"));
        let page = Document { surname: Some("Ericsson".into()), ..bare() };
        let kept = filled(&page, today);
        assert_eq!((kept.surname.as_deref(), kept.given), (Some("Ericsson"), None));
        assert_eq!(filled(&Document::default(), today), Document::default());
    }

    #[test]
    fn only_the_names_own_source_says_that_they_are_cut() {
        let whole = Cut { surname: Truncation::Whole, given: Truncation::Whole };
        let cut_off = Cut { surname: Truncation::Truncated, given: Truncation::Truncated };
        let silent = Cut { surname: Truncation::NotStated, given: Truncation::NotStated };
        assert_eq!(cut(&bare()), whole);
        let long = "P<UTONILAVADHANANANDA<SIRIWATTANAKUL<<ARNPOL";
        let mut document = bare();
        document.mrz[0] = long.into();
        assert_eq!(cut(&document), cut_off);
        document.surname = Some("Nilavadhanananda-Siriwattanakul".into());
        document.given = Some("Arnpol".into());
        assert_eq!(cut(&document), cut_off);
        document.given = Some("Arnpol Petch".into());
        assert_eq!(cut(&document), silent);
        assert_eq!(cut(&Document::default()), silent);
        let text = "ANSI 636014100001DL00310099DLDAQ1\nDCSSAMPLE\nDDET\nDACJANE\nDDFN\nDDGU\n";
        let licence = Document { aamva: Some(text.into()), ..Document::default() };
        let flags = Cut { surname: Truncation::Truncated, given: Truncation::Unknown };
        assert_eq!(cut(&licence), flags);
    }
}
