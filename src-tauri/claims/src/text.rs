//! A word that is kept where it is used: nearly all words are short, and need no memory of their
//! own.

use std::{cmp::Ordering, fmt, ops::Deref};

use arrayvec::ArrayString;

/// Bytes of a short word.
const SHORT: usize = 23;

/// A word, in as many bytes as it has.
#[derive(Clone)]
pub(crate) enum Text {
    Short(ArrayString<SHORT>),
    Long(Box<str>),
}

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Short(text) => text.as_str(),
            Self::Long(text) => text,
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        ArrayString::from(text).map_or_else(|_| Self::Long(text.into()), Self::Short)
    }
}

impl FromIterator<char> for Text {
    fn from_iter<I: IntoIterator<Item = char>>(letters: I) -> Self {
        let mut letters = letters.into_iter();
        let mut short = ArrayString::new();
        while let Some(c) = letters.next() {
            if short.try_push(c).is_err() {
                let long: String = short.chars().chain([c]).chain(letters).collect();
                return Self::Long(long.into());
            }
        }
        Self::Short(short)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_is_what_it_was_made_of(a in "\\PC{0,40}", b in "\\PC{0,12}") {
            let (x, y) = (Text::from(a.as_str()), b.chars().collect::<Text>());
            prop_assert_eq!(x.as_str(), a.as_str());
            prop_assert_eq!(y.as_str(), b.as_str());
            prop_assert_eq!(a.chars().collect::<Text>(), x.clone());
            prop_assert_eq!(x.cmp(&y), a.cmp(&b));
            prop_assert_eq!(matches!(x, Text::Short(_)), a.len() <= SHORT);
        }
    }
}
