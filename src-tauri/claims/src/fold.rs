//! Normal forms for comparison. They are never shown and never replace the original.

use std::sync::LazyLock;

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use unicode_script::Script;

use crate::{hidden, script};

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
    let mut out = String::with_capacity(word.len());
    push_base(word, &mut out);
    out
}

/// Adds the [`base`] of a word.
fn push_base(word: &str, out: &mut String) {
    if word.is_ascii() {
        return out.push_str(word);
    }
    let before = out.len();
    for c in word.chars() {
        if !PLAIN.push(c, out) {
            out.truncate(before);
            return take_apart(word, out);
        }
    }
}

/// Adds the [`base`] of a text in small letters.
pub(crate) fn push_small_base(text: &str, out: &mut String) {
    let before = out.len();
    for c in text.chars() {
        // A final sigma hangs on its neighbours.
        let mut small = c.to_lowercase();
        if c == 'Σ' || !small.all(|c| PLAIN.push(c, out)) {
            out.truncate(before);
            return push_base(&text.to_lowercase(), out);
        }
    }
}

/// The rule itself, for any letters.
fn take_apart(word: &str, out: &mut String) {
    let mut strip = false;
    for c in word.nfkd() {
        if is_combining_mark(c) {
            let yo = c == '\u{308}' && out.ends_with('е');
            if !strip && !yo {
                out.push(c);
            }
            continue;
        }
        strip = matches!(script::of_char(c), Script::Latin | Script::Greek);
        match unaccented(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
}

/// Letters without cases, marks or parts: Hebrew, most of Arabic, Chinese characters.
fn stays(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}' | '\u{627}'..='\u{63a}' | '\u{641}'..='\u{64a}'
        | '\u{4e00}'..='\u{9fff}')
}

/// The base of every letter of Europe by itself. Beside each other they keep it, for none begins
/// with a mark that would join the letter before.
struct Plain(Vec<([u8; 7], u8)>);

static PLAIN: LazyLock<Plain> = LazyLock::new(|| {
    let letters = Plain::RANGES.into_iter().flatten().filter_map(char::from_u32);
    let base = letters.map(|c| {
        let (mut text, mut bytes) = (String::new(), [0; 7]);
        take_apart(c.encode_utf8(&mut [0; 4]), &mut text);
        let length = u8::try_from(text.len()).unwrap_or(u8::MAX);
        match bytes.get_mut(..text.len()) {
            Some(places) if !is_combining_mark(c) => {
                places.copy_from_slice(text.as_bytes());
                (bytes, length)
            }
            _ => (bytes, u8::MAX),
        }
    });
    Plain(base.collect())
});

impl Plain {
    /// Latin to Cyrillic, and the letters of Vietnamese.
    const RANGES: [std::ops::Range<u32>; 2] = [0x80..0x530, 0x1e00..0x1f00];

    /// Adds the base of a letter; `false` where it isn't known here.
    fn push(&self, c: char, out: &mut String) -> bool {
        if c.is_ascii() || stays(c) {
            out.push(c);
            return true;
        }
        let [low, high] = Self::RANGES;
        let code = u32::from(c);
        let at = match code {
            _ if low.contains(&code) => code - low.start,
            _ if high.contains(&code) => code - high.start + (low.end - low.start),
            _ => return false,
        };
        let entry = usize::try_from(at).ok().and_then(|at| self.0.get(at));
        let base = entry.and_then(|(bytes, length)| bytes.get(..usize::from(*length)));
        match base.and_then(|base| str::from_utf8(base).ok()) {
            Some(base) => {
                out.push_str(base);
                true
            }
            None => false,
        }
    }
}

/// The scripts of the letters, without those shared by all.
pub(crate) fn scripts(text: &str) -> Vec<Script> {
    let mut found = Vec::new();
    for c in text.chars() {
        let script = script::of_char(c);
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

    #[test]
    fn letters_one_by_one_are_as_the_rule_has_them() {
        let letters: Vec<char> =
            ('\0'..='\u{ffff}').filter(|c| PLAIN.push(*c, &mut String::new())).collect();
        for &c in &letters {
            for text in [format!("{c}"), format!("a{c}{c}"), format!("е{c}я{c}"), format!("{c}ё")]
            {
                let (mut expected, mut small) = (String::new(), String::new());
                take_apart(&text, &mut expected);
                assert_eq!(base(&text), expected, "{text}");
                push_small_base(&text, &mut small);
                assert_eq!(small, base(&text.to_lowercase()), "{text}");
            }
        }
        assert!(letters.len() > 20_000);
    }
}
