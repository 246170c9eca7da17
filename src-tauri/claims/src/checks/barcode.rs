//! The barcode by itself.

use super::{CheckOutcome, DocumentCheck, Named, agreement::same_code, sources::Sources};

/// Whether it could be read, and how it deviates from the standard.
pub(super) fn readable(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("barcode", "Barcode is readable");
    let licence = match sources.barcode_for(named) {
        Ok(licence) => licence,
        Err(check) => return check,
    };
    let said: Vec<&str> = licence.notes.iter().map(|note| note.sentence()).collect();
    if licence.notes.is_empty() {
        let sentence = "It follows the card design standard.";
        return named.comes_out(CheckOutcome::Passed, sentence, &["barcode"]);
    }
    let known = licence.notes.iter().all(|note| note.is_known());
    let outcome = if known { CheckOutcome::Passed } else { CheckOutcome::Warning };
    let end = if known { " Genuine licences are known to deviate so." } else { "" };
    named.comes_out(outcome, format!("{}{end}", said.join(" ")), &["barcode"])
}

/// Whether the number of its issuer belongs to its country and to the holder's state.
pub(super) fn issuer(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("barcode_issuer", "Barcode's issuer");
    let licence = match sources.barcode_for(named) {
        Ok(licence) => licence,
        Err(check) => return check,
    };
    let fields = ["barcode.issuer", "barcode.country", "barcode.state"];
    let Some(issuer) = licence.issuer else {
        let sentence = "The barcode does not say who issued it in a way that is known.";
        return named.comes_out(CheckOutcome::NotPerformed, sentence, &[]);
    };
    let Some(country) = licence.country.as_deref() else {
        let sentence = "The barcode names no country to compare its issuer with.";
        return named.comes_out(CheckOutcome::NotPerformed, sentence, &["barcode.issuer"]);
    };
    if !same_code(issuer.country, country) {
        let sentence = format!("Its issuer is in {}, its country is {country}.", issuer.country);
        return named.comes_out(CheckOutcome::Failed, sentence, &fields);
    }
    match licence.state.as_deref() {
        Some(state) if state != issuer.state && !issuer.state.is_empty() => {
            let sentence =
                format!("{} issued it; the holder's address is in {state}.", issuer.state);
            named.comes_out(CheckOutcome::Warning, sentence, &fields)
        }
        state => {
            let place = if issuer.state.is_empty() { issuer.country } else { issuer.state };
            let fields = if state.is_some() { &fields[..] } else { &fields[..2] };
            let sentence = format!("{place} issued it, which agrees with its country.");
            named.comes_out(CheckOutcome::Passed, sentence, fields)
        }
    }
}
