//! One claim's finding as it is shown, spoken and spelled.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    Chip, ClaimFinding, ClaimName, Mark, PieceKind, Relation, Severity, align, messages,
    reason::Reason, spoken,
};

/// What is told of one claim.
#[derive(Clone, Default)]
pub(crate) struct Told {
    pub reasons: Vec<Reason>,
    sentences: Vec<(Reason, Cow<'static, str>)>,
    pub marks: Vec<Mark>,
    /// Overrules what the reasons weigh by themselves.
    pub severity: Option<Severity>,
}

impl Told {
    /// Adds a reason once, and its sentence.
    pub(crate) fn add(&mut self, reason: Reason, sentence: impl Into<Cow<'static, str>>) {
        let sentence = sentence.into();
        if !self.reasons.contains(&reason) {
            self.reasons.push(reason);
        }
        if !sentence.is_empty() && !self.sentences.iter().any(|(_, own)| *own == sentence) {
            self.sentences.push((reason, sentence));
        }
    }
}

/// The finding of a claim.
pub(crate) fn finding(
    claim: ClaimName,
    document: Option<String>,
    profile: Option<String>,
    mut told: Told,
) -> ClaimFinding {
    let (relation, pieces) = match (&document, &profile) {
        (Some(d), Some(p)) => {
            let identical = d == p || !(d.is_ascii() && p.is_ascii()) && d.nfc().eq(p.nfc());
            let relation = if identical { Relation::Identical } else { Relation::Different };
            (relation, align::align(d, p))
        }
        (Some(d), None) => (Relation::OnlyDocument, align::one_sided(d, PieceKind::OnlyDocument)),
        (None, Some(p)) => (Relation::OnlyProfile, align::one_sided(p, PieceKind::OnlyProfile)),
        (None, None) => (Relation::Absent, Vec::new()),
    };
    told.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.salience()));
    told.sentences.sort_by_key(|(reason, _)| std::cmp::Reverse(reason.salience()));
    let sentence = joined(&told.sentences);
    let severity = severity(told.severity, &told.reasons);
    let chip =
        |reason: &Reason| Chip { id: reason.id().into(), label: messages::label(*reason).into() };
    let mut found = ClaimFinding {
        claim,
        relation,
        severity,
        pieces,
        chips: told.reasons.iter().map(chip).collect(),
        sentence,
        spoken: String::new(),
        spelling: String::new(),
        marks: told.marks,
        document,
        profile,
    };
    // Dates are heard as dates; whoever has them says them.
    if claim != ClaimName::DateOfBirth || relation == Relation::Absent {
        found.spoken = said(&found);
    }
    found.spelling = spelled(&found);
    found
}

fn joined(sentences: &[(Reason, Cow<'static, str>)]) -> String {
    let length = sentences.iter().map(|(_, sentence)| sentence.len() + 1).sum();
    let mut out = String::with_capacity(length);
    for (_, sentence) in sentences {
        out.push_str(if out.is_empty() { "" } else { " " });
        out.push_str(sentence);
    }
    out
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
            marks: Vec::new(),
            ..self.clone()
        }
    }
}

fn severity(overruled: Option<Severity>, reasons: &[Reason]) -> Severity {
    let worst = reasons.iter().map(|reason| reason.severity()).max();
    overruled.or(worst).unwrap_or(Severity::None)
}

/// What the difference weighs, as it is announced.
pub(crate) fn weight(found: &ClaimFinding, out: &mut String) {
    spoken::weight(found.severity, found.chips.iter().map(|chip| &*chip.label), out);
}

fn said(found: &ClaimFinding) -> String {
    let number = found.claim == ClaimName::DocumentNumber;
    let read = |value: &str, out: &mut String| {
        if number { spoken::letters(value, out) } else { spoken::phrase(value, out) }
    };
    let mut out = String::with_capacity(240);
    out.push_str(spoken::title(found.claim));
    match (&found.document, &found.profile) {
        (Some(d), Some(_)) if found.relation == Relation::Identical => {
            out.push_str(". Both: ");
            read(d, &mut out);
            out.push_str(". ");
            weight(found, &mut out);
            out.push(' ');
            out.push_str(&found.sentence);
        }
        (Some(d), Some(p)) => {
            out.push_str(". Document: ");
            read(d, &mut out);
            out.push_str(". Profile: ");
            read(p, &mut out);
            out.push_str(". ");
            weight(found, &mut out);
            out.push(' ');
            spoken::differences(&found.pieces, &mut out);
        }
        (Some(d), None) => {
            out.push_str(". Document: ");
            read(d, &mut out);
            out.push_str(". Not in the profile.");
        }
        (None, Some(p)) => {
            out.push_str(". Profile: ");
            read(p, &mut out);
            out.push_str(". Not on the document.");
        }
        (None, None) => out.push_str(". Neither on the document nor in the profile."),
    }
    out.truncate(out.trim_end().len());
    out
}

fn spelled(found: &ClaimFinding) -> String {
    let length = |value: &Option<String>| value.as_ref().map_or(0, |value| 3 * value.len() + 24);
    let mut out = String::with_capacity(length(&found.document) + length(&found.profile));
    let mut document = 0..0;
    if let Some(value) = &found.document {
        out.push_str("Document spelling: ");
        document.start = out.len();
        spoken::letters(value, &mut out);
        document.end = out.len();
        out.push('.');
    }
    if let Some(value) = &found.profile {
        out.push_str(if out.is_empty() { "Profile spelling: " } else { " Profile spelling: " });
        if found.document.as_ref() == Some(value) {
            out.extend_from_within(document);
        } else {
            spoken::letters(value, &mut out);
        }
        out.push('.');
    }
    out
}
