//! Who issued the document, and the codes of states.

use super::{
    CheckOutcome, DocumentCheck, Named,
    agreement::{is_code, same_code},
    countries,
    sources::Sources,
};

/// Whether page and zone name the same issuer, and neither is that of specimens.
pub(super) fn issuer(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("issuer", "Issuer");
    let page = sources.page.issuing_country.as_deref().map(str::trim);
    let page = page.filter(|code| !code.is_empty());
    let lines = sources.zone().map(|zone| zone.issuing_country.as_str());
    // Doc 9303-3 §5: UTO is Utopia, the country of specimens.
    let specimen = |code: &str| code.eq_ignore_ascii_case("UTO");
    if lines.is_some_and(specimen) {
        let sentence = "The issuer UTO is the code of specimens.";
        return named.comes_out(CheckOutcome::Failed, sentence, &["mrz.issuing_country"]);
    }
    if page.is_some_and(specimen) {
        let sentence = "The issuer UTO is the code of specimens.";
        return named.comes_out(CheckOutcome::Failed, sentence, &["page.issuing_country"]);
    }
    let (Some(page), Some(lines)) = (page.filter(|page| is_code(page)), lines) else {
        let sentence = "There are no two codes of the issuer to compare.";
        return named.comes_out(CheckOutcome::NotPerformed, sentence, &[]);
    };
    let (outcome, verb) = if same_code(page, lines) {
        (CheckOutcome::Passed, "is also")
    } else {
        (CheckOutcome::Failed, "is not")
    };
    let mut sentence = format!("The page's issuer {page} {verb} the machine lines' {lines}.");
    // Refugees, residents and officials hold documents of other issuers: said, not counted.
    let foreign = sources.zone().map(|zone| zone.nationality.as_str());
    if let Some(foreign) = foreign.filter(|code| !code.is_empty() && !same_code(code, lines)) {
        sentence.push_str(&format!(" The holder's nationality is {foreign}."));
    }
    let fields = ["page.issuing_country", "mrz.issuing_country"];
    named.comes_out(outcome, sentence, &fields)
}

/// Whether every code is one that ISO 3166 or Doc 9303 lists.
pub(super) fn codes(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("codes_known", "Country codes exist");
    let page = sources.page;
    let zone = sources.zone();
    let found: Vec<(&str, &str)> = [
        (page.issuing_country.as_deref(), "page.issuing_country"),
        (page.nationality.as_deref(), "page.nationality"),
        (zone.map(|zone| zone.issuing_country.as_str()), "mrz.issuing_country"),
        (zone.map(|zone| zone.nationality.as_str()), "mrz.nationality"),
    ]
    .into_iter()
    .filter_map(|(code, field)| Some((code?.trim(), field)))
    .filter(|(code, field)| {
        let zones_own = field.starts_with("mrz.") && !code.is_empty();
        is_code(code) || zones_own
    })
    .collect();
    let fields: Vec<&str> = found.iter().map(|(_, field)| *field).collect();
    if found.is_empty() {
        let sentence = "No code of a country was read.";
        return named.comes_out(CheckOutcome::NotPerformed, sentence, &[]);
    }
    let mut unknown: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
    unknown.retain(|code| !countries::is_listed(code));
    unknown.dedup();
    if unknown.is_empty() {
        let sentence = "Every code is one of ISO 3166 or of ICAO Doc 9303.";
        named.comes_out(CheckOutcome::Passed, sentence, &fields)
    } else {
        let sentence = format!("No code of ISO 3166 or ICAO Doc 9303: {}.", unknown.join(", "));
        named.comes_out(CheckOutcome::Warning, sentence, &fields)
    }
}
