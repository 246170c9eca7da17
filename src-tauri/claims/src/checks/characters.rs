//! Characters that hide in the page's text.

use super::{CheckOutcome, DocumentCheck, Named, sources::Sources};
use crate::hidden;

/// Whether a printed name has invisible characters, or letters of one script posing as another's.
pub(super) fn characters(sources: &Sources<'_>) -> DocumentCheck {
    let named = Named("characters", "Characters of the name");
    let page = sources.page;
    let names: Vec<(&str, &str)> = [
        (page.given.as_deref(), "page.given"),
        (page.surname.as_deref(), "page.surname"),
        (page.full_name.as_deref(), "page.full_name"),
    ]
    .into_iter()
    .filter_map(|(name, field)| Some((name.filter(|name| !name.trim().is_empty())?, field)))
    .collect();
    if names.is_empty() {
        let sentence = "No name was read from the page.";
        return named.comes_out(CheckOutcome::NotPerformed, sentence, &[]);
    }
    let fields: Vec<&str> = names.iter().map(|(_, field)| *field).collect();
    let any = |test: fn(&str) -> bool| names.iter().any(|(name, _)| test(name));
    if any(|name| !hidden::invisible(name).is_empty()) {
        let sentence = "A printed name has invisible characters.";
        named.comes_out(CheckOutcome::Warning, sentence, &fields)
    } else if any(hidden::mixes_scripts) {
        let sentence = "A printed name mixes letters of scripts that look alike.";
        named.comes_out(CheckOutcome::Warning, sentence, &fields)
    } else {
        let sentence = "No invisible characters and no mixed scripts.";
        named.comes_out(CheckOutcome::Passed, sentence, &fields)
    }
}
