//! What is known about names: how common each is, which are given to whom, which are short for
//! which. The tables and their licences lie in `data/`.

use std::{collections::HashMap, sync::LazyLock};

const COUNTS: &str = include_str!("../data/names/counts.tsv");
const ATTESTED: &str = include_str!("../data/names/attested.txt");
const SEMITIC: &str = include_str!("../data/own/semitic.txt");
const KOREAN: &str = include_str!("../data/own/korean.txt");
const GIVEN: &str = include_str!("../data/names/given.tsv");
const SURNAMES: &str = include_str!("../data/names/surnames.txt");
const READINGS: &str = include_str!("../data/names/readings.tsv");
const DICTIONARY: &str = include_str!("../data/nicknames/nicknames.tsv");
const NICKNAMES: &str = include_str!("../data/own/nicknames.txt");
const VARIANTS: &str = include_str!("../data/own/variants.txt");
/// Nicknames by region.
const REGIONS: [&str; 9] = [
    include_str!("../data/own/nicknames/african.txt"),
    include_str!("../data/own/nicknames/asian.txt"),
    include_str!("../data/own/nicknames/eastern.txt"),
    include_str!("../data/own/nicknames/english.txt"),
    include_str!("../data/own/nicknames/iberian.txt"),
    include_str!("../data/own/nicknames/northern.txt"),
    include_str!("../data/own/nicknames/slavic.txt"),
    include_str!("../data/own/nicknames/southern.txt"),
    include_str!("../data/own/nicknames/western.txt"),
];

/// Every table that decides reports, for their common hash.
#[cfg(any(test, feature = "fit"))]
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    let tables = [
        ATTESTED, KOREAN, SEMITIC, COUNTS, GIVEN, SURNAMES, READINGS, DICTIONARY, NICKNAMES,
        VARIANTS,
    ];
    tables.into_iter().chain(REGIONS)
}

/// To whom a given name is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Female,
    Male,
    Both,
}

/// How two names are known to belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kin {
    /// Two spellings of one name, such as Mohammed and Muhammad.
    Variant,
    /// One is a short or pet form.
    Nickname,
    /// One name in two languages, such as Johann and Juan.
    Sister,
    /// Both are short forms of one name.
    Nicknames,
}

/// Occurrences of a name in small letters a to z among 890,000 of Wikidata; 0 for one that is
/// rare or unknown.
pub(crate) fn count(name: &str) -> u32 {
    let Some(bucket) = bucket(name) else { return 0 };
    line(bucket, name).and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// Whether anybody in Wikidata bears the name: slips of the pen are borne by nobody.
pub(crate) fn attested(name: &str) -> bool {
    line(ATTESTED, name).is_some() || count(name) > 0
}

/// Two syllables of Korean given names, as people write them: whether they may be one; `None` where
/// one of them is not known as such.
pub(crate) fn korean(a: &str, b: &str) -> Option<bool> {
    static LINES: LazyLock<HashMap<&'static str, Vec<u8>>> = LazyLock::new(|| {
        let mut syllables: HashMap<&str, Vec<u8>> = HashMap::with_capacity(250);
        for (number, line) in (0_u8..).zip(lines(KOREAN)) {
            for syllable in line.split_whitespace() {
                syllables.entry(syllable).or_default().push(number);
            }
        }
        syllables
    });
    let (a, b) = (LINES.get(a)?, LINES.get(b)?);
    Some(a.iter().any(|line| b.contains(line)))
}

/// The usual spellings, by blanks, of a given name in Arabic or Hebrew letters; blank for others.
pub(crate) fn semitic(native: &str) -> &'static str {
    static NAMES: LazyLock<HashMap<&'static str, &'static str>> =
        LazyLock::new(|| lines(SEMITIC).filter_map(|line| line.split_once(' ')).collect());
    NAMES.get(native).copied().unwrap_or_default()
}

/// The lines of the counts that begin with the name's first two letters.
fn bucket(name: &str) -> Option<&'static str> {
    static STARTS: LazyLock<Vec<usize>> = LazyLock::new(|| {
        let mut starts = vec![0; 27 * 26];
        let (mut at, mut next) = (0, 0);
        for row in COUNTS.split_inclusive('\n') {
            let number = pair(row).unwrap_or(0);
            while next <= number {
                if let Some(start) = starts.get_mut(next) {
                    *start = at;
                }
                next += 1;
            }
            at += row.len();
        }
        for start in starts.iter_mut().skip(next) {
            *start = at;
        }
        starts
    });
    let number = pair(name)?;
    COUNTS.get(*STARTS.get(number)?..*STARTS.get(number + 1)?)
}

fn pair(name: &str) -> Option<usize> {
    let [x, y, ..] = name.as_bytes() else { return None };
    let place = |c: u8| usize::from(c.wrapping_sub(b'a'));
    (place(*x) < 26 && place(*y) < 26).then(|| place(*x) * 26 + place(*y))
}

/// Whether it is a popular given name somewhere, and whose.
pub(crate) fn gender(name: &str) -> Option<Gender> {
    line(GIVEN, name).map(|gender| match gender {
        "F" => Gender::Female,
        "M" => Gender::Male,
        _ => Gender::Both,
    })
}

/// Whether it is a popular surname somewhere.
pub(crate) fn is_surname(name: &str) -> bool {
    line(SURNAMES, name).is_some()
}

/// Romanised readings of a whole name in Chinese characters.
pub(crate) fn readings(name: &str) -> impl Iterator<Item = &'static str> {
    line(READINGS, name).unwrap_or_default().split(' ').filter(|reading| !reading.is_empty())
}

/// Whether the dictionaries know two names, in small letters a to z, as forms of one.
pub(crate) fn kin(a: &str, b: &str) -> Option<Kin> {
    let (a, b) = (FAMILIES.get(a)?, FAMILIES.get(b)?);
    let mut best = None;
    for x in a {
        for y in b.iter().filter(|y| y.family == x.family) {
            let kin = match (x.part, y.part) {
                (Part::Spelling, Part::Spelling) => Kin::Variant,
                (Part::Form, Part::Form) => Kin::Sister,
                (Part::Form, Part::Short) | (Part::Short, Part::Form) => Kin::Nickname,
                (Part::Short, Part::Short) => Kin::Nicknames,
                (Part::Head, Part::Entry) | (Part::Entry, Part::Head) => Kin::Nickname,
                _ => continue,
            };
            best = Some(best.map_or(kin, |best: Kin| best.min(kin)));
        }
    }
    best
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// One of several spellings.
    Spelling,
    /// A full form in a family.
    Form,
    /// A short form in a family.
    Short,
    /// The head of a line of the dictionary, and what stands under it.
    Head,
    Entry,
}

struct Place {
    family: u16,
    part: Part,
}

static FAMILIES: LazyLock<HashMap<&'static str, Vec<Place>>> = LazyLock::new(|| {
    let mut families: HashMap<&'static str, Vec<Place>> = HashMap::with_capacity(14_000);
    let mut family = 0;
    let mut add = |name: &'static str, family: u16, part: Part| {
        families.entry(name).or_default().push(Place { family, part });
    };
    for line in [NICKNAMES].into_iter().chain(REGIONS).flat_map(lines) {
        let (forms, shorts) = line.split_once(':').unwrap_or((line, ""));
        for name in forms.split_whitespace() {
            add(name, family, Part::Form);
        }
        for name in shorts.split_whitespace() {
            add(name, family, Part::Short);
        }
        family += 1;
    }
    for line in lines(VARIANTS) {
        for name in line.split_whitespace() {
            add(name, family, Part::Spelling);
        }
        family += 1;
    }
    for line in lines(DICTIONARY) {
        let (head, entries) = line.split_once('\t').unwrap_or((line, ""));
        add(head, family, Part::Head);
        for name in entries.split(' ') {
            add(name, family, Part::Entry);
        }
        family += 1;
    }
    families
});

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// The rest of the line that begins with this key, in a text whose lines are sorted by key.
fn line(text: &'static str, key: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes.get(..middle)?.iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1);
        let length = bytes.get(start..)?.iter().position(|b| *b == b'\n');
        let end = length.map_or(bytes.len(), |length| start + length);
        let row = text.get(start..end)?;
        let (own, rest) = row.split_once('\t').unwrap_or((row, ""));
        match own.cmp(key) {
            std::cmp::Ordering::Equal => return Some(rest),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_by_key() {
        for text in [ATTESTED, COUNTS, GIVEN, SURNAMES, READINGS] {
            let keys: Vec<&str> =
                text.lines().map(|row| row.split_once('\t').unwrap_or((row, "")).0).collect();
            assert!(keys.is_sorted());
            for key in [keys[0], keys[keys.len() / 3], keys[keys.len() - 1]] {
                assert!(line(text, key).is_some(), "{key}");
            }
        }
        assert_eq!(line(COUNTS, "zzzzzzzz"), None);
        assert_eq!(line(COUNTS, ""), None);
    }

    #[test]
    fn common_names_and_families() {
        assert!(count("john") > count("kowalczyk") && count("kowalczyk") > 0);
        assert_eq!(gender("emma"), Some(Gender::Female));
        assert!(is_surname("kowalski"));
        assert_eq!(kin("robert", "bob"), Some(Kin::Nickname));
        assert_eq!(kin("katarzyna", "kasia"), Some(Kin::Nickname));
        assert_eq!(kin("johann", "juan"), Some(Kin::Sister));
        assert_eq!(kin("mohammed", "muhammad"), Some(Kin::Variant));
        assert_eq!(kin("anna", "robert"), None);
        assert!(attested("wahyuni") && attested("john") && !attested("kowalcyzk"));
        assert_eq!(korean("hyun", "hyeon"), Some(true));
        assert_eq!(korean("hyun", "hoon"), Some(false));
        assert_eq!(korean("hyun", "peter"), None);
    }
}
