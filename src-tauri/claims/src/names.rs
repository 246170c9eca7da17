//! Plain facts about two writings of a name.

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    Chip, ClaimName, PieceKind, Severity, align, fold, hidden,
    words::{MAX_WORDS, Match, Matching, pair_up},
};

/// Reasons with their sentences, and what they weigh together.
pub(crate) struct Facts {
    pub chips: Vec<Chip>,
    pub sentences: Vec<String>,
    pub severity: Severity,
}

impl Facts {
    pub(crate) fn none() -> Self {
        Self { chips: Vec::new(), sentences: Vec::new(), severity: Severity::None }
    }

    pub(crate) fn one(id: &str, label: &str, sentence: String, severity: Severity) -> Self {
        let mut facts = Self::none();
        facts.add(id, label, sentence, severity);
        facts
    }

    pub(crate) fn add(&mut self, id: &str, label: &str, sentence: String, severity: Severity) {
        if !self.chips.iter().any(|chip| chip.id == id) {
            self.chips.push(Chip { id: id.to_owned(), label: label.to_owned() });
            self.sentences.push(sentence);
        }
        self.severity = self.severity.max(severity);
    }
}

/// Compares two values of a name claim.
pub(crate) fn compare(claim: ClaimName, document: &str, profile: &str) -> Facts {
    let mut facts = Facts::none();
    if !document.nfc().eq(profile.nfc()) {
        differences(&mut facts, claim, document, profile);
    }
    hiding(&mut facts, &[document, profile]);
    facts
}

/// What is hidden in the values counts against, whatever else is found.
pub(crate) fn hiding(facts: &mut Facts, values: &[&str]) {
    let invisible: Vec<char> = values.iter().flat_map(|value| hidden::invisible(value)).collect();
    if let Some(first) = invisible.first() {
        let sentence = format!(
            "{} invisible, the first U+{:04X}.",
            characters(invisible.len()),
            *first as u32
        );
        facts.add(
            "invisible_characters",
            "Invisible characters",
            sentence,
            Severity::NeedsEvidence,
        );
    }
    if values.iter().any(|value| hidden::mixes_scripts(value)) {
        let sentence = "A word mixes letters of several scripts.".to_owned();
        facts.add("mixed_script", "Mixed scripts", sentence, Severity::NeedsEvidence);
    }
}

/// Whether the two are written in scripts that can be compared without romanising.
pub(crate) fn comparable(document: &str, profile: &str) -> bool {
    let (d, p) = (fold::scripts(document), fold::scripts(profile));
    d.is_empty() || p.is_empty() || d.iter().any(|script| p.contains(script))
}

fn differences(facts: &mut Facts, claim: ClaimName, document: &str, profile: &str) {
    if !comparable(document, profile) {
        let sentence = "Written in different scripts; this engine does not romanise.".to_owned();
        facts.add("unreadable_script", "Other script", sentence, Severity::NeedsEvidence);
        return;
    }
    let (d, p) = (fold::words(document), fold::words(profile));
    if d.len() > MAX_WORDS || p.len() > MAX_WORDS {
        let sentence = "Too many words to compare.".to_owned();
        facts.add("too_long", "Too long", sentence, Severity::NeedsEvidence);
        return;
    }
    let m = pair_up(&d, &p);
    if m.pairs.is_empty() {
        let sentence = "No word is shared.".to_owned();
        facts.add("no_shared_word", "No shared word", sentence, Severity::NeedsEvidence);
        return;
    }
    let (shown_d, shown_p) = (fold::cased_words(document), fold::cased_words(profile));
    left_over(facts, claim, &m, &shown_d, &shown_p);
    letters(facts, &m, &d, &p);
    if m.any(Match::Joined) {
        let sentence = "Written as one word on one side and as several on the other.".to_owned();
        facts.add("token_joined", "Joined or split", sentence, Severity::Explained);
    }
    if !m.in_order() {
        let sentence = "The shared words stand in another order.".to_owned();
        facts.add("order_swap", "Other order", sentence, Severity::Explained);
    }
    marks(facts, document, profile);
    let capitals = |(i, j, reason): &(usize, usize, Match)| {
        *reason == Match::Equal && shown_d.get(*i) != shown_p.get(*j)
    };
    if m.pairs.iter().any(capitals) {
        facts.add("case", "Capitals", "Capitals differ.".to_owned(), Severity::None);
    }
    if facts.chips.is_empty() {
        let sentence = "Only spaces or marks differ.".to_owned();
        facts.add("punctuation", "Spacing", sentence, Severity::Explained);
    }
}

fn left_over(facts: &mut Facts, claim: ClaimName, m: &Matching, d: &[String], p: &[String]) {
    let (only_d, only_p) = (listed(d, &m.only_document), listed(p, &m.only_profile));
    match (m.only_document.is_empty(), m.only_profile.is_empty()) {
        (true, true) => {}
        (false, false) => {
            let sentence = format!("Some words agree; {only_d} and {only_p} do not.");
            facts.add("partly_different", "Partly different", sentence, Severity::NeedsEvidence);
        }
        (true, false) => {
            let sentence = format!("{only_p} is not on the document.");
            one_sided(facts, claim, m, d.len().max(p.len()), sentence);
        }
        (false, true) => {
            let sentence = format!("{only_d} is not in the profile.");
            one_sided(facts, claim, m, d.len().max(p.len()), sentence);
        }
    }
}

fn one_sided(facts: &mut Facts, claim: ClaimName, m: &Matching, total: usize, sentence: String) {
    let leads = m.pairs.iter().any(|(i, j, _)| (*i, *j) == (0, 0));
    match claim {
        ClaimName::Surname => {
            let label = if total == 2 { "One of two" } else { "Part of surname" };
            facts.add("compound_partial", label, sentence, Severity::Explained);
        }
        ClaimName::GivenNames if leads => {
            facts.add("middle_missing", "No second name", sentence, Severity::Explained);
        }
        ClaimName::GivenNames
        | ClaimName::FullName
        | ClaimName::DateOfBirth
        | ClaimName::Nationality
        | ClaimName::DocumentNumber => {
            facts.add("extra_name", "Extra name", sentence, Severity::Explained);
        }
    }
}

fn letters(facts: &mut Facts, m: &Matching, d: &[String], p: &[String]) {
    for (i, j, reason) in &m.pairs {
        let (Some(word_d), Some(word_p)) = (d.get(*i), p.get(*j)) else { continue };
        match reason {
            Match::Accents => {
                let sentence = first_change(word_d, word_p);
                facts.add("diacritics", "Accent", sentence, Severity::Explained);
            }
            Match::Official => {
                let sentence = format!("{word_d} and {word_p} are official transliterations.");
                let label = "Official spelling";
                facts.add("official_transliteration", label, sentence, Severity::Explained);
            }
            Match::Equal | Match::Joined => {}
        }
    }
}

fn first_change(document: &str, profile: &str) -> String {
    let pieces = align::align(document, profile);
    let changed = pieces.iter().find(|piece| piece.kind == PieceKind::Changed);
    changed.map_or_else(
        || "Only accents differ.".to_owned(),
        |piece| format!("{} is written {}.", piece.document, piece.profile),
    )
}

fn marks(facts: &mut Facts, document: &str, profile: &str) {
    let count = |value: &str, mark: fn(char) -> bool| value.chars().filter(|&c| mark(c)).count();
    let differ = |mark: fn(char) -> bool| count(document, mark) != count(profile, mark);
    let complete = facts.severity < Severity::NeedsEvidence
        && !facts.chips.iter().any(|chip| missing(&chip.id));
    // A hyphen that went with a missing word is no difference of its own.
    if complete && differ(fold::is_hyphen) {
        let sentence = "A hyphen on one side is a space, or nothing, on the other.".to_owned();
        facts.add("punctuation", "Hyphen or space", sentence, Severity::Explained);
    } else if complete && differ(fold::is_apostrophe) {
        let sentence = "An apostrophe is left out on one side.".to_owned();
        facts.add("punctuation", "Apostrophe", sentence, Severity::Explained);
    }
}

fn missing(id: &str) -> bool {
    matches!(id, "extra_name" | "middle_missing" | "compound_partial")
}

fn listed(words: &[String], places: &[usize]) -> String {
    let listed: Vec<&str> =
        places.iter().filter_map(|place| words.get(*place)).map(String::as_str).collect();
    listed.join(" ")
}

fn characters(count: usize) -> String {
    if count == 1 { "1 character is".to_owned() } else { format!("{count} characters are") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(claim: ClaimName, document: &str, profile: &str) -> (Vec<String>, Severity) {
        let facts = compare(claim, document, profile);
        (facts.chips.into_iter().map(|chip| chip.id).collect(), facts.severity)
    }

    #[test]
    fn each_plain_artefact_has_its_reason() {
        use ClaimName::{FullName, GivenNames, Surname};
        let cases: &[(ClaimName, &str, &str, &[&str], Severity)] = &[
            (Surname, "Nowak", "Nowak", &[], Severity::None),
            (Surname, "Jose\u{301}", "José", &[], Severity::None),
            (Surname, "NOWAK", "Nowak", &["case"], Severity::None),
            (Surname, "Wójcik", "Wojcik", &["diacritics"], Severity::Explained),
            (Surname, "Großmann", "Grossmann", &["diacritics"], Severity::Explained),
            (Surname, "Sørensen", "Sorensen", &["diacritics"], Severity::Explained),
            (Surname, "MUELLER", "Müller", &["official_transliteration"], Severity::Explained),
            (Surname, "García López", "García-López", &["punctuation"], Severity::Explained),
            (Surname, "O'Neill", "ONeill", &["punctuation"], Severity::Explained),
            (Surname, "De Smet", "DeSmet", &["token_joined"], Severity::Explained),
            (Surname, "García López", "López García", &["order_swap"], Severity::Explained),
            (
                Surname,
                "Wójcik-Nowak",
                "Wojcik",
                &["compound_partial", "diacritics"],
                Severity::Explained,
            ),
            (GivenNames, "Anna Maria", "Anna", &["middle_missing"], Severity::Explained),
            (GivenNames, "Anna Maria", "Maria", &["extra_name"], Severity::Explained),
            (FullName, "Ana Lima Cruz", "Ana Cruz", &["extra_name"], Severity::Explained),
            (GivenNames, "Anna Maria", "Anna Rosa", &["partly_different"], Severity::NeedsEvidence),
            (GivenNames, "Katarzyna", "Kasia", &["no_shared_word"], Severity::NeedsEvidence),
            (GivenNames, "Павел", "Pavel", &["unreadable_script"], Severity::NeedsEvidence),
            (
                GivenNames,
                "An\u{200b}na",
                "Anna",
                &["punctuation", "invisible_characters"],
                Severity::NeedsEvidence,
            ),
            (
                GivenNames,
                "P\u{430}vel",
                "Pavel",
                &["no_shared_word", "mixed_script"],
                Severity::NeedsEvidence,
            ),
        ];
        for (claim, document, profile, ids, severity) in cases {
            let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
            assert_eq!(facts(*claim, document, profile), (ids.clone(), *severity), "{document}");
            let (mut back, same) = facts(*claim, profile, document);
            back.sort();
            let mut sorted = ids;
            sorted.sort();
            assert_eq!((back, same), (sorted, *severity), "{profile}");
        }
    }

    #[test]
    fn an_identical_pair_still_shows_what_it_hides() {
        let (ids, severity) = facts(ClaimName::Surname, "Now\u{200b}ak", "Now\u{200b}ak");
        assert_eq!(ids, ["invisible_characters"]);
        assert_eq!(severity, Severity::NeedsEvidence);
    }

    #[test]
    fn hundreds_of_words_are_not_compared() {
        let (ids, _) = facts(ClaimName::Surname, &"a ".repeat(500), &"a ".repeat(501));
        assert_eq!(ids, ["too_long"]);
    }
}
