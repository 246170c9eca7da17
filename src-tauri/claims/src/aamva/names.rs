//! Names, in one element or in several.

use super::{
    elements::Elements,
    note::{Note, add},
};

#[derive(Default)]
pub(super) struct Names {
    pub(super) surname: Option<String>,
    pub(super) first: Option<String>,
    pub(super) middle: Option<String>,
    pub(super) suffix: Option<String>,
    pub(super) full_name: Option<String>,
}

pub(super) fn read(elements: &Elements<'_>, notes: &mut Vec<Note>) -> Names {
    let mut names = Names {
        surname: elements.get("DCS").or_else(|| elements.get("DAB")).and_then(clean),
        first: elements.get("DAC").and_then(clean),
        middle: elements.get("DAD").and_then(clean),
        suffix: elements.get("DCU").or_else(|| elements.get("DAE")).and_then(clean),
        full_name: None,
    };
    if names.first.is_none()
        && let Some(given) = elements.get("DCT")
    {
        add(notes, Note::GivenNamesInOneElement);
        let (first, middle) = given.split_once([',', ' ']).unwrap_or((given, ""));
        names.first = clean(first);
        names.middle = names.middle.or_else(|| clean(middle));
    }
    let in_one = match (&names.surname, elements.get("DCS")) {
        (None, _) => elements.get("DAA"),
        (Some(_), Some(all)) if names.first.is_none() && all.contains(',') => Some(all),
        (Some(_), _) => None,
    };
    match in_one {
        Some(all) => {
            add(notes, Note::NameInOneElement);
            in_one_element(all, names)
        }
        None => names,
    }
}

/// `Last,First,Middle,Suffix` (2000; `@` or `$` for the commas on other media, and a space after
/// the first name in Oregon).
fn in_one_element(all: &str, names: Names) -> Names {
    let mut parts = all.split([',', '@', '$']).map(clean);
    let surname = parts.next().flatten();
    let Some(first) = parts.next() else {
        return Names { full_name: clean(all), surname: None, ..names };
    };
    let middle = parts.next().flatten();
    let suffix = parts.next().flatten();
    let (first, middle) = match (first, middle) {
        (Some(first), None) => match first.split_once(' ') {
            Some((first, middle)) => (Some(first.to_owned()), clean(middle)),
            None => (Some(first), None),
        },
        both => both,
    };
    Names {
        surname,
        first: names.first.or(first),
        middle: names.middle.or(middle),
        suffix: names.suffix.or(suffix),
        full_name: None,
    }
}

/// Single spaces; commas separate middle names. `None` where nothing is left.
fn clean(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split([',', ' ']).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
