//! What each word of a name is: name, initial, particle, patronymic, suffix or title; and which
//! words of a name in one field are probably the surname.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::{
    lexicon, script,
    token::{Field, Kind, Token},
};

const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "herr",
    "frau",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "senor",
    "senora",
    "dott",
    "dottssa",
    "ing",
    "dipl",
    "mag",
    "msc",
    "bsc",
    "phd",
    "md",
    "mba",
    "esq",
    "hon",
    "rev",
    "fr",
    "eng",
    "arq",
    "lic",
    "haji",
    "hajji",
    "hadji",
    "hj",
    "hajj",
    "al-haj",
    "shri",
    "smt",
    "shrimati",
    "sri",
    "datuk",
    "dato",
    "datin",
    "tan",
    "tun",
    "kh",
    "ir",
    "drs",
    "dra",
    "capt",
    "col",
    "gen",
    "maj",
    "sgt",
    "lt",
    "llm",
    "jd",
    "cpa",
    "rn",
    "dds",
    "dvm",
    "ra",
    "mgr",
    "judr",
    "mudr",
    "phdr",
    "rndr",
    "paeddr",
    "bc",
    "fnu",
    "lnu",
    "nfn",
    "nln",
    "xxx",
    "unknown",
    "csc",
    "docteur",
    "doktor",
    "doctor",
    "ustaz",
    "engr",
    "atty",
    "sayın",
];

const SUFFIXES: &[&str] = &[
    "jr", "sr", "ii", "iii", "iv", "vi", "vii", "junior", "senior", "jnr", "snr", "filho", "neto",
    "sobrinho", "2nd", "3rd", "4th", "2", "3",
];

const PARTICLES: &[&str] = &[
    "de", "la", "las", "los", "del", "della", "delle", "dello", "degli", "dei", "di", "da", "do",
    "dos", "das", "du", "des", "d", "l", "le", "les", "el", "al", "an", "as", "ar", "ash", "az",
    "ad", "at", "ud", "ul", "ur", "uz", "us", "ut", "van", "von", "der", "den", "het", "ter",
    "ten", "te", "zu", "zum", "zur", "vom", "vander", "vanden", "af", "av", "y", "e", "i", "und",
    "of", "the", "in", "op", "t", "s", "o", "mac", "mc", "ni", "nic", "ui", "ap", "ab", "bat",
    "san", "santa", "st", "saint", "ibn", "bin", "ben", "bint", "binti", "binte", "bte", "ould",
    "walad", "abu", "abou", "abi", "umm", "um", "bou", "ait", "beni", "so", "wo", "ze", "zi", "na",
    "s/o", "d/o", "w/o", "a/l", "a/p", "freiherr", "freifrau", "graf", "grafin", "baron",
    "baronin", "ritter", "edler", "ال", "آل", "بن", "ابن", "بنت", "בן", "בת", "бин", "ибн", "aw",
    "ait", "alias", "nee", "née",
];

/// Particles after which a father's name stands.
const CHILD_OF: &[&str] = &[
    "bin", "ibn", "ben", "bint", "binti", "binte", "bte", "ould", "walad", "بن", "ابن", "بنت",
    "s/o", "d/o", "a/l", "a/p",
];

/// Marks after a father's name.
const CHILD_AFTER: &[&str] =
    &["ogli", "ugli", "kizi", "qyzy", "oglu", "ogly", "kyzy", "qizi", "uulu", "uly"];

/// Beginnings of names that fathers have given on.
const FATHER_STARTS: &[&str] = &["abd", "gebre", "haile", "wolde", "tekle", "tesfa"];

/// Names of fathers and grandfathers in Arabic and in the Horn of Africa, sorted.
const FATHERS: &[&str] = &[
    "abdi",
    "abebe",
    "adan",
    "aden",
    "ahmad",
    "ahmed",
    "alemu",
    "ali",
    "assefa",
    "ayele",
    "bakr",
    "barre",
    "bekele",
    "berhanu",
    "dahir",
    "demissie",
    "desta",
    "diriye",
    "farah",
    "farouk",
    "fathallah",
    "fathi",
    "fawzi",
    "gamal",
    "gebremariam",
    "getachew",
    "girma",
    "guled",
    "haile",
    "haileselassie",
    "hamad",
    "hamid",
    "hamza",
    "hassan",
    "hersi",
    "hussain",
    "hussein",
    "ibrahim",
    "idris",
    "isa",
    "ismail",
    "jaber",
    "jama",
    "jamal",
    "jassim",
    "kadhim",
    "kamal",
    "karim",
    "kebede",
    "khaled",
    "khalid",
    "mahmoud",
    "majid",
    "mansour",
    "mekonnen",
    "mohamed",
    "mohammed",
    "mohamud",
    "mostafa",
    "muhammad",
    "mulugeta",
    "mustafa",
    "nabil",
    "nasser",
    "negash",
    "nur",
    "omar",
    "osman",
    "othman",
    "rashed",
    "rashid",
    "roble",
    "saad",
    "saeed",
    "said",
    "salah",
    "saleh",
    "salem",
    "salim",
    "samatar",
    "samir",
    "sayed",
    "shire",
    "sulaiman",
    "suleiman",
    "sultan",
    "tadesse",
    "taha",
    "tarek",
    "tariq",
    "tesfaye",
    "waleed",
    "walid",
    "warsama",
    "warsame",
    "worku",
    "yasin",
    "yassin",
    "yousef",
    "youssef",
    "yusuf",
    "zaki",
];

type Words = LazyLock<FxHashSet<&'static str>>;

static TITLES_SET: Words = LazyLock::new(|| TITLES.iter().copied().collect());
static SUFFIXES_SET: Words = LazyLock::new(|| SUFFIXES.iter().copied().collect());
static PARTICLES_SET: Words = LazyLock::new(|| PARTICLES.iter().copied().collect());

fn known(words: &Words, word: &str) -> bool {
    words.contains(word)
}

/// Whether a father's name stands after this particle.
pub(crate) fn is_child_of(plain: &str) -> bool {
    CHILD_OF.contains(&plain)
}

/// Gives every word its kind and, in a whole name, its side. `comma` is the number of words before
/// the first comma.
pub(crate) fn assign(mut words: Vec<Token>, field: Field, comma: Option<usize>) -> Vec<Token> {
    let count = words.len();
    for n in 0..count {
        let plain = |n: usize| words.get(n).map(|word| word.plain.as_str());
        let before = n.checked_sub(1).and_then(plain);
        let own = words.get(n).map(|word| kind(word, n, count, field, before, plain(n + 1)));
        if let (Some(word), Some(own)) = (words.get_mut(n), own) {
            word.kind = own;
        }
    }
    if words.iter().all(|word| !matches!(word.kind, Kind::Name | Kind::Initial))
        && let Some(word) = words.last_mut()
        && word.kind != Kind::Title
    {
        word.kind = Kind::Name;
    }
    if let Field::Whole { .. } = field {
        sides(&mut words, comma);
    }
    words
}

fn kind(
    word: &Token,
    n: usize,
    count: usize,
    field: Field,
    before: Option<&str>,
    after: Option<&str>,
) -> Kind {
    let plain = word.plain.as_str();
    let last = n + 1 == count;
    let edge = match field {
        Field::Given => n == 0,
        Field::Surname => last,
        Field::Whole { .. } => n == 0 || last,
    };
    let glued = matches!(plain, "al" | "ال" | "d" | "o" | "mac" | "mc" | "l" | "آل" | "abd");
    let short = plain.len() <= 9;
    let nobody = matches!(plain, "fnu" | "lnu" | "nfn" | "nln" | "xxx" | "unknown");
    if nobody
        || count > 1
            && known(&TITLES_SET, plain)
            && (n == 0 || last || n == 1)
            && !known_given(word)
    {
        return Kind::Title;
    }
    if (plain == "ph" && after == Some("d")) || (plain == "d" && before == Some("ph")) {
        return Kind::Title;
    }
    if short && count > 1 && known(&SUFFIXES_SET, plain) && (last || n + 2 == count) && n > 0 {
        return Kind::Suffix;
    }
    if count > 1 && last && plain == "v" && matches!(field, Field::Whole { .. } | Field::Surname) {
        return Kind::Suffix;
    }
    if short && count > 1 && known(&PARTICLES_SET, plain) && (!edge || (glued && !last)) {
        // A single letter with a name around it in the given names is an initial.
        let letter = word.len() == 1 && word.latin;
        let initial =
            letter && !matches!(field, Field::Surname) && !matches!(plain, "y" | "d" | "o" | "e")
                || letter && matches!(field, Field::Given);
        return if initial { Kind::Initial } else { Kind::Particle };
    }
    if word.len() == 1 && word.latin && plain.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Kind::Initial;
    }
    let bulgarian = field == Field::Given
        && word.len() > 4
        && ["ov", "ev", "ova", "eva"].iter().any(|ending| plain.ends_with(ending));
    let patronymic = match field {
        Field::Given => n > 0,
        Field::Surname => false,
        Field::Whole { .. } => n > 0 && count > 2,
    } && (bulgarian || is_patronymic(word));
    let child = before.is_some_and(|before| n > 1 && CHILD_OF.contains(&before))
        || n > 0 && after.is_some_and(|after| CHILD_AFTER.contains(&after))
        || n > 0 && CHILD_AFTER.contains(&plain);
    let child = child
        && !matches!(field, Field::Surname)
        && !(last && matches!(field, Field::Whole { .. }));
    if patronymic || child { Kind::Patronymic } else { Kind::Name }
}

fn known_given(word: &Token) -> bool {
    word.plain.len() > 2 && lexicon::gender(&word.plain).is_some()
}

/// Slavic patronymics, by their endings in Latin and Cyrillic letters.
pub(crate) fn is_patronymic(word: &Token) -> bool {
    const ENDINGS: &[&str] = &[
        "ovich",
        "evich",
        "ovic",
        "ovych",
        "evych",
        "yevich",
        "ievich",
        "ovna",
        "evna",
        "ivna",
        "yevna",
        "ievna",
        "inichna",
        "ichna",
        "ovitch",
        "evitch",
        "owicz",
        "ович",
        "евич",
        "ійович",
        "овна",
        "евна",
        "івна",
        "ївна",
        "ична",
        "ьич",
    ];
    word.len() > 6
        && ENDINGS.iter().any(|ending| word.plain.ends_with(ending))
        && !word.plain.ends_with("owicz")
}

/// Whether a word among the given names is probably the father's: where names are the person's, the
/// father's and the grandfather's, or by its ending.
pub(crate) fn is_fathers_name(word: &Token) -> bool {
    let plain = word.plain.as_str();
    is_patronymic(word)
        || FATHER_STARTS
            .iter()
            .any(|start| plain.starts_with(start) && plain.len() > start.len() + 2)
        || ["dottir", "sson"].iter().any(|end| plain.ends_with(end) && plain.len() > end.len() + 2)
        || FATHERS.binary_search(&plain).is_ok()
}

/// Guesses which words of a whole name are the surname: those before a comma; those in capitals
/// where others are not; the first where it is an East Asian surname; else the last.
fn sides(words: &mut [Token], comma: Option<usize>) {
    let names: Vec<usize> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| matches!(word.kind, Kind::Name | Kind::Initial | Kind::Particle))
        .map(|(n, _)| n)
        .collect();
    let after_comma = comma.is_some_and(|comma| names.iter().any(|n| *n >= comma));
    let capital = |word: &Token| {
        word.latin
            && word.shown.chars().filter(|c| c.is_alphabetic()).count() > 1
            && word.shown.chars().all(|c| !c.is_lowercase())
    };
    let mixed = words.iter().any(capital)
        && words
            .iter()
            .any(|word| word.len() > 1 && word.latin && !capital(word) && word.kind == Kind::Name);
    let father_last = words.last().is_some_and(|word| word.kind == Kind::Patronymic);
    let given_last = names.len() == 2 && {
        let at = |n: Option<&usize>| n.and_then(|n| words.get(*n));
        let given = |word: &Token| lexicon::gender(&word.plain).is_some();
        at(names.first()).is_some_and(|word| !given(word) && word.kind == Kind::Name)
            && at(names.last()).is_some_and(|word| given(word) && !lexicon::is_surname(&word.plain))
    };
    let east = (father_last || given_last) && names.len() > 1
        || names.len() > 1 && names.first().and_then(|n| words.get(*n)).is_some_and(surname_first);
    let last =
        names.iter().rev().find(|n| words.get(**n).is_some_and(|w| w.kind == Kind::Name)).copied();
    let total = names.len();
    for (n, word) in words.iter_mut().enumerate() {
        let surname = if total <= 1 {
            false
        } else if let (Some(comma), true) = (comma, after_comma) {
            n < comma
        } else if mixed {
            capital(word) && word.kind != Kind::Suffix
        } else if east {
            Some(&n) == names.first()
        } else {
            last.is_some_and(|last| n == last)
        };
        word.field = Field::Whole { surname };
    }
    if !after_comma
        && !mixed
        && !east
        && let Some(last) = last
    {
        // Particles that lead to the surname belong to it.
        let mut hyphened = words.get(last).is_some_and(|word| word.hyphened);
        for n in (0..last).rev() {
            match words.get_mut(n) {
                Some(word) if (word.kind == Kind::Particle || hyphened) && n > 0 => {
                    word.field = Field::Whole { surname: true };
                    hyphened = word.hyphened;
                }
                _ => break,
            }
        }
    }
}

/// Surnames that stand first: Chinese, Korean, Vietnamese and, in their own scripts, Japanese.
fn surname_first(word: &Token) -> bool {
    const LATIN: &[&str] = &[
        "kim", "lee", "park", "choi", "choe", "chung", "jung", "jeong", "kang", "yoon", "jang",
        "lim", "shin", "kwon", "hwang", "ahn", "song", "hong", "ryu", "nguyen", "tran", "le",
        "pham", "huynh", "hoang", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong",
        "ly", "wang", "li", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "xu",
        "sun", "hu", "zhu", "gao", "lin", "he", "guo", "ma", "luo", "liang", "song", "zheng",
        "xie", "han", "tang", "feng", "yu", "dong", "xiao", "cheng", "cao", "yuan", "deng", "fu",
        "shen", "zeng", "peng", "lu", "su", "jiang", "cai", "jia", "ding", "wei", "xue", "ye",
        "yan", "pan", "du", "dai", "xia", "zhong", "tian", "ren", "fan", "fang", "shi", "yao",
        "tan", "mao", "xi", "chan", "wong", "cheung", "lau", "chow", "leung", "ng", "kwok", "hui",
        "tse", "yeung", "chang", "hsu", "hsieh", "tsai", "mun", "ra", "chu", "choe", "ku", "yun",
        "son",
    ];
    static LATIN_SET: Words = LazyLock::new(|| LATIN.iter().copied().collect());
    if word.latin {
        return known(&LATIN_SET, &word.plain);
    }
    matches!(
        script::of(&word.plain),
        Some(
            unicode_script::Script::Han
                | unicode_script::Script::Hangul
                | unicode_script::Script::Hiragana
                | unicode_script::Script::Katakana
        )
    )
}
