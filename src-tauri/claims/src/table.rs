//! A text of lines as a table: a line is found at once by the hash of its key. A long list is
//! searched where it lies, for that needs hardly any time at the start.

use std::{cmp::Ordering, hash::Hasher as _};

use rustc_hash::FxHasher;

/// Lines with a key each, which ends at the first tab or at the line's end.
pub(crate) struct Table {
    text: &'static str,
    /// By hash, or in the next free place after it: a part of the hash that is never 0, so that
    /// most keys that are not there are known by it.
    marks: Vec<u8>,
    /// In the same places: where a line begins.
    starts: Vec<u32>,
}

impl Table {
    pub(crate) fn of(text: &'static str) -> Self {
        let bytes = text.as_bytes();
        let lines = bytes.iter().filter(|b| **b == b'\n').count() + 1;
        let size = (lines * 2).next_power_of_two();
        let mut table = Self { text, marks: vec![0; size], starts: vec![0; size] };
        let mut start = 0;
        while let Some(rest) = bytes.get(start..).filter(|rest| !rest.is_empty()) {
            let length = rest.iter().position(|b| *b < b' ').unwrap_or(rest.len());
            table.add(rest.get(..length).unwrap_or(rest), start);
            let after = rest.get(length..).unwrap_or_default();
            let end = after.iter().position(|b| *b == b'\n').unwrap_or(after.len());
            start += length + end + 1;
        }
        table
    }

    fn add(&mut self, key: &[u8], start: usize) {
        let (mut place, own) = self.hash(key);
        while self.marks.get(place).is_some_and(|taken| *taken > 0) {
            place = (place + 1) & (self.marks.len() - 1);
        }
        if let (Some(mark), Some(at)) = (self.marks.get_mut(place), self.starts.get_mut(place)) {
            (*mark, *at) = (own, u32::try_from(start).unwrap_or(u32::MAX));
        }
    }

    /// What stands after the key on its line; nothing where no line has it.
    pub(crate) fn get(&self, key: &str) -> Option<&'static str> {
        let (mut place, own) = self.hash(key.as_bytes());
        loop {
            let mark = *self.marks.get(place).filter(|mark| **mark > 0)?;
            if mark == own
                && let Some(rest) = self.rest(place, key)
            {
                return Some(rest);
            }
            place = (place + 1) & (self.marks.len() - 1);
        }
    }

    /// What stands after the key on the line of this place, if it has that key.
    fn rest(&self, place: usize, key: &str) -> Option<&'static str> {
        let start = usize::try_from(*self.starts.get(place)?).ok()?;
        let after = self.text.get(start..)?.strip_prefix(key)?;
        let inside = key.bytes().any(|b| b < b' ');
        match after.bytes().next() {
            _ if inside => None,
            Some(b'\t') => {
                let end = after.bytes().position(|b| b == b'\n').unwrap_or(after.len());
                after.get(1..end)
            }
            Some(b'\n') | None => Some(""),
            Some(_) => None,
        }
    }

    /// A place and a mark.
    fn hash(&self, key: &[u8]) -> (usize, u8) {
        let mut hasher = FxHasher::default();
        hasher.write(key);
        let hash = hasher.finish();
        // Of the number only so many bits are wanted.
        #[allow(clippy::cast_possible_truncation)]
        (hash as usize & (self.marks.len() - 1), (hash >> 56) as u8 | 1)
    }
}

/// The beginnings of three letters a to z.
const BEGINNINGS: usize = 26 * 26 * 26;

/// Sorted words of three letters a to z or more, one a line.
pub(crate) struct List {
    text: &'static str,
    /// By the first three letters: where the first line with them, or one after them, begins.
    starts: Vec<u32>,
}

impl List {
    pub(crate) fn of(text: &'static str) -> Self {
        let mut starts = Vec::with_capacity(BEGINNINGS + 1);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let mut at = 0;
        while let Some(rest) = text.as_bytes().get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(number) = beginning(rest)
                && number >= starts.len()
            {
                starts.resize(number + 1, place(at));
            }
            at += rest.iter().position(|b| *b == b'\n').unwrap_or(rest.len()) + 1;
        }
        starts.resize(BEGINNINGS + 1, place(text.len()));
        Self { text, starts }
    }

    pub(crate) fn contains(&self, word: &str) -> bool {
        self.lines(word).is_some_and(|lines| holds(lines, word.as_bytes()))
    }

    /// The lines that begin as the word does.
    fn lines(&self, word: &str) -> Option<&[u8]> {
        let number = beginning(word.as_bytes())?;
        let at = |number: usize| usize::try_from(*self.starts.get(number)?).ok();
        self.text.as_bytes().get(at(number)?..at(number + 1)?)
    }
}

/// The number of a word's first three letters.
fn beginning(word: &[u8]) -> Option<usize> {
    let [x, y, z, ..] = word else { return None };
    [x, y, z].into_iter().try_fold(0, |number, c| {
        let place = usize::from(c.wrapping_sub(b'a'));
        (place < 26).then_some(number * 26 + place)
    })
}

fn holds(mut lines: &[u8], word: &[u8]) -> bool {
    let is_end = |b: &u8| *b == b'\n';
    while !lines.is_empty() {
        let (before, after) = lines.split_at(lines.len() / 2);
        let start = before.iter().rposition(is_end).map_or(0, |end| end + 1);
        let end = before.len() + after.iter().position(is_end).unwrap_or(after.len());
        let left = match lines.get(start..end).unwrap_or_default().cmp(word) {
            Ordering::Equal => return true,
            Ordering::Less => lines.get(end + 1..),
            Ordering::Greater => lines.get(..start),
        };
        lines = left.unwrap_or_default();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_their_whole_key_only() {
        let table = Table::of("anna\t12\nann\t3\nbo\njo\t4 5");
        for (key, rest) in [("anna", "12"), ("ann", "3"), ("bo", ""), ("jo", "4 5")] {
            assert_eq!(table.get(key), Some(rest));
        }
        for key in ["", "an", "annas", "jo\t4", "bo\njo", "zoe"] {
            assert_eq!(table.get(key), None, "{key:?}");
        }
        assert_eq!(Table::of("").get("anna"), None);
    }

    #[test]
    fn words_are_found_whole_in_a_list() {
        let list = List::of("ann\nanna\nannika\nbob\nzoe\n");
        for word in ["ann", "anna", "annika", "bob", "zoe"] {
            assert!(list.contains(word), "{word}");
        }
        for word in ["", "an", "annas", "annik", "bo", "bob\n", "bob\nzoe", "abc", "zzz", "ößä"]
        {
            assert!(!list.contains(word), "{word:?}");
        }
        assert!(!List::of("").contains("anna"));
        assert!(List::of("anna").contains("anna"));
    }
}
