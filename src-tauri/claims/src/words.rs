//! Which words of one name stand for which words of the other.

use crate::fold;

/// More words than any name has. Longer ones are not compared word by word.
pub(crate) const MAX_WORDS: usize = 64;

/// Why a pair of words counts as one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Match {
    /// The same but for capitals.
    Equal,
    /// The same but for accents.
    Accents,
    /// One is an official transliteration of the other.
    Official,
    /// Several words on one side are written as one on the other.
    Joined,
}

/// Words paired by place, and the places of those left over.
pub(crate) struct Matching {
    /// Place on the document, place in the profile, reason; by place on the document.
    pub pairs: Vec<(usize, usize, Match)>,
    pub only_document: Vec<usize>,
    pub only_profile: Vec<usize>,
}

impl Matching {
    /// Whether the paired words stand in the same order on both sides.
    pub(crate) fn in_order(&self) -> bool {
        self.pairs.is_sorted_by_key(|(_, profile, _)| *profile)
    }

    /// Whether any pair was made for this reason.
    pub(crate) fn any(&self, reason: Match) -> bool {
        self.pairs.iter().any(|(_, _, found)| *found == reason)
    }
}

/// Pairs words for the strongest reason first. Swapping the sides swaps the result.
pub(crate) fn pair_up(document: &[String], profile: &[String]) -> Matching {
    let (a, b) = (Side::of(document), Side::of(profile));
    let mut found = Found { pairs: Vec::new(), a: a.free(), b: b.free() };
    found.take(&a, &b, Match::Equal, |x, y| x.word == y.word);
    found.take(&a, &b, Match::Accents, |x, y| x.base == y.base);
    found.take(&a, &b, Match::Official, |x, y| {
        x.official == y.base || x.base == y.official || x.official == y.official
    });
    found.take_joined(&a, &b);
    found.pairs.sort_by_key(|(x, y, _)| (*x, *y));
    let left = |free: &[bool]| -> Vec<usize> {
        free.iter().enumerate().filter(|(_, free)| **free).map(|(n, _)| n).collect()
    };
    Matching { only_document: left(&found.a), only_profile: left(&found.b), pairs: found.pairs }
}

struct Forms {
    word: String,
    base: String,
    official: String,
}

struct Side(Vec<Forms>);

impl Side {
    fn of(words: &[String]) -> Self {
        let forms = |word: &String| Forms {
            word: word.clone(),
            base: fold::base(word),
            official: fold::official(word),
        };
        Self(words.iter().map(forms).collect())
    }

    fn free(&self) -> Vec<bool> {
        vec![true; self.0.len()]
    }
}

struct Found {
    pairs: Vec<(usize, usize, Match)>,
    a: Vec<bool>,
    b: Vec<bool>,
}

impl Found {
    fn take(&mut self, a: &Side, b: &Side, reason: Match, one: impl Fn(&Forms, &Forms) -> bool) {
        let mut candidates = Vec::new();
        for (i, x) in a.0.iter().enumerate() {
            for (j, y) in b.0.iter().enumerate() {
                if one(x, y) {
                    // Sorted by the words, not by the side they are on, so that both ways of
                    // asking give the same pairs; same places before others.
                    let words = if x.word <= y.word { (x, y) } else { (y, x) };
                    let key = (words.0.word.clone(), words.1.word.clone(), i.abs_diff(j), i + j);
                    candidates.push((key, i, j));
                }
            }
        }
        candidates.sort();
        for (_, i, j) in candidates {
            if self.is_free(i, 1, j, 1) {
                self.keep(i, 1, j, 1, reason);
            }
        }
    }

    fn take_joined(&mut self, a: &Side, b: &Side) {
        let mut candidates = Vec::new();
        for (text, i, count) in self.free_runs(a, &self.a) {
            let hit = b.0.iter().enumerate().filter(|(_, y)| y.base == text);
            candidates.extend(hit.map(|(j, _)| (text.clone(), i, count, j, 1)));
        }
        for (text, j, count) in self.free_runs(b, &self.b) {
            let hit = a.0.iter().enumerate().filter(|(_, x)| x.base == text);
            candidates.extend(hit.map(|(i, _)| (text.clone(), i, 1, j, count)));
        }
        candidates.sort();
        for (_, i, i_count, j, j_count) in candidates {
            if self.is_free(i, i_count, j, j_count) {
                self.keep(i, i_count, j, j_count, Match::Joined);
            }
        }
    }

    /// Two or three neighbouring words not yet paired, written together.
    fn free_runs(&self, side: &Side, free: &[bool]) -> Vec<(String, usize, usize)> {
        let mut runs = Vec::new();
        for count in 2..=3 {
            for (start, words) in side.0.windows(count).enumerate() {
                if free.iter().skip(start).take(count).all(|free| *free) {
                    let text = words.iter().map(|forms| forms.base.as_str()).collect();
                    runs.push((text, start, count));
                }
            }
        }
        runs
    }

    fn is_free(&self, i: usize, i_count: usize, j: usize, j_count: usize) -> bool {
        self.a.iter().skip(i).take(i_count).all(|free| *free)
            && self.b.iter().skip(j).take(j_count).all(|free| *free)
    }

    fn keep(&mut self, i: usize, i_count: usize, j: usize, j_count: usize, reason: Match) {
        self.a.iter_mut().skip(i).take(i_count).for_each(|free| *free = false);
        self.b.iter_mut().skip(j).take(j_count).for_each(|free| *free = false);
        self.pairs.push((i, j, reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(document: &str, profile: &str) -> Matching {
        pair_up(&fold::words(document), &fold::words(profile))
    }

    #[test]
    fn the_strongest_reason_wins() {
        let m = pair("José Müller Ann Marie", "Annmarie Mueller Jose");
        let reasons: Vec<Match> = m.pairs.iter().map(|(_, _, reason)| *reason).collect();
        assert_eq!(reasons, [Match::Accents, Match::Official, Match::Joined]);
        assert!(m.only_document.is_empty() && m.only_profile.is_empty());
        assert!(!m.in_order());
    }

    #[test]
    fn a_repeated_word_is_used_once() {
        let m = pair("Ali Ali", "Ali");
        assert_eq!(m.pairs.len(), 1);
        assert_eq!(m.only_document, [1]);
        assert!(m.in_order());
    }
}
