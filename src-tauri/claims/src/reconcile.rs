//! The report: evidence weighed, told by claim, with bands, alternatives and what would settle.

mod cues;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::{
    Alternative, Band, ClaimFinding, ClaimName, Document, Mark, Profile, Relation, Report,
    Settling, Severity, Span, Step, aamva, birth,
    evidence::Verdict,
    finding::{self, Told},
    fold, messages, microsoft, mrz, odds,
    reason::Reason,
    weighing::{self, Found, Weighed},
    weights,
};

/// Name and version of this engine. Changes whenever the same input may give another report.
pub const ENGINE: &str = "weighed 2";

/// The prior that is taken where none is given: one to one.
pub(crate) const EVEN: u32 = 500_000;

pub(crate) fn report(document: &Document, profile: &Profile, prior_ppm: u32) -> Report {
    let (document, from_zone) = with_names(document, profile);
    let weighed = weighing::weigh(&document, profile);
    let prior = odds::log_odds(prior_ppm);
    let log_odds = prior.saturating_add(weighed.sum());
    let spread = weighed.spread();
    let (low, high) = (log_odds.saturating_sub(spread), log_odds.saturating_add(spread));
    let [probability_ppm, low, high] =
        odds::probabilities([log_odds, low, high]).map(|ppm| ppm.min(weighed.cap()));
    let claims = claims(&document, profile, &weighed, from_zone);
    let reasons = ordered(&weighed, &claims);
    let band = band(&claims, &weighed, probability_ppm);
    let names_known = weighed.names_known();
    let dates = weighed.dates_compared(&document, profile);
    Report {
        engine: ENGINE.into(),
        headline: messages::headline(band, reasons.first().copied(), dates, names_known).into(),
        band,
        microsoft: microsoft::lines(&document, profile),
        equality: microsoft::equality(&document, profile),
        reasons: reasons.iter().map(|reason| reason.id().into()).collect(),
        probability_ppm,
        interval_ppm: [low, high],
        log_odds_millinats: log_odds,
        prior_ppm,
        steps: weighed.found.iter().filter(|found| found.millinats != 0).map(step).collect(),
        alternatives: weighed.others.iter().map(|(id, sum)| alternative(id, prior + sum)).collect(),
        what_would_settle: settling(band, &reasons, &document, profile),
        tables: weights::HASH.trim().into(),
        claims,
    }
}

/// The page's names, or those of the barcode or the machine readable zone where the page gave
/// none. The zone's two-digit year is read as the year nearest to the profile's.
fn with_names<'a>(document: &'a Document, profile: &Profile) -> (Cow<'a, Document>, bool) {
    let names = [&document.given, &document.surname, &document.full_name];
    let blank = names.into_iter().flatten().any(|name| name.trim().is_empty());
    if !blank && document.mrz.is_empty() && document.aamva.is_none() {
        return (Cow::Borrowed(document), false);
    }
    let mut document = document.clone();
    for name in [&mut document.given, &mut document.surname, &mut document.full_name] {
        *name = name.take().filter(|name| !name.trim().is_empty());
    }
    let mut from_zone = false;
    if let Some(licence) = document.aamva.as_deref().and_then(|text| aamva::read(text).ok()) {
        licence.fill(&mut document);
    }
    if let Ok(zone) = mrz::read(&document.mrz) {
        if document.given.is_none() && document.surname.is_none() && document.full_name.is_none() {
            document.given = Some(zone.given).filter(|name| !name.is_empty());
            document.surname = Some(zone.surname).filter(|name| !name.is_empty());
            from_zone = true;
        } else {
            let own = |name: &Option<String>| name.as_deref().unwrap_or_default().to_owned();
            from_zone =
                own(&document.given) == zone.given && own(&document.surname) == zone.surname;
        }
        if document.date_of_birth.is_none()
            && let Some(born) = profile.date_of_birth
        {
            document.date_of_birth = birth::nearest(&zone.date_of_birth, born);
        }
    }
    (Cow::Owned(document), from_zone)
}

impl Weighed {
    fn names_known(&self) -> bool {
        self.document.values.iter().chain(&self.profile.values).any(|(_, value)| value.is_some())
    }

    fn dates_compared(&self, document: &Document, profile: &Profile) -> bool {
        document.date_of_birth.is_some() && profile.date_of_birth.is_some()
    }

    fn agree(&self) -> bool {
        self.names.given != Verdict::Conflict
            && self.names.given != Verdict::Similar
            && self.names.surname != Verdict::Conflict
            && self.names.surname != Verdict::Similar
            && (self.names.given == Verdict::Agrees || self.names.surname == Verdict::Agrees)
    }
}

/// All reasons once, the one that a person would name first at the front.
fn ordered(weighed: &Weighed, claims: &[ClaimFinding]) -> Vec<Reason> {
    let mut all: Vec<(u32, Reason)> = Vec::new();
    let mut add =
        |reason: Reason, salience: u32| match all.iter_mut().find(|(_, own)| *own == reason) {
            Some(entry) => entry.0 = entry.0.max(salience),
            None => all.push((salience, reason)),
        };
    for reason in weighed.found.iter().filter_map(|found| found.reason) {
        add(reason, reason.salience());
    }
    for reason in &weighed.dates.reasons {
        add(*reason, reason.salience());
    }
    let written = Reason::Punctuation;
    if claims.iter().flat_map(|claim| &claim.chips).any(|chip| chip.id == written.id()) {
        add(written, written.salience());
    }
    let (given, surname) = (weighed.names.given, weighed.names.surname);
    let dates_differ = weighed.dates.verdict == Verdict::Conflict;
    let generation = weighed.found.iter().any(|found| found.id == "date_generation");
    let has = |reason: Reason| weighed.found.iter().any(|found| found.reason == Some(reason));
    let same_date = weighed.dates.verdict == Verdict::Agrees;
    if weighed.agree() && dates_differ {
        let junior = has(Reason::SuffixConflict);
        let moved = generation
            && [Reason::OrderSwap, Reason::MiddleMissing, Reason::ExtraName, Reason::Relative]
                .into_iter()
                .any(has);
        // Names that agree only by being near each other, with other dates, are two names.
        let near = [Reason::Typo, Reason::SpellingVariant, Reason::Nickname, Reason::OcrConfusion];
        if near.into_iter().any(has) || weighed.other_names_differ() {
            add(Reason::SimilarButDistinct, 210);
        }
        add(Reason::Namesake, if junior { 100 } else { 200 });
        add(Reason::DateDifferent, if junior { 100 } else { 150 });
        if generation || junior {
            add(
                Reason::Relative,
                if junior {
                    190
                } else if moved {
                    205
                } else {
                    120
                },
            );
        }
        if junior {
            add(Reason::SuffixConflict, 200);
        }
    }
    if surname == Verdict::Agrees && given == Verdict::Conflict {
        let family = same_date || generation;
        add(Reason::Relative, if family { 200 } else { 150 });
        add(Reason::DifferentPerson, 180);
        if weighed.given_begin_alike() {
            let rare = weighed.surname_is_rare() && !family;
            add(Reason::SimilarButDistinct, if rare { 210 } else { 160 });
            add(Reason::Relative, if rare { 205 } else { 150 });
        }
    }
    if surname == Verdict::Agrees && given == Verdict::Similar {
        add(Reason::SimilarButDistinct, 200);
        add(Reason::DifferentPerson, 150);
        if same_date {
            add(Reason::Relative, 190);
        } else if weighed.surname_is_rare() && !dates_differ && !weighed.across_scripts() {
            add(Reason::Relative, 160);
        }
    }
    if given == Verdict::Agrees && surname == Verdict::Conflict {
        add(Reason::SurnameChanged, if dates_differ { 150 } else { 200 });
        add(Reason::DifferentPerson, if dates_differ { 200 } else { 150 });
    }
    if given == Verdict::Agrees && surname == Verdict::Similar {
        add(Reason::SimilarButDistinct, 190);
        add(Reason::SurnameChanged, if same_date { 200 } else { 100 });
        add(Reason::DifferentPerson, if same_date { 100 } else { 180 });
    }
    all.sort_by_key(|(salience, reason)| (std::cmp::Reverse(*salience), *reason));
    all.into_iter().map(|(_, reason)| reason).collect()
}

fn claims(
    document: &Document,
    profile: &Profile,
    weighed: &Weighed,
    from_zone: bool,
) -> Vec<ClaimFinding> {
    let mut out: Vec<ClaimFinding> = Vec::with_capacity(5);
    for (n, (claim, value)) in weighed.document.values.iter().enumerate() {
        let other = weighed.profile.values.get(n).and_then(|(_, value)| value.clone());
        let told = told(*claim, value.as_deref(), other.as_deref(), weighed, from_zone);
        out.push(finding::finding(*claim, value.clone(), other, told));
    }
    out.push(birth_claim(document, profile, weighed));
    out.push(nationality(document, profile));
    let number = document.document_number.clone();
    let mut told = Told::default();
    if number.is_some() {
        told.add(Reason::NotInProfile, messages::sentence(Reason::NotInProfile, "", ""));
    }
    out.push(finding::finding(ClaimName::DocumentNumber, number, None, told));
    out
}

fn told(
    claim: ClaimName,
    d: Option<&str>,
    p: Option<&str>,
    weighed: &Weighed,
    from_zone: bool,
) -> Told {
    let mut told = Told::default();
    for found in &weighed.found {
        let Some(reason) = found.reason else { continue };
        let on_d = found.document.filter(|(own, _)| *own == claim).map(|(_, span)| span);
        let on_p = found.profile.filter(|(own, _)| *own == claim).map(|(_, span)| span);
        let nowhere = found.document.is_none() && found.profile.is_none();
        let arranged = matches!(reason, Reason::OrderSwap | Reason::FieldShift);
        let whole =
            nowhere && (arranged || hides(reason, d, p) || reason == Reason::DifferentPerson);
        if on_d.is_none()
            && on_p.is_none()
            && !(whole && d != p)
            && !(nowhere && hides(reason, d, p))
        {
            continue;
        }
        told.add(reason, found.sentence.clone());
        if on_d.is_some() || on_p.is_some() {
            told.marks.push(mark(reason, on_d, on_p, found));
        }
    }
    writing(&mut told, d, p);
    let missing = d.is_some() != p.is_some();
    let moved = told.reasons.iter().any(|r| matches!(r, Reason::OrderSwap | Reason::FieldShift));
    if missing && !moved {
        told.add(
            Reason::NameMissing,
            messages::sentence(Reason::NameMissing, d.unwrap_or(""), p.unwrap_or("")),
        );
    }
    if weighed.document.too_long || weighed.profile.too_long {
        told.add(Reason::TooLong, messages::sentence(Reason::TooLong, "", ""));
    }
    let both = weighed.names.given != Verdict::Agrees && weighed.names.surname != Verdict::Agrees;
    if told.reasons.contains(&Reason::DifferentPerson) && !both {
        let others = told.reasons.iter().filter(|reason| **reason != Reason::DifferentPerson);
        let worst = others.map(|reason| reason.severity()).max().unwrap_or(Severity::None);
        told.severity = Some(worst.max(Severity::NeedsEvidence));
    }
    let excused = |reason: &Reason| {
        matches!(
            reason,
            Reason::Case
                | Reason::Diacritics
                | Reason::OfficialTransliteration
                | Reason::Punctuation
                | Reason::Truncated
                | Reason::TokenJoined
                | Reason::Particle
        )
    };
    if from_zone && told.reasons.iter().all(excused) {
        // A zone can't write what it lacks the letters for.
        told.severity = Some(Severity::None);
    }
    told
}

fn hides(reason: Reason, d: Option<&str>, p: Option<&str>) -> bool {
    let values = [d, p];
    let mut values = values.into_iter().flatten().filter(|value| !value.is_ascii());
    match reason {
        Reason::InvisibleCharacters => {
            values.any(|value| !crate::hidden::invisible(value).is_empty())
        }
        Reason::MixedScript => values.any(crate::hidden::mixes_scripts),
        _ => false,
    }
}

/// Hyphens and apostrophes that go or come without a word's going.
fn writing(told: &mut Told, d: Option<&str>, p: Option<&str>) {
    let (Some(d), Some(p)) = (d, p) else { return };
    if d == p {
        return;
    }
    let count = |value: &str, mark: fn(char) -> bool| value.chars().filter(|&c| mark(c)).count();
    let differ = |mark: fn(char) -> bool| count(d, mark) != count(p, mark);
    let complete = told.reasons.iter().all(|reason| {
        matches!(
            reason,
            Reason::Case
                | Reason::Diacritics
                | Reason::OfficialTransliteration
                | Reason::TokenJoined
                | Reason::Particle
                | Reason::OrderSwap
                | Reason::FieldShift
                | Reason::InvisibleCharacters
        )
    });
    let silent = told.reasons.is_empty() && fold::words(d) == fold::words(p);
    if complete && (differ(fold::is_hyphen) || differ(fold::is_apostrophe)) || silent {
        told.add(Reason::Punctuation, messages::sentence(Reason::Punctuation, "", ""));
    }
}

fn mark(reason: Reason, document: Option<Span>, profile: Option<Span>, found: &Found) -> Mark {
    Mark {
        reason: reason.id().into(),
        document,
        profile,
        millinats: found.millinats,
        sentence: found.sentence.clone(),
    }
}

fn step(found: &Found) -> Step {
    let claim = found.document.or(found.profile).map(|(claim, _)| claim);
    let date = found.id.starts_with("date") || found.id == "twin";
    Step {
        id: found.id.into(),
        reason: found.reason.map(|reason| reason.id().into()),
        claim: claim.or(date.then_some(ClaimName::DateOfBirth)),
        millinats: found.millinats,
        sentence: found.sentence.clone(),
        document: found.document.map(|(_, span)| span),
        profile: found.profile.map(|(_, span)| span),
    }
}

fn birth_claim(document: &Document, profile: &Profile, weighed: &Weighed) -> ClaimFinding {
    let (d, p) = (document.date_of_birth, profile.date_of_birth);
    let mut told = Told::default();
    if !weighed.dates.parts.is_empty() {
        let verb = if weighed.dates.parts.len() == 1 { "differs" } else { "differ" };
        let different = [Reason::DateDifferent, Reason::DateOneDigit];
        if let Some(reason) = weighed.dates.reasons.iter().find(|reason| different.contains(reason))
        {
            let sentence = format!("The {} {verb}.", weighed.dates.parts.join(" and "));
            told.add(*reason, sentence);
        }
    }
    for reason in &weighed.dates.reasons {
        if *reason != Reason::DateDifferent {
            let sentence = messages::sentence(*reason, "", "");
            if d.is_none() {
                told.add(*reason, sentence.replace("The profile has", "The document has"));
            } else {
                told.add(*reason, sentence);
            }
        }
    }
    if d.is_none() && p.is_some() {
        told.severity = Some(Severity::NeedsEvidence);
    }
    let mut found =
        finding::finding(ClaimName::DateOfBirth, d.map(birth::shown), p.map(birth::shown), told);
    // Dates are heard as dates; their digits are in the spelling.
    if d.is_some() || p.is_some() {
        found.spoken = said(&found, d, p);
    }
    found
}

fn said(found: &ClaimFinding, d: Option<NaiveDate>, p: Option<NaiveDate>) -> String {
    let date = |date: Option<NaiveDate>, out: &mut String| match date {
        Some(date) => birth::spoken(date, out),
        None => out.push_str("none"),
    };
    let mut out = String::with_capacity(160);
    out.push_str("Date of birth. Document: ");
    date(d, &mut out);
    out.push_str(". Profile: ");
    date(p, &mut out);
    out.push_str(". ");
    finding::weight(found, &mut out);
    out.push(' ');
    out.push_str(&found.sentence);
    out.truncate(out.trim_end().len());
    out
}

/// Nationality beside the country of work: shown, never counted.
fn nationality(document: &Document, profile: &Profile) -> ClaimFinding {
    let (d, p) = (document.nationality.clone(), profile.country.clone());
    let mut told = Told::default();
    if let (Some(d), Some(p)) = (&d, &p)
        && d.to_lowercase() != p.to_lowercase()
    {
        told.add(Reason::CountryOfWork, messages::sentence(Reason::CountryOfWork, "", ""));
    }
    finding::finding(ClaimName::Nationality, d, p, told)
}

fn band(claims: &[ClaimFinding], weighed: &Weighed, probability_ppm: u32) -> Band {
    /// Below this, harmless reasons no longer explain.
    const EXPLAINS: u32 = 500_000;
    /// Below this, open differences contradict.
    const CONTRADICTS: u32 = 80_000;
    let worst = claims.iter().map(|claim| claim.severity).max().unwrap_or(Severity::None);
    let absent = claims
        .iter()
        .take(2)
        .all(|claim| claim.relation == Relation::Absent || claim.claim == ClaimName::DateOfBirth);
    match worst {
        Severity::Conflict => Band::Conflict,
        Severity::NeedsEvidence if probability_ppm < CONTRADICTS => Band::Conflict,
        Severity::NeedsEvidence => Band::NeedsEvidence,
        _ if absent || !weighed.names_known() => Band::NeedsEvidence,
        Severity::Explained if probability_ppm < EXPLAINS => Band::NeedsEvidence,
        Severity::Explained => Band::Explainable,
        Severity::None => Band::Consistent,
    }
}

fn alternative(id: &'static str, log_odds_millinats: i32) -> Alternative {
    let sentence = match id {
        "machine_readable_names" => "By the names of the machine readable zone.",
        "display_name" => "By the profile's display name.",
        "full_name" => "By the document's full name.",
        _ => "By the names in their fields.",
    };
    Alternative { id: id.into(), sentence: sentence.into(), log_odds_millinats }
}

fn settling(
    band: Band,
    reasons: &[Reason],
    document: &Document,
    profile: &Profile,
) -> Vec<Settling> {
    let has = |reason: Reason| reasons.contains(&reason);
    let mut ids: Vec<&str> = Vec::new();
    if document.date_of_birth.is_some() && profile.date_of_birth.is_none() {
        ids.push("date_in_profile");
    }
    if profile.date_of_birth.is_some() && document.date_of_birth.is_none() {
        ids.push("date_on_document");
    }
    if band != Band::Consistent {
        if has(Reason::SurnameChanged) || has(Reason::GenderedSurname) {
            ids.push("marriage_or_name_change");
        }
        if has(Reason::UnreadableScript) {
            ids.push("reader_of_script");
        }
        if has(Reason::OcrConfusion) || has(Reason::DateOneDigit) || has(Reason::Truncated) {
            ids.push("new_capture");
        }
        if has(Reason::Nickname)
            || has(Reason::Initial)
            || has(Reason::MiddleMissing)
            || has(Reason::CompoundPartial)
        {
            ids.push("full_name_in_profile");
        }
        if matches!(band, Band::NeedsEvidence | Band::Conflict) {
            ids.push("manager_confirms");
        }
    }
    // Names and dates never tell namesakes and twins apart.
    ids.push("second_identifier");
    let known = |id: &str| messages::SETTLING.iter().find(|(own, _)| *own == id);
    ids.into_iter()
        .filter_map(known)
        .map(|(id, sentence)| Settling { id: (*id).into(), sentence: (*sentence).into() })
        .collect()
}
