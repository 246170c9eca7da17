//! From two names taken apart to a list of evidence: what is weighed, why, and on which words.

mod slots;
mod whole;

use std::borrow::Cow;

use arrayvec::ArrayVec;

use crate::{
    assign::{self, Assignment, Pair},
    compare::Class,
    feature::Feature,
    lexicon,
    reason::Reason,
    roles,
    token::{Field, Kind, MAX_TOKENS, Token},
};

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// What is weighed; nothing where the reason is only told.
    pub feature: Option<Feature>,
    /// How much of it, in thousandths.
    pub amount: i32,
    /// Why, where it is a difference or speaks against.
    pub reason: Option<Reason>,
    /// Places of the words on the document and in the profile.
    pub document: Places,
    pub profile: Places,
}

/// Places of words.
pub(crate) type Places = ArrayVec<usize, MAX_TOKENS>;

/// How a part of the name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Verdict {
    /// Nothing to compare.
    #[default]
    Unknown,
    /// The same name, or a form of it.
    Agrees,
    /// Near, but two names.
    Similar,
    /// Different.
    Conflict,
}

/// All evidence of two names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    pub items: Vec<Item>,
    pub given: Verdict,
    pub surname: Verdict,
    /// The sum of the assignment's values.
    pub value: i32,
    /// Parent and child have different suffixes.
    pub suffixes_differ: bool,
    /// Every word has its counterpart, for which nothing but its writing had to be excused.
    pub complete: bool,
}

/// The part of the name that a word plays in the assignment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Given,
    Surname,
    Particle,
    Patronymic,
}

struct Assigned<'a> {
    document: &'a [Token],
    profile: &'a [Token],
    pairs: Vec<(Pair, Part)>,
    only_document: Vec<(usize, Part)>,
    only_profile: Vec<(usize, Part)>,
    /// Pairs whose words are known to stand in different fields.
    shifted: Vec<usize>,
}

/// Compares two names. Asked the other way round, the answer is the mirror image.
pub(crate) fn names(document: &[Token], profile: &[Token]) -> Names {
    fn key(tokens: &[Token]) -> impl Iterator<Item = (bool, &str)> {
        tokens.iter().map(|token| (token.is_surname(), token.shown.as_str()))
    }
    let mut names = if key(document).le(key(profile)) {
        one_way(document, profile)
    } else {
        let mut names = one_way(profile, document);
        for item in &mut names.items {
            std::mem::swap(&mut item.document, &mut item.profile);
        }
        names
    };
    // Names that only the profile has are more than the document's, not fewer.
    let more =
        |item: &&Item| item.reason == Some(Reason::MiddleMissing) && item.document.is_empty();
    if let Some(item) = names.items.iter().find(more) {
        let places = item.profile.clone();
        names.add(None, 0, Some(Reason::ExtraName), &[], &places);
    }
    names
}

/// Suffixes and titles are set aside first; what looks like a title and stands on the other side
/// as a name is a name, and so is any such word where names are cut off.
fn one_way(document: &[Token], profile: &[Token]) -> Names {
    let (d, d_places) = core(document, profile);
    let (p, p_places) = core(profile, document);
    let assignment = assign::assign(&d, &p);
    let value = assignment.value;
    let assigned = parts(&d, &p, assignment);
    let mut names = Names { value, ..Names::default() };
    slots::given(&assigned, &mut names);
    slots::surname(&assigned, &mut names);
    slots::small_words(&assigned, &mut names);
    whole::leftovers(&assigned, &mut names);
    whole::arrangement(&assigned, &mut names);
    whole::writing(&assigned, &mut names);
    names.complete = assigned.only_document.is_empty() && assigned.only_profile.is_empty();
    for item in &mut names.items {
        for (places, from) in [(&mut item.document, &d_places), (&mut item.profile, &p_places)] {
            for place in places.iter_mut() {
                *place = from.get(*place).copied().unwrap_or(0);
            }
        }
    }
    whole::suffixes(document, profile, &mut names);
    names
}

fn core<'a>(tokens: &'a [Token], other: &[Token]) -> (Cow<'a, [Token]>, Places) {
    let aside = |token: &Token| token.kind == Kind::Suffix || is_title(token, other);
    if !tokens.iter().any(aside) {
        return (Cow::Borrowed(tokens), (0..tokens.len().min(MAX_TOKENS)).collect());
    }
    let kept = tokens.iter().enumerate().filter(|(_, token)| !aside(token));
    let (kept, places): (Vec<Token>, Vec<usize>) =
        kept.take(MAX_TOKENS).map(|(n, token)| (token.clone(), n)).unzip();
    (Cow::Owned(kept), places.into_iter().collect())
}

fn is_title(token: &Token, other: &[Token]) -> bool {
    let spelled = |a: &Token, b: &Token| a.plain == b.plain || a.official.contains(&b.plain);
    let as_name =
        |one: &Token| one.kind == Kind::Name && (spelled(one, token) || spelled(token, one));
    // Beside names that are cut off nobody can say what a short word was.
    let cut = token.cut || other.iter().any(|one| one.cut);
    token.kind == Kind::Title && !cut && !other.iter().any(as_name)
}

fn parts<'a>(d: &'a [Token], p: &'a [Token], assignment: Assignment) -> Assigned<'a> {
    let fields = |tokens: &[Token]| tokens.iter().any(|token| certain(token).is_some());
    let moved = |pair: &Pair| {
        let field = |tokens: &[Token], place| main(tokens, place).and_then(certain);
        let (x, y) = (field(d, pair.document), field(p, pair.profile));
        x.is_some() && y.is_some() && x != y
    };
    let open = !fields(d) && !fields(p) || assignment.pairs.iter().any(moved);
    let by_document = open && frame(d, p);
    let mut shifted = Vec::new();
    let mut pairs = Vec::with_capacity(assignment.pairs.len());
    for pair in assignment.pairs {
        let (Some(x), Some(y)) = (main(d, pair.document), main(p, pair.profile)) else { continue };
        let part = match (x.kind, y.kind) {
            (Kind::Particle, Kind::Particle) => {
                if certain(x).is_some() && certain(y).is_some() && certain(x) != certain(y) {
                    shifted.push(pairs.len());
                }
                Part::Particle
            }
            (Kind::Patronymic, Kind::Patronymic) => Part::Patronymic,
            _ => match (certain(x), certain(y)) {
                (Some(a), Some(b)) if a != b => {
                    shifted.push(pairs.len());
                    if by_document { a } else { b }
                }
                (Some(part), _) | (_, Some(part)) => part,
                (None, None) if by_document && holds_surname(d, pair.document) => Part::Surname,
                (None, None) if !by_document && holds_surname(p, pair.profile) => Part::Surname,
                (None, None) => Part::Given,
            },
        };
        pairs.push((pair, part));
    }
    surname_of_either(d, p, &mut pairs);
    let turned = !shifted.is_empty() && shifted.len() * 2 >= pairs.len();
    let left = |tokens: &[Token], places: &[usize], turned: bool| -> Vec<(usize, Part)> {
        places.iter().filter_map(|n| Some((*n, lone(tokens.get(*n)?, turned)))).collect()
    };
    Assigned {
        only_document: left(d, &assignment.only_document, turned && !by_document),
        only_profile: left(p, &assignment.only_profile, turned && by_document),
        document: d,
        profile: p,
        pairs,
        shifted,
    }
}

/// The part of a word without counterpart; `turned` where its side has the fields exchanged.
fn lone(token: &Token, turned: bool) -> Part {
    match token.kind {
        Kind::Particle => Part::Particle,
        Kind::Patronymic => Part::Patronymic,
        _ if token.is_surname() != turned => Part::Surname,
        _ => Part::Given,
    }
}

/// Whether the document's fields are believed where the two sides have words in different ones:
/// that side is believed whose given names are known as such, and surnames. Asked the other way
/// round, the answer is the other way round.
fn frame(d: &[Token], p: &[Token]) -> bool {
    let fits = |tokens: &[Token]| -> usize {
        let fits = |token: &&Token| match token.is_surname() {
            true => lexicon::is_surname(&token.plain),
            false => lexicon::gender(&token.plain).is_some(),
        };
        tokens.iter().filter(fits).count()
    };
    let text = |tokens: &[Token]| {
        tokens.iter().map(|token| token.plain.as_str()).collect::<Vec<_>>().join(" ")
    };
    match fits(d).cmp(&fits(p)) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => text(d) < text(p),
    }
}

/// Of words written as one, the one that is a name.
fn main(tokens: &[Token], (start, count): (usize, usize)) -> Option<&Token> {
    let run = tokens.get(start..start + count)?;
    run.iter().find(|token| token.kind != Kind::Particle).or(run.first())
}

/// Where no pair is taken for the surname, though one side's guess has one: that pair is.
fn surname_of_either(d: &[Token], p: &[Token], pairs: &mut [(Pair, Part)]) {
    if pairs.len() < 2 || pairs.iter().any(|(_, part)| *part == Part::Surname) {
        return;
    }
    let guessed = |(pair, part): &&mut (Pair, Part)| {
        *part == Part::Given
            && pair.like.agrees()
            && (holds_surname(d, pair.document) || holds_surname(p, pair.profile))
    };
    if let Some((_, part)) = pairs.iter_mut().rev().find(guessed) {
        *part = Part::Surname;
    }
}

/// Whether one of these words looks like part of the surname.
fn holds_surname(tokens: &[Token], (start, count): (usize, usize)) -> bool {
    tokens.get(start..start + count).is_some_and(|run| run.iter().any(Token::is_surname))
}

fn certain(token: &Token) -> Option<Part> {
    match token.field {
        Field::Given => Some(Part::Given),
        Field::Surname => Some(Part::Surname),
        Field::Whole { .. } => None,
    }
}

impl Assigned<'_> {
    fn agreeing(&self, part: Part) -> impl Iterator<Item = &Pair> {
        self.pairs
            .iter()
            .filter(move |(pair, own)| *own == part && pair.like.class != Class::Similar)
            .map(|(pair, _)| pair)
    }

    fn similar(&self, part: Part) -> Option<&Pair> {
        self.pairs
            .iter()
            .find(|(pair, own)| *own == part && pair.like.class == Class::Similar)
            .map(|(pair, _)| pair)
    }

    fn left(&self, part: Part) -> (Vec<usize>, Vec<usize>) {
        let pick = |left: &[(usize, Part)]| -> Vec<usize> {
            left.iter().filter(|(_, own)| *own == part).map(|(n, _)| *n).collect()
        };
        (pick(&self.only_document), pick(&self.only_profile))
    }

    /// Why words of one side are gone: cut off, where the other side's field is full.
    fn gone(&self, otherwise: Reason, left: &(Vec<usize>, Vec<usize>)) -> Reason {
        let full = |tokens: &[Token]| tokens.iter().any(|token| token.cut);
        let cut =
            left.0.is_empty() && full(self.document) || left.1.is_empty() && full(self.profile);
        if cut { Reason::Truncated } else { otherwise }
    }

    /// What else the missing names may be: the first of two surnames, a father's name, a husband's.
    fn also_missing(&self, left: &(Vec<usize>, Vec<usize>)) -> Vec<Reason> {
        let (tokens, places) =
            if left.0.is_empty() { (self.profile, &left.1) } else { (self.document, &left.0) };
        let any = |test: fn(&Token) -> bool| places.iter().filter_map(|n| tokens.get(*n)).any(test);
        let whole = |token: &Token| matches!(token.field, Field::Whole { .. });
        let mut out = Vec::new();
        if self.gone(Reason::MiddleMissing, left) == Reason::Truncated {
            return out;
        }
        if any(roles::is_fathers_name) {
            out.push(Reason::Patronymic);
        }
        if any(whole) && any(|token| lexicon::is_surname(&token.plain)) {
            out.push(Reason::CompoundPartial);
        }
        if any(|token| token.word.ends_with("né") && token.plain.len() > 4) {
            out.push(Reason::SurnameChanged);
        }
        out
    }

    /// Whether the words left over only repeat one that agrees, as some do who have one name.
    fn repeats(&self, places: &(Vec<usize>, Vec<usize>)) -> bool {
        let same = |tokens: &[Token], places: &[usize]| {
            places.iter().all(|n| {
                let own = tokens.get(*n).map(|token| &token.plain);
                tokens
                    .iter()
                    .enumerate()
                    .any(|(other, token)| other != *n && Some(&token.plain) == own)
            })
        };
        same(self.document, &places.0) && same(self.profile, &places.1)
    }

    /// The pair of a name that one side writes as one word altogether.
    fn one_word(&self) -> Option<Pair> {
        let [(pair, _)] = self.pairs.as_slice() else { return None };
        let whole = self.only_document.is_empty() && self.only_profile.is_empty();
        (whole && pair.is_joined() && pair.document.1.max(pair.profile.1) > 2).then_some(*pair)
    }

    /// Whether the two words are in different scripts.
    fn across(&self, pair: &Pair) -> bool {
        let latin = |tokens, place| main(tokens, place).is_some_and(|token| token.latin);
        latin(self.document, pair.document) != latin(self.profile, pair.profile)
    }

    /// Whether both have two short given names, as the syllables of one in East Asia.
    fn syllables(&self) -> bool {
        let two = |tokens: &[Token]| {
            let given: Vec<&Token> = tokens.iter().filter(|token| !token.is_surname()).collect();
            given.len() == 2 && given.iter().all(|token| token.latin && token.len() <= 5)
        };
        two(self.document) && two(self.profile)
    }

    fn unreadable(&self, places: &(Vec<usize>, Vec<usize>)) -> bool {
        let any = |tokens: &[Token], places: &[usize]| {
            places.iter().any(|n| tokens.get(*n).is_some_and(Token::unreadable))
        };
        any(self.document, &places.0) || any(self.profile, &places.1)
    }
}

impl Names {
    fn add(
        &mut self,
        feature: Option<Feature>,
        amount: i32,
        reason: Option<Reason>,
        d: &[usize],
        p: &[usize],
    ) {
        self.items.push(Item {
            feature,
            amount,
            reason,
            document: d.iter().copied().take(MAX_TOKENS).collect(),
            profile: p.iter().copied().take(MAX_TOKENS).collect(),
        });
    }

    fn pair(&mut self, feature: Feature, amount: i32, reason: Option<Reason>, pair: &Pair) {
        let (d, p) = places(pair);
        self.add(Some(feature), amount, reason, &d, &p);
    }
}

fn places(pair: &Pair) -> (Places, Places) {
    let range = |(start, count): (usize, usize)| (start..start + count).take(MAX_TOKENS).collect();
    (range(pair.document), range(pair.profile))
}

/// The reason that a class of likeness is told by.
fn reason_of(class: Class) -> Option<Reason> {
    Some(match class {
        Class::Same => return None,
        Class::Case => Reason::Case,
        Class::Diacritics => Reason::Diacritics,
        Class::Official => Reason::OfficialTransliteration,
        Class::Script => Reason::ScriptTransliteration,
        Class::Gendered => Reason::GenderedSurname,
        Class::Variant => Reason::SpellingVariant,
        Class::Nickname => Reason::Nickname,
        Class::Ocr => Reason::OcrConfusion,
        Class::Typo => Reason::Typo,
        Class::Truncated => Reason::Truncated,
        Class::Initial => Reason::Initial,
        Class::Similar => Reason::SimilarButDistinct,
    })
}

/// How rare a name is: 0 for the most common, 1000 for one never counted.
fn rarity(count: u32) -> i32 {
    // Each halving of the count adds a twelfth.
    let bits = i32::try_from(count.max(1).ilog2()).unwrap_or(0);
    (1000 - bits * 1000 / 12).clamp(0, 1000)
}
