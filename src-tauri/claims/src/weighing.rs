//! From claims to weighed evidence: the best reading of the names, the dates, what hides.

use std::borrow::Cow;

use crate::{
    ClaimName, Document, Profile, Span,
    birth::{self, Dates},
    evidence::{self, Names, Verdict},
    feature::Feature,
    fold, hidden, messages, odds,
    reason::Reason,
    sides::{self, Given, Side},
    weights,
};

/// The probability is never above this when only names were compared, and when dates were too.
const CAP_NAMES: u32 = 970_000;
const CAP_DATES: u32 = 996_000;
/// Uncertainty that no fit shows: the pairs are not the field. Thousandths of a nat.
const DOUBT: u64 = 350;

/// One piece of evidence with its weight.
#[derive(Clone)]
pub(crate) struct Found {
    pub id: &'static str,
    pub reason: Option<Reason>,
    pub millinats: i32,
    pub error: i32,
    pub sentence: Cow<'static, str>,
    /// Claim and place on each side.
    pub document: Option<(ClaimName, Span)>,
    pub profile: Option<(ClaimName, Span)>,
}

/// All evidence, weighed.
pub(crate) struct Weighed {
    pub document: Side,
    pub profile: Side,
    pub names: Names,
    pub dates: Dates,
    pub found: Vec<Found>,
    /// Other readings: identifier and log-likelihood ratio.
    pub others: Vec<(&'static str, i32)>,
    /// Which reading was taken.
    pub reading: &'static str,
}

#[cfg(feature = "fit")]
/// What is weighed of a pair, for the fitter: features with their amounts in thousandths.
pub(crate) type Vector = Vec<(Feature, i32)>;

impl Weighed {
    /// The sum of all log-likelihood ratios in thousandths of a nat.
    pub(crate) fn sum(&self) -> i32 {
        self.found.iter().map(|found| found.millinats).sum()
    }

    /// Half of the 95 % interval of the sum, in thousandths of a nat.
    pub(crate) fn spread(&self) -> i32 {
        let squares: u64 =
            self.found.iter().map(|found| u64::from(found.error.unsigned_abs()).pow(2)).sum();
        i32::try_from(odds::root(squares + DOUBT * DOUBT) * 196 / 100).unwrap_or(i32::MAX)
    }

    /// The highest probability that what was compared can give, in parts per million.
    pub(crate) fn cap(&self) -> u32 {
        if self.dates.verdict == Verdict::Agrees { CAP_DATES } else { CAP_NAMES }
    }
}

/// Weighs all claims. Of several readings of the names the first is taken unless another is
/// clearly better.
pub(crate) fn weigh(document: &Document, profile: &Profile) -> Weighed {
    /// What another reading must be better by, in thousandths of a nat.
    const CLEARLY: i32 = 1000;
    let dates = dates(document, profile);
    let mut best: Option<(i32, Weighed)> = None;
    let mut others = Vec::new();
    for (reading, d, p) in readings(document, profile) {
        let weighed = one(reading, &d, &p, &dates, profile);
        let sum = weighed.sum();
        let settled = weighed.names.complete
            && weighed.names.given != Verdict::Similar
            && weighed.names.surname != Verdict::Similar;
        match &best {
            None => best = Some((sum, weighed)),
            Some((top, taken)) if sum > top + CLEARLY => {
                others.push((taken.reading, *top));
                best = Some((sum, weighed));
            }
            Some(_) => others.push((reading, sum)),
        }
        if settled {
            break;
        }
    }
    let (_, mut weighed) = best.unwrap_or_else(|| {
        let empty = Given::default();
        (0, one("fields", &empty, &empty, &dates, profile))
    });
    weighed.others = others;
    weighed
}

/// Readings of the names, the plainest first.
fn readings<'a>(
    document: &'a Document,
    profile: &'a Profile,
) -> Vec<(&'static str, Given<'a>, Given<'a>)> {
    let (d, p) = (Given::of_document(document), Given::of_profile(profile));
    let mut out = vec![("fields", d.clone(), p.clone())];
    if let Some(zone) = zone_names(document)
        && zone != d
    {
        out.push(("machine_readable_names", zone, p.clone()));
    }
    let same = |a: &Given<'_>, b: &Given<'_>| {
        let words = |names: &Given<'_>| names.joined().map(|name| fold::words(&name));
        a.joined() == b.joined() || words(a) == words(b)
    };
    if let Some(display) = p.whole_only()
        && !same(&display, &p)
    {
        out.push(("display_name", d.clone(), display));
    }
    if let Some(whole) = d.whole_only()
        && !same(&whole, &d)
    {
        out.push(("full_name", whole, p));
    }
    out
}

/// The names of the machine readable zone where the page has names of its own.
fn zone_names(document: &Document) -> Option<Given<'static>> {
    if document.mrz.is_empty() {
        return None;
    }
    let bare = Document { mrz: document.mrz.clone(), ..Document::default() };
    let zone = crate::mrz::read(&document.mrz).ok()?;
    let named = Document {
        given: Some(zone.given).filter(|name| !name.is_empty()),
        surname: Some(zone.surname).filter(|name| !name.is_empty()),
        ..bare
    };
    let names = Given::of_document(&named).into_owned();
    names.joined().is_some().then_some(names)
}

fn dates(document: &Document, profile: &Profile) -> Dates {
    birth::compare(document.date_of_birth, profile.date_of_birth)
}

fn one(
    reading: &'static str,
    d: &Given<'_>,
    p: &Given<'_>,
    dates: &Dates,
    profile: &Profile,
) -> Weighed {
    let (document, profile_side) = sides::lay_out(d, p);
    let names = evidence::names(&document.tokens, &profile_side.tokens);
    let mut weighed = Weighed {
        document,
        profile: profile_side,
        names,
        dates: dates.clone(),
        found: Vec::with_capacity(8),
        others: Vec::new(),
        reading,
    };
    weighed.weigh_names();
    weighed.weigh_address(profile);
    weighed.weigh_dates();
    weighed.weigh_hidden();
    weighed
}

impl Weighed {
    fn weigh_names(&mut self) {
        let items = std::mem::take(&mut self.names.items);
        for item in &items {
            let (d, document) = place(&self.document, &item.document);
            let (p, profile) = place(&self.profile, &item.profile);
            let sentence = match (item.reason, item.feature) {
                (Some(reason), _) => messages::sentence(reason, &d, &p),
                (None, Some(feature)) => messages::agreement(feature).into(),
                (None, None) => Cow::default(),
            };
            let mut found = step(item.feature, item.amount, item.reason, sentence);
            (found.document, found.profile) = (document, profile);
            self.found.push(found);
        }
        self.names.items = items;
    }

    fn weigh_dates(&mut self) {
        let dates = self.dates.clone();
        let mut reasons = dates.reasons.iter().copied();
        for &(feature, amount) in &dates.features {
            let reason = reasons.next();
            let sentence = reason.map_or_else(
                || messages::agreement(feature).into(),
                |reason| messages::sentence(reason, "", ""),
            );
            self.found.push(step(Some(feature), amount, reason, sentence));
        }
        let (given, surname) = (self.names.given, self.names.surname);
        let same_date = dates.verdict == Verdict::Agrees;
        let parted = matches!(given, Verdict::Conflict | Verdict::Similar);
        if surname == Verdict::Agrees && parted {
            let feature = same_date.then_some(Feature::Twin);
            let sentence = messages::agreement(Feature::Twin);
            if same_date {
                self.found.push(step(feature, 1000, Some(Reason::Relative), sentence));
            }
        }
        if given == Verdict::Agrees && surname == Verdict::Conflict && same_date {
            let sentence = messages::agreement(Feature::ChangedSameDate);
            self.found.push(step(Some(Feature::ChangedSameDate), 1000, None, sentence));
        }
    }

    fn weigh_hidden(&mut self) {
        let values = || {
            let sides = [&self.document, &self.profile].into_iter();
            let values =
                sides.flat_map(|side| &side.values).filter_map(|(_, value)| value.as_ref());
            values.filter(|value| !value.is_ascii()).map(|value| crate::token::beginning(value))
        };
        let invisible = values().any(|value| !hidden::invisible(value).is_empty());
        let mixed = values().any(hidden::mixes_scripts);
        if invisible {
            let sentence = messages::sentence(Reason::InvisibleCharacters, "", "");
            self.found.push(step(
                Some(Feature::Hidden),
                1000,
                Some(Reason::InvisibleCharacters),
                sentence,
            ));
        }
        if mixed {
            let sentence = messages::sentence(Reason::MixedScript, "", "");
            self.found.push(step(
                Some(Feature::MixedScript),
                1000,
                Some(Reason::MixedScript),
                sentence,
            ));
        }
    }

    /// What the fitter learns from.
    #[cfg(feature = "fit")]
    pub(crate) fn vector(&self) -> Vector {
        let mut out: Vector =
            self.names.items.iter().filter_map(|item| Some((item.feature?, item.amount))).collect();
        for found in self.found.iter().skip(self.names.items.len()) {
            let feature = Feature::ALL.iter().find(|feature| feature.id() == found.id);
            if let Some(feature) = feature {
                let amount = if *feature == Feature::DatePlaceholder {
                    self.dates
                        .features
                        .iter()
                        .find(|(own, _)| own == feature)
                        .map_or(1000, |(_, amount)| *amount)
                } else {
                    1000
                };
                out.push((*feature, amount));
            }
        }
        out
    }
}

pub(crate) fn step(
    feature: Option<Feature>,
    amount: i32,
    reason: Option<Reason>,
    sentence: impl Into<Cow<'static, str>>,
) -> Found {
    let (id, weight) = match feature {
        Some(feature) => (feature.id(), Some(weights::of(feature))),
        None => (reason.map_or("", Reason::id), None),
    };
    let scaled = |n: i32| i32::try_from(i64::from(n) * i64::from(amount) / 1000).unwrap_or(0);
    Found {
        id,
        reason,
        millinats: weight.map_or(0, |weight| scaled(weight.millinats)),
        error: weight.map_or(0, |weight| scaled(weight.error)),
        sentence: sentence.into(),
        document: None,
        profile: None,
    }
}

/// The words at these places, as shown, and where they stand if that is one claim.
fn place<'a>(side: &'a Side, places: &[usize]) -> (Cow<'a, str>, Option<(ClaimName, Span)>) {
    let tokens = || places.iter().filter_map(|n| side.tokens.get(*n));
    let mut words: Cow<'_, str> = Cow::default();
    for token in tokens() {
        if words.is_empty() {
            words = Cow::Borrowed(token.shown.as_str());
        } else {
            let words = words.to_mut();
            words.push(' ');
            words.push_str(&token.shown);
        }
    }
    let mut claims = places.iter().filter_map(|n| side.claims.get(*n)).copied();
    let one = claims.next().filter(|first| claims.all(|claim| claim == *first));
    let start = tokens().map(|token| token.span.0).min();
    let end = tokens().map(|token| token.span.1).max();
    let span = match (one, start, end) {
        (Some(claim), Some(start), Some(end)) => Some((claim, Span { start, end })),
        _ => None,
    };
    (words, span)
}
