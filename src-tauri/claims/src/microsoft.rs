//! What Microsoft Entra's account recovery would say, by its documentation.
//!
//! Source: learn.microsoft.com, *Account recovery overview* and *self-service account recovery
//! FAQ* (2025 to 2026). Only first and last name are compared; a blank one can't match. *Exact*:
//! both equal. *Relaxed*: each equals any word of the document's first or last name. Case and
//! accents are not documented, so a match that hangs on them is *unspecified*.

use std::{borrow::Cow, cell::OnceCell};

use crate::{Document, Equality, MicrosoftLine, MicrosoftOutcome, MicrosoftRule, Profile, fold};

/// The outcomes of Exact and Relaxed, in this order.
pub(crate) fn lines(document: &Document, profile: &Profile) -> Vec<MicrosoftLine> {
    let (first, last) = (filled(profile.given.as_deref()), filled(profile.surname.as_deref()));
    let (Some(first), Some(last)) = (first, last) else {
        let name = if first.is_none() { "first" } else { "last" };
        let sentence = format!("The profile's {name} name is blank.");
        let line = |rule| said(rule, MicrosoftOutcome::CannotMatch, sentence.clone().into());
        return vec![line(MicrosoftRule::Exact), line(MicrosoftRule::Relaxed)];
    };
    let given = filled(document.given.as_deref()).or(filled(document.full_name.as_deref()));
    let surname = filled(document.surname.as_deref());
    vec![exact(first, last, given, surname), relaxed(first, last, given, surname)]
}

/// Plain `==` of given names and surname, the vendor's own comparison.
pub(crate) fn equality(document: &Document, profile: &Profile) -> Equality {
    let given = document.given == profile.given;
    let surname = document.surname == profile.surname;
    let sentence = match (given, surname) {
        (true, true) => "Both names are the same characters.",
        (true, false) => "The surnames are not the same characters.",
        (false, true) => "The given names are not the same characters.",
        (false, false) => "Neither name is the same characters.",
    };
    Equality { equal: given && surname, sentence: sentence.into() }
}

fn exact(first: &str, last: &str, given: Option<&str>, surname: Option<&str>) -> MicrosoftLine {
    let mut outcome = MicrosoftOutcome::Match;
    for (name, profile, document) in [("First", first, given), ("Last", last, surname)] {
        let document = document.unwrap_or_default();
        match Name::of(profile).compare(document) {
            Equal::Exactly => {}
            Equal::ButCaseOrAccents => outcome = MicrosoftOutcome::Unspecified,
            Equal::No => {
                let shown = if document.is_empty() { "blank" } else { document };
                let sentence = [name, " name differs: ", profile, ", ", shown].concat();
                return said(MicrosoftRule::Exact, MicrosoftOutcome::NoMatch, sentence.into());
            }
        }
    }
    said(MicrosoftRule::Exact, outcome, held(outcome, "Both names are equal"))
}

fn relaxed(first: &str, last: &str, given: Option<&str>, surname: Option<&str>) -> MicrosoftLine {
    let words: Vec<&str> =
        [given, surname].into_iter().flatten().flat_map(str::split_whitespace).collect();
    let mut outcome = MicrosoftOutcome::Match;
    for (name, profile) in [("first", first), ("last", last)] {
        let own = Name::of(profile);
        match words.iter().map(|word| own.compare(word)).min().unwrap_or(Equal::No) {
            Equal::Exactly => {}
            Equal::ButCaseOrAccents => outcome = MicrosoftOutcome::Unspecified,
            Equal::No if profile.split_whitespace().count() > 1 => {
                let several = " name is several words, one is compared: ";
                let sentence = ["The profile's ", name, several, profile].concat();
                return said(MicrosoftRule::Relaxed, MicrosoftOutcome::NoMatch, sentence.into());
            }
            Equal::No => {
                let sentence = ["No word of the document's name is ", profile].concat();
                return said(MicrosoftRule::Relaxed, MicrosoftOutcome::NoMatch, sentence.into());
            }
        }
    }
    said(MicrosoftRule::Relaxed, outcome, held(outcome, "One shared word each is enough here"))
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Equal {
    Exactly,
    ButCaseOrAccents,
    No,
}

/// The profile's name, folded when first needed, for comparing it with many words.
struct Name<'a> {
    shown: &'a str,
    folded: OnceCell<String>,
}

impl<'a> Name<'a> {
    fn of(shown: &'a str) -> Self {
        Self { shown, folded: OnceCell::new() }
    }

    fn compare(&self, document: &str) -> Equal {
        if self.shown == document {
            Equal::Exactly
        } else if self.same_when_folded(document) {
            Equal::ButCaseOrAccents
        } else {
            Equal::No
        }
    }

    fn same_when_folded(&self, document: &str) -> bool {
        if self.shown.is_ascii() && document.is_ascii() {
            return self.shown.eq_ignore_ascii_case(document);
        }
        *self.folded.get_or_init(|| folded(self.shown)) == folded(document)
    }
}

fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    fold::push_small_base(name, &mut folded);
    folded
}

fn held(outcome: MicrosoftOutcome, sentence: &'static str) -> Cow<'static, str> {
    match outcome {
        MicrosoftOutcome::Unspecified => {
            "Hangs on capitals or accents, of which Microsoft says nothing".into()
        }
        MicrosoftOutcome::Match | MicrosoftOutcome::NoMatch | MicrosoftOutcome::CannotMatch => {
            sentence.into()
        }
    }
}

fn said(
    rule: MicrosoftRule,
    outcome: MicrosoftOutcome,
    sentence: Cow<'static, str>,
) -> MicrosoftLine {
    MicrosoftLine { rule, outcome, sentence, note: "as documented".into() }
}

fn filled(name: Option<&str>) -> Option<&str> {
    name.map(str::trim).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use MicrosoftOutcome::{CannotMatch, Match, NoMatch, Unspecified};

    fn outcomes(profile: (&str, &str), document: (&str, &str)) -> [MicrosoftOutcome; 2] {
        let some = |text: &str| Some(text.to_owned());
        let document =
            Document { given: some(document.0), surname: some(document.1), ..Document::default() };
        let profile =
            Profile { given: some(profile.0), surname: some(profile.1), ..Profile::default() };
        let lines = lines(&document, &profile);
        assert!(lines.iter().all(|line| line.note == "as documented"));
        [lines[0].outcome, lines[1].outcome]
    }

    #[test]
    fn documented_examples() {
        let garcia = ("Maria", "Garcia");
        assert_eq!(outcomes(garcia, ("Maria", "Garcia")), [Match, Match]);
        assert_eq!(outcomes(garcia, ("Maria Elena", "Garcia Lopez")), [NoMatch, Match]);
        assert_eq!(outcomes(garcia, ("Garcia", "Maria")), [NoMatch, Match]);
        assert_eq!(outcomes(garcia, ("Maria Garcia", "")), [NoMatch, Match]);
        assert_eq!(outcomes(("Bob", "Garcia"), ("Robert", "Garcia")), [NoMatch, NoMatch]);
        assert_eq!(outcomes(("Jose", "Diaz"), ("José", "Diaz")), [Unspecified, Unspecified]);
        assert_eq!(outcomes(("Maria", ""), ("Maria", "Garcia")), [CannotMatch, CannotMatch]);
        assert_eq!(outcomes(("An", "De Smet"), ("An", "De Smet")), [Match, NoMatch]);
    }
}
