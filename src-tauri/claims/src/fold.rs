//! Normal forms for comparison. They are never shown and never replace the original.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use unicode_script::{Script, UnicodeScript as _};

use crate::hidden;

/// Words of a name, lower case, in order, without invisible characters. Hyphens, commas and
/// fillers separate; apostrophes and full stops vanish, as in machine readable zones (ICAO Doc
/// 9303-3 §4.6).
pub(crate) fn words(name: &str) -> Vec<String> {
    let shown: String = name.nfc().filter(|&c| !hidden::is_invisible(c)).collect();
    let kept: String = shown.chars().filter(|&c| !vanishes(c)).collect();
    kept.split(separates).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// A hyphen or dash of any width.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{ad}' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}

/// An apostrophe, or a mark that is typed for one.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{2b9}'
            ..='\u{2bc}' | '\u{2032}' | '\u{ff07}'
    )
}

/// The word without accents: Latin and Greek lose their marks, and letters that Unicode does not
/// take apart (ß, ø, ł, …) become what they are written with. Marks of other scripts are parts of
/// letters there and stay; Cyrillic ё becomes е, which Russian itself writes for it.
pub(crate) fn base(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    let mut strip = false;
    for c in word.nfkd() {
        if is_combining_mark(c) {
            let yo = c == '\u{308}' && out.ends_with('е');
            if !strip && !yo {
                out.push(c);
            }
            continue;
        }
        strip = matches!(c.script(), Script::Latin | Script::Greek);
        match unaccented(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

/// The scripts of the letters, without those shared by all.
pub(crate) fn scripts(text: &str) -> Vec<Script> {
    let mut found = Vec::new();
    for c in text.chars() {
        let script = c.script();
        let shared = matches!(script, Script::Common | Script::Inherited | Script::Unknown);
        if !shared && !found.contains(&script) {
            found.push(script);
        }
    }
    found
}

fn separates(c: char) -> bool {
    c.is_whitespace() || is_hyphen(c) || matches!(c, ',' | ';' | '/' | '<' | '_' | '\u{30fb}')
}

fn vanishes(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '.' | '\u{b7}')
}

fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'æ' => "ae",
        'œ' => "oe",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ĸ' => "k",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_as_in_machine_readable_zones() {
        assert_eq!(words("D'Artagnan-O’Neill, J. R."), ["dartagnan", "oneill", "j", "r"]);
        assert_eq!(words("WÓJCIK<NOWAK"), ["wójcik", "nowak"]);
        assert!(words(" - ").is_empty());
    }

    #[test]
    fn accents_go_from_latin_and_greek_only() {
        assert_eq!(base("wójcik"), "wojcik");
        assert_eq!(base("großmann"), "grossmann");
        assert_eq!(base("søren"), "soren");
        assert_eq!(base("łukasz"), "lukasz");
        assert_eq!(base("παπαδόπουλος"), "παπαδοπουλος");
        assert_eq!(base("королёв"), "королев");
        assert_ne!(base("йога"), base("иога"));
        assert_ne!(base("किरण"), base("करण"));
    }
}
