//! From claims to weighed evidence: the best reading of the names, the dates, what hides.

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
    pub sentence: String,
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
fn readings(document: &Document, profile: &Profile) -> Vec<(&'static str, Given, Given)> {
    let (d, p) = (Given::of_document(document), Given::of_profile(profile));
    let mut out = vec![("fields", d.clone(), p.clone())];
    if let Some(zone) = zone_names(document)
        && zone != d
    {
        out.push(("machine_readable_names", zone, p.clone()));
    }
    let same = |a: &Given, b: &Given| {
        let words = |names: &Given| names.joined().map(|name| fold::words(&name));
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
fn zone_names(document: &Document) -> Option<Given> {
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
    let names = Given::of_document(&named);
    names.joined().is_some().then_some(names)
}

fn dates(document: &Document, profile: &Profile) -> Dates {
    birth::compare(document.date_of_birth, profile.date_of_birth)
}

fn one(reading: &'static str, d: &Given, p: &Given, dates: &Dates, profile: &Profile) -> Weighed {
    let (document, profile_side) = sides::lay_out(d, p);
    let names = evidence::names(&document.tokens, &profile_side.tokens);
    let mut weighed = Weighed {
        document,
        profile: profile_side,
        names,
        dates: dates.clone(),
        found: Vec::new(),
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
                (None, Some(feature)) => messages::agreement(feature).to_owned(),
                (None, None) => String::new(),
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
                || messages::agreement(feature).to_owned(),
                |reason| messages::sentence(reason, "", ""),
            );
            self.found.push(step(Some(feature), amount, reason, sentence));
        }
        let (given, surname) = (self.names.given, self.names.surname);
        let same_date = dates.verdict == Verdict::Agrees;
        let parted = matches!(given, Verdict::Conflict | Verdict::Similar);
        if surname == Verdict::Agrees && parted {
            let feature = same_date.then_some(Feature::Twin);
            let sentence = messages::agreement(Feature::Twin).to_owned();
            if same_date {
                self.found.push(step(feature, 1000, Some(Reason::Relative), sentence));
            }
        }
        if given == Verdict::Agrees && surname == Verdict::Conflict && same_date {
            let sentence = messages::agreement(Feature::ChangedSameDate).to_owned();
            self.found.push(step(Some(Feature::ChangedSameDate), 1000, None, sentence));
        }
    }

    fn weigh_hidden(&mut self) {
        let values: Vec<String> = [&self.document, &self.profile]
            .into_iter()
            .flat_map(|side| side.values.iter())
            .filter_map(|(_, value)| value.as_ref())
            .filter(|value| !value.is_ascii())
            .map(|value| value.chars().take(crate::token::MAX_VALUE).collect())
            .collect();
        if values.iter().any(|value| !hidden::invisible(value).is_empty()) {
            let sentence = messages::sentence(Reason::InvisibleCharacters, "", "");
            self.found.push(step(
                Some(Feature::Hidden),
                1000,
                Some(Reason::InvisibleCharacters),
                sentence,
            ));
        }
        if values.iter().any(|value| hidden::mixes_scripts(value)) {
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
    sentence: String,
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
        sentence,
        document: None,
        profile: None,
    }
}

/// The words at these places, as shown, and where they stand if that is one claim.
fn place(side: &Side, places: &[usize]) -> (String, Option<(ClaimName, Span)>) {
    let tokens: Vec<_> = places.iter().filter_map(|n| side.tokens.get(*n)).collect();
    let words: Vec<&str> = tokens.iter().map(|token| token.shown.as_str()).collect();
    let claims: Vec<ClaimName> =
        places.iter().filter_map(|n| side.claims.get(*n)).copied().collect();
    let first = claims.first().copied();
    let one = first.filter(|first| claims.iter().all(|claim| claim == first));
    let start = tokens.iter().map(|token| token.span.0).min();
    let end = tokens.iter().map(|token| token.span.1).max();
    let span = match (one, start, end) {
        (Some(claim), Some(start), Some(end)) => Some((claim, Span { start, end })),
        _ => None,
    };
    (words.join(" "), span)
}
