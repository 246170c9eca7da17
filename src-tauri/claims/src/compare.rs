//! Two words compared: the strongest reason why they may be one word, and how good it is.

use crate::{
    abjad, clipped, gendered, letters,
    lexicon::{self, Gender, Kin},
    script,
    sound::{self, Manner},
    text::Text,
    token::{Field, Kind, Token},
};

/// Why two words may be the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Class {
    Same,
    Case,
    Diacritics,
    Official,
    Script,
    Gendered,
    Variant,
    Nickname,
    Ocr,
    Typo,
    Truncated,
    Initial,
    /// Near each other, but two names.
    Similar,
}

/// How good a reason is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Level {
    Strong,
    Fair,
    Weak,
}

/// The finding for a pair of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Likeness {
    pub class: Class,
    pub level: Level,
    /// What the pair is worth when words are assigned to each other, in hundredths.
    pub value: i32,
}

impl Likeness {
    /// Whether the words count as one name.
    pub(crate) fn agrees(self) -> bool {
        self.class != Class::Similar
    }
}

pub(crate) const fn like(class: Class, level: Level, value: i32) -> Option<Likeness> {
    Some(Likeness { class, level, value })
}

/// The best reason, or `None` where the words have nothing to do with each other.
pub(crate) fn compare(a: &Token, b: &Token) -> Option<Likeness> {
    if a.word == b.word {
        let class = if a.shown == b.shown { Class::Same } else { Class::Case };
        return like(class, Level::Strong, if class == Class::Same { 100 } else { 99 });
    }
    if a.plain == b.plain && !a.plain.is_empty() {
        return accents(a, b);
    }
    if official(a, b) {
        return like(Class::Official, Level::Strong, 97);
    }
    if (a.kind == Kind::Patronymic) != (b.kind == Kind::Patronymic) && !a.cut && !b.cut {
        return None;
    }
    match (a.latin, b.latin) {
        (true, true) => latin(a, b),
        _ => across(a, b),
    }
}

/// The same letters with other marks. A mark that the other side left out is harmless; another
/// mark in its place may be another name, as in Vietnamese.
fn accents(a: &Token, b: &Token) -> Option<Likeness> {
    let joined = |c: char| matches!(c, 'þ' | 'æ' | 'œ' | 'ß' | 'ĳ');
    if a.word.chars().chain(b.word.chars()).any(joined) && a.word.is_ascii() != b.word.is_ascii() {
        return like(Class::Official, Level::Strong, 97);
    }
    let other = |(x, y): (char, char)| {
        let sisters = matches!((x, y), ('ö', 'ø') | ('ø', 'ö') | ('ä', 'æ') | ('æ', 'ä'));
        !x.is_ascii() && !y.is_ascii() && x != y && !sisters
    };
    let same_length = a.word.chars().count() == b.word.chars().count();
    if a.latin && same_length && a.word.chars().zip(b.word.chars()).any(other) {
        let tones = |c: char| matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'ư' | 'ơ');
        return if a.word.chars().chain(b.word.chars()).any(tones) {
            like(Class::Similar, Level::Strong, 30)
        } else {
            like(Class::Variant, Level::Fair, 84)
        };
    }
    like(Class::Diacritics, Level::Strong, 98)
}

/// How far the two sound apart, in thousandths; the least over all spellings.
pub(crate) fn apart(a: &Token, b: &Token) -> u32 {
    let manner = if a.latin { b.manner } else { a.manner };
    let pairs = a.phones.iter().flat_map(|x| b.phones.iter().map(move |y| (x, y)));
    pairs.map(|(x, y)| sound::unlikeness(x, y, manner)).min().unwrap_or(1000)
}

fn official(a: &Token, b: &Token) -> bool {
    let holds = |forms: &[Text], other: &Token| forms.contains(&other.plain);
    a.latin
        && b.latin
        && (holds(&a.official, b)
            || holds(&b.official, a)
            || a.official.iter().any(|form| b.official.contains(form)))
}

fn latin(a: &Token, b: &Token) -> Option<Likeness> {
    let (x, y) = (a.plain.as_str(), b.plain.as_str());
    if a.kind == Kind::Initial || b.kind == Kind::Initial {
        let same = x.bytes().next() == y.bytes().next() && x.bytes().next().is_some();
        if same && x.len() != y.len() && (if x.len() < y.len() { a.cut } else { b.cut }) {
            return like(Class::Truncated, Level::Fair, 90);
        }
        return if same && x.len() != y.len() {
            like(Class::Initial, Level::Strong, 55)
        } else {
            None
        };
    }
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let cut = if x.len() <= y.len() { a.cut } else { b.cut };
    let surname = a.is_surname() && b.is_surname();
    let guessed = surname
        && [a, b].iter().all(|token| matches!(token.field, Field::Whole { .. }))
        && (lexicon::gender(x).is_some() || lexicon::gender(y).is_some());
    let given = !a.is_surname() || !b.is_surname();
    let prefix = long.starts_with(short) && long.len() > short.len();
    let begins = |part: &Token, whole: &Token| {
        part.cut && whole.official.iter().any(|form| form.starts_with(part.plain.as_str()))
    };
    // What a cut left over begins its own word before it resembles another one.
    if prefix && cut || begins(a, b) || begins(b, a) {
        return like(Class::Truncated, Level::Strong, 93);
    }
    if (surname || !given || a.field != b.field) && gendered::forms_of_one(x, y) {
        return like(Class::Gendered, Level::Strong, 86);
    }
    if prefix && short.len() >= 9 && a.count == 0 && b.count == 0 {
        // Names that long are cut.
        return like(Class::Truncated, Level::Strong, 78);
    }
    let kin = lexicon::kin(x, y);
    if kin == Some(Kin::Variant) {
        return like(Class::Variant, Level::Strong, 92);
    }
    let apart = apart(a, b);
    let edits = letters::edits(x.as_bytes(), y.as_bytes());
    let longest = long.len();
    let close = edits * 2 <= longest + 1 || apart <= 330;
    if given && close && distinct_by_gender(x, y) {
        return near(edits, longest, apart);
    }
    if let Some(kin) = kin
        && (!surname || guessed)
    {
        return match kin {
            Kin::Variant => like(Class::Variant, Level::Strong, 92),
            // One name in two languages is weaker than one name in two spellings.
            Kin::Sister if apart <= 120 => like(Class::Variant, Level::Strong, 91),
            Kin::Sister => like(Class::Variant, Level::Weak, 78),
            Kin::Nickname => like(Class::Nickname, Level::Strong, 84),
            Kin::Nicknames => like(Class::Nickname, Level::Weak, 74),
        };
    }
    let given_names = !a.is_surname() && !b.is_surname();
    if given_names && (other_ending(x, y) || vietnamese(&a.word) && vietnamese(&b.word)) {
        return near(edits, longest, apart);
    }
    if a.is_newer_form_of(b) || b.is_newer_form_of(a) {
        return like(Class::Variant, Level::Strong, 91);
    }
    let first = x.bytes().next() == y.bytes().next();
    let pinyin = given_names && a.pinyin && b.pinyin;
    if given_names && (pinyin || edits == 1 && longest <= 5 && !first && apart > 60) {
        // Asha and Usha, Xiaoming and Xiaohong: one letter makes another name.
        return near(edits, longest, apart);
    }
    if !surname
        && x.len().max(y.len()) <= 6
        && let Some(one) = lexicon::korean(x, y)
        && (one || given_names && edits > 0 && (x.len() > 2 || y.len() > 2) && a.korean && b.korean)
    {
        return if one { like(Class::Variant, Level::Strong, 88) } else { near(1, longest, apart) };
    }
    let digits = x.bytes().chain(y.bytes()).any(|c| c.is_ascii_digit());
    let least = if longest <= 5 { 4 } else { 12 };
    let known = a.count >= least && b.count >= least && !digits;
    let far = a.count.min(b.count) * 100 <= a.count.max(b.count) && a.count.max(b.count) >= 12;
    // Of two known names it is asked only where one is far more usual.
    let misread = if edits <= 4 && (far || !known) { letters::misread(x, y) } else { None };
    // Two names that people bear, unless one is a usual slip for a far more usual other.
    let slips = far
        && (edits == 1 && x.len() == y.len() && letters::same_letters(x, y)
            || misread.is_some_and(|(cost, _)| cost <= 3));
    let borne = || !digits && !slips && lexicon::attested(x) && lexicon::attested(y);
    if let Some((cost, true)) = misread
        && cost <= 8
        && !known
        && !borne()
    {
        return like(Class::Ocr, if cost <= 4 { Level::Strong } else { Level::Fair }, 90);
    }
    let slip = edits == 1
        && longest >= 5
        && a.count.max(b.count) >= 3
        && lexicon::attested(x) != lexicon::attested(y);
    if slip
        && (apart <= 110 || a.count.max(b.count) >= 12 && first)
        && misread.is_none_or(|(cost, _)| cost > 3)
    {
        return like(Class::Typo, Level::Strong, 90);
    }
    if longest >= 3 && apart <= 60 && edits <= 3 {
        let other = known && (longest <= 5 || edits > 1) || apart > 20 && (known || borne());
        let level = if other { Level::Fair } else { Level::Strong };
        return like(Class::Variant, level, 88);
    }
    if given_names && let Some(level) = clipped::level(short, long, known) {
        return like(Class::Nickname, level, 72);
    }
    if let Some((cost, _)) = misread
        && cost <= 4
        && edits <= 2
        && longest >= 4
        && !known
        && !borne()
    {
        return like(Class::Ocr, Level::Fair, 88);
    }
    let sounds = apart <= 110 && edits <= 3 && longest >= 4;
    if sounds && apart > 45 && (known || borne()) {
        return like(Class::Variant, Level::Weak, 76);
    }
    if known && !slips && apart > 60 || apart > 45 && borne() {
        return near(edits, longest, apart);
    }
    if apart <= 110 && edits <= 3 && longest >= 4 {
        return like(Class::Variant, Level::Fair, 86);
    }
    if given_names && edits > 1 && a.count.min(b.count) > 0 {
        // Two given names that are both borne, and neither a slip nor a spelling apart.
        return near(edits, longest, apart);
    }
    if edits == 1 && longest >= 4 {
        let level = match () {
            () if longest >= 6 && first => Level::Strong,
            () if longest >= 5 => Level::Fair,
            () => Level::Weak,
        };
        return like(Class::Typo, level, 85);
    }
    if prefix && longest - short.len() <= 3 && short.len() >= 5 && surname {
        return like(Class::Truncated, Level::Weak, 70);
    }
    if edits == 2 && longest >= 6 {
        let level = if longest >= 8 && first { Level::Fair } else { Level::Weak };
        return like(Class::Typo, level, 76);
    }
    if apart <= 170 && longest >= 4 && edits * 3 <= longest + 1 {
        return like(Class::Variant, Level::Weak, 74);
    }
    if prefix && short.len() >= 4 {
        return like(Class::Truncated, Level::Weak, 66);
    }
    if edits * 4 <= longest && longest >= 7 {
        return like(Class::Typo, Level::Weak, 70);
    }
    near(edits, longest, apart)
}

/// Two names that come near each other, or nothing.
pub(crate) fn near(edits: usize, longest: usize, apart: u32) -> Option<Likeness> {
    if apart <= 330 || edits * 2 <= longest {
        let level = if apart <= 200 || edits == 1 { Level::Strong } else { Level::Weak };
        return like(Class::Similar, level, 30);
    }
    None
}

/// Maria and Mario, Daniel and Daniela: one stem, two people. Popular names decide by whom they
/// are given to; others by their last vowel.
fn distinct_by_gender(x: &str, y: &str) -> bool {
    if let (Some(p), Some(q)) = (lexicon::gender(x), lexicon::gender(y))
        && p != Gender::Both
        && q != Gender::Both
        && p != q
    {
        return true;
    }
    fn stem(word: &str) -> Option<&str> {
        word.strip_suffix(['o', 'a']).filter(|stem| stem.len() >= 3)
    }
    if let (Some(p), Some(q)) = (stem(x), stem(y)) {
        return p == q && x != y;
    }
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    let feminine = [
        "a", "e", "ia", "ina", "ine", "ette", "elle", "le", "ne", "na", "ie", "ela", "ella", "eta",
        "etta", "ita", "isa",
    ];
    (3..=9).contains(&short.len())
        && (long.strip_prefix(short).is_some_and(|ending| feminine.contains(&ending))
            || long.strip_suffix('a').is_some_and(|stem| short.strip_suffix('e') == Some(stem))
            || long.strip_suffix("ia").is_some_and(|stem| short.strip_suffix('y') == Some(stem)))
}

/// Heike and Heiko, Kumara and Kumari: one stem with other vowels at its end.
fn other_ending(x: &str, y: &str) -> bool {
    let (Some((x, p)), Some((y, q))) =
        (x.split_at_checked(x.len() - 1), y.split_at_checked(y.len() - 1))
    else {
        return false;
    };
    let pair = if p < q { [p, q] } else { [q, p] };
    x == y && x.len() >= 3 && matches!(pair, ["e" | "i" | "a", "o" | "u"] | ["a", "i"])
}

/// Whether the word has letters with a tone, as Vietnamese writes them.
fn vietnamese(word: &str) -> bool {
    !word.is_ascii()
        && word.chars().any(|c| matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'ư' | 'ơ' | 'đ' | 'ă'))
}

/// At least one word in another script.
fn across(a: &Token, b: &Token) -> Option<Likeness> {
    if !a.latin && !b.latin && a.manner == b.manner && a.manner != Manner::Han {
        let (x, y): (Vec<char>, Vec<char>) = (a.plain.chars().collect(), b.plain.chars().collect());
        let (edits, longest) = (letters::edits(&x, &y), x.len().max(y.len()));
        if a.kind == Kind::Initial || b.kind == Kind::Initial || x.len() == 1 || y.len() == 1 {
            let initial = longest > 1 && x.first() == y.first() && a.manner == Manner::Alphabet;
            return if initial { like(Class::Initial, Level::Strong, 55) } else { None };
        }
        if a.is_surname() && b.is_surname() && gendered::native_forms_of_one(&a.plain, &b.plain) {
            return like(Class::Gendered, Level::Strong, 86);
        }
        let kin = (!a.is_surname() || !b.is_surname()).then(|| native_kin(a, b)).flatten();
        if kin.is_some() {
            return like(Class::Nickname, Level::Strong, 82);
        }
        if edits == 1 && longest >= 5 {
            return like(Class::Typo, Level::Fair, 84);
        }
        let apart = apart(a, b);
        return if apart <= 60 && longest >= 4 {
            like(Class::Variant, Level::Fair, 84)
        } else if edits * 2 <= longest {
            like(Class::Similar, Level::Weak, 30)
        } else {
            None
        };
    }
    if !a.latin && !b.latin && a.manner == Manner::Han && b.manner == Manner::Han {
        let (x, y): (Vec<char>, Vec<char>) = (a.plain.chars().collect(), b.plain.chars().collect());
        let same = x.len() == y.len() && x.iter().zip(&y).all(|(x, y)| x == y);
        if !same && a.spellings.first() == b.spellings.first() && !a.spellings.is_empty() {
            return like(Class::Script, Level::Fair, 80);
        }
        return if letters::edits(&x, &y) * 2 <= x.len().max(y.len()) {
            like(Class::Similar, Level::Weak, 25)
        } else {
            None
        };
    }
    romanised(a, b)
}

fn native_kin(a: &Token, b: &Token) -> Option<Kin> {
    let pairs = a.spellings.iter().flat_map(|x| b.spellings.iter().map(move |y| (x, y)));
    pairs.filter_map(|(x, y)| lexicon::kin(x, y)).min()
}

fn romanised(a: &Token, b: &Token) -> Option<Likeness> {
    if a.unreadable() || b.unreadable() {
        return None;
    }
    fn own(token: &Token) -> &[Text] {
        if token.latin { std::slice::from_ref(&token.plain) } else { &token.spellings }
    }
    let (x, y) = (own(a), own(b));
    if x.iter().any(|x| y.contains(x)) {
        return like(Class::Script, Level::Strong, 96);
    }
    let latin = if a.latin { &a.plain } else { &b.plain };
    if latin.len() == 1 {
        let initial = x.iter().any(|x| y.iter().any(|y| x.bytes().next() == y.bytes().next()));
        return if initial { like(Class::Initial, Level::Strong, 52) } else { None };
    }
    let alphabet = ![a.manner, b.manner].iter().any(|manner| *manner != Manner::Alphabet);
    let any = |test: fn(&str, &str) -> bool| x.iter().any(|x| y.iter().any(|y| test(x, y)));
    if alphabet && a.is_surname() && b.is_surname() && any(gendered::forms_of_one) {
        return like(Class::Gendered, Level::Strong, 86);
    }
    if alphabet && !a.is_surname() && !b.is_surname() && any(distinct_by_gender) {
        return like(Class::Similar, Level::Strong, 30);
    }
    let consonants = [a.manner, b.manner].contains(&Manner::Abjad);
    let short = a.phones.iter().chain(&b.phones).map(|row| row.len()).min().unwrap_or(0) <= 2;
    let (fair, weak, least) = match if a.latin { b.manner } else { a.manner } {
        Manner::Alphabet => (60, 120, 190),
        Manner::Abjad => (50, 105, 140),
        Manner::Kana => (60, 130, 200),
        Manner::Hangul => (60, 120, 205),
        Manner::Han => (30, 80, 120),
    };
    // A word that is Japanese in its spelling is not a foreign one written in kana: it is spelled
    // nearly as it is read.
    let native = if a.latin { b } else { a };
    let japanese =
        native.manner == Manner::Kana && !native.plain.contains('ー') && script::is_romaji(latin);
    let tight = if japanese {
        3
    } else if short {
        2
    } else {
        1
    };
    let apart = apart(a, b);
    if apart > weak && alphabet && a.count.min(b.count) >= 12 {
        // Both are usual names, and not spellings of one.
        let kin = x.iter().any(|x| y.iter().any(|y| lexicon::kin(x, y).is_some()));
        return if kin { like(Class::Nickname, Level::Strong, 80) } else { near(3, 6, apart) };
    }
    if japanese && apart > 15 {
        return if apart <= 50 { like(Class::Script, Level::Weak, 72) } else { near(1, 6, apart) };
    }
    if let Some(like) = abjad::usual(native, if a.latin { a } else { b }) {
        return Some(like);
    }
    if consonants && abjad::other_end(a, b) {
        return like(Class::Similar, Level::Strong, 30);
    }
    if native.manner == Manner::Hangul
        && let Some(same) = script::korean(&native.word, latin)
        && (same || a.count.max(b.count) < 12)
    {
        return if same { like(Class::Script, Level::Strong, 95) } else { near(1, 6, apart) };
    }
    if native.manner == Manner::Han && script::is_pinyin(latin) && apart > 0 {
        return if apart <= 300 { like(Class::Similar, Level::Strong, 30) } else { None };
    }
    match apart {
        n if n <= fair / tight => like(Class::Script, Level::Strong, 94),
        n if n <= weak / tight => like(Class::Script, Level::Fair, 86),
        _ if x.iter().any(|x| y.iter().any(|y| lexicon::kin(x, y).is_some())) && !consonants => {
            like(Class::Nickname, Level::Strong, 80)
        }
        n if n <= least / tight => like(Class::Script, Level::Weak, 72),
        n if n <= 300 => like(Class::Similar, Level::Weak, 30),
        _ => None,
    }
}
