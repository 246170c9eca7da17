//! Korean: Revised Romanization (2000), McCune-Reischauer, and the customary surnames.

use std::sync::LazyLock;

use super::push_new;

const INITIALS: [(&str, &str); 19] = [
    ("g", "k"),
    ("kk", "kk"),
    ("n", "n"),
    ("d", "t"),
    ("tt", "tt"),
    ("r", "r"),
    ("m", "m"),
    ("b", "p"),
    ("pp", "pp"),
    ("s", "s"),
    ("ss", "ss"),
    ("", ""),
    ("j", "ch"),
    ("jj", "tch"),
    ("ch", "ch"),
    ("k", "k"),
    ("t", "t"),
    ("p", "p"),
    ("h", "h"),
];

const VOWELS: [(&str, &str); 21] = [
    ("a", "a"),
    ("ae", "ae"),
    ("ya", "ya"),
    ("yae", "yae"),
    ("eo", "o"),
    ("e", "e"),
    ("yeo", "yo"),
    ("ye", "ye"),
    ("o", "o"),
    ("wa", "wa"),
    ("wae", "wae"),
    ("oe", "oe"),
    ("yo", "yo"),
    ("u", "u"),
    ("wo", "wo"),
    ("we", "we"),
    ("wi", "wi"),
    ("yu", "yu"),
    ("eu", "u"),
    ("ui", "ui"),
    ("i", "i"),
];

const FINALS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
];

/// Surnames with their customary spellings, the most usual first.
const SURNAMES: &[(&str, &str)] = &[
    ("이", "lee yi rhee ri i"),
    ("김", "kim gim"),
    ("박", "park pak bak"),
    ("최", "choi choe chey"),
    ("정", "jung jeong chung cheong chong"),
    ("강", "kang gang"),
    ("조", "cho jo joe"),
    ("윤", "yoon yun"),
    ("장", "jang chang"),
    ("임", "lim im rim yim"),
    ("한", "han hahn"),
    ("오", "oh o"),
    ("서", "seo suh so"),
    ("신", "shin sin"),
    ("권", "kwon gwon"),
    ("황", "hwang whang"),
    ("안", "ahn an"),
    ("송", "song"),
    ("류", "ryu ryoo yoo yu"),
    ("유", "yoo yu you ryu"),
    ("홍", "hong"),
    ("전", "jeon jun chun chon"),
    ("고", "ko go koh"),
    ("문", "moon mun"),
    ("양", "yang ryang"),
    ("손", "son sohn"),
    ("배", "bae pae"),
    ("백", "baek paik paek back"),
    ("허", "heo hur huh ho"),
    ("남", "nam"),
    ("심", "shim sim"),
    ("노", "noh roh no ro"),
    ("하", "ha"),
    ("곽", "kwak gwak"),
    ("성", "sung seong song"),
    ("차", "cha"),
    ("주", "joo ju chu"),
    ("우", "woo u wu"),
    ("구", "koo ku gu goo"),
    ("민", "min"),
    ("나", "na ra rha"),
    ("라", "ra na"),
    ("진", "jin chin"),
    ("지", "ji chi jee"),
    ("엄", "um eom uhm"),
    ("원", "won weon"),
    ("천", "chun cheon"),
    ("방", "bang pang"),
    ("공", "kong gong"),
    ("현", "hyun hyeon"),
    ("함", "ham hahm"),
    ("변", "byun byeon pyon"),
    ("염", "yum yeom"),
    ("여", "yeo yuh"),
    ("추", "choo chu"),
    ("도", "do to doh"),
    ("석", "seok suk sok"),
    ("선", "sun seon"),
    ("설", "seol sul"),
    ("마", "ma mah"),
    ("길", "gil kil"),
    ("연", "yeon youn"),
    ("위", "wi wee"),
    ("표", "pyo"),
    ("명", "myung myeong"),
    ("기", "ki gi kee"),
    ("반", "ban pan"),
    ("왕", "wang"),
    ("금", "keum geum kum"),
    ("옥", "ok"),
    ("육", "yook yuk"),
    ("인", "in"),
    ("맹", "maeng"),
    ("제", "je"),
    ("모", "mo"),
    ("탁", "tak"),
    ("국", "kook guk"),
    ("어", "eo uh"),
    ("은", "eun"),
    ("용", "yong"),
    ("남궁", "namgung namkung"),
    ("황보", "hwangbo"),
    ("제갈", "jegal"),
    ("사공", "sagong"),
    ("선우", "seonwoo sunwoo"),
];

/// Whether the word is one of the usual surnames.
pub(crate) fn is_surname(word: &str) -> bool {
    SURNAMES.iter().any(|(native, _)| *native == word)
}

/// The spellings of a word in precomposed syllables.
pub(super) fn spellings(word: &str, surname: bool) -> Vec<String> {
    let mut out = Vec::new();
    let customary = SURNAMES
        .iter()
        .find(|(native, _)| *native == word && (surname || word.chars().count() > 1));
    if let Some((_, spellings)) = customary {
        out.extend(spellings.split(' ').map(str::to_owned));
    }
    let syllables: Vec<(usize, usize, usize)> = word.chars().filter_map(parts).collect();
    push_new(&mut out, joined(&syllables, |pair| pair.0, true));
    push_new(&mut out, joined(&syllables, |pair| pair.0, false));
    push_new(&mut out, joined(&syllables, |pair| pair.1, true));
    out
}

/// The ways in which people write each initial, vowel and final consonant.
const WRITTEN_INITIALS: [&str; 19] = [
    "g k",
    "kk gg k",
    "n",
    "d t",
    "tt dd t",
    "r l n",
    "m",
    "b p",
    "pp bb p",
    "s sh",
    "ss s",
    "",
    "j ch z",
    "jj tch j ch",
    "ch",
    "k",
    "t",
    "p",
    "h",
];
const WRITTEN_VOWELS: [&str; 21] = [
    "a ah",
    "ae ai e",
    "ya",
    "yae yai",
    "eo u o ou",
    "e ae",
    "yeo yu you yo yeou",
    "ye yeh",
    "o oh",
    "wa",
    "wae wai we",
    "oe oi we",
    "yo",
    "u oo ou woo wu",
    "wo weo wu",
    "we",
    "wi wee we",
    "yu yoo you",
    "eu u oo",
    "ui eui ee i",
    "i ee yi y",
];
const WRITTEN_FINALS: [&str; 28] = [
    "", "k g ck", "k", "k", "n", "n", "n", "t d", "l r", "k", "m", "l", "l", "l", "p", "l", "m",
    "p b", "p", "t s", "t ss s", "ng", "t j", "t ch", "k", "t", "p", "t h",
];

/// Whether a word in small letters a to z spells a word of one to three syllables in a way in which
/// people write their names. `None` where the word is no Korean one by its letters.
pub(crate) fn korean(native: &str, latin: &str) -> Option<bool> {
    let syllables: Vec<(usize, usize, usize)> = native.chars().filter_map(parts).collect();
    if syllables.is_empty() || syllables.len() > 3 || latin.len() > 20 {
        return None;
    }
    if spells(&syllables, latin.as_bytes()) {
        return Some(true);
    }
    looks_korean(latin.as_bytes(), syllables.len()).then_some(false)
}

fn spells(syllables: &[(usize, usize, usize)], latin: &[u8]) -> bool {
    let further = |from: u32, table: &'static [&'static str], n: usize| {
        further(latin, from, table.get(n).copied().unwrap_or_default().split(' '))
    };
    let read = syllables.iter().fold(1, |read, (initial, vowel, end)| {
        let read = further(read, &WRITTEN_INITIALS, *initial);
        let read = further(read, &WRITTEN_VOWELS, *vowel);
        further(read, &WRITTEN_FINALS, *end)
    });
    read >> latin.len() & 1 == 1
}

/// Whether a word can be so many Korean syllables.
fn looks_korean(latin: &[u8], syllables: usize) -> bool {
    static INITIALS: LazyLock<Vec<&str>> = LazyLock::new(|| distinct(&WRITTEN_INITIALS));
    static VOWELS: LazyLock<Vec<&str>> = LazyLock::new(|| distinct(&WRITTEN_VOWELS));
    const FINALS: [&str; 10] = ["", "k", "n", "t", "l", "m", "p", "ng", "g", "b"];
    let read = (0..syllables).fold(1, |read, _| {
        let read = further(latin, read, INITIALS.iter().copied());
        let read = further(latin, read, VOWELS.iter().copied());
        further(latin, read, FINALS.into_iter())
    });
    read >> latin.len() & 1 == 1
}

/// How many letters may have been read, one bit each, after one of these ways follows what was
/// read before.
fn further<'a>(latin: &[u8], from: u32, ways: impl Iterator<Item = &'a str> + Clone) -> u32 {
    let mut read = 0;
    for (at, rest) in (0..=latin.len()).filter_map(|at| Some((at, latin.get(at..)?))) {
        if from >> at & 1 == 1 {
            let fitting = ways.clone().filter(|way| rest.starts_with(way.as_bytes()));
            fitting.for_each(|way| read |= 1 << (at + way.len()));
        }
    }
    read
}

fn distinct(table: &'static [&'static str]) -> Vec<&'static str> {
    let mut ways: Vec<&str> = table.iter().flat_map(|ways| ways.split(' ')).collect();
    ways.sort_unstable();
    ways.dedup();
    ways
}

fn parts(c: char) -> Option<(usize, usize, usize)> {
    let n = usize::try_from((c as u32).checked_sub(0xac00)?).ok()?;
    (n < 11172).then_some((n / 588, n % 588 / 28, n % 28))
}

/// One way's text; `linked` carries a final consonant over to a following vowel.
fn joined(
    syllables: &[(usize, usize, usize)],
    way: fn(&(&'static str, &'static str)) -> &'static str,
    linked: bool,
) -> String {
    let mut out = String::new();
    let mut carried: Option<usize> = None;
    for (n, &(initial, vowel, end)) in syllables.iter().enumerate() {
        let silent = initial == 11;
        match carried.take() {
            Some(end) if silent => out.push_str(single(end)),
            Some(end) => {
                out.push_str(FINALS.get(end).copied().unwrap_or_default());
                out.push_str(INITIALS.get(initial).map_or("", way));
            }
            None => out.push_str(INITIALS.get(initial).map_or("", way)),
        }
        out.push_str(VOWELS.get(vowel).map_or("", way));
        let last = n + 1 == syllables.len();
        if !last && linked && end != 0 && end != 21 {
            carried = Some(end);
        } else {
            out.push_str(FINALS.get(end).copied().unwrap_or_default());
        }
    }
    out
}

/// A final consonant as it is heard before a vowel.
fn single(end: usize) -> &'static str {
    match end {
        1 | 2 => "g",
        4 => "n",
        7 => "d",
        8 => "r",
        16 => "m",
        17 => "b",
        19 | 20 => "s",
        22 => "j",
        23 => "ch",
        _ => FINALS.get(end).copied().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_syllables_in_many_ways() {
        for latin in ["youngsook", "yeongsuk", "yongsuk"] {
            assert_eq!(korean("영숙", latin), Some(true), "{latin}");
        }
        assert_eq!(korean("민지", "minjae"), Some(false));
        assert_eq!(korean("올리비아", "olivia"), None);
        assert_eq!(korean("호퍼", "hopper"), None);
    }

    #[test]
    fn customs_and_systems() {
        for (native, latin) in
            [("이", "lee"), ("이", "yi"), ("박", "park"), ("최", "choi"), ("정", "jeong")]
        {
            assert!(spellings(native, true).iter().any(|text| text == latin), "{latin}");
        }
        for (native, latin) in
            [("민준", "minjun"), ("지호", "jiho"), ("현우", "hyeonu"), ("지호", "chiho")]
        {
            assert!(spellings(native, false).iter().any(|text| text == latin), "{latin}");
        }
    }
}
