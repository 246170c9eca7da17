//! Differences of two words letter by letter: how many, and whether a misreading explains them.

use crate::token::MAX_LETTERS;

/// Edits between two words: letters put in, left out, changed, or two neighbours exchanged.
pub(crate) fn edits<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let (a, b) = (
        a.get(..a.len().min(MAX_LETTERS)).unwrap_or(a),
        b.get(..b.len().min(MAX_LETTERS)).unwrap_or(b),
    );
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(start..).unwrap_or(a), b.get(start..).unwrap_or(b));
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - end).unwrap_or(a), b.get(..b.len() - end).unwrap_or(b));
    if a.is_empty() || b.is_empty() {
        return a.len() + b.len();
    }
    // A column of the table of distances as bits: where it rises and where it falls from one row
    // to the next (Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit
    // distances, 2003). MAX_LETTERS is below 64.
    let (mut rises, mut falls) = (u64::MAX, 0_u64);
    let (mut zero, mut matched) = (0_u64, 0_u64);
    let mut distance = a.len();
    let last = 1_u64 << (a.len() - 1);
    for y in b {
        let here = a.iter().rev().fold(0_u64, |bits, x| bits << 1 | u64::from(x == y));
        let exchanged = (!zero & here) << 1 & matched;
        zero = ((here & rises).wrapping_add(rises) ^ rises) | here | falls | exchanged;
        let (up, down) = (falls | !(zero | rises), zero & rises);
        distance += usize::from(up & last != 0);
        distance -= usize::from(down & last != 0);
        let up = up << 1 | 1;
        rises = down << 1 | !(zero | up);
        falls = up & zero;
        matched = here;
    }
    distance
}

/// Whether two words have the same letters, in any order.
pub(crate) fn same_letters(a: &str, b: &str) -> bool {
    let mut counts = [0_i16; 256];
    let mut add = |word: &str, by: i16| {
        for c in word.bytes() {
            if let Some(count) = counts.get_mut(usize::from(c)) {
                *count += by;
            }
        }
    };
    add(a, 1);
    add(b, -1);
    counts.iter().all(|count| *count == 0)
}

/// What a reader of printed capitals takes for each other, with the cost in tenths of an edit.
const CONFUSED: &[(&str, &str, u32)] = &[
    ("0", "o", 0),
    ("1", "i", 0),
    ("1", "l", 0),
    ("5", "s", 0),
    ("8", "b", 0),
    ("6", "g", 0),
    ("2", "z", 0),
    ("9", "g", 0),
    ("4", "a", 0),
    ("7", "t", 0),
    ("3", "e", 0),
    ("7", "i", 0),
    ("0", "d", 0),
    ("0", "q", 0),
    ("6", "b", 0),
    ("vv", "w", 1),
    ("rn", "m", 1),
    ("m", "nn", 1),
    ("cl", "d", 1),
    ("ii", "u", 1),
    ("li", "u", 2),
    ("il", "u", 2),
    ("ri", "n", 2),
    ("l", "i", 1),
    ("h", "n", 2),
    ("h", "b", 3),
    ("u", "v", 2),
    ("c", "e", 2),
    ("c", "g", 2),
    ("c", "o", 3),
    ("d", "o", 2),
    ("q", "o", 2),
    ("e", "f", 2),
    ("p", "f", 3),
    ("p", "r", 3),
    ("k", "x", 2),
    ("b", "r", 3),
    ("m", "n", 3),
    ("v", "y", 2),
    ("i", "t", 3),
    ("l", "t", 3),
    ("i", "j", 3),
    ("f", "t", 3),
    ("g", "q", 2),
    ("b", "d", 4),
    ("n", "u", 3),
    ("a", "o", 4),
    ("k", "", 4),
    ("i", "r", 4),
    ("h", "k", 3),
    ("lc", "k", 2),
    ("w", "m", 4),
    ("m", "in", 2),
    ("n", "ii", 2),
];

/// Whether misreadings alone turn one word (a to z and digits) into the other: their cost in
/// tenths of an edit, and whether a digit or a split letter shows that a machine read it.
pub(crate) fn misread(a: &str, b: &str) -> Option<(u32, bool)> {
    let mut memory = Vec::new();
    let cost = misread_from(a.as_bytes(), b.as_bytes(), 0, &mut memory)?;
    let digit = |word: &str| word.bytes().any(|c| c.is_ascii_digit());
    let machine = digit(a) != digit(b) || a.len() != b.len();
    Some((cost, machine))
}

/// At most three misreadings; `depth` counts them.
fn misread_from(a: &[u8], b: &[u8], depth: usize, memory: &mut Vec<(usize, usize)>) -> Option<u32> {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(start..)?, b.get(start..)?);
    if a.is_empty() && b.is_empty() {
        return Some(0);
    }
    if depth == 3 || a.len().abs_diff(b.len()) > 3 || memory.len() > 60 {
        return None;
    }
    memory.push((a.len(), b.len()));
    let mut best: Option<u32> = None;
    for (x, y, cost) in CONFUSED {
        for (x, y) in [(x, y), (y, x)] {
            let (x, y) = (x.as_bytes(), y.as_bytes());
            let begins = |word: &[u8], part: &[u8]| part.is_empty() || word.first() == part.first();
            if begins(a, x)
                && begins(b, y)
                && let (Some(rest_a), Some(rest_b)) = (a.strip_prefix(x), b.strip_prefix(y))
                && let Some(rest) = misread_from(rest_a, rest_b, depth + 1, memory)
            {
                let total = rest + cost + 1;
                best = Some(best.map_or(total, |best| best.min(total)));
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn edits_count_exchanges_once() {
        for (a, b, n) in [
            ("schneider", "shcneider", 1),
            ("anna", "anna", 0),
            ("anna", "ana", 1),
            ("", "ab", 2),
            ("kitten", "sitting", 3),
            ("ca", "abc", 3),
        ] {
            assert_eq!(edits(a.as_bytes(), b.as_bytes()), n, "{a} {b}");
            assert_eq!(edits(b.as_bytes(), a.as_bytes()), n, "{b} {a}");
        }
    }

    #[test]
    fn misreadings_are_told_from_other_changes() {
        assert!(misread("to5kaj", "toskaj").is_some_and(|(_, machine)| machine));
        assert!(misread("kaczrnarek", "kaczmarek").is_some_and(|(_, machine)| machine));
        assert!(misread("branimi", "brahimi").is_some());
        assert_eq!(misread("smith", "jones"), None);
        assert_eq!(misread("anna", "anna"), Some((0, false)));
    }

    /// The same by the plain table.
    fn by_table(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let changed = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let put = table[i - 1][j].min(table[i][j - 1]) + 1;
                    let turned = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    let turned = if turned { table[i - 2][j - 2] + 1 } else { usize::MAX };
                    changed.min(put).min(turned)
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]

        #[test]
        fn edits_are_those_of_the_plain_table(a in "[a-d]{0,40}", b in "[a-d]{0,40}") {
            let (a, b) = (a.as_bytes(), b.as_bytes());
            prop_assert_eq!(edits(a, b), by_table(a, b));
            let (a, b) = (&a[..a.len().min(7)], &b[..b.len().min(7)]);
            prop_assert_eq!(edits(a, b), by_table(a, b));
        }
    }
}
