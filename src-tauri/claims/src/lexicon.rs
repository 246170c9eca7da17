//! What is known about names: how common each is, which are given to whom, which are short for
//! which. The tables and their licences lie in `data/`.

use std::{hash::Hasher as _, sync::LazyLock};

use rustc_hash::{FxHashMap, FxHasher};

use crate::table::{List, Table};

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
    static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(COUNTS));
    TABLE.get(name).and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// Whether anybody in Wikidata bears the name: slips of the pen are borne by nobody.
pub(crate) fn attested(name: &str) -> bool {
    static LIST: LazyLock<List> = LazyLock::new(|| List::of(ATTESTED));
    LIST.contains(name) || count(name) > 0
}

/// Two syllables of Korean given names, as people write them: whether they may be one; `None` where
/// one of them is not known as such.
pub(crate) fn korean(a: &str, b: &str) -> Option<bool> {
    static LINES: LazyLock<FxHashMap<&'static str, Vec<u8>>> = LazyLock::new(|| {
        let mut syllables: FxHashMap<&str, Vec<u8>> = FxHashMap::default();
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
    static NAMES: LazyLock<FxHashMap<&'static str, &'static str>> =
        LazyLock::new(|| lines(SEMITIC).filter_map(|line| line.split_once(' ')).collect());
    NAMES.get(native).copied().unwrap_or_default()
}

/// Whether it is a popular given name somewhere, and whose.
pub(crate) fn gender(name: &str) -> Option<Gender> {
    static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(GIVEN));
    TABLE.get(name).map(|gender| match gender {
        "F" => Gender::Female,
        "M" => Gender::Male,
        _ => Gender::Both,
    })
}

/// Whether it is a popular surname somewhere.
pub(crate) fn is_surname(name: &str) -> bool {
    static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(SURNAMES));
    TABLE.get(name).is_some()
}

/// Romanised readings of a whole name in Chinese characters.
pub(crate) fn readings(name: &str) -> impl Iterator<Item = &'static str> {
    static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(READINGS));
    TABLE.get(name).unwrap_or_default().split(' ').filter(|reading| !reading.is_empty())
}

/// Whether the dictionaries know two names, in small letters a to z, as forms of one.
pub(crate) fn kin(a: &str, b: &str) -> Option<Kin> {
    let mut best = None;
    for x in FAMILIES.places(a) {
        for y in FAMILIES.places(b).filter(|y| y.family == x.family) {
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
    name: &'static str,
    family: u16,
    part: Part,
    /// A part of the name's hash.
    mark: u32,
    /// The place before it of a name that shares the other part, and one more.
    before: u32,
}

/// The places of all names. Those of one hash are chained, the last one first.
struct Families {
    places: Vec<Place>,
    last: Vec<u32>,
}

impl Families {
    fn new() -> Self {
        Self { places: Vec::with_capacity(20_000), last: vec![0; 1 << 15] }
    }

    fn add(&mut self, name: &'static str, family: u16, part: Part) {
        let number = u32::try_from(self.places.len() + 1).unwrap_or(0);
        let (hash, mark) = self.hash(name);
        if let Some(last) = self.last.get_mut(hash) {
            self.places.push(Place { name, family, part, mark, before: *last });
            *last = number;
        }
    }

    fn places(&self, name: &str) -> impl Iterator<Item = &Place> {
        let place = |number: u32| self.places.get(usize::try_from(number.checked_sub(1)?).ok()?);
        let (hash, mark) = self.hash(name);
        let last = self.last.get(hash).copied().and_then(place);
        let chain = std::iter::successors(last, move |own| place(own.before));
        chain.filter(move |place| place.mark == mark && place.name == name)
    }

    fn hash(&self, name: &str) -> (usize, u32) {
        let mut hasher = FxHasher::default();
        hasher.write(name.as_bytes());
        let hash = hasher.finish();
        // Of the number only so many bits are wanted.
        #[allow(clippy::cast_possible_truncation)]
        (hash as usize & (self.last.len() - 1), (hash >> 32) as u32)
    }
}

static FAMILIES: LazyLock<Families> = LazyLock::new(|| {
    let mut families = Families::new();
    let mut family = 0;
    let mut add = |name: &'static str, family: u16, part: Part| {
        families.add(name, family, part);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_a_table_is_found() {
        assert!(ATTESTED.lines().is_sorted());
        assert!(ATTESTED.lines().all(attested));
        for text in [COUNTS, GIVEN, SURNAMES, READINGS] {
            let table = Table::of(text);
            for row in text.lines() {
                let (key, rest) = row.split_once('\t').unwrap_or((row, ""));
                assert_eq!(table.get(key), Some(rest), "{key}");
            }
        }
        assert_eq!(count("zzzzzzzz"), 0);
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
