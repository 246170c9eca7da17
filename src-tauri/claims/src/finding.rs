//! One claim's finding as it is shown, spoken and spelled.

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    Chip, ClaimFinding, ClaimName, Mark, PieceKind, Relation, Severity, align, messages,
    reason::Reason, spoken,
};

/// What is told of one claim.
#[derive(Clone, Default)]
pub(crate) struct Told {
    pub reasons: Vec<Reason>,
    sentences: Vec<(Reason, String)>,
    pub marks: Vec<Mark>,
    /// Overrules what the reasons weigh by themselves.
    pub severity: Option<Severity>,
}

impl Told {
    /// Adds a reason once, and its sentence.
    pub(crate) fn add(&mut self, reason: Reason, sentence: String) {
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
            let identical = d == p || d.nfc().eq(p.nfc());
            let relation = if identical { Relation::Identical } else { Relation::Different };
            (relation, align::align(d, p))
        }
        (Some(d), None) => (Relation::OnlyDocument, align::one_sided(d, PieceKind::OnlyDocument)),
        (None, Some(p)) => (Relation::OnlyProfile, align::one_sided(p, PieceKind::OnlyProfile)),
        (None, None) => (Relation::Absent, Vec::new()),
    };
    told.reasons.sort_by_key(|reason| std::cmp::Reverse(reason.salience()));
    told.sentences.sort_by_key(|(reason, _)| std::cmp::Reverse(reason.salience()));
    let sentences: Vec<String> = told.sentences.into_iter().map(|(_, sentence)| sentence).collect();
    let severity = severity(told.severity, &told.reasons);
    let chip = |reason: &Reason| Chip {
        id: reason.id().to_owned(),
        label: messages::label(*reason).to_owned(),
    };
    let mut found = ClaimFinding {
        claim,
        relation,
        severity,
        pieces,
        chips: told.reasons.iter().map(chip).collect(),
        sentence: sentences.join(" "),
        spoken: String::new(),
        spelling: String::new(),
        marks: told.marks,
        document,
        profile,
    };
    found.spoken = said(&found);
    found.spelling = spelled(&found);
    found
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
pub(crate) fn weight(found: &ClaimFinding) -> String {
    let labels: Vec<&str> = found.chips.iter().map(|chip| chip.label.as_str()).collect();
    spoken::weight(found.severity, &labels)
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
