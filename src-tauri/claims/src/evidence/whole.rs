//! The name as a whole: order, fields, joins, ways of writing, suffixes.

use super::{Assigned, Names, Part, Verdict, is_title, places, reason_of};
use crate::{
    assign::Pair,
    compare::{self, Class},
    feature::Feature,
    letters,
    reason::Reason,
    roles,
    token::{Field, Kind, Token},
};

/// Order, fields, and words written as one.
pub(super) fn arrangement(all: &Assigned<'_>, names: &mut Names) {
    let agreeing: Vec<usize> = (0..all.pairs.len())
        .filter(|n| {
            all.pairs.get(*n).is_some_and(|(pair, part)| {
                pair.like.class != Class::Similar && *part != Part::Particle
            })
        })
        .collect();
    let pair = |n: &usize| all.pairs.get(*n).map(|(pair, _)| *pair);
    let turned = !agreeing.iter().filter_map(pair).map(|pair| pair.profile.0).is_sorted();
    let fields = |tokens: &[Token]| tokens.iter().any(|t| !matches!(t.field, Field::Whole { .. }));
    let one_field = fields(all.document) != fields(all.profile);
    if all.single() {
        let whole = all.pairs.len() == 1 && all.nothing_left();
        let feature = whole.then_some(Feature::MononymSame);
        names.add(feature, 1000, Some(Reason::Mononym), &[], &[]);
    } else if !all.shifted.is_empty() {
        let (mut d, mut p) = (Vec::new(), Vec::new());
        for pair in all.shifted.iter().filter_map(pair) {
            let (document, profile) = places(&pair);
            d.extend(document);
            p.extend(profile);
        }
        let every = all.shifted.len() == agreeing.len() && agreeing.len() > 1;
        if every || turned && all.shifted.len() > 1 {
            names.add(Some(Feature::OrderSwap), 1000, Some(Reason::OrderSwap), &d, &p);
        } else {
            names.add(Some(Feature::FieldShift), 1000, Some(Reason::FieldShift), &d, &p);
        }
    } else if turned && (all.fathers_exchanged() || all.given_exchanged()) {
        names.add(Some(Feature::PatronymicConflict), 1000, Some(Reason::Relative), &[], &[]);
    } else if turned {
        names.add(Some(Feature::OrderSwap), 1000, Some(Reason::OrderSwap), &[], &[]);
        if one_field && all.one_field_holds_all() {
            names.add(None, 0, Some(Reason::FieldShift), &[], &[]);
        }
    } else if one_field && agreeing.len() > 1 && all.one_field_holds_all() {
        names.add(Some(Feature::FieldShift), 1000, Some(Reason::FieldShift), &[], &[]);
    }
    for (pair, _) in all.pairs.iter().filter(|(pair, _)| pair.is_joined() && pair.like.agrees()) {
        let initials = pair.like.class == Class::Initial;
        let particle = [(all.document, pair.document), (all.profile, pair.profile)].iter().any(
            |(tokens, (start, count))| {
                let run = tokens.get(*start..start + count).unwrap_or_default();
                let glued = |t: &Token| matches!(t.plain.as_str(), "o" | "d" | "l" | "mac" | "mc");
                run.len() > 1 && run.iter().any(|t| t.kind == Kind::Particle && !glued(t))
            },
        );
        if !initials {
            names.pair(Feature::Joined, 1000, Some(Reason::TokenJoined), pair);
        }
        if particle {
            let (d, p) = places(pair);
            names.add(None, 0, Some(Reason::Particle), &d, &p);
        }
    }
}

/// Names that both sides have left over in different parts, where words of a whole name share a
/// place: Tiago Sousa Lopes, Tiago Lopes Faria. Two people may have a word in common in different
/// roles.
pub(super) fn leftovers(all: &Assigned<'_>, names: &mut Names) {
    let disputed = [names.given, names.surname]
        .iter()
        .any(|verdict| matches!(verdict, Verdict::Conflict | Verdict::Similar))
        || names.items.iter().any(|item| item.feature == Some(Feature::SurnamePartConflict));
    let word = |tokens: &[Token], n: usize| {
        tokens.get(n).is_some_and(|token| token.kind == Kind::Name && !token.unreadable())
    };
    let pick = |left: &[(usize, Part)], tokens: &[Token]| -> Vec<usize> {
        let named = left
            .iter()
            .filter(|(n, part)| matches!(part, Part::Given | Part::Surname) && word(tokens, *n));
        named.map(|(n, _)| *n).collect()
    };
    let d = pick(&all.only_document, all.document);
    let p = pick(&all.only_profile, all.profile);
    let whole = |tokens: &[Token]| tokens.iter().any(|t| matches!(t.field, Field::Whole { .. }));
    if disputed
        || d.is_empty()
        || p.is_empty()
        || !whole(all.document) && !whole(all.profile)
        || all.repeats(&(d.clone(), p.clone()))
    {
        return;
    }
    let agreeing = all
        .pairs
        .iter()
        .filter(|(pair, part)| {
            pair.like.class != Class::Similar && matches!(part, Part::Given | Part::Surname)
        })
        .count();
    let reason = Some(Reason::DifferentPerson);
    if agreeing > 1 {
        names.add(Some(Feature::SurnamePartConflict), 1000, reason, &d, &p);
    } else {
        names.surname = Verdict::Conflict;
        names.add(Some(Feature::SurnameConflict), 1000, reason, &d, &p);
    }
}

impl Assigned<'_> {
    /// Whether given names that agree stand in another order on each side, and not because the
    /// whole name begins at another word: Omar Tarek, Tarek Omar.
    fn given_exchanged(&self) -> bool {
        let order = |pairs: &mut dyn Iterator<Item = &(Pair, Part)>| -> Vec<usize> {
            pairs.filter(|(pair, _)| pair.like.agrees()).map(|(pair, _)| pair.profile.0).collect()
        };
        let given = order(&mut self.pairs.iter().filter(|(_, part)| *part == Part::Given));
        let every = order(&mut self.pairs.iter().filter(|(_, part)| *part != Part::Particle));
        let falls = every.windows(2).filter(|two| two.first() > two.last()).count()
            + usize::from(every.last() > every.first());
        let backwards = every.windows(2).all(|two| two.first() > two.last());
        given.len() == 2 && !given.is_sorted() && falls > 1 && !backwards
    }

    /// A slip that sounds the same may as well be a spelling, and the other way round.
    fn both_ways_of_telling(&self, pair: &Pair, names: &mut Names) {
        let (Some(x), Some(y)) =
            (self.document.get(pair.document.0), self.profile.get(pair.profile.0))
        else {
            return;
        };
        let reason = match pair.like.class {
            Class::Typo if compare::apart(x, y) <= 130 => Reason::SpellingVariant,
            Class::Variant if letters::edits(x.plain.as_bytes(), y.plain.as_bytes()) == 1 => {
                Reason::Typo
            }
            Class::Ocr => Reason::Typo,
            _ => return,
        };
        let (d, p) = places(pair);
        names.add(None, 0, Some(reason), &d, &p);
    }

    /// Whether no word is without its counterpart but such as repeat another.
    fn nothing_left(&self) -> bool {
        let places = |left: &[(usize, Part)]| left.iter().map(|(n, _)| *n).collect();
        self.repeats(&(places(&self.only_document), places(&self.only_profile)))
    }

    /// Whether one side has a single name, which is on the other too.
    fn single(&self) -> bool {
        let counts = |t: &&Token| matches!(t.kind, Kind::Name | Kind::Initial | Kind::Patronymic);
        let one = |tokens: &[Token]| tokens.iter().filter(counts).count() == 1;
        (one(self.document) || one(self.profile))
            && self.pairs.iter().any(|(pair, _)| !pair.is_joined())
    }

    /// Whether both sides say whose child each is, in another order: Ali bin Omar, Omar bin Ali.
    fn fathers_exchanged(&self) -> bool {
        let says = |tokens: &[Token]| {
            tokens.iter().any(|token| {
                token.kind == Kind::Patronymic
                    || token.kind == Kind::Particle && roles::is_child_of(&token.plain)
            })
        };
        says(self.document) && says(self.profile)
    }

    /// Whether one side has all its names in a field that is meant for a part of them.
    fn one_field_holds_all(&self) -> bool {
        [self.document, self.profile].iter().any(|tokens| {
            tokens.iter().all(|token| matches!(token.field, Field::Whole { .. }))
                && tokens.iter().any(|token| token.moved)
        })
    }
}

/// Ways of writing that are told for every pair, and how many words differ by more than writing.
pub(super) fn writing(all: &Assigned<'_>, names: &mut Names) {
    let mut spelled = 0;
    for (pair, part) in &all.pairs {
        let class = pair.like.class;
        match class {
            Class::Variant | Class::Typo | Class::Ocr => {
                spelled += 1;
                all.both_ways_of_telling(pair, names);
            }
            Class::Case | Class::Diacritics | Class::Official if *part == Part::Particle => {
                let (d, p) = places(pair);
                names.add(None, 0, reason_of(class), &d, &p);
                names.add(None, 0, Some(Reason::Particle), &d, &p);
            }
            _ => {}
        }
    }
    if spelled > 1 {
        names.add(Some(Feature::TwoDifferences), 1000 * (spelled - 1), None, &[], &[]);
    }
}

/// Suffixes tell parent from child; titles are set aside.
pub(super) fn suffixes(document: &[Token], profile: &[Token], names: &mut Names) {
    let pick = |tokens: &[Token], kind: Kind| -> Vec<usize> {
        tokens.iter().enumerate().filter(|(_, token)| token.kind == kind).map(|(n, _)| n).collect()
    };
    let (d, p) = (pick(document, Kind::Suffix), pick(profile, Kind::Suffix));
    let meaning = |tokens: &[Token], places: &[usize]| {
        places.iter().filter_map(|n| tokens.get(*n)).map(|token| rank(&token.plain)).max()
    };
    match (meaning(document, &d), meaning(profile, &p)) {
        (Some(a), Some(b)) if a != b => {
            names.suffixes_differ = true;
            names.add(Some(Feature::SuffixConflict), 1000, Some(Reason::SuffixConflict), &d, &p);
        }
        (Some(_), None) | (None, Some(_)) => {
            names.add(Some(Feature::SuffixMissing), 1000, Some(Reason::SuffixConflict), &d, &p);
        }
        _ => {}
    }
    let titles = |tokens: &[Token], other: &[Token]| -> Vec<usize> {
        let own = tokens.iter().enumerate().filter(|(_, token)| is_title(token, other));
        own.map(|(n, _)| n).collect()
    };
    let (d, p) = (titles(document, profile), titles(profile, document));
    if d.len() != p.len() {
        names.add(None, 0, Some(Reason::Title), &d, &p);
        names.add(None, 0, Some(Reason::ExtraName), &d, &p);
    }
    if names.given == Verdict::Unknown
        && names.surname == Verdict::Unknown
        && names.items.is_empty()
    {
        names.value = 0;
    }
}

/// Senior is the first, junior the second.
fn rank(suffix: &str) -> u8 {
    match suffix {
        "sr" | "senior" | "snr" => 1,
        "iii" | "3rd" | "3" => 3,
        "iv" | "4th" => 4,
        "v" => 5,
        "vi" => 6,
        "vii" => 7,
        "neto" => 8,
        "sobrinho" => 10,
        _ => 2,
    }
}
