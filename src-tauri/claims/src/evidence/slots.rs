//! The given names and the surname, each on its own.

use super::{Assigned, Names, Part, Verdict, places, rarity, reason_of};
use crate::{
    assign::Pair,
    compare::{Class, Level, apart},
    feature::Feature,
    reason::Reason,
    roles,
    token::{Kind, Token},
};

/// The given names: the first ones decide, the others support.
pub(super) fn given(all: &Assigned<'_>, names: &mut Names) {
    let pairs: Vec<Pair> = all.agreeing(Part::Given).copied().collect();
    let left = all.left(Part::Given);
    let similar = all.similar(Part::Given).copied();
    let near = || pairs.iter().chain(&similar);
    let first_d = first(near().map(|pair| pair.document.0), &left.0);
    let first_p = first(near().map(|pair| pair.profile.0), &left.1);
    let leads = |pair: &&Pair| {
        u8::from(Some(pair.document.0) == first_d) + u8::from(Some(pair.profile.0) == first_p)
    };
    let lead = pairs.iter().max_by_key(|pair| (leads(pair), pair.like.value)).copied();
    let Some(lead) = lead else {
        if let Some(pair) = all.one_word() {
            names.given = Verdict::Agrees;
            names.pair(Feature::GivenSame, 1000, None, &pair);
        }
        return no_given(all, names, similar, &left);
    };
    let first_similar =
        similar.filter(|pair| Some(pair.document.0) == first_d && Some(pair.profile.0) == first_p);
    if first_similar.is_some() && leads(&&lead) == 0 {
        no_given(all, names, first_similar, &left);
        others(names, &pairs, None);
        return;
    }
    let firsts_differ = leads(&&lead) == 0
        && left.0.first().copied() == first_d
        && left.1.first().copied() == first_p;
    if firsts_differ {
        names.given = Verdict::Conflict;
        let (d, p) = (first_only(&left.0), first_only(&left.1));
        names.add(Some(Feature::GivenConflict), 1000, Some(Reason::DifferentPerson), &d, &p);
        others(names, &pairs, None);
        return;
    }
    let parted = !left.0.is_empty() && !left.1.is_empty();
    if all.syllables() && (parted || similar.is_some()) {
        // Min-jun and Min-seo, Ka Man and Ka Ming: the two syllables are one name.
        names.given = Verdict::Similar;
        let (feature, reason) = (Feature::GivenSimilar, Some(Reason::SimilarButDistinct));
        match similar {
            Some(pair) => names.pair(feature, 1000, reason, &pair),
            None => names.add(Some(feature), 1000, reason, &left.0, &left.1),
        }
        return;
    }
    names.given = Verdict::Agrees;
    agreement(all, names, &lead, GIVEN);
    if leads(&&lead) < 2 && (left.0.is_empty() != left.1.is_empty()) {
        names.add(Some(Feature::GivenSecondUsed), 1000, Some(Reason::ExtraName), &left.0, &left.1);
        others(names, &pairs, Some(&lead));
        return;
    }
    others(names, &pairs, Some(&lead));
    match (left.0.is_empty(), left.1.is_empty()) {
        (true, true) => {}
        (false, false) => {
            names.given = Verdict::Similar;
            let reason = Some(Reason::DifferentPerson);
            names.add(Some(Feature::OtherGivenConflict), 1000, reason, &left.0, &left.1);
        }
        _ => {
            let amount = 1000 + 300 * count(left.0.len() + left.1.len() - 1);
            let reason = all.gone(Reason::MiddleMissing, &left);
            names.add(Some(Feature::MiddleMissing), amount, Some(reason), &left.0, &left.1);
            for reason in all.also_missing(&left) {
                names.add(None, 0, Some(reason), &left.0, &left.1);
            }
        }
    }
    if let Some(pair) = similar {
        let (d, p) = places(&pair);
        names.add(Some(Feature::OtherGivenConflict), 700, Some(Reason::DifferentPerson), &d, &p);
    }
}

fn no_given(
    all: &Assigned<'_>,
    names: &mut Names,
    similar: Option<Pair>,
    left: &(Vec<usize>, Vec<usize>),
) {
    if let Some(pair) = similar {
        names.given = Verdict::Similar;
        let feature = match pair.like.level {
            Level::Weak if all.across(&pair) => Feature::GivenScriptSimilar,
            Level::Strong => Feature::GivenSimilar,
            Level::Fair | Level::Weak => Feature::GivenSimilarWeak,
        };
        names.pair(feature, 1000, Some(Reason::SimilarButDistinct), &pair);
    } else if all.unreadable(left) {
        names.add(
            Some(Feature::GivenUnreadable),
            1000,
            Some(Reason::UnreadableScript),
            &left.0,
            &left.1,
        );
    } else if !left.0.is_empty() && !left.1.is_empty() {
        names.given = Verdict::Conflict;
        names.add(
            Some(Feature::GivenConflict),
            1000,
            Some(Reason::DifferentPerson),
            &left.0,
            &left.1,
        );
    } else if left.0.is_empty() != left.1.is_empty() && !all.repeats(left) {
        names.add(Some(Feature::GivenMissing), 1000, Some(Reason::Mononym), &left.0, &left.1);
    }
}

fn others(names: &mut Names, pairs: &[Pair], lead: Option<&Pair>) {
    for pair in pairs.iter().filter(|pair| Some(*pair) != lead).take(2) {
        let feature = match pair.like.class {
            Class::Same | Class::Case | Class::Diacritics | Class::Official | Class::Script => {
                Feature::OtherGivenSame
            }
            _ => Feature::OtherGivenLike,
        };
        names.pair(feature, 1000, reason_of(pair.like.class), pair);
    }
}

/// The surname or surnames: the best pair decides, the others support.
pub(super) fn surname(all: &Assigned<'_>, names: &mut Names) {
    let pairs: Vec<Pair> = all.agreeing(Part::Surname).copied().collect();
    let left = all.left(Part::Surname);
    let similar = all.similar(Part::Surname).copied();
    let Some(lead) = pairs.iter().max_by_key(|pair| pair.like.value).copied() else {
        return no_surname(all, names, similar, &left);
    };
    names.surname = Verdict::Agrees;
    agreement(all, names, &lead, SURNAME);
    for pair in pairs.iter().filter(|pair| **pair != lead).take(2) {
        let feature = match pair.like.class {
            Class::Same | Class::Case | Class::Diacritics | Class::Official | Class::Script => {
                Feature::OtherSurnameSame
            }
            _ => Feature::OtherSurnameLike,
        };
        names.pair(feature, 1000, reason_of(pair.like.class), pair);
    }
    match (left.0.is_empty(), left.1.is_empty()) {
        (true, true) => {}
        (false, false) => {
            let reason = Some(Reason::DifferentPerson);
            names.add(Some(Feature::SurnamePartConflict), 1000, reason, &left.0, &left.1);
        }
        _ => {
            let reason = Some(all.gone(Reason::CompoundPartial, &left));
            names.add(Some(Feature::CompoundPartial), 1000, reason, &left.0, &left.1);
            for reason in all.also_missing(&left) {
                names.add(None, 0, Some(reason), &left.0, &left.1);
            }
        }
    }
    if let Some(pair) = similar {
        names.pair(Feature::SurnamePartConflict, 700, Some(Reason::DifferentPerson), &pair);
    }
}

fn no_surname(
    all: &Assigned<'_>,
    names: &mut Names,
    similar: Option<Pair>,
    left: &(Vec<usize>, Vec<usize>),
) {
    if let Some(pair) = similar {
        names.surname = Verdict::Similar;
        let feature = match pair.like.level {
            Level::Weak if all.across(&pair) => Feature::SurnameScriptSimilar,
            Level::Strong => Feature::SurnameSimilar,
            Level::Fair | Level::Weak => Feature::SurnameSimilarWeak,
        };
        names.pair(feature, 1000, Some(Reason::SimilarButDistinct), &pair);
    } else if all.unreadable(left) {
        names.add(
            Some(Feature::SurnameUnreadable),
            1000,
            Some(Reason::UnreadableScript),
            &left.0,
            &left.1,
        );
    } else if !left.0.is_empty() && !left.1.is_empty() {
        names.surname = Verdict::Conflict;
        let reason = if names.given == Verdict::Agrees {
            Reason::SurnameChanged
        } else {
            Reason::DifferentPerson
        };
        names.add(Some(Feature::SurnameConflict), 1000, Some(reason), &left.0, &left.1);
    } else if left.0.is_empty() != left.1.is_empty() && !all.repeats(left) {
        names.add(Some(Feature::SurnameMissing), 1000, Some(Reason::Mononym), &left.0, &left.1);
    }
    if names.given != Verdict::Agrees
        && names.given != Verdict::Unknown
        && matches!(names.surname, Verdict::Conflict | Verdict::Similar)
    {
        names.add(Some(Feature::BothConflict), 1000, Some(Reason::DifferentPerson), &[], &[]);
    }
}

/// Particles and patronymics.
pub(super) fn small_words(all: &Assigned<'_>, names: &mut Names) {
    for pair in all.agreeing(Part::Patronymic).take(1) {
        names.pair(Feature::PatronymicSame, 1000, reason_of(pair.like.class), pair);
    }
    let left = all.left(Part::Patronymic);
    let gone = all.gone(Reason::Patronymic, &left);
    let (d, p) = left;
    match (d.is_empty(), p.is_empty()) {
        (true, true) => {
            if let Some(pair) = all.similar(Part::Patronymic) {
                names.pair(Feature::PatronymicConflict, 1000, Some(Reason::Relative), pair);
            }
        }
        (false, false) => {
            names.add(Some(Feature::PatronymicConflict), 1000, Some(Reason::Relative), &d, &p)
        }
        _ => names.add(Some(Feature::PatronymicMissing), 1000, Some(gone), &d, &p),
    }
    let (d, p) = all.left(Part::Particle);
    if !d.is_empty() || !p.is_empty() {
        let child = |tokens: &[Token], places: &[usize]| {
            places.iter().any(|n| tokens.get(*n).is_some_and(|t| roles::is_child_of(&t.plain)))
        };
        let father = child(all.document, &d) || child(all.profile, &p);
        names.add(Some(Feature::ParticleMissing), 1000, Some(Reason::Particle), &d, &p);
        if father {
            names.add(None, 0, Some(Reason::Patronymic), &d, &p);
        }
    }
}

/// The features of one slot.
#[derive(Clone, Copy)]
struct Slot {
    same: Feature,
    rare: Feature,
    script: [Feature; 3],
    variant: [Feature; 3],
    nickname: [Feature; 3],
    ocr: Feature,
    typo: [Feature; 3],
    truncated: [Feature; 3],
    initial: Feature,
    gendered: Feature,
}

const GIVEN: Slot = Slot {
    same: Feature::GivenSame,
    rare: Feature::GivenRare,
    script: [Feature::GivenScript, Feature::GivenScriptFair, Feature::GivenScriptWeak],
    variant: [Feature::GivenVariant, Feature::GivenVariantFair, Feature::GivenVariantWeak],
    nickname: [Feature::GivenNickname, Feature::GivenClipped, Feature::GivenNicknameWeak],
    ocr: Feature::GivenOcr,
    typo: [Feature::GivenTypo, Feature::GivenTypoFair, Feature::GivenTypoWeak],
    truncated: [Feature::GivenTruncated, Feature::GivenTruncated, Feature::GivenNicknameWeak],
    initial: Feature::GivenInitial,
    gendered: Feature::GivenVariantWeak,
};

const SURNAME: Slot = Slot {
    same: Feature::SurnameSame,
    rare: Feature::SurnameRare,
    script: [Feature::SurnameScript, Feature::SurnameScriptFair, Feature::SurnameScriptWeak],
    variant: [Feature::SurnameVariant, Feature::SurnameVariantFair, Feature::SurnameVariantWeak],
    nickname: [
        Feature::SurnameVariantFair,
        Feature::SurnameVariantWeak,
        Feature::SurnameVariantWeak,
    ],
    ocr: Feature::SurnameOcr,
    typo: [Feature::SurnameTypo, Feature::SurnameTypoFair, Feature::SurnameTypoWeak],
    truncated: [
        Feature::SurnameTruncated,
        Feature::SurnameTruncated,
        Feature::SurnameTruncatedWeak,
    ],
    initial: Feature::SurnameInitial,
    gendered: Feature::SurnameGendered,
};

fn agreement(all: &Assigned<'_>, names: &mut Names, pair: &Pair, slot: Slot) {
    let pick = |levels: [Feature; 3]| {
        let [strong, fair, weak] = levels;
        match pair.like.level {
            Level::Strong => strong,
            Level::Fair => fair,
            Level::Weak => weak,
        }
    };
    let reason = reason_of(pair.like.class);
    let discount = match pair.like.class {
        Class::Same | Class::Case | Class::Diacritics | Class::Official => None,
        Class::Script => Some(pick(slot.script)),
        Class::Variant => Some(pick(slot.variant)),
        Class::Nickname => Some(pick(slot.nickname)),
        Class::Ocr => Some(slot.ocr),
        Class::Typo => Some(pick(slot.typo)),
        Class::Truncated => Some(pick(slot.truncated)),
        Class::Initial => Some(slot.initial),
        Class::Gendered => Some(slot.gendered),
        Class::Similar => return,
    };
    // First that the name agrees, then what its writing takes off.
    names.pair(slot.same, 1000, None, pair);
    if discount.is_some() || reason.is_some() {
        let (d, p) = places(pair);
        names.add(discount, 1000, reason, &d, &p);
    }
    let capitals = |tokens: &[Token], place| {
        word(tokens, place).is_some_and(|token| {
            token.word.is_ascii() && token.shown.chars().all(|c| !c.is_lowercase())
        })
    };
    let zone = capitals(all.document, pair.document) || capitals(all.profile, pair.profile);
    let also = match pair.like.class {
        Class::Official => Some(Reason::Diacritics),
        Class::Diacritics | Class::Script if zone => Some(Reason::OfficialTransliteration),
        Class::Typo if zone && pair.like.level != Level::Weak => Some(Reason::OcrConfusion),
        Class::Variant | Class::Typo if pair.like.level == Level::Weak => {
            Some(Reason::SimilarButDistinct)
        }
        _ => None,
    };
    if also.is_some() {
        let (d, p) = places(pair);
        names.add(None, 0, also, &d, &p);
    }
    let (Some(x), Some(y)) = (word(all.document, pair.document), word(all.profile, pair.profile))
    else {
        return;
    };
    let whole = !matches!(pair.like.class, Class::Initial);
    if whole && (x.kind != Kind::Initial || y.kind != Kind::Initial) {
        let amount = rarity(x.count.max(y.count)) * certainty(pair) / 100;
        if amount > 0 {
            names.pair(slot.rare, amount, None, pair);
        }
    }
    let spelled = matches!(pair.like.class, Class::Variant | Class::Typo | Class::Nickname);
    if spelled
        && x.latin
        && y.latin
        && x.plain.bytes().next() != y.plain.bytes().next()
        && apart(x, y) > 0
    {
        names.pair(Feature::FirstLetter, 1000, None, pair);
    }
}

/// How far the agreement is one on the same name, in hundredths: that two rare names come near each
/// other says little.
fn certainty(pair: &Pair) -> i32 {
    let written = matches!(
        pair.like.class,
        Class::Same | Class::Case | Class::Diacritics | Class::Official | Class::Script
    );
    match pair.like.level {
        _ if written => 100,
        Level::Strong => 100,
        Level::Fair => 70,
        Level::Weak => 30,
    }
}

fn word(tokens: &[Token], (start, count): (usize, usize)) -> Option<&Token> {
    tokens.get(start..start + count)?.iter().max_by_key(|token| token.plain.len())
}

fn first(pairs: impl Iterator<Item = usize>, left: &[usize]) -> Option<usize> {
    pairs.chain(left.iter().copied()).min()
}

fn first_only(places: &[usize]) -> Vec<usize> {
    places.iter().take(1).copied().collect()
}

fn count(n: usize) -> i32 {
    i32::try_from(n.min(3)).unwrap_or(3)
}
