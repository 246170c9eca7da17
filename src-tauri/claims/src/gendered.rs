//! Surnames that differ between women and men of one family.

/// Endings in Latin letters: the man's and the woman's. Slavic, Baltic, Greek, Icelandic.
const ENDINGS: &[(&str, &str)] = &[
    ("", "ova"),
    ("", "ová"),
    ("", "a"),
    ("a", "ova"),
    ("ek", "kova"),
    ("ec", "cova"),
    ("y", "a"),
    ("ky", "ka"),
    ("ki", "ka"),
    ("ny", "na"),
    ("i", "a"),
    ("iy", "aya"),
    ("ii", "aia"),
    ("yi", "aya"),
    ("yy", "aya"),
    ("skiy", "skaya"),
    ("skii", "skaia"),
    ("sky", "skaya"),
    ("sky", "skaia"),
    ("ski", "skaya"),
    ("oy", "aya"),
    ("oi", "aia"),
    ("yj", "aja"),
    ("skyi", "ska"),
    ("skyy", "ska"),
    ("skyj", "ska"),
    ("y", "aya"),
    ("as", "iene"),
    ("is", "iene"),
    ("ys", "iene"),
    ("us", "iene"),
    ("as", "aite"),
    ("is", "yte"),
    ("ys", "yte"),
    ("us", "ute"),
    ("as", "e"),
    ("is", "e"),
    ("ius", "iene"),
    ("ius", "iute"),
    ("s", "a"),
    ("is", "e"),
    ("ins", "ina"),
    ("s", "e"),
    ("os", "ou"),
    ("is", "i"),
    ("as", "a"),
    ("is", "idou"),
    ("es", "ou"),
    ("us", "ou"),
    ("is", "ou"),
    ("ak", "akova"),
    ("son", "dottir"),
    ("son", "sdottir"),
    ("sson", "sdottir"),
    ("ov", "ova"),
    ("ev", "eva"),
    ("in", "ina"),
];

/// Stems that take the bare feminine -a; otherwise any name with an a more would.
const TAKES_A: &[&str] =
    &["ov", "ev", "in", "yn", "iv", "ow", "ew", "off", "eff", "sk", "ck", "dsk", "ln", "rn"];

/// Whether two surnames (small letters a to z) are the man's and the woman's form of one.
pub(crate) fn forms_of_one(x: &str, y: &str) -> bool {
    // The stem has three letters or more, an ending seven or less.
    let stem = x.bytes().zip(y.bytes()).take_while(|(a, b)| a == b).count();
    stem >= 3 && x.len().max(y.len()) - stem <= 7 && (one_way(x, y) || one_way(y, x))
}

fn one_way(man: &str, woman: &str) -> bool {
    ENDINGS.iter().any(|(his, hers)| {
        if man.len() + hers.len() != woman.len() + his.len() {
            return false;
        }
        let (Some(stem), Some(other)) = (man.strip_suffix(his), woman.strip_suffix(hers)) else {
            return false;
        };
        if stem != other || stem.len() < 3 {
            return false;
        }
        match (*his, *hers) {
            ("", "a") => TAKES_A.iter().any(|ending| stem.ends_with(ending)),
            ("" | "a" | "ek" | "ec", _) => stem.len() >= 3,
            ("s" | "as" | "is" | "us" | "i" | "y", "a" | "e" | "i" | "ou") => stem.len() >= 4,
            _ => true,
        }
    })
}

/// The same in Cyrillic and Greek letters.
pub(crate) fn native_forms_of_one(x: &str, y: &str) -> bool {
    const NATIVE: &[(&str, &str)] = &[
        ("ов", "ова"),
        ("ев", "ева"),
        ("ёв", "ёва"),
        ("ин", "ина"),
        ("ын", "ына"),
        ("ский", "ская"),
        ("цкий", "цкая"),
        ("ський", "ська"),
        ("цький", "цька"),
        ("ый", "ая"),
        ("ий", "ая"),
        ("ой", "ая"),
        ("ски", "ска"),
        ("ий", "а"),
        ("ος", "ου"),
        ("ης", "η"),
        ("ας", "α"),
        ("ης", "ου"),
        ("ής", "ή"),
    ];
    let one = |man: &str, woman: &str| {
        NATIVE.iter().any(|(his, hers)| {
            man.strip_suffix(his)
                .is_some_and(|stem| woman.strip_suffix(hers) == Some(stem) && !stem.is_empty())
        })
    };
    one(x, y) || one(y, x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_short() {
        assert!(ENDINGS.iter().all(|(his, hers)| his.len() <= 7 && hers.len() <= 7));
    }

    #[test]
    fn pairs_of_one_family() {
        for (man, woman) in [
            ("kucera", "kucerova"),
            ("novak", "novakova"),
            ("ivanov", "ivanova"),
            ("kowalski", "kowalska"),
            ("dostoevsky", "dostoevskaya"),
            ("kazlauskas", "kazlauskiene"),
            ("papadopoulos", "papadopoulou"),
            ("berzins", "berzina"),
            ("jonsson", "jonsdottir"),
            ("zelenskyi", "zelenska"),
        ] {
            assert!(forms_of_one(man, woman) && forms_of_one(woman, man), "{man} {woman}");
        }
        for (one, other) in
            [("smith", "jones"), ("silva", "silvano"), ("costa", "coste"), ("mora", "mor")]
        {
            assert!(!forms_of_one(one, other), "{one} {other}");
        }
        assert!(native_forms_of_one("иванов", "иванова"));
    }
}
