//! Check digits of the machine readable zone.

use super::{CheckOutcome, DocumentCheck, Named, sources::Sources};

pub(super) fn check_digits(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("mrz_check_digits", "Machine lines: check digits");
    let read = match sources.zone_for(named) {
        Ok(read) => read,
        Err(check) => return check,
    };
    let present = read.checks.present();
    let wrong: Vec<&str> =
        present.iter().filter(|(_, right)| !right).map(|(name, _)| *name).collect();
    let fields: Vec<String> =
        present.iter().map(|(name, _)| format!("mrz.{}", name.replace(' ', "_"))).collect();
    let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
    let counted = format!("{} of {} are right", present.len() - wrong.len(), present.len());
    if wrong.is_empty() {
        let sentence = format!("{counted}. They cover numbers and dates, not the name.");
        named.comes_out(CheckOutcome::Passed, sentence, &fields)
    } else {
        let sentence = format!("{counted}; wrong: {}. Misread, or altered.", wrong.join(", "));
        named.comes_out(CheckOutcome::Failed, sentence, &fields)
    }
}
