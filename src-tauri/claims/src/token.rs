//! A name taken apart: words with their places, what each word is, and how it may be read.

use arrayvec::ArrayVec;
use unicode_script::Script;

use crate::{
    fold,
    forms::{Form, Mapped, separates},
    icao, lexicon, script,
    sound::{self, Manner, Row},
    text::Text,
};

/// Most words of one name that are compared word by word.
pub(crate) const MAX_TOKENS: usize = 12;
/// Longest word that is compared letter by letter, in characters.
pub(crate) const MAX_LETTERS: usize = 40;
/// Most characters of one value that are looked at.
pub(crate) const MAX_VALUE: usize = 600;

/// The field in which a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Field {
    Given,
    Surname,
    /// All names in one; the guess says whether the word looks like part of the surname.
    Whole {
        surname: bool,
    },
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Name,
    Initial,
    Particle,
    Patronymic,
    /// Jr, III and their like, which tell parent from child.
    Suffix,
    /// Dr, Mrs, PhD: set aside.
    Title,
}

/// One word.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// As read, without invisible characters.
    pub shown: Text,
    /// In small letters.
    pub word: Text,
    /// In small letters without accents: a to z and digits, or the letters of another script.
    pub plain: Text,
    /// All spellings that ICAO Doc 9303 allows; empty where there is only `plain`.
    pub official: Vec<Text>,
    /// Spellings of a word in another script.
    pub spellings: Vec<Text>,
    /// Usual spellings of a given name in Arabic or Hebrew letters.
    pub usual: &'static str,
    /// Whether it may be a Chinese word in pinyin.
    pub pinyin: bool,
    /// The sounds of each spelling.
    pub phones: Vec<Row>,
    pub manner: Manner,
    /// Whether it is in Latin letters.
    pub latin: bool,
    /// First and last place in the value, in characters, half open.
    pub span: (u32, u32),
    pub field: Field,
    pub kind: Kind,
    /// How common it is.
    pub count: u32,
    /// Whether the value's last cell of a machine readable zone may have cut it.
    pub cut: bool,
    /// Whether all names stand in a field that is meant for a part of them.
    pub moved: bool,
    /// Whether a hyphen joins it to the word before.
    pub hyphened: bool,
    /// Whether the name has other Korean syllables beside it.
    pub korean: bool,
}

impl Token {
    /// Whether it stands, or is guessed to stand, in the surname.
    pub(crate) fn is_surname(&self) -> bool {
        matches!(self.field, Field::Surname | Field::Whole { surname: true })
    }

    /// Whether nothing is known of how it reads.
    pub(crate) fn unreadable(&self) -> bool {
        !self.latin && self.spellings.is_empty()
    }

    /// Letters of the plain form.
    pub(crate) fn len(&self) -> usize {
        if self.latin { self.plain.len() } else { self.plain.chars().count() }
    }

    /// Whether this word of pinyin is the other as Wade and Giles write it.
    pub(crate) fn is_newer_form_of(&self, other: &Self) -> bool {
        self.pinyin && script::is_older_form(&self.plain, &other.plain)
    }

    fn of(shown: Text, word: Text, span: (u32, u32), field: Field) -> Self {
        let word = if word.len() > MAX_LETTERS && word.chars().count() > MAX_LETTERS {
            word.chars().take(MAX_LETTERS).collect()
        } else {
            word
        };
        let plain: Text = if word.is_ascii() {
            word.clone()
        } else {
            fold::base(&word).chars().filter(|c| !c.is_ascii() || c.is_alphanumeric()).collect()
        };
        let latin = plain.is_ascii();
        let official = if latin { official(&word) } else { Vec::new() };
        let surname = !matches!(field, Field::Given);
        let read = if latin { None } else { script::read(&bare(&plain), surname) };
        let (spellings, manner) = read.map_or((Vec::new(), Manner::Alphabet), |read| {
            (read.spellings.iter().map(|text| Text::from(text.as_str())).collect(), read.manner)
        });
        let phones = if latin {
            let mut phones = vec![sound::phones(&plain)];
            let other = sound::somali(&plain).or_else(|| sound::slavic(&plain));
            phones.extend(other.map(|spelled| sound::phones(&spelled)));
            phones
        } else {
            {
                let row = if manner == Manner::Abjad { sound::skeleton } else { sound::phones };
                spellings.iter().map(|spelling: &Text| row(spelling)).collect()
            }
        };
        let usual = if manner == Manner::Abjad { lexicon::semitic(&bare(&plain)) } else { "" };
        let count = if latin {
            lexicon::count(&plain)
        } else {
            spellings.iter().map(|spelling| lexicon::count(spelling)).max().unwrap_or(0)
        };
        let pinyin = latin && script::is_pinyin_name(&plain);
        Self {
            shown,
            word,
            plain,
            pinyin,
            official,
            spellings,
            phones,
            manner,
            latin,
            span,
            field,
            kind: Kind::Name,
            count,
            cut: false,
            moved: false,
            korean: false,
            hyphened: false,
            usual,
        }
    }

    /// Neighbouring words written as one.
    pub(crate) fn joined(parts: &[Self]) -> Self {
        let all = |pick: fn(&Self) -> &str| -> Text {
            parts.iter().flat_map(|part| pick(part).chars()).collect()
        };
        let first = parts.first();
        let span =
            (first.map_or(0, |part| part.span.0), parts.last().map_or(0, |part| part.span.1));
        let field = first.map_or(Field::Given, |part| part.field);
        let mut joined = Self::of(all(|t| &t.shown), all(|t| &t.word), span, field);
        joined.moved = parts.iter().any(|part| part.moved);
        joined.cut = parts.last().is_some_and(|part| part.cut);
        joined
    }
}

/// The official forms of a Latin word that has letters with several answers.
fn official(word: &str) -> Vec<Text> {
    let answers = |c: char| {
        matches!(
            c,
            'ä' | 'å'
                | 'ö'
                | 'ü'
                | 'ñ'
                | 'ø'
                | 'æ'
                | 'œ'
                | 'ß'
                | 'þ'
                | 'ð'
                | 'ĳ'
                | 'ı'
                | 'đ'
                | 'ħ'
                | 'ł'
        )
    };
    if word.is_ascii() || !word.contains(answers) {
        return Vec::new();
    }
    let small = |form: String| form.chars().map(|c| c.to_ascii_lowercase()).collect();
    icao::official_forms(word).into_iter().map(small).collect()
}

/// The Cyrillic and Greek marks of stress, and Arabic and Hebrew vowel marks, taken off.
fn bare(word: &str) -> String {
    use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
    let keeps = |script| {
        !matches!(script, Script::Cyrillic | Script::Arabic | Script::Hebrew | Script::Greek)
    };
    if script::of(word).is_some_and(keeps) {
        return word.nfc().collect();
    }
    word.nfc().filter(|c| !is_combining_mark(*c) && *c != 'ـ').collect()
}

/// A value's words. `field` is where it stands; `source_cut` says that the value may have been
/// cut at its end, so that its last word may be a part of one.
pub(crate) fn tokens(value: &str, field: Field, source_cut: bool) -> Vec<Token> {
    let visible = Mapped::original(beginning(value)).form(Form::Composed).form(Form::Visible);
    let mut words = Vec::with_capacity(4);
    let mut from = None;
    let mut comma = None;
    for (n, &c) in visible.text.iter().chain([&' ']).enumerate() {
        if separates(c) && !(c == '/' && child_mark(&visible.text, n)) {
            if let Some(start) = from.take() {
                push(&mut words, &visible, start, n, field);
            }
            if c == ',' && comma.is_none() {
                comma = Some(words.len());
            }
        } else if from.is_none() {
            from = Some(n);
        }
    }
    let korean = |word: &Token| lexicon::korean(&word.plain, &word.plain).is_some();
    let mut before = false;
    for n in 0..words.len() {
        let own = words.get(n).is_some_and(korean);
        if own
            && before
            && let Some([one, other]) = words.get_mut(n - 1..=n)
        {
            (one.korean, other.korean) = (true, true);
        }
        before = own;
    }
    if source_cut && let Some(last) = words.last_mut() {
        last.cut = true;
    }
    let words = if words.len() > MAX_TOKENS { shortened(words) } else { words };
    crate::roles::assign(words, field, comma)
}

/// The stroke of s/o, d/o, a/l and a/p: son or daughter of.
fn child_mark(text: &[char], n: usize) -> bool {
    let at = |n: Option<usize>| n.and_then(|n| text.get(n)).copied().unwrap_or(' ');
    let ends = at(n.checked_sub(2)) == ' ' && at(Some(n + 2)) == ' ';
    let (x, y) = (at(n.checked_sub(1)).to_ascii_lowercase(), at(Some(n + 1)).to_ascii_lowercase());
    ends && matches!((x, y), ('s' | 'd' | 'w', 'o') | ('a', 'l' | 'p'))
}

/// As much of a value as is looked at.
pub(crate) fn beginning(value: &str) -> &str {
    if value.len() <= MAX_VALUE {
        return value;
    }
    let end = value.char_indices().nth(MAX_VALUE).map_or(value.len(), |(end, _)| end);
    value.get(..end).unwrap_or(value)
}

fn push(words: &mut Vec<Token>, text: &Mapped, start: usize, end: usize, field: Field) {
    for (start, end) in split_by_script(text, start, end, field) {
        let part = text.text.get(start..end).unwrap_or_default().iter().copied();
        let letters = part.filter(|c| !fold::is_apostrophe(*c) || hebrew_mark(text, *c));
        let shown: Text = letters.collect();
        if !shown.chars().any(char::is_alphanumeric) {
            continue;
        }
        let word: Text = if shown.is_ascii() {
            shown.chars().map(|c| c.to_ascii_lowercase()).collect()
        } else {
            let small = |c: char| if c == 'İ' { 'i'.to_lowercase() } else { c.to_lowercase() };
            shown.chars().flat_map(small).collect()
        };
        let place = |n: usize| text.from.get(n).copied().unwrap_or((0, 0));
        let mut token = Token::of(shown, word, (place(start).0, place(end - 1).1), field);
        token.hyphened = start
            .checked_sub(1)
            .and_then(|before| text.text.get(before))
            .is_some_and(|c| fold::is_hyphen(*c));
        words.push(token);
    }
}

/// In Hebrew an apostrophe changes the letter before it.
fn hebrew_mark(text: &Mapped, c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
        && text.text.iter().any(|c| script::of_char(*c) == Script::Hebrew)
}

/// Words that hold two: the Arabic article and its noun; a surname and a given name in Chinese
/// characters or Korean syllables that are written without a blank.
fn split_by_script(
    text: &Mapped,
    start: usize,
    end: usize,
    field: Field,
) -> ArrayVec<(usize, usize), 2> {
    let part = text.text.get(start..end).unwrap_or_default();
    // No Latin letter stands before U+0370's scripts that hold two words.
    let first = part.first().filter(|c| **c >= '\u{370}').map(|c| script::of_char(*c));
    let at = match first {
        Some(Script::Arabic) if part.len() > 4 && part.starts_with(&['ا', 'ل']) => Some(2),
        Some(Script::Han) if matches!(field, Field::Whole { .. }) && part.len() > 1 => {
            han_split(part)
        }
        Some(Script::Hangul) if matches!(field, Field::Whole { .. }) => hangul_split(part),
        _ => None,
    };
    match at.filter(|at| *at < part.len()) {
        Some(at) => ArrayVec::from([(start, start + at), (start + at, end)]),
        None => [(start, end)].into_iter().collect(),
    }
}

fn han_split(part: &[char]) -> Option<usize> {
    let two: String = part.iter().take(2).collect();
    let rest: String = part.iter().skip(2).collect();
    let japanese = part.len() >= 3
        && lexicon::readings(&two).next().is_some()
        && (part.len() > 3 || lexicon::readings(&rest).next().is_some());
    let three: String = part.iter().take(3).collect();
    if part.len() > 4 && lexicon::readings(&three).next().is_some() {
        return Some(3);
    }
    let double = part.len() > 2 && script::is_han_surname(&two);
    Some(if japanese || double || part.len() > 3 { 2 } else { 1 })
}

fn hangul_split(part: &[char]) -> Option<usize> {
    let two: String = part.iter().take(2).collect();
    let one: String = part.iter().take(1).collect();
    match part.len() {
        3..=4
            if script::is_hangul_surname(&two) && (part.len() == 4 || two.starts_with("남궁")) =>
        {
            Some(2)
        }
        2..=4 if script::is_hangul_surname(&one) => Some(1),
        _ => None,
    }
}

/// The first and the last words of a name that has more than can be compared.
fn shortened(words: Vec<Token>) -> Vec<Token> {
    let skip = words.len() - MAX_TOKENS;
    let half = MAX_TOKENS / 2;
    words
        .into_iter()
        .enumerate()
        .filter(|(n, _)| *n < half || *n >= half + skip)
        .map(|(_, t)| t)
        .collect()
}
