//! Names in other scripts, read into the letters a to z in the ways that documents use.

mod caucasus;
mod cyrillic;
mod greek;
mod han;
mod hangul;
mod indic;
mod kana;
mod semitic;

use unicode_script::{Script, UnicodeScript as _};

use crate::sound::Manner;

pub(crate) use han::{is_pinyin, is_surname as is_han_surname, wade_giles_of as wade_giles};
pub(crate) use hangul::{is_surname as is_hangul_surname, korean};
pub(crate) use kana::is_romaji;

/// A word in another script, read.
#[derive(Debug, Clone)]
pub(crate) struct Readings {
    /// Spellings in a to z, the most official first; never empty.
    pub spellings: Vec<String>,
    /// How to compare their sounds.
    pub manner: Manner,
}

/// The script of the first letter that has one.
pub(crate) fn of(word: &str) -> Option<Script> {
    if word.is_ascii() {
        return word.bytes().any(|c| c.is_ascii_alphabetic()).then_some(Script::Latin);
    }
    word.chars()
        .map(|c| c.script())
        .find(|script| !matches!(script, Script::Common | Script::Inherited | Script::Unknown))
}

/// The readings of a word in small letters, or `None` where the script can't be read. `surname`
/// says that the word stands where surnames stand, which matters for Korean.
pub(crate) fn read(word: &str, surname: bool) -> Option<Readings> {
    let (spellings, manner) = match of(word)? {
        Script::Cyrillic => (cyrillic::spellings(word), Manner::Alphabet),
        Script::Greek => (greek::spellings(word), Manner::Alphabet),
        Script::Armenian => (caucasus::armenian(word), Manner::Alphabet),
        Script::Georgian => (caucasus::georgian(word), Manner::Alphabet),
        Script::Arabic => (vec![semitic::arabic(word)], Manner::Abjad),
        Script::Hebrew => (vec![semitic::hebrew(word)], Manner::Abjad),
        Script::Hangul => (hangul::spellings(word, surname), Manner::Hangul),
        Script::Han => (han::spellings(word), Manner::Han),
        Script::Hiragana | Script::Katakana => (kana::spellings(word), Manner::Kana),
        Script::Devanagari
        | Script::Bengali
        | Script::Gurmukhi
        | Script::Gujarati
        | Script::Oriya
        | Script::Tamil
        | Script::Telugu
        | Script::Kannada
        | Script::Malayalam => (indic::spellings(word), Manner::Alphabet),
        _ => return None,
    };
    let spellings: Vec<String> = spellings.into_iter().filter(|text| !text.is_empty()).collect();
    (!spellings.is_empty()).then_some(Readings { spellings, manner })
}

/// Spells by a table: the first entry whose key begins the rest wins; unknown characters vanish.
fn by_table(word: &str, table: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let hit = table.iter().find(|(key, _)| rest.starts_with(key));
        let taken = hit.map_or(c.len_utf8(), |(key, latin)| {
            out.push_str(latin);
            key.len()
        });
        if hit.is_none() && c.is_ascii_alphabetic() {
            out.push(c);
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

fn push_new(out: &mut Vec<String>, spelling: String) {
    if !out.contains(&spelling) {
        out.push(spelling);
    }
}
