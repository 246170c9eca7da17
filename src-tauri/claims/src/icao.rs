//! How the standard itself spells a name in capitals A to Z: ICAO Doc 9303-3 §6, the tables for
//! Latin, Cyrillic and Arabic letters, and the rules of §4.6 for punctuation.
//!
//! The standard leaves choices to the issuing State (`Ü` may be `UE`, `UXX` or `U`; `Г` is `G` or
//! `H` by language). A name has therefore a *set* of official forms, and being in the set is a
//! fact, not a likeness. A State's choice holds for the whole name: `GUENTHER MULLER` is no form
//! of `Günther Müller`.

mod arabic;
mod cyrillic;
mod latin;
#[cfg(test)]
mod tests;

use unicode_normalization::UnicodeNormalization as _;

use crate::{fold, hidden};

/// Longer names have no forms here: no document prints them, and the work stays bounded.
const LONGEST: usize = 256;

/// All official forms of a name, in capitals A to Z with one space for each filler; the forms
/// that the standard lists first come first. At most 288 (every choice times six languages), and
/// usually one to six.
///
/// Empty for a name with a letter outside the standard's tables (a Greek one, a digit), and for
/// an empty or over-long name. Latin letters with marks that the table does not list, such as
/// Vietnamese ones, take the form of the letter without them.
#[must_use]
pub fn official_forms(name: &str) -> Vec<String> {
    let mut forms: Vec<String> = Vec::new();
    let Some(spelling) = Spelling::of(name) else { return forms };
    spelling.each_choice(|choice| {
        let form: String = spelling.letters.iter().map(|letter| letter.under(choice)).collect();
        if !form.is_empty() && !forms.contains(&form) {
            forms.push(form);
        }
        false
    });
    forms
}

/// Whether `zone` is one of the official forms of `name`. `zone` is as printed in a machine
/// readable zone or read from it: fillers, hyphens and spaces separate, lower case is tolerated.
#[must_use]
pub fn is_official_form(name: &str, zone: &str) -> bool {
    compare(name, zone, |form_left, zone_left| form_left && zone_left)
}

/// Whether `zone` begins an official form of `name`, or is one: for a name field that may be cut
/// off. An empty `zone` begins nothing.
#[must_use]
pub fn is_official_beginning(name: &str, zone: &str) -> bool {
    compare(name, zone, |_, zone_left| zone_left)
}

/// Runs every form beside `zone` until they part; `decide(form is used up, zone is used up)`.
fn compare(name: &str, zone: &str, decide: impl Fn(bool, bool) -> bool) -> bool {
    let Some(zone) = capitals(zone) else { return false };
    let Some(spelling) = Spelling::of(name) else { return false };
    spelling.each_choice(|choice| {
        let mut left = zone.as_bytes();
        for letter in &spelling.letters {
            let form = letter.under(choice).as_bytes();
            match left.strip_prefix(form) {
                Some(rest) => left = rest,
                None => return form.starts_with(left) && decide(false, true),
            }
        }
        decide(true, left.is_empty())
    })
}

/// Capitals with single spaces; `None` for anything that no name field has, or nothing.
fn capitals(zone: &str) -> Option<String> {
    if zone.len() > 4 * LONGEST {
        return None;
    }
    let mut out = String::with_capacity(zone.len());
    for c in zone.chars() {
        if c.is_ascii_alphabetic() {
            out.push(c.to_ascii_uppercase());
        } else if !(c == '<' || c == '-' || c.is_whitespace()) {
            return None;
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    let kept = out.trim_end().len();
    out.truncate(kept);
    (!out.is_empty()).then_some(out)
}

/// Which form each axis takes. Axes 0 to 4 are the Latin letters with several forms, axis 5 is
/// the language of Cyrillic letters.
type Choice = [usize; AXES];

const AXES: usize = 6;
const LANGUAGE: usize = 5;

#[derive(Clone, Copy)]
enum Letter {
    Always(&'static str),
    Varies { axis: usize, forms: &'static [&'static str] },
}

impl Letter {
    fn under(self, choice: &Choice) -> &'static str {
        match self {
            Self::Always(form) => form,
            Self::Varies { axis, forms } => {
                choice.get(axis).and_then(|&at| forms.get(at)).copied().unwrap_or_default()
            }
        }
    }
}

struct Spelling {
    letters: Vec<Letter>,
    /// How many forms each axis has in this name; 1 where no letter of it occurs.
    sizes: Choice,
}

impl Spelling {
    /// `None` where a letter has no form, or there is none.
    fn of(name: &str) -> Option<Self> {
        let mut letters: Vec<Letter> = Vec::with_capacity(name.len().min(LONGEST));
        let mut seen = 0_usize;
        for shown in name.nfkc() {
            seen += 1;
            if seen > LONGEST {
                return None;
            }
            if hidden::is_invisible(shown) {
                continue;
            }
            for c in shown.to_uppercase() {
                add(c, &mut letters)?;
            }
        }
        end_component(&mut letters);
        while matches!(letters.last(), Some(Letter::Always(" "))) {
            letters.pop();
        }
        let mut sizes = [1; AXES];
        for letter in &letters {
            if let Letter::Varies { axis, forms } = letter
                && let Some(size) = sizes.get_mut(*axis)
            {
                *size = forms.len();
            }
        }
        (!letters.is_empty()).then_some(Self { letters, sizes })
    }

    /// Calls `visit` with every choice until it answers yes; whether it did.
    fn each_choice(&self, mut visit: impl FnMut(&Choice) -> bool) -> bool {
        let mut choice: Choice = [0; AXES];
        loop {
            if visit(&choice) {
                return true;
            }
            let mut turned = false;
            for (at, size) in choice.iter_mut().zip(self.sizes) {
                *at += 1;
                if *at < size {
                    turned = true;
                    break;
                }
                *at = 0;
            }
            if !turned {
                return false;
            }
        }
    }
}

/// Adds one capital; `None` where the standard has no form for it.
fn add(c: char, letters: &mut Vec<Letter>) -> Option<()> {
    let first = matches!(letters.last(), None | Some(Letter::Always(" ")));
    if separates(c) {
        end_component(letters);
        if !first {
            letters.push(Letter::Always(" "));
        }
        return Some(());
    }
    if let Some(letter) = latin::letter(c) {
        letters.push(letter);
    } else if let Some(letter) = cyrillic::letter(c, first) {
        // A sign that is left out makes no word by itself.
        if !matches!(letter, Letter::Always("")) {
            letters.push(letter);
        }
    } else if c == arabic::SHADDA {
        if let Some(Letter::Always(form)) = letters.last() {
            letters.push(Letter::Always(form.trim_start_matches('X')));
        }
    } else if let Some(form) = arabic::letter(c) {
        letters.push(Letter::Always(form));
    } else if c.is_alphanumeric() {
        return None;
    }
    // Whatever else there is, is punctuation or a mark without a form (§4.6): left out.
    Some(())
}

/// Teh marbuta has another form at the end of a component (§6 C, note 2).
fn end_component(letters: &mut [Letter]) {
    if let Some(last) = letters.last_mut()
        && matches!(last, Letter::Always(arabic::TEH_MARBUTA))
    {
        *last = Letter::Always(arabic::TEH_MARBUTA_AT_END);
    }
}

fn separates(c: char) -> bool {
    c.is_whitespace() || fold::is_hyphen(c) || matches!(c, ',' | '<' | '\u{5be}')
}
