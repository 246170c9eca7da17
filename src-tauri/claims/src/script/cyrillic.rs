//! Cyrillic by language: ICAO Doc 9303-3 §6 B first, then the spellings of older passports.

use super::push_new;

/// One language's ways with the letters in which languages differ.
struct Way {
    /// Letters of this way, with what they become.
    letters: &'static [(char, &'static str)],
}

/// What every way shares.
const SHARED: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('ґ', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "i"),
    ('ѝ', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', "ie"),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('і', "i"),
    ('ї', "i"),
    ('є', "ie"),
    ('ў', "u"),
    ('ј', "j"),
    ('љ', "lj"),
    ('њ', "nj"),
    ('ћ', "c"),
    ('ђ', "d"),
    ('џ', "dz"),
    ('ѓ', "gj"),
    ('ќ', "kj"),
    ('ѕ', "dz"),
    ('қ', "q"),
    ('ғ', "gh"),
    ('ү', "u"),
    ('ұ', "u"),
    ('ө', "o"),
    ('ә', "a"),
    ('ң', "n"),
    ('һ', "h"),
    ('ҳ', "h"),
    ('ӣ', "i"),
    ('ӯ', "u"),
    ('ҷ', "j"),
    ('ҙ', "z"),
    ('ҡ', "k"),
    ('ҫ', "s"),
    ('ѣ', "e"),
];

const WAYS: &[Way] = &[
    // ICAO and Russian passports since 2010.
    Way { letters: &[] },
    // The usual English one.
    Way { letters: &[('й', "y"), ('ъ', ""), ('ю', "yu"), ('я', "ya"), ('ё', "yo")] },
    // Russian passports before 2010.
    Way {
        letters: &[
            ('й', "y"),
            ('ъ', ""),
            ('ю', "yu"),
            ('я', "ya"),
            ('ё', "ye"),
            ('е', "e"),
            ('щ', "shch"),
            ('ц', "ts"),
            ('х', "kh"),
        ],
    },
    // Ukrainian (resolution 55 of 2010).
    Way {
        letters: &[
            ('г', "h"),
            ('и', "y"),
            ('й', "i"),
            ('ъ', ""),
            ('ю', "iu"),
            ('я', "ia"),
            ('є', "ie"),
            ('ї', "i"),
            ('щ', "shch"),
        ],
    },
    // Bulgarian law on transliteration.
    Way {
        letters: &[
            ('й', "y"),
            ('х', "h"),
            ('щ', "sht"),
            ('ъ', "a"),
            ('ю', "yu"),
            ('я', "ya"),
            ('ь', "y"),
        ],
    },
    // Serbian and Macedonian in Latin letters, marks taken off.
    Way {
        letters: &[
            ('ж', "z"),
            ('х', "h"),
            ('ц', "c"),
            ('ч', "c"),
            ('ш', "s"),
            ('џ', "dz"),
            ('ђ', "dj"),
            ('й', "j"),
            ('щ', "sc"),
            ('ю', "ju"),
            ('я', "ja"),
            ('ъ', ""),
        ],
    },
    // Belarusian instruction of 2007, French and German habits share the h.
    Way {
        letters: &[
            ('г', "h"),
            ('х', "kh"),
            ('й', "i"),
            ('ъ', ""),
            ('ў', "u"),
            ('е', "ie"),
            ('я', "ia"),
            ('ю', "iu"),
        ],
    },
];

/// The legal spellings of a word in small Cyrillic letters.
pub(super) fn spellings(word: &str) -> Vec<String> {
    let mut out = Vec::with_capacity(WAYS.len() + 1);
    for (n, way) in WAYS.iter().enumerate() {
        push_new(&mut out, spelled(word, way, n));
    }
    for ending in [("iy", "y"), ("yy", "y"), ("ii", "y"), ("yi", "y"), ("ii", "i"), ("iy", "i")] {
        let short: Vec<String> = out
            .iter()
            .filter_map(|text| {
                text.strip_suffix(ending.0).map(|stem| format!("{stem}{}", ending.1))
            })
            .collect();
        for text in short {
            push_new(&mut out, text);
        }
    }
    if let Some(japanese) = out.first().and_then(|text| polivanov(text)) {
        push_new(&mut out, japanese);
    }
    out
}

/// A Japanese word, spelled in Cyrillic by Polivanov's rules, as Hepburn spells it.
fn polivanov(text: &str) -> Option<String> {
    let open = text.ends_with(['a', 'i', 'u', 'e', 'o', 'n']);
    if !open || !["ti", "si", "dz", "tsu", "ty", "sy"].iter().any(|sound| text.contains(sound)) {
        return None;
    }
    let mut out = text.to_owned();
    for (from, to) in [
        ("tts", "ts"),
        ("ti", "chi"),
        ("ty", "ch"),
        ("si", "shi"),
        ("sy", "sh"),
        ("dzi", "ji"),
        ("dzy", "j"),
        ("dz", "z"),
    ] {
        out = out.replace(from, to);
    }
    super::is_romaji(&out).then_some(out)
}

fn spelled(word: &str, way: &Way, number: usize) -> String {
    let mut out = String::with_capacity(word.len());
    let mut before = None;
    for c in word.chars() {
        let own = way.letters.iter().chain(SHARED).find(|(letter, _)| *letter == c);
        let starts = before.is_none();
        let after_vowel = before.is_some_and(|c| "аеёиоуыэюяьъ".contains(c));
        let text = match (number, c) {
            // Ukrainian words begin with y-; elsewhere the same letters are i-.
            (3, 'є') if starts => "ye",
            (3, 'ї') if starts => "yi",
            (3, 'ю') if starts => "yu",
            (3, 'я') if starts => "ya",
            (3, 'й') if starts => "y",
            (2, 'е') if starts || after_vowel => "ye",
            _ => own.map_or("", |(_, latin)| latin),
        };
        out.push_str(text);
        if own.is_none() && c.is_ascii_alphabetic() {
            out.push(c);
        }
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_spell_in_their_own_way() {
        for (native, latin) in [
            ("юлия", "iuliia"),
            ("юлия", "yuliya"),
            ("евгений", "evgenii"),
            ("щербаков", "shcherbakov"),
            ("сергей", "sergei"),
            ("сергей", "sergey"),
            ("володимир", "volodymyr"),
            ("георги", "georgi"),
            ("вучић", "vucic"),
            ("живковић", "zivkovic"),
            ("христо", "hristo"),
            ("галина", "halyna"),
            ("дмитрий", "dmitry"),
            ("ъ", "a"),
        ] {
            let found = spellings(native);
            // Ukrainian и is y: Halyna is spelled галина there.
            assert!(found.iter().any(|text| text == latin), "{native} {latin} {found:?}");
        }
    }
}
