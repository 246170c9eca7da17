//! How a name sounds, coarsely: spellings of one name in many languages come out near each other.
//!
//! A spelling in the letters a to z becomes a row of phones, one byte each. Two rows are compared
//! by a weighted edit distance whose costs say which sounds are written for each other.

use std::sync::LazyLock;

use arrayvec::ArrayVec;

/// Longest row that is compared; the rest of a longer word is left out.
pub(crate) const MAX_PHONES: usize = 24;

/// The sounds of a word, one byte each.
pub(crate) type Row = ArrayVec<u8, MAX_PHONES>;

/// The cost of one whole phone, so that all distances are integers.
pub(crate) const WHOLE: u32 = 100;

/// What the other side was written in, which decides what is easily lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Manner {
    /// Letters for all sounds: Latin, Cyrillic, Greek and their like.
    Alphabet,
    /// Consonants only: Arabic and Hebrew.
    Abjad,
    /// Japanese syllables: consonants get vowels, l is r.
    Kana,
    /// Korean syllables.
    Hangul,
    /// Chinese syllables by their pinyin.
    Han,
}

/// The phones of a skeleton of consonants, which are given as such: equal neighbours are two
/// sounds with an unwritten vowel between them.
pub(crate) fn skeleton(sounds: &str) -> Row {
    sounds.bytes().filter(u8::is_ascii_alphabetic).take(MAX_PHONES).collect()
}

/// The phones of a spelling in small letters a to z. Other characters are skipped. Digraphs of
/// many languages are read as one sound; capital letters stand for sounds that Latin writes with
/// two letters (S for sh, C for ch, Z for zh, T for th, N for ng).
pub(crate) fn phones(spelling: &str) -> Row {
    let mut out = Row::new();
    if spelling.bytes().all(|c| c.is_ascii_lowercase()) {
        sounds_of(spelling.as_bytes(), &mut out);
    } else {
        let letters: Vec<u8> = spelling.bytes().filter(u8::is_ascii_lowercase).collect();
        sounds_of(&letters, &mut out);
    }
    out
}

fn sounds_of(letters: &[u8], out: &mut Row) {
    let mut at = 0;
    while let Some(rest) = letters.get(at..).filter(|rest| !rest.is_empty()) {
        let (sounds, length) = first_sounds(rest, out.is_empty());
        for &sound in sounds {
            let again = out.last() == Some(&sound);
            if !again && !out.is_full() {
                out.push(sound);
            }
        }
        at += length;
    }
}

/// A word of Somali spelling as others write it: x is h, c is not heard.
pub(crate) fn somali(word: &str) -> Option<String> {
    let starts = ["cab", "cal", "ciis", "cis", "cum", "caw", "caa", "cus", "cil"];
    let long = || ["aa", "ii", "uu", "oo", "ee"].iter().any(|vowel| word.contains(vowel));
    let written = word.starts_with('c') && starts.iter().any(|start| word.starts_with(start))
        || word.bytes().any(|c| c == b'x') && long();
    if !written {
        return None;
    }
    let silent = word.strip_prefix('c').unwrap_or(word);
    Some(silent.replace('x', "h"))
}

/// A word with the Russian ё in it, as it is spelled where its dots are left out: Fyodor, Fedor.
pub(crate) fn slavic(word: &str) -> Option<String> {
    let at = word.as_bytes().windows(2).position(|two| two == b"yo").filter(|at| *at > 0)?;
    let consonant = word.as_bytes().get(at - 1).is_some_and(|c| !b"aeiou".contains(c));
    consonant.then(|| word.replacen("yo", "e", 1))
}

type Digraph = (&'static [u8], &'static [u8]);

/// Spellings of several letters with their sounds, longest first.
const DIGRAPHS: &[Digraph] = &[
    (b"shch", b"S"),
    (b"stsch", b"S"),
    (b"tsch", b"C"),
    (b"dsch", b"J"),
    (b"tch", b"C"),
    (b"tts", b"c"),
    (b"dge", b"J"),
    (b"sch", b"S"),
    (b"dzh", b"J"),
    (b"sh", b"S"),
    (b"ch", b"C"),
    (b"zh", b"Z"),
    (b"kh", b"x"),
    (b"pf", b"f"),
    (b"ph", b"f"),
    (b"th", b"T"),
    (b"gh", b"g"),
    (b"dh", b"d"),
    (b"bh", b"b"),
    (b"cz", b"C"),
    (b"sz", b"S"),
    (b"rz", b"Z"),
    (b"tz", b"c"),
    (b"ts", b"c"),
    (b"dj", b"J"),
    (b"dz", b"c"),
    (b"ck", b"k"),
    (b"qu", b"k"),
    (b"gu", b"g"),
    (b"nh", b"n"),
    (b"lh", b"l"),
    (b"ou", b"u"),
    (b"oo", b"u"),
    (b"ee", b"i"),
    (b"aa", b"a"),
    (b"ii", b"i"),
    (b"uu", b"u"),
    (b"ij", b"i"),
    (b"iy", b"i"),
    (b"yi", b"i"),
    (b"ey", b"e"),
    (b"ei", b"e"),
    (b"ie", b"i"),
    (b"eo", b"o"),
    (b"ae", b"e"),
    (b"oe", b"o"),
    (b"eu", b"u"),
    (b"ue", b"u"),
    (b"ai", b"ai"),
    (b"ay", b"ai"),
    (b"ng", b"ng"),
    (b"wh", b"v"),
];

/// For each two first letters the [`DIGRAPHS`] that begin with them, as bits.
static BY_LETTERS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut found = vec![0; 26 * 26];
    for (n, (spelling, _)) in DIGRAPHS.iter().enumerate() {
        if let Some(cell) = place(spelling).and_then(|place| found.get_mut(place)) {
            *cell |= 1 << n;
        }
    }
    found
});
const _: () = assert!(DIGRAPHS.len() <= 64, "they are kept in as many bits");

fn place(letters: &[u8]) -> Option<usize> {
    let [x, y, ..] = letters else { return None };
    let number = |c: &u8| c.checked_sub(b'a').filter(|n| *n < 26).map(usize::from);
    Some(number(x)? * 26 + number(y)?)
}

fn first_sounds(rest: &[u8], first: bool) -> (&'static [u8], usize) {
    let mut found = place(rest).and_then(|place| BY_LETTERS.get(place)).copied().unwrap_or(0);
    while found != 0 {
        let n = found.trailing_zeros() as usize;
        found &= found - 1;
        if let Some((spelling, sounds)) = DIGRAPHS.get(n)
            && rest.starts_with(spelling)
            && !(first && matches!(*spelling, b"ie" | b"eu" | b"ue"))
        {
            return (sounds, spelling.len());
        }
    }
    let next = rest.get(1).copied().unwrap_or(0);
    let soft = matches!(next, b'e' | b'i' | b'y');
    let sounds: &[u8] = match rest.first().copied().unwrap_or(0) {
        b'a' => b"a",
        b'b' => b"b",
        b'c' if soft => b"s",
        b'c' | b'k' | b'q' => b"k",
        b'd' => b"d",
        b'e' => b"e",
        b'f' => b"f",
        b'g' => b"g",
        b'h' => b"h",
        b'i' => b"i",
        b'j' => b"J",
        b'l' => b"l",
        b'm' => b"m",
        b'n' => b"n",
        b'o' => b"o",
        b'p' => b"p",
        b'r' => b"r",
        b's' => b"s",
        b't' => b"t",
        b'u' => b"u",
        b'v' => b"v",
        b'w' => b"w",
        b'x' => b"ks",
        b'y' if matches!(next, b'a' | b'e' | b'o' | b'u') => b"j",
        b'y' => b"i",
        b'z' => b"z",
        _ => b"",
    };
    (sounds, 1)
}

/// The distance of two rows in hundredths of a phone.
pub(crate) fn distance(a: &[u8], b: &[u8], manner: Manner) -> u32 {
    if a == b {
        return 0;
    }
    let costs = Costs::of(manner);
    let (a, b) = (cut(a), cut(b));
    // The first cell is before the first phone of b.
    let (mut first, mut cells) = (0, [0_u32; MAX_PHONES]);
    let mut sum = 0;
    for (cell, &y) in cells.iter_mut().zip(b) {
        sum += costs.alone(y);
        *cell = sum;
    }
    for &x in a {
        let x_alone = costs.alone(x);
        let mut diagonal = first;
        first += x_alone;
        let mut left = first;
        for (cell, &y) in cells.iter_mut().zip(b) {
            let up = *cell;
            left = (diagonal + costs.pair(x, y)).min(up + x_alone).min(left + costs.alone(y));
            diagonal = up;
            *cell = left;
        }
    }
    b.len().checked_sub(1).and_then(|last| cells.get(last)).copied().unwrap_or(first)
}

/// The distance as a share of the longer row, in thousandths; 1000 for an empty row.
pub(crate) fn unlikeness(a: &[u8], b: &[u8], manner: Manner) -> u32 {
    let longest = cut(a).len().max(cut(b).len());
    if a.is_empty() || b.is_empty() {
        return 1000;
    }
    let whole = u32::try_from(longest).unwrap_or(1) * WHOLE;
    (distance(a, b, manner) * 1000 / whole.max(1)).min(1000)
}

fn cut(row: &[u8]) -> &[u8] {
    row.get(..row.len().min(MAX_PHONES)).unwrap_or(row)
}

struct Costs {
    pair: [[u8; 64]; 64],
    alone: [u8; 64],
}

impl Costs {
    fn of(manner: Manner) -> &'static Self {
        static TABLES: LazyLock<[Costs; 5]> = LazyLock::new(|| {
            [Manner::Alphabet, Manner::Abjad, Manner::Kana, Manner::Hangul, Manner::Han]
                .map(Costs::new)
        });
        match (manner, &*TABLES) {
            (Manner::Alphabet, [costs, ..])
            | (Manner::Abjad, [_, costs, ..])
            | (Manner::Kana, [_, _, costs, ..])
            | (Manner::Hangul, [_, _, _, costs, _])
            | (Manner::Han, [_, _, _, _, costs]) => costs,
        }
    }

    fn pair(&self, x: u8, y: u8) -> u32 {
        u32::from(self.pair[usize::from(x & 63)][usize::from(y & 63)])
    }

    fn alone(&self, x: u8) -> u32 {
        u32::from(self.alone[usize::from(x & 63)])
    }

    fn new(manner: Manner) -> Self {
        let mut costs = Self { pair: [[100; 64]; 64], alone: [100; 64] };
        for (n, row) in costs.pair.iter_mut().enumerate() {
            if let Some(cell) = row.get_mut(n) {
                *cell = 0;
            }
        }
        for x in *b"aeiou" {
            costs.lose(x, 50);
            for y in *b"aeiou" {
                costs.near(x, y, 32);
            }
        }
        costs.near_all(EVERYWHERE);
        for (x, cost) in [(b'h', 22), (b'j', 25), (b'w', 50), (b'x', 70)] {
            costs.lose(x, cost);
        }
        let (near, lost) = match manner {
            Manner::Alphabet => ("", ""),
            Manner::Abjad => (ABJAD, "a6 e6 i8 o9 u9 j20 w22 h18"),
            Manner::Kana => (KANA, "u12 o20 i28 r24 h20 e35 a40"),
            Manner::Hangul => (HANGUL, "u14 e22 i28 h15 r45 j10 w14"),
            Manner::Han => (HAN, "g60 h12 j12 w15"),
        };
        costs.near_all(near);
        for (sounds, cost) in entries(lost, 1) {
            if let [x] = sounds {
                costs.lose(*x, cost);
            }
        }
        costs
    }

    fn near_all(&mut self, table: &'static str) {
        for (sounds, cost) in entries(table, 2) {
            if let [x, y] = sounds {
                self.near(*x, *y, cost);
            }
        }
    }

    fn near(&mut self, x: u8, y: u8, cost: u8) {
        for (x, y) in [(x, y), (y, x)] {
            let row = self.pair.get_mut(usize::from(x & 63));
            if let Some(cell) = row.and_then(|row| row.get_mut(usize::from(y & 63)))
                && x != y
            {
                *cell = cost;
            }
        }
    }

    fn lose(&mut self, x: u8, cost: u8) {
        if let Some(cell) = self.alone.get_mut(usize::from(x & 63)) {
            *cell = cost;
        }
    }
}

/// Entries of a table: so many sounds, then their cost.
fn entries(table: &'static str, sounds: usize) -> impl Iterator<Item = (&'static [u8], u8)> {
    table.split_whitespace().filter_map(move |entry| {
        let (sounds, cost) = entry.split_at_checked(sounds)?;
        Some((sounds.as_bytes(), cost.parse().ok()?))
    })
}

/// Sounds that spellings exchange in any language, with what the exchange costs in hundredths.
const EVERYWHERE: &str = "Ch30 ei15 ou15 ao35 iu40 au40 ji8 je30 Jj12 Ji30 JZ20 Jx45 Jh45 Jg30 JC35 Jz45 vw5 wu15 \
    wo35 vb45 fv35 pb50 pf50 td45 tT8 dT45 sT50 fT60 kg40 kx22 kC40 hx12 xC25 xg45 hg45 \
    sz20 sS32 zZ30 SZ45 CS25 sc25 zc20 Cc30 kc55 ks75 mn60 rl70 CZ40";

const ABJAD: &str = "wu4 wo4 wv4 vu12 vo12 wa45 ji3 je5 ja40 Jj25 bv10 pf12 pb30 fv20 sS14 kx14 xC25 hx6 \
    kg25 gJ10 dz25 sT20 tT5 td45 zT30 ae6 ei6 ou5 ai15 ao20 au22 ha20 he25 sz20 CS15 cs30 \
    JZ15 zJ40 Cc20 kC30 xg35";

const KANA: &str = "rl2 bv4 hf12 sT12 sS14 tC14 tc14 zJ14 zd30 zT20 dJ25 CS25 wu8 ea20 ao25 ja30 ji6 JZ10 \
    zZ15 Cc20 ku90 sc20 xh6 vu40 mn35 ou20 ei15 au30 gJ40 kx20";

const HANGUL: &str = "kg4 td6 pb6 rl3 JC6 Jc12 zJ10 JZ8 pf8 bv8 sS8 sT12 eo14 ou8 eu14 ae10 ei14 au20 wu4 \
    wo8 kx20 sz20 ji6 je10 ao22 mn40 Cc15 CS25 hf30 bp6";

const HAN: &str = "ei20 eo20 ou20 bp30 td30 kg30 rl40 Ss30 ZJ25 JC25 CZ20 xS30";

#[cfg(test)]
mod tests {
    use super::*;

    fn apart(a: &str, b: &str) -> u32 {
        unlikeness(&phones(a), &phones(b), Manner::Alphabet)
    }

    #[test]
    fn spellings_of_one_name_are_near_and_others_far() {
        for (a, b) in [
            ("sergey", "sergei"),
            ("mohammed", "muhammad"),
            ("yuri", "iouri"),
            ("jon", "john"),
            ("catherine", "katherine"),
            ("stephen", "steven"),
        ] {
            assert!(apart(a, b) <= 140, "{a} {b} {}", apart(a, b));
        }
        for (a, b) in [("anna", "olga"), ("smith", "jones"), ("ivanov", "petrov")] {
            assert!(apart(a, b) >= 300, "{a} {b} {}", apart(a, b));
        }
    }

    #[test]
    fn distances_are_symmetric_and_zero_for_the_same() {
        for (a, b) in [("katarzyna", "kasia"), ("wojcik", "wolf"), ("", "anna")] {
            assert_eq!(apart(a, b), apart(b, a));
        }
        assert_eq!(apart("wojcik", "wojcik"), 0);
    }
}
