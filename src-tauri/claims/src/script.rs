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

pub(crate) use han::{
    is_older_form, is_pinyin, is_pinyin_name, is_surname as is_han_surname, older_length,
};
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

/// A character's script; that of most letters of names without a search.
pub(crate) fn of_char(c: char) -> Script {
    match c {
        'a'..='z'
        | 'A'..='Z'
        | '\u{c0}'..='\u{d6}'
        | '\u{d8}'..='\u{f6}'
        | '\u{f8}'..='\u{2af}' => Script::Latin,
        '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' => Script::Cyrillic,
        '\u{391}'..='\u{3a1}' | '\u{3a3}'..='\u{3e1}' => Script::Greek,
        '\u{5d0}'..='\u{5ea}' => Script::Hebrew,
        '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}' => Script::Arabic,
        '\u{3041}'..='\u{3096}' => Script::Hiragana,
        '\u{30a1}'..='\u{30fa}' => Script::Katakana,
        '\u{4e00}'..='\u{9fff}' => Script::Han,
        '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        _ => c.script(),
    }
}

/// The script of the first letter that has one.
pub(crate) fn of(word: &str) -> Option<Script> {
    if word.is_ascii() {
        return word.bytes().any(|c| c.is_ascii_alphabetic()).then_some(Script::Latin);
    }
    word.chars()
        .map(of_char)
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
        let begins = |key: &str| match (key.as_bytes(), rest.as_bytes()) {
            ([a, b, ..], [c, d, ..]) => (a, b) == (c, d) && rest.starts_with(key),
            _ => rest.starts_with(key),
        };
        let hit = table.iter().find(|(key, _)| begins(key));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_those_of_unicode() {
        assert!(('\0'..=char::MAX).all(|c| of_char(c) == c.script()));
    }
}
