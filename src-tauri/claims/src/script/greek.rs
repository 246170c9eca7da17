//! Greek by ELOT 743 (ISO 843), which Greek passports use, and as it sounds.

use super::{by_table, push_new};

const ELOT: &[(&str, &str)] = &[
    ("αυ", "av"),
    ("ευ", "ev"),
    ("ηυ", "iv"),
    ("ου", "ou"),
    ("γγ", "ng"),
    ("γξ", "nx"),
    ("γχ", "nch"),
    ("α", "a"),
    ("β", "v"),
    ("γ", "g"),
    ("δ", "d"),
    ("ε", "e"),
    ("ζ", "z"),
    ("η", "i"),
    ("θ", "th"),
    ("ι", "i"),
    ("κ", "k"),
    ("λ", "l"),
    ("μ", "m"),
    ("ν", "n"),
    ("ξ", "x"),
    ("ο", "o"),
    ("π", "p"),
    ("ρ", "r"),
    ("σ", "s"),
    ("ς", "s"),
    ("τ", "t"),
    ("υ", "y"),
    ("φ", "f"),
    ("χ", "ch"),
    ("ψ", "ps"),
    ("ω", "o"),
];

/// As heard: b, d and g are written with two letters, χ is h or kh.
const HEARD: &[(&str, &str)] = &[
    ("μπ", "b"),
    ("ντ", "d"),
    ("γκ", "g"),
    ("γγ", "g"),
    ("τζ", "tz"),
    ("αι", "e"),
    ("ει", "i"),
    ("οι", "i"),
    ("ου", "u"),
    ("χ", "h"),
    ("υ", "i"),
    ("φ", "ph"),
];

const HISTORIC: &[(&str, &str)] = &[
    ("αυ", "af"),
    ("ευ", "ef"),
    ("ου", "u"),
    ("μπ", "b"),
    ("ντ", "nt"),
    ("γκ", "gk"),
    ("γγ", "gg"),
    ("χ", "kh"),
    ("υ", "u"),
    ("η", "e"),
    ("φ", "ph"),
];

/// The spellings of a word in small Greek letters without marks.
pub(super) fn spellings(word: &str) -> Vec<String> {
    let elot = voiced(word);
    let mut out = vec![by_table(&elot, ELOT)];
    for own in [HEARD, HISTORIC] {
        let table: Vec<(&str, &str)> = own.iter().chain(ELOT).copied().collect();
        push_new(&mut out, by_table(&elot, &table));
    }
    // ELOT writes b for μπ at the beginning of a word.
    if let Some(rest) = elot.strip_prefix("μπ") {
        push_new(&mut out, format!("b{}", by_table(rest, ELOT)));
    }
    out
}

/// αυ and ευ are af and ef before a voiceless letter.
fn voiced(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let letters: Vec<char> = word.chars().collect();
    for (n, &c) in letters.iter().enumerate() {
        let before = n.checked_sub(1).and_then(|n| letters.get(n));
        let after = letters.get(n + 1);
        let voiceless = after.is_none_or(|c| "θκξπσςτφχψ".contains(*c));
        if c == 'υ' && voiceless && before.is_some_and(|c| "αεη".contains(*c)) {
            out.push('φ');
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greek_passports_and_habits() {
        for (native, latin) in [
            ("παπαδοπουλος", "papadopoulos"),
            ("γεωργιος", "georgios"),
            ("χρηστος", "christos"),
            ("ευαγγελια", "evangelia"),
            ("ελευθεριος", "eleftherios"),
            ("μπακογιαννη", "bakogianni"),
            ("χαραλαμπος", "charalampos"),
        ] {
            assert!(
                spellings(native).iter().any(|text| text == latin),
                "{latin} {:?}",
                spellings(native)
            );
        }
    }
}
