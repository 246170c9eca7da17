//! Do the machine lines, and the barcode, say what the page says?

use chrono::NaiveDate;

use super::{CheckOutcome, DocumentCheck, Named, names, sources::Sources};
use crate::{
    Document,
    aamva::{Licence, Truncation},
    mrz::{self, Mrz},
};

/// Compares every field that both have. Fields that only one has are named, not passed.
pub(super) fn zone_with_page(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("mrz_agrees_with_page", "Machine lines agree with the page");
    let zone = match sources.zone_for(named) {
        Ok(zone) => zone,
        Err(check) => return check,
    };
    let (page, today) = (sources.page, sources.today);
    let compared = [
        ("name", zone_name(page, zone)),
        ("document number", number(page, Some(&zone.document_number))),
        (
            "date of birth",
            short_date(page.date_of_birth, &zone.date_of_birth, || {
                mrz::birth_date(&zone.date_of_birth, today)
            }),
        ),
        (
            "date of expiry",
            short_date(page.date_of_expiry, &zone.date_of_expiry, || {
                mrz::expiry_date(&zone.date_of_expiry, today)
            }),
        ),
        ("nationality", code(page.nationality.as_deref(), Some(&zone.nationality))),
        ("sex", zone_sex(page, zone)),
    ];
    conclusion(named, "mrz", page, &compared)
}

fn zone_name(page: &Document, zone: &Mrz) -> Verdict {
    let name = format!("{} {}", zone.surname, zone.given);
    match names::agree(page, &name, zone.name_may_be_truncated) {
        Some(false) | None if names::misread(page, &name) => Verdict::DiffersPerhaps,
        found => found.into(),
    }
}

/// The same for the barcode of a licence.
pub(super) fn barcode_with_page(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("barcode_agrees_with_page", "Barcode agrees with the page");
    let licence = match sources.barcode_for(named) {
        Ok(licence) => licence,
        Err(check) => return check,
    };
    let page = sources.page;
    let date = |page: Option<NaiveDate>, barcode: Option<NaiveDate>| {
        page.zip(barcode).map(|(page, barcode)| page == barcode).into()
    };
    let sex = |page: &str| licence.sex.as_deref().map(|sex| sex == page);
    let compared = [
        ("name", licence_name(page, licence)),
        ("document number", number(page, licence.document_number.as_deref())),
        ("date of birth", date(page.date_of_birth, licence.date_of_birth)),
        ("date of issue", date(page.date_of_issue, licence.date_of_issue)),
        ("date of expiry", date(page.date_of_expiry, licence.date_of_expiry)),
        ("issuing country", code(page.issuing_country.as_deref(), licence.country.as_deref())),
        ("sex", weak(page_sex(page).and_then(sex))),
    ];
    conclusion(named, "barcode", page, &compared)
}

/// How one field came out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Agrees,
    /// Agrees under a condition that is said.
    AgreesIf(&'static str),
    /// Differs, and something harmless is known to do that.
    DiffersPerhaps,
    Differs,
    NotCompared,
}

impl From<Option<bool>> for Verdict {
    fn from(same: Option<bool>) -> Self {
        match same {
            Some(true) => Self::Agrees,
            Some(false) => Self::Differs,
            None => Self::NotCompared,
        }
    }
}

fn conclusion(
    named: Named,
    source: &str,
    page: &Document,
    compared: &[(&'static str, Verdict)],
) -> DocumentCheck {
    let which = |wanted: &[Verdict]| -> Vec<&str> {
        compared.iter().filter(|(_, found)| wanted.contains(found)).map(|(name, _)| *name).collect()
    };
    let differ = which(&[Verdict::Differs, Verdict::DiffersPerhaps]);
    let (agree, absent) = (which(&[Verdict::Agrees]), which(&[Verdict::NotCompared]));
    let mut sentence = String::new();
    for (start, names) in [("Differ", &differ), ("Agree", &agree)] {
        if !names.is_empty() {
            sentence.push_str(&format!("{start}: {}. ", names.join(", ")));
        }
    }
    for (name, verdict) in compared {
        if let Verdict::AgreesIf(condition) = verdict {
            sentence.push_str(&format!("Agree if {condition}: {name}. "));
        }
    }
    if !absent.is_empty() {
        sentence.push_str(&format!("Not compared: {}. ", absent.join(", ")));
    }
    let outcome = if compared.iter().any(|(_, verdict)| *verdict == Verdict::Differs) {
        CheckOutcome::Failed
    } else if absent.len() == compared.len() {
        CheckOutcome::NotPerformed
    } else if agree.contains(&"name") && agree.len() + absent.len() == compared.len() {
        CheckOutcome::Passed
    } else {
        CheckOutcome::Warning
    };
    let mut fields = Vec::new();
    for (name, _) in compared.iter().filter(|(name, _)| !absent.contains(name)) {
        let of_page = if *name == "name" {
            names::fields(page).iter().map(|field| format!("page.{field}")).collect()
        } else {
            vec![format!("page.{}", name.replace(' ', "_"))]
        };
        fields.extend(of_page);
        fields.push(format!("{source}.{}", name.replace(' ', "_")));
    }
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    named.comes_out(outcome, sentence.trim_end(), &fields)
}

/// A name may be shorter where its flag says so, and perhaps where no flag says that it is whole.
fn licence_name(page: &Document, licence: &Licence) -> Verdict {
    let name: Vec<&str> = [&licence.surname, &licence.first, &licence.middle, &licence.full_name]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let name = name.join(" ");
    match names::agree(page, &name, false) {
        Some(false) => {}
        same => return same.into(),
    }
    let flags = [licence.surname_cut, licence.first_cut, licence.middle_cut];
    let whole = flags.iter().all(|flag| *flag == Truncation::Whole);
    if !whole && names::agree(page, &name, true) == Some(true) {
        return match flags.contains(&Truncation::Truncated) {
            true => Verdict::Agrees,
            false => Verdict::AgreesIf("the barcode's is cut off"),
        };
    }
    if licence.names_are_inferred() { Verdict::DiffersPerhaps } else { Verdict::Differs }
}

fn number(page: &Document, machine: Option<&str>) -> Verdict {
    let bare = |number: &str| -> String {
        number.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
    };
    let (Some(page), Some(machine)) = (page.document_number.as_deref(), machine) else {
        return Verdict::NotCompared;
    };
    let (page, machine) = (bare(page), bare(machine));
    if page.is_empty() || machine.is_empty() {
        Verdict::NotCompared
    } else if page == machine {
        Verdict::Agrees
    } else if page.replace('O', "0") == machine.replace('O', "0") {
        Verdict::AgreesIf("O is read as 0")
    } else {
        Verdict::Differs
    }
}

/// The lines have two digits of the year: the page may be of any century. Unknown parts are not
/// compared; a field that is no date differs.
fn short_date(
    page: Option<NaiveDate>,
    field: &str,
    read: impl FnOnce() -> Option<NaiveDate>,
) -> Verdict {
    let Some(page) = page.filter(|_| !field.is_empty() && !field.contains('<')) else {
        return Verdict::NotCompared;
    };
    Some(page.format("%y%m%d").to_string() == field && read().is_some()).into()
}

fn code(page: Option<&str>, machine: Option<&str>) -> Verdict {
    let same = |page: &str, machine: &str| {
        let comparable = is_code(page) && !machine.is_empty();
        comparable.then(|| same_code(page, machine))
    };
    page.zip(machine).and_then(|(page, machine)| same(page.trim(), machine)).into()
}

/// Three capitals (or the one of Germany, or the two of North America), not the country's name
/// in words.
pub(super) fn is_code(country: &str) -> bool {
    let letters = country.chars().all(|c| c.is_ascii_alphabetic());
    letters && (matches!(country.len(), 1 | 3) || is_short(country))
}

/// Doc 9303-3 §5: Germany is `D` in machine lines and `DEU` elsewhere.
pub(super) fn same_code(page: &str, machine: &str) -> bool {
    let whole = |code: &str| match code.to_ascii_uppercase().as_str() {
        "D" => "DEU".to_owned(),
        "US" => "USA".to_owned(),
        "CA" => "CAN".to_owned(),
        "MX" => "MEX".to_owned(),
        other => other.to_owned(),
    };
    whole(page) == whole(machine)
}

fn is_short(country: &str) -> bool {
    ["US", "CA", "MX"].iter().any(|short| short.eq_ignore_ascii_case(country))
}

fn zone_sex(page: &Document, zone: &Mrz) -> Verdict {
    // Doc 9303-4 §4.1.1.1: the page's X is a filler in the lines.
    let machine = if zone.sex == "<" { "X" } else { zone.sex.as_str() };
    weak(page_sex(page).map(|page| page == machine))
}

/// A different sex is weak evidence: people change theirs, and either part may be the older one.
fn weak(same: Option<bool>) -> Verdict {
    match same {
        Some(false) => Verdict::DiffersPerhaps,
        same => same.into(),
    }
}

fn page_sex(page: &Document) -> Option<&'static str> {
    match page.sex.as_deref()?.trim().to_ascii_uppercase().as_str() {
        "M" | "MALE" => Some("M"),
        "F" | "FEMALE" => Some("F"),
        "X" | "<" => Some("X"),
        _ => None,
    }
}
