//! The first engine: every claim compared by itself, then the names once more as a whole.

#[cfg(test)]
mod tests;

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    Band, ClaimFinding, ClaimName, Document, PieceKind, Profile, Relation, Report, Severity, align,
    birth, fold, microsoft, mrz,
    names::{self, Facts},
    spoken,
    words::{self, MAX_WORDS, Matching},
};

/// Name and version of this engine. Changes whenever the same input may give another report.
pub const ENGINE: &str = "plain 1";

pub(crate) fn reconcile(document: &Document, profile: &Profile) -> Report {
    let document = with_machine_readable_names(document);
    let mut claims = name_claims(&document, profile);
    let names_known = claims.iter().any(|claim| claim.relation != Relation::Absent);
    claims.push(birth_claim(&document, profile));
    claims.push(nationality(&document, profile));
    claims.push(number(&document));
    let worst = claims.iter().map(|claim| claim.severity).max().unwrap_or(Severity::None);
    let band = match worst {
        Severity::Conflict => Band::Conflict,
        Severity::NeedsEvidence => Band::NeedsEvidence,
        Severity::None | Severity::Explained if !names_known => Band::NeedsEvidence,
        Severity::Explained => Band::Explainable,
        Severity::None => Band::Consistent,
    };
    Report {
        engine: ENGINE.to_owned(),
        headline: headline(band, &claims),
        band,
        microsoft: microsoft::lines(&document, profile),
        claims,
    }
}

impl ClaimFinding {
    /// The same finding with the document's value covered by `cover` wherever it stands, for a
    /// claim that policy keeps covered. The reasons stay.
    #[must_use]
    pub fn covered(&self, cover: &str) -> Self {
        let covered = self.document.as_ref().map(|_| cover.to_owned());
        let pieces = covered.iter().map(|value| align::one_sided(value, PieceKind::OnlyDocument));
        Self {
            pieces: pieces.flatten().collect(),
            document: covered,
            profile: None,
            spoken: format!("{}. Covered.", spoken::title(self.claim)),
            spelling: String::new(),
            ..self.clone()
        }
    }
}

/// The page's names, or those of the machine readable zone where the page gave none.
fn with_machine_readable_names(document: &Document) -> Document {
    let mut document = document.clone();
    for name in [&mut document.given, &mut document.surname, &mut document.full_name] {
        *name = name.take().filter(|name| !name.trim().is_empty());
    }
    let unnamed = document.given.is_none() && document.surname.is_none();
    if unnamed
        && document.full_name.is_none()
        && let Ok(read) = mrz::read(&document.mrz)
    {
        document.given = Some(read.given).filter(|name| !name.is_empty());
        document.surname = Some(read.surname).filter(|name| !name.is_empty());
    }
    document
}

fn name_claims(document: &Document, profile: &Profile) -> Vec<ClaimFinding> {
    let filled = |name: &Option<String>| name.clone().filter(|name| !name.trim().is_empty());
    let (given, surname) = (filled(&profile.given), filled(&profile.surname));
    let fields = document.given.is_some() || document.surname.is_some();
    let whole_profile =
        given.is_none() && surname.is_none() && filled(&profile.display_name).is_some();
    if (fields || document.full_name.is_none()) && !whole_profile {
        return fields_compared(
            (document.given.clone(), given),
            (document.surname.clone(), surname),
        );
    }
    let joined = |given: &Option<String>, surname: &Option<String>| {
        let parts: Vec<&str> = [given, surname].into_iter().flatten().map(String::as_str).collect();
        Some(parts.join(" ")).filter(|name| !name.is_empty())
    };
    let d = document.full_name.clone().or(joined(&document.given, &document.surname));
    let p = joined(&given, &surname).or(filled(&profile.display_name));
    let mut facts = pair_facts(ClaimName::FullName, d.as_deref(), p.as_deref());
    if let (Some(d), Some(p)) = (&d, &p)
        && shares_nothing(d, p)
    {
        facts.severity = Severity::Conflict;
    }
    vec![finding(ClaimName::FullName, d, p, facts)]
}

type Pair = (Option<String>, Option<String>);

fn fields_compared(given: Pair, surname: Pair) -> Vec<ClaimFinding> {
    let facts = |claim, pair: &Pair| pair_facts(claim, pair.0.as_deref(), pair.1.as_deref());
    let mut of_given = facts(ClaimName::GivenNames, &given);
    let mut of_surname = facts(ClaimName::Surname, &surname);
    if of_given.severity.max(of_surname.severity) >= Severity::NeedsEvidence {
        let whole = |a: &Option<String>, b: &Option<String>| {
            format!("{} {}", a.as_deref().unwrap_or_default(), b.as_deref().unwrap_or_default())
        };
        let (d, p) = (whole(&given.0, &surname.0), whole(&given.1, &surname.1));
        if let Some(moved) = moved(&given, &surname, &d, &p) {
            for (facts, pair) in [(&mut of_given, &given), (&mut of_surname, &surname)] {
                if facts.severity >= Severity::NeedsEvidence {
                    *facts = moved();
                    let values: Vec<&str> =
                        [&pair.0, &pair.1].into_iter().flatten().map(String::as_str).collect();
                    names::hiding(facts, &values);
                }
            }
        } else if shares_nothing(&d, &p) {
            for facts in [&mut of_given, &mut of_surname] {
                if facts.severity > Severity::None {
                    facts.severity = Severity::Conflict;
                }
            }
        }
    }
    vec![
        finding(ClaimName::GivenNames, given.0, given.1, of_given),
        finding(ClaimName::Surname, surname.0, surname.1, of_surname),
    ]
}

/// The reason why fields that differ one by one agree as a whole: they are swapped, or words
/// stand in the other field. At least two words must be shared.
fn moved(given: &Pair, surname: &Pair, d: &str, p: &str) -> Option<fn() -> Facts> {
    let all = matching(d, p)?;
    let one_side_used_up = all.only_document.is_empty() || all.only_profile.is_empty();
    if all.pairs.len() < 2 || !one_side_used_up {
        return None;
    }
    let complete = |a: &Option<String>, b: &Option<String>| {
        let found = matching(a.as_deref()?, b.as_deref()?)?;
        let complete = found.only_document.is_empty() && found.only_profile.is_empty();
        (complete && !found.pairs.is_empty()).then_some(())
    };
    if complete(&given.0, &surname.1).and(complete(&surname.0, &given.1)).is_some() {
        return Some(|| {
            let sentence = "Given names and surname stand in each other's field.".to_owned();
            Facts::one("order_swap", "Fields swapped", sentence, Severity::Explained)
        });
    }
    Some(|| {
        let sentence = "The same words are divided between the fields in another way.".to_owned();
        Facts::one("field_shift", "Other field", sentence, Severity::Explained)
    })
}

fn matching(document: &str, profile: &str) -> Option<Matching> {
    let (d, p) = (fold::words(document), fold::words(profile));
    (d.len() <= MAX_WORDS && p.len() <= MAX_WORDS).then(|| words::pair_up(&d, &p))
}

/// Both sides have words, in scripts that can be compared, and none is shared.
fn shares_nothing(document: &str, profile: &str) -> bool {
    let written = !fold::words(document).is_empty() && !fold::words(profile).is_empty();
    written
        && names::comparable(document, profile)
        && matching(document, profile).is_some_and(|found| found.pairs.is_empty())
}

fn pair_facts(claim: ClaimName, document: Option<&str>, profile: Option<&str>) -> Facts {
    let missing = |side: &str| {
        let sentence = format!("There is none {side}.");
        let label = if side == "in the profile" { "Not in profile" } else { "Not on document" };
        Facts::one("name_missing", label, sentence, Severity::NeedsEvidence)
    };
    match (document, profile) {
        (Some(document), Some(profile)) => names::compare(claim, document, profile),
        (Some(_), None) => missing("in the profile"),
        (None, Some(_)) => missing("on the document"),
        (None, None) => Facts::none(),
    }
}

fn birth_claim(document: &Document, profile: &Profile) -> ClaimFinding {
    let missing = |label, sentence: &str, severity| {
        Facts::one("date_missing", label, sentence.to_owned(), severity)
    };
    let (d, p) = (document.date_of_birth, profile.date_of_birth);
    let facts = match (d, p) {
        (Some(d), Some(p)) => birth::compare(d, p),
        (Some(_), None) => {
            missing("Not in profile", "The profile has no date of birth.", Severity::None)
        }
        (None, Some(_)) => missing(
            "Not on document",
            "No date of birth was read from the document.",
            Severity::NeedsEvidence,
        ),
        (None, None) => Facts::none(),
    };
    let mut found =
        finding(ClaimName::DateOfBirth, d.map(birth::shown), p.map(birth::shown), facts);
    // Dates are heard as dates; their digits are in the spelling.
    let said = |date: Option<chrono::NaiveDate>| date.map_or("none".to_owned(), birth::spoken);
    if d.is_some() || p.is_some() {
        found.spoken = format!(
            "Date of birth. Document: {}. Profile: {}. {} {}",
            said(d),
            said(p),
            weight(&found),
            found.sentence
        )
        .trim_end()
        .to_owned();
    }
    found
}

/// Nationality beside the country of work: shown, never counted.
fn nationality(document: &Document, profile: &Profile) -> ClaimFinding {
    let facts = match (&document.nationality, &profile.country) {
        (Some(d), Some(p)) if d.to_lowercase() == p.to_lowercase() => Facts::none(),
        (Some(_), Some(_)) => {
            let sentence = "The profile's country is where the person works; it is not compared.";
            Facts::one("country_of_work", "Not compared", sentence.to_owned(), Severity::None)
        }
        (Some(_), None) | (None, Some(_)) | (None, None) => Facts::none(),
    };
    let (d, p) = (document.nationality.clone(), profile.country.clone());
    finding(ClaimName::Nationality, d, p, facts)
}

fn number(document: &Document) -> ClaimFinding {
    let facts = document.document_number.as_ref().map_or_else(Facts::none, |_| {
        let sentence = "The directory has no document numbers.".to_owned();
        Facts::one("not_in_profile", "Not in profile", sentence, Severity::None)
    });
    finding(ClaimName::DocumentNumber, document.document_number.clone(), None, facts)
}

fn finding(
    claim: ClaimName,
    document: Option<String>,
    profile: Option<String>,
    facts: Facts,
) -> ClaimFinding {
    let (relation, pieces) = match (&document, &profile) {
        (Some(d), Some(p)) => {
            let identical = d.nfc().eq(p.nfc());
            let relation = if identical { Relation::Identical } else { Relation::Different };
            (relation, align::align(d, p))
        }
        (Some(d), None) => (Relation::OnlyDocument, align::one_sided(d, PieceKind::OnlyDocument)),
        (None, Some(p)) => (Relation::OnlyProfile, align::one_sided(p, PieceKind::OnlyProfile)),
        (None, None) => (Relation::Absent, Vec::new()),
    };
    let mut found = ClaimFinding {
        claim,
        document,
        profile,
        relation,
        severity: facts.severity,
        pieces,
        chips: facts.chips,
        sentence: facts.sentences.join(" "),
        spoken: String::new(),
        spelling: String::new(),
    };
    found.spoken = said(&found);
    found.spelling = spelled(&found);
    found
}

fn said(found: &ClaimFinding) -> String {
    let title = spoken::title(found.claim);
    let number = found.claim == ClaimName::DocumentNumber;
    let read = |value: &str| if number { spoken::letters(value) } else { spoken::phrase(value) };
    let text = match (&found.document, &found.profile) {
        (Some(d), Some(_)) if found.relation == Relation::Identical => {
            format!("{title}. Both: {}. {} {}", read(d), weight(found), found.sentence)
        }
        (Some(d), Some(p)) => format!(
            "{title}. Document: {}. Profile: {}. {} {}",
            read(d),
            read(p),
            weight(found),
            spoken::differences(&found.pieces)
        ),
        (Some(d), None) => format!("{title}. Document: {}. Not in the profile.", read(d)),
        (None, Some(p)) => format!("{title}. Profile: {}. Not on the document.", read(p)),
        (None, None) => format!("{title}. Neither on the document nor in the profile."),
    };
    text.trim_end().to_owned()
}

fn spelled(found: &ClaimFinding) -> String {
    let side = |name: &str, value: &Option<String>| {
        value.as_ref().map(|value| format!("{name} spelling: {}.", spoken::letters(value)))
    };
    let sides = [side("Document", &found.document), side("Profile", &found.profile)];
    sides.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn weight(found: &ClaimFinding) -> String {
    let labels: Vec<&str> = found.chips.iter().map(|chip| chip.label.as_str()).collect();
    spoken::weight(found.severity, &labels)
}

fn headline(band: Band, claims: &[ClaimFinding]) -> String {
    let birth = claims.iter().find(|claim| claim.claim == ClaimName::DateOfBirth);
    let birth_conflicts = birth.is_some_and(|claim| claim.severity == Severity::Conflict);
    let birth_compared = birth
        .is_some_and(|claim| matches!(claim.relation, Relation::Identical | Relation::Different));
    let name_conflicts = claims
        .iter()
        .any(|claim| claim.claim != ClaimName::DateOfBirth && claim.severity == Severity::Conflict);
    match band {
        Band::Consistent if birth_compared => "The claims agree.",
        Band::Consistent => "The names agree. There is no date of birth to compare.",
        Band::Explainable if birth_compared => "Two ways of writing it. Nothing conflicts.",
        Band::Explainable => "Two ways of writing one name. There is no date of birth to compare.",
        Band::NeedsEvidence => "Something differs, or is missing, without a plain reason.",
        Band::Conflict if birth_conflicts && name_conflicts => {
            "The names share no word, and the dates of birth differ."
        }
        Band::Conflict if birth_conflicts => "The dates of birth differ.",
        Band::Conflict => "The names share no word.",
    }
    .to_owned()
}
