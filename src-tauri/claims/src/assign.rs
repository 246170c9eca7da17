//! The best assignment of one name's words to the other's, exactly: over all ways, with up to
//! three neighbours written as one, by dynamic programming over the set of words used.

use crate::{
    compare::{Class, Level, Likeness, compare},
    lexicon, script,
    token::{Field, Kind, Token},
};

/// Most neighbours that may be written as one.
const MAX_JOINED: usize = 3;

/// Words that stand for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pair {
    /// First place and number of words on the document.
    pub document: (usize, usize),
    /// First place and number of words in the profile.
    pub profile: (usize, usize),
    pub like: Likeness,
}

impl Pair {
    /// Whether several words on one side are one on the other.
    pub(crate) fn is_joined(&self) -> bool {
        self.document.1 != self.profile.1
    }
}

/// The best assignment and what is left over. Words that only resemble each other are among the
/// pairs, with [`Class::Similar`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Assignment {
    pub pairs: Vec<Pair>,
    pub only_document: Vec<usize>,
    pub only_profile: Vec<usize>,
    /// The sum of the pairs' values less what is left over, in hundredths.
    pub value: i32,
}

/// Assigns words. Both sides have at most [`crate::token::MAX_TOKENS`] words.
pub(crate) fn assign(document: &[Token], profile: &[Token]) -> Assignment {
    if let Some(assignment) = word_by_word(document, profile) {
        return assignment;
    }
    let candidates = candidates(document, profile);
    let (rows, width) = (document.len(), profile.len());
    let full = 1_usize << width;
    // best[i * full + used]: from document word i on, with these profile words used before.
    let mut best = vec![0_i32; (rows + 1) * full];
    let mut choice: Vec<u16> = vec![u16::MAX; (rows + 1) * full];
    let mut from: Vec<(usize, &Candidate)> = Vec::with_capacity(candidates.len());
    for i in (0..rows).rev() {
        from.clear();
        from.extend(candidates.iter().enumerate().filter(|(_, c)| c.pair.document.0 == i));
        for used in 0..full {
            let mut top = best.get((i + 1) * full + used).copied().unwrap_or(0);
            let mut chosen = u16::MAX;
            for (number, candidate) in &from {
                if used & candidate.mask == 0 {
                    let next = (i + candidate.pair.document.1) * full + (used | candidate.mask);
                    let value = best.get(next).copied().unwrap_or(0) + candidate.value;
                    if value > top {
                        top = value;
                        chosen = u16::try_from(*number).unwrap_or(u16::MAX);
                    }
                }
            }
            if let (Some(cell), Some(mark)) =
                (best.get_mut(i * full + used), choice.get_mut(i * full + used))
            {
                (*cell, *mark) = (top, chosen);
            }
        }
    }
    read_back(&candidates, &choice, rows, width, best.first().copied().unwrap_or(0))
}

/// The same words in the same order stand for each other.
fn word_by_word(document: &[Token], profile: &[Token]) -> Option<Assignment> {
    let equal = |(a, b): (&Token, &Token)| a.word == b.word && a.kind == b.kind;
    if document.len() != profile.len() || !document.iter().zip(profile).all(equal) {
        return None;
    }
    let pairs: Option<Vec<Pair>> = document
        .iter()
        .zip(profile)
        .enumerate()
        .map(|(n, (a, b))| {
            compare(a, b).map(|like| Pair { document: (n, 1), profile: (n, 1), like })
        })
        .collect();
    let pairs = pairs?;
    let value = pairs.iter().map(|pair| pair.like.value).sum();
    Some(Assignment { pairs, value, ..Assignment::default() })
}

fn read_back(
    candidates: &[Candidate],
    choice: &[u16],
    rows: usize,
    width: usize,
    value: i32,
) -> Assignment {
    let full = 1_usize << width;
    let (mut i, mut used, mut out) = (0, 0, Assignment { value, ..Assignment::default() });
    while i < rows {
        let chosen = choice.get(i * full + used).copied().unwrap_or(u16::MAX);
        match candidates.get(usize::from(chosen)) {
            Some(candidate) => {
                out.pairs.push(candidate.pair);
                used |= candidate.mask;
                i += candidate.pair.document.1;
            }
            None => {
                out.only_document.push(i);
                i += 1;
            }
        }
    }
    out.only_profile = (0..width).filter(|j| used & (1 << j) == 0).collect();
    out
}

struct Candidate {
    pair: Pair,
    mask: usize,
    value: i32,
}

fn candidates(document: &[Token], profile: &[Token]) -> Vec<Candidate> {
    let mut out = Vec::with_capacity(document.len() * profile.len() + 4);
    for (i, a) in document.iter().enumerate() {
        for (j, b) in profile.iter().enumerate() {
            if let Some(like) = compare(a, b) {
                add(&mut out, (i, 1), (j, 1), like, (a, b), &[]);
            }
        }
    }
    for (runs, others, forth) in [(document, profile, true), (profile, document, false)] {
        let whole = if others.len() == 1 && runs.len() <= 6 { runs.len() } else { 0 };
        for length in 2..=MAX_JOINED.min(runs.len()).max(whole) {
            for (start, parts) in runs.windows(length).enumerate() {
                for (at, other) in others.iter().enumerate() {
                    let Some(like) = as_one(parts, other) else { continue };
                    let (run, single) = ((start, length), (at, 1));
                    let first = parts.first().unwrap_or(other);
                    if forth {
                        add(&mut out, run, single, like, (first, other), parts);
                    } else {
                        add(&mut out, single, run, like, (other, first), parts);
                    }
                }
            }
        }
    }
    out
}

fn add(
    out: &mut Vec<Candidate>,
    document: (usize, usize),
    profile: (usize, usize),
    like: Likeness,
    (a, b): (&Token, &Token),
    run: &[Token],
) {
    let single = |token: &Token| if token.kind == Kind::Particle { 33 } else { 100 };
    let weight = if run.is_empty() {
        like.value * single(a).min(single(b)).max(if single(a) == single(b) { 33 } else { 50 })
            / 100
    } else {
        // A join is worth a little less than its words agreeing one by one, and more than
        // leaving words over.
        let size: i32 = run.iter().map(single).sum();
        like.value * size / 100 - 9 * i32::try_from(run.len()).unwrap_or(2)
    };
    let fields = match (a.field, b.field) {
        (Field::Given, Field::Surname) | (Field::Surname, Field::Given) => 9,
        (Field::Whole { surname }, Field::Surname) | (Field::Surname, Field::Whole { surname }) => {
            i32::from(!surname)
        }
        (Field::Whole { surname }, Field::Given) | (Field::Given, Field::Whole { surname }) => {
            i32::from(surname)
        }
        (Field::Whole { surname: x }, Field::Whole { surname: y }) => i32::from(x != y),
        (Field::Given, Field::Given) | (Field::Surname, Field::Surname) => 0,
    };
    let places = i32::try_from(document.0.abs_diff(profile.0).min(5)).unwrap_or(5);
    let mask = ((1 << profile.1) - 1) << profile.0;
    let value = weight - fields - places;
    if value > 0 {
        out.push(Candidate { pair: Pair { document, profile, like }, mask, value });
    }
}

/// Several words against one: written together, or as their first letters.
fn as_one(parts: &[Token], other: &Token) -> Option<Likeness> {
    if parts.iter().any(|part| matches!(part.kind, Kind::Title | Kind::Suffix)) {
        return None;
    }
    let fields = |field| matches!(field, Field::Given | Field::Surname);
    let across = parts.windows(2).any(|two| match two {
        [x, y] => x.field != y.field && fields(x.field) && fields(y.field),
        _ => false,
    });
    if across && fields(other.field) {
        return None;
    }
    let letters = other.latin && other.plain.len() == parts.len() && other.plain.len() < 4;
    if letters
        && other.shown.chars().all(char::is_uppercase)
        && parts
            .iter()
            .zip(other.plain.bytes())
            .all(|(part, c)| part.plain.bytes().next() == Some(c))
        && parts.iter().any(|part| part.plain.len() > 1)
    {
        return Some(Likeness { class: Class::Initial, level: Level::Fair, value: 48 });
    }
    let length: usize = parts.iter().map(Token::len).sum();
    let latin = other.latin && parts.iter().all(|part| part.latin);
    if latin && length > 6 && other.plain.len() < 8 && compounds(parts, other) {
        return Some(Likeness { class: Class::Nickname, level: Level::Strong, value: 80 });
    }
    let first = |token: &Token| token.plain.chars().next();
    if latin {
        let near = length.abs_diff(other.len()) <= 3 && (length > 2 || other.len() > 2);
        let starts = parts.first().and_then(first) == first(other);
        let older = || other.pinyin && script::older_length(&other.plain) == length;
        if (!near || !starts && length != other.len()) && !older() {
            return None;
        }
        if parts.iter().all(|part| part.kind == Kind::Initial) {
            return None;
        }
    } else {
        let unread = other.unreadable() || parts.iter().any(Token::unreadable);
        let native = !other.latin && parts.iter().any(|part| !part.latin);
        if unread || native && parts.first().map(|part| part.manner) != Some(other.manner) {
            return None;
        }
    }
    let joined = Token::joined(parts);
    let like = compare(&joined, other)?;
    let good = match like.class {
        Class::Same | Class::Case | Class::Diacritics | Class::Official => true,
        Class::Script => like.level != Level::Weak,
        Class::Variant => like.level == Level::Strong && !lone(parts, other),
        Class::Ocr | Class::Typo => {
            (like.level == Level::Strong || length >= 8 && like.value >= 85) && !lone(parts, other)
        }
        Class::Truncated => like.level == Level::Strong && !lone(parts, other),
        Class::Gendered | Class::Nickname | Class::Initial | Class::Similar => false,
    };
    good.then_some(like)
}

/// Whether given names together have a short form of their own: Maria Jose, Majo.
fn compounds(parts: &[Token], other: &Token) -> bool {
    let given = |token: &Token| token.kind == Kind::Name && !token.is_surname();
    parts.len() == 2
        && parts.iter().all(given)
        && given(other)
        && parts.first().is_some_and(|first| !other.plain.starts_with(first.plain.as_str()))
        && lexicon::kin(
            &parts.iter().map(|part| part.plain.as_str()).collect::<String>(),
            &other.plain,
        ) == Some(lexicon::Kin::Nickname)
}

/// Whether one of the parts alone already is the other word, so that the rest is not part of it.
fn lone(parts: &[Token], other: &Token) -> bool {
    parts.iter().any(|part| {
        compare(part, other)
            .is_some_and(|like| like.agrees() && like.value >= 84 && like.class != Class::Nickname)
    })
}
