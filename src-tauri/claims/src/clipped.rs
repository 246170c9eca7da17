//! Short forms that no table knows: a part of the name, or its beginning with an ending of
//! endearment.

use crate::{compare::Level, lexicon};

/// Shortest part that is taken for a name's short form.
const SHORTEST: usize = 3;
/// Shortest part at the end of a name: Seun of Oluwaseun.
const SHORTEST_END: usize = 4;

/// Endings of endearment, longest first.
const PETS: &[&str] = &[
    "ushka", "ochka", "echka", "enka", "yusha", "usha", "ulya", "usya", "usia", "unia", "zinho",
    "zinha", "inho", "inha", "quito", "quita", "cito", "cita", "itos", "itas", "ito", "ita",
    "illo", "illa", "uccio", "uccia", "etto", "etta", "ino", "chen", "lein", "oula", "itsa",
    "akis", "aki", "tje", "chik", "cik", "cek", "iek", "ek", "ik", "uk", "ka", "ko", "ke", "je",
    "li", "sha", "sia", "shka", "can", "jan", "ie", "ey", "y", "i", "o",
];

/// How well `short` is `long` with its beginning or end left off, at a border of syllables.
/// Both are given names in small letters a to z, and no table knows them as forms of one name:
/// two names that are both popular are therefore two names; so are two that are `known` and only
/// begin alike.
pub(crate) fn level(short: &str, long: &str, known: bool) -> Option<Level> {
    part(short, long).or_else(|| if known { None } else { pet(short, long) })
}

fn part(short: &str, long: &str) -> Option<Level> {
    if long.len() < short.len() + 2 || short.len() < SHORTEST {
        return None;
    }
    let front = long.starts_with(short);
    let end = short.len() >= SHORTEST_END
        && long.strip_suffix(short).is_some_and(|cut| leaves_a_word(cut, short));
    if both_popular(short, long) {
        return None;
    }
    if !front && !end {
        // Tobi of Oluwatobiloba.
        let inside = short.len() >= SHORTEST_END
            && long.len() > short.len() + 3
            && long.split_once(short).is_some_and(|(cut, _)| leaves_a_word(cut, short));
        return inside.then_some(Level::Weak);
    }
    let fair = front && short.len() <= 4 || short.len() >= SHORTEST_END && !usual(short);
    Some(if fair { Level::Fair } else { Level::Weak })
}

/// Whether a syllable ends where the beginning is cut off.
fn leaves_a_word(cut: &str, rest: &str) -> bool {
    let last = cut.bytes().last();
    cut.bytes().any(is_vowel)
        && (rest.bytes().next().is_some_and(|c| !is_vowel(c)) || last.is_some_and(is_vowel))
}

/// How well `short` is the beginning of `long` with an ending of endearment.
fn pet(short: &str, long: &str) -> Option<Level> {
    // The shortest stem is on both.
    if short.get(..SHORTEST) != long.get(..SHORTEST) {
        return None;
    }
    let holds = PETS.iter().any(|ending| {
        short.strip_suffix(ending).is_some_and(|stem| {
            let single = undoubled(stem);
            single.len() >= SHORTEST
                && long.len() > single.len() + 1
                && long.starts_with(single)
                && stem != long
        })
    });
    (holds && !both_popular(short, long)).then_some(Level::Weak)
}

/// Danny is Dan and y.
fn undoubled(stem: &str) -> &str {
    match stem.as_bytes() {
        [.., x, y] if x == y && !is_vowel(*x) => stem.get(..stem.len() - 1).unwrap_or(stem),
        _ => stem,
    }
}

fn both_popular(x: &str, y: &str) -> bool {
    lexicon::gender(x).is_some() && lexicon::gender(y).is_some()
}

/// Whether a name is so common that it is one of its own.
fn usual(name: &str) -> bool {
    lexicon::count(name) >= 150
}

fn is_vowel(c: u8) -> bool {
    matches!(c, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_at_borders_of_syllables() {
        for (short, long) in [
            ("seun", "oluwaseun"),
            ("emeka", "chukwuemeka"),
            ("funke", "olufunke"),
            ("chidi", "chidiebere"),
        ] {
            assert_eq!(part(short, long), Some(Level::Fair), "{short} {long}");
        }
        for (short, long) in
            [("emma", "gemma"), ("anna", "rosanna"), ("julia", "juliana"), ("li", "liping")]
        {
            assert_eq!(part(short, long), None, "{short} {long}");
        }
    }

    #[test]
    fn endings_of_endearment() {
        for (short, long) in [("venky", "venkatesh"), ("dinky", "dinkar"), ("ronnito", "ronaldus")]
        {
            assert_eq!(pet(short, long), Some(Level::Weak), "{short} {long}");
        }
        assert_eq!(pet("maria", "marta"), None);
    }
}
