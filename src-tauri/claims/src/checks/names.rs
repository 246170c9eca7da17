//! Is the name that machines read the name on the page?

use unicode_script::{Script, UnicodeScript as _};

use crate::{Document, fold, icao, letters};

/// More words than any name has; longer ones are not compared.
const MOST_WORDS: usize = 64;

/// Titles and suffixes, which Doc 9303-3 §4.6 leaves out of the zone.
const LEFT_OUT: [&str; 16] = [
    "dr", "prof", "mr", "mrs", "ms", "sir", "dipl", "ing", "mag", "jr", "sr", "jnr", "snr", "ii",
    "iii", "iv",
];

/// Whether every word of the machine's name is an official form of one on the page, or that word
/// without its marks, and none is left over. With `cut`, the machine's words may be beginnings, and words may be missing.
/// `None`: there is nothing to compare, or the page's script has no such forms.
pub(super) fn agree(document: &Document, machine: &str, cut: bool) -> Option<bool> {
    let page = on_page(document)?;
    let (page_words, words) = (parts(&page), parts(machine));
    let most = page_words.len().max(words.len());
    if page_words.is_empty() || words.is_empty() || most > MOST_WORDS {
        return None;
    }
    if pair(&page_words, &words, same).is_some_and(|left| only_titles(&left))
        || icao::is_official_form(&page_words.concat(), &words.concat())
    {
        return Some(true);
    }
    if cut && pair(&page_words, &words, icao::is_official_beginning).is_some() {
        return Some(true);
    }
    let readable = page_words.iter().all(|word| {
        let latin = |c: char| !c.is_alphabetic() || c.script() == Script::Latin;
        word.chars().all(latin) && !icao::official_forms(word).is_empty()
    });
    readable.then_some(false)
}

/// Whether letters that readers of print take for each other are all that differs: the vendor read
/// the page, not the person.
pub(super) fn misread(document: &Document, machine: &str) -> bool {
    let Some(page) = on_page(document) else { return false };
    let (page_words, words) = (parts(&page), parts(machine));
    if page_words.len().max(words.len()) > MOST_WORDS {
        return false;
    }
    let confused = |printed: &str, word: &str| {
        let printed = fold::base(&printed.to_lowercase());
        letters::misread(&printed, &word.to_ascii_lowercase()).is_some_and(|(cost, _)| cost <= 3)
    };
    let read = |printed: &str, word: &str| same(printed, word) || confused(printed, word);
    pair(&page_words, &words, read).is_some_and(|left| only_titles(&left))
}

/// The page's fields that hold its name.
pub(super) fn fields(document: &Document) -> Vec<&'static str> {
    match (&document.given, &document.surname) {
        (None, None) => vec!["full_name"],
        (None, Some(_)) => vec!["surname"],
        (Some(_), None) => vec!["given"],
        (Some(_), Some(_)) => vec!["given", "surname"],
    }
}

/// Some States, and most licences, leave marks off where the standard writes two letters
/// (Ø is O).
fn same(printed: &str, word: &str) -> bool {
    icao::is_official_form(printed, word)
        || fold::base(&printed.to_lowercase()) == word.to_ascii_lowercase()
}

fn on_page(document: &Document) -> Option<String> {
    match (&document.given, &document.surname) {
        (None, None) => document.full_name.clone(),
        (given, surname) => {
            Some([surname, given].into_iter().flatten().cloned().collect::<Vec<_>>().join(" "))
        }
    }
}

fn parts(name: &str) -> Vec<&str> {
    name.split(|c: char| c.is_whitespace() || fold::is_hyphen(c) || matches!(c, ',' | '<'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .take(MOST_WORDS + 1)
        .collect()
}

/// Gives each of the machine's words one of the page's; what is left on the page, or `None` where
/// one of the machine's has none.
fn pair<'a>(
    page: &[&'a str],
    machine: &[&str],
    same: impl Fn(&str, &str) -> bool,
) -> Option<Vec<&'a str>> {
    let mut left: Vec<&str> = page.to_vec();
    for word in machine {
        let at = left.iter().position(|printed| same(printed, word))?;
        left.remove(at);
    }
    Some(left)
}

fn only_titles(left: &[&str]) -> bool {
    left.iter().all(|word| {
        let bare: String = word.chars().filter(|c| *c != '.').collect();
        LEFT_OUT.iter().any(|title| title.eq_ignore_ascii_case(&bare))
    })
}
