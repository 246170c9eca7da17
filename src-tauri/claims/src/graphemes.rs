//! Grapheme clusters. Nearly every name is of characters that are a cluster each; those are taken
//! one by one, and everything else by the rules of Unicode.

use std::str::CharIndices;

use unicode_segmentation::{Graphemes, UnicodeSegmentation as _};

/// The extended grapheme clusters of a text (UAX #29).
pub(crate) fn graphemes(text: &str) -> Clusters<'_> {
    if is_plain(text) {
        Clusters::Single(text, text.char_indices())
    } else {
        Clusters::Any(text.graphemes(true))
    }
}

/// How many clusters a text has.
pub(crate) fn count(text: &str) -> usize {
    if is_plain(text) { text.chars().count() } else { text.graphemes(true).count() }
}

/// Whether every character surely is a cluster of its own.
pub(crate) fn is_plain(text: &str) -> bool {
    if text.is_ascii() {
        return !text.as_bytes().contains(&b'\r');
    }
    text.chars().all(stands_alone)
}

/// Letters and marks that join no neighbour that stands alone too. A carriage return joins the
/// line feed after it.
fn stands_alone(c: char) -> bool {
    matches!(c, '\0'..='\u{c}' | '\u{e}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}'
        | '\u{531}'..='\u{556}' | '\u{561}'..='\u{586}' | '\u{5d0}'..='\u{5ea}'
        | '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}' | '\u{10a0}'..='\u{10ff}'
        | '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{2019}' | '\u{3041}'..='\u{3096}'
        | '\u{30a0}'..='\u{30fe}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}')
}

/// The clusters of a text, in order.
pub(crate) enum Clusters<'a> {
    /// Each character is one.
    Single(&'a str, CharIndices<'a>),
    Any(Graphemes<'a>),
}

impl<'a> Iterator for Clusters<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        match self {
            Self::Single(text, places) => {
                let (start, c) = places.next()?;
                text.get(start..start + c.len_utf8())
            }
            Self::Any(clusters) => clusters.next(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match self {
            Self::Single(_, places) => places.size_hint(),
            Self::Any(clusters) => clusters.size_hint(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_stands_alone_joins_nothing_that_does() {
        let all: Vec<char> = ('\0'..=char::MAX).filter(|c| stands_alone(*c)).collect();
        let neighbours = ['a', '\n', '\u{ad}', 'я', 'ا', 'ก', '가', '각', 'ア', '王', '\u{a9}'];
        for &c in &all {
            for other in neighbours.into_iter().filter(|c| stands_alone(*c)).chain([c]) {
                for text in [format!("{c}{other}"), format!("{other}{c}{c}{other}")] {
                    let singles = text.chars().count();
                    assert_eq!(text.graphemes(true).count(), singles, "{:04x}", c as u32);
                }
            }
        }
        assert!(!stands_alone('\r') && !stands_alone('\u{301}') && !stands_alone('\u{200d}'));
    }

    proptest! {
        #[test]
        fn clusters_are_those_of_unicode(text in any::<String>(), plain in "[ -~à-ÿа-яא-ת가-힣]{0,20}") {
            for text in [text, plain] {
                let expected: Vec<&str> = text.graphemes(true).collect();
                prop_assert_eq!(count(&text), expected.len());
                prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), expected);
            }
        }
    }
}
