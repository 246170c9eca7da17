//! Characters that hide: invisible ones, and letters of one script posing as another's.

use unicode_script::Script;

use crate::{fold, script};

/// Whether nothing is seen of this character: zero-width, direction and format marks, blanks
/// that are not spaces, controls.
pub(crate) fn is_invisible(c: char) -> bool {
    // Nearly every character of a name is a letter here.
    if matches!(c, ' '..='~' | '\u{c0}'..='\u{24f}') {
        return false;
    }
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
            | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}

/// The invisible characters of a name that have no business there. The joiners U+200C and U+200D
/// are spelling in Arabic and Indic scripts and are let pass there.
pub(crate) fn invisible(name: &str) -> Vec<char> {
    if !name.chars().any(is_invisible) {
        return Vec::new();
    }
    let joins = fold::scripts(name).into_iter().any(joiners_spell);
    let let_pass = |c: char| joins && matches!(c, '\u{200c}' | '\u{200d}');
    name.chars().filter(|&c| is_invisible(c) && !let_pass(c)).collect()
}

/// Whether one word mixes scripts that no language writes together, such as a Cyrillic а among
/// Latin letters.
pub(crate) fn mixes_scripts(name: &str) -> bool {
    // All letters before the modifiers are Latin.
    if name.chars().all(|c| c < '\u{2b0}') {
        return false;
    }
    fold::words(name).iter().any(|word| {
        let mut scripts = fold::scripts(word);
        scripts.retain(|script| !east_asian(*script));
        let asian = fold::scripts(word).len() > scripts.len();
        scripts.len() + usize::from(asian) > 1
    })
}

/// The Latin letter that this letter of another script looks like.
pub(crate) fn looks_like(c: char) -> Option<char> {
    const PAIRS: &[(&str, &str)] = &[
        ("аАеЕоОрРсСхХуУіІјЈѕЅԁВКМНТһԛԝ", "aAeEoOpPcCxXyYiIjJsSdBKMHThqw"),
        ("αΑΒεΕΖΗιΙκΚΜνΝοΟρΡτΤυΥχΧ", "aABeEZHiIkKMvNoOpPtTuYxX"),
    ];
    if !matches!(c, '\u{370}'..='\u{52f}') {
        return None;
    }
    PAIRS.iter().find_map(|(posing, latin)| {
        posing.chars().zip(latin.chars()).find(|(p, _)| *p == c).map(|(_, l)| l)
    })
}

/// The script's English name where the letter is not Latin and not shared by scripts.
pub(crate) fn foreign_script(c: char) -> Option<&'static str> {
    let script = script::of_char(c);
    let plain = [Script::Latin, Script::Common, Script::Inherited, Script::Unknown];
    (!plain.contains(&script)).then(|| script.full_name())
}

fn joiners_spell(script: Script) -> bool {
    matches!(
        script,
        Script::Arabic
            | Script::Syriac
            | Script::Devanagari
            | Script::Bengali
            | Script::Gujarati
            | Script::Gurmukhi
            | Script::Kannada
            | Script::Malayalam
            | Script::Oriya
            | Script::Sinhala
            | Script::Tamil
            | Script::Telugu
            | Script::Khmer
            | Script::Mongolian
    )
}

fn east_asian(script: Script) -> bool {
    matches!(
        script,
        Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo
    )
}

#[cfg(test)]
mod tests {
    use unicode_script::UnicodeScript as _;

    use super::*;

    #[test]
    fn a_posing_letter_is_found() {
        assert!(mixes_scripts("P\u{430}vel"));
        assert!(!mixes_scripts("Pavel Павел"));
        assert!(!mixes_scripts("山田たろう"));
        assert_eq!(looks_like('\u{430}'), Some('a'));
        assert_eq!(looks_like('a'), None);
        assert_eq!(foreign_script('\u{430}'), Some("Cyrillic"));
    }

    #[test]
    fn look_alike_tables_pair_up() {
        for pairs in ["аАеЕоОрРсСхХуУіІјЈѕЅԁВКМНТһԛԝ", "αΑΒεΕΖΗιΙκΚΜνΝοΟρΡτΤυΥχΧ"]
        {
            for c in pairs.chars() {
                let latin = looks_like(c).unwrap();
                assert!(latin.is_ascii_alphabetic() && c.script() != Script::Latin, "{c}");
                assert_eq!(latin.is_uppercase(), c.is_uppercase(), "{c} {latin}");
            }
        }
    }

    #[test]
    fn invisible_characters_are_found_but_joiners_may_spell() {
        assert_eq!(invisible("An\u{200b}na\u{202e}"), ['\u{200b}', '\u{202e}']);
        assert_eq!(invisible("An\u{200c}na"), ['\u{200c}']);
        assert!(invisible("علی\u{200c}رضا").is_empty());
    }
}
