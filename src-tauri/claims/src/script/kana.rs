//! Japanese syllables by Hepburn, by Kunrei, and with long vowels written in the usual ways.

use super::push_new;

const ROWS: &[(&str, &[&str])] = &[
    ("アイウエオ", &["a", "i", "u", "e", "o"]),
    ("カキクケコ", &["ka", "ki", "ku", "ke", "ko"]),
    ("ガギグゲゴ", &["ga", "gi", "gu", "ge", "go"]),
    ("サシスセソ", &["sa", "shi", "su", "se", "so"]),
    ("ザジズゼゾ", &["za", "ji", "zu", "ze", "zo"]),
    ("タチツテト", &["ta", "chi", "tsu", "te", "to"]),
    ("ダヂヅデド", &["da", "ji", "zu", "de", "do"]),
    ("ナニヌネノ", &["na", "ni", "nu", "ne", "no"]),
    ("ハヒフヘホ", &["ha", "hi", "fu", "he", "ho"]),
    ("バビブベボ", &["ba", "bi", "bu", "be", "bo"]),
    ("パピプペポ", &["pa", "pi", "pu", "pe", "po"]),
    ("マミムメモ", &["ma", "mi", "mu", "me", "mo"]),
    ("ラリルレロ", &["ra", "ri", "ru", "re", "ro"]),
    ("ヤユヨ", &["ya", "yu", "yo"]),
    ("ワヰヱヲンヴ", &["wa", "i", "e", "o", "n", "vu"]),
];

/// The spellings of a word in hiragana or katakana.
pub(super) fn spellings(word: &str) -> Vec<String> {
    let hepburn = hepburn(word);
    let plain: String = hepburn.replace('-', "");
    let mut out = vec![plain.clone()];
    // Ōno is Ono on most documents, Ohno or Oono on some.
    let short = plain.replace("ou", "o").replace("oo", "o").replace("uu", "u").replace("aa", "a");
    push_new(&mut out, short.clone());
    push_new(&mut out, plain.replace("ou", "oh").replace("oo", "oh"));
    push_new(&mut out, kunrei(&plain));
    push_new(&mut out, kunrei(&short));
    for labial in [&plain, &short] {
        push_new(&mut out, labial.replace("nb", "mb").replace("np", "mp").replace("nm", "mm"));
    }
    out
}

fn kunrei(hepburn: &str) -> String {
    let mut out = hepburn.to_owned();
    for (from, to) in [
        ("sha", "sya"),
        ("shu", "syu"),
        ("sho", "syo"),
        ("cha", "tya"),
        ("chu", "tyu"),
        ("cho", "tyo"),
        ("ja", "zya"),
        ("ju", "zyu"),
        ("jo", "zyo"),
        ("shi", "si"),
        ("chi", "ti"),
        ("tsu", "tu"),
        ("ji", "zi"),
        ("fu", "hu"),
    ] {
        out = out.replace(from, to);
    }
    out
}

/// Hepburn with `-` for the long mark.
fn hepburn(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut doubled = false;
    for c in word.chars().map(katakana) {
        if let Some(vowel) = small(c) {
            join_small(&mut out, vowel);
            continue;
        }
        match c {
            'ッ' => doubled = true,
            'ー' => out.push('-'),
            _ => {
                let Some(text) = syllable(c) else { continue };
                if doubled {
                    let first =
                        if text.starts_with("ch") { Some('t') } else { text.chars().next() };
                    out.extend(first);
                    doubled = false;
                }
                out.push_str(text);
            }
        }
    }
    out
}

fn katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        _ => c,
    }
}

fn syllable(c: char) -> Option<&'static str> {
    ROWS.iter().find_map(|(row, texts)| {
        row.chars().zip(texts.iter()).find(|(kana, _)| *kana == c).map(|(_, text)| *text)
    })
}

fn small(c: char) -> Option<&'static str> {
    Some(match c {
        'ャ' => "ya",
        'ュ' => "yu",
        'ョ' => "yo",
        'ァ' => "a",
        'ィ' => "i",
        'ゥ' => "u",
        'ェ' => "e",
        'ォ' => "o",
        'ヮ' => "wa",
        _ => return None,
    })
}

/// `ki` and small `ya` are `kya`, `shi` and small `yu` are `shu`, `fu` and small `a` are `fa`.
fn join_small(out: &mut String, vowel: &str) {
    let glide = vowel.len() == 2;
    out.pop();
    let hissing = out.ends_with("sh") || out.ends_with("ch") || out.ends_with('j');
    if glide && hissing {
        out.extend(vowel.chars().skip(1));
    } else {
        out.push_str(vowel);
    }
}

/// Whether a word in small letters a to z consists of Japanese syllables.
pub(crate) fn is_romaji(word: &str) -> bool {
    let vowel = |c: u8| matches!(c, b'a' | b'i' | b'u' | b'e' | b'o');
    let mut rest = word.as_bytes();
    while let [first, after @ ..] = rest {
        rest = match (first, after) {
            (c, _) if vowel(*c) => after,
            (b'n' | b'm', []) => after,
            (b's' | b'c', [b'h', v, tail @ ..]) if vowel(*v) => tail,
            (b't', [b's', b'u', tail @ ..]) => tail,
            (b't', [b'c', b'h', v, tail @ ..]) if vowel(*v) => tail,
            (b'k' | b'g' | b'n' | b'h' | b'b' | b'p' | b'm' | b'r', [b'y', v, tail @ ..])
                if vowel(*v) =>
            {
                tail
            }
            (b'k' | b's' | b't' | b'p', [x, ..]) if x == first => after,
            (b'n' | b'm', [c, ..]) if !vowel(*c) => after,
            (c, [v, tail @ ..]) if b"kgsztdnhfbpmyrwj".contains(c) && vowel(*v) => tail,
            // Ohno, Satoh: a long vowel.
            (b'h', [c, ..]) if !vowel(*c) => after,
            (b'h', []) => after,
            _ => return false,
        };
    }
    !word.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_japanese_syllables() {
        for word in ["satsuki", "satoshi", "shunichi", "hattori", "ryota", "ohno", "kenji"] {
            assert!(is_romaji(word), "{word}");
        }
        for word in ["sergio", "smith", "valerie", "chris", "karl"] {
            assert!(!is_romaji(word), "{word}");
        }
    }

    #[test]
    fn hepburn_kunrei_and_long_vowels() {
        for (native, latin) in [
            ("しょうた", "shouta"),
            ("しょうた", "shota"),
            ("しょうた", "shohta"),
            ("ジュンイチ", "junichi"),
            ("ジュンイチ", "zyuniti"),
            ("おおの", "ono"),
            ("ハットリ", "hattori"),
            ("ホンマ", "homma"),
            ("スミス", "sumisu"),
        ] {
            assert!(
                spellings(native).iter().any(|text| text == latin),
                "{latin} {:?}",
                spellings(native)
            );
        }
    }
}
