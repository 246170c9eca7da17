//! Named normal forms. Each keeps, for every character, the place in the original that it comes
//! from, so that a finding in a normal form can be shown on the characters as they were read.

use unicode_normalization::{
    IsNormalized, UnicodeNormalization as _, char::is_combining_mark, is_nfc_quick,
};

use crate::{fold, graphemes::graphemes, hidden};

/// The steps, in the order in which they are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Canonical composition (Unicode NFC).
    Composed,
    /// Without characters that can't be seen: direction marks, zero-width, controls.
    Visible,
    /// Small letters. İ becomes i and ı stays, so that no dot is lost or won.
    Folded,
    /// One blank for every mark that separates words; apostrophes are left out.
    Separated,
    /// Without accents, in Latin and Greek; ß, ø, ł and their like by their plain letters.
    Plain,
}

/// A text in a normal form with its way back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapped {
    /// The characters.
    pub text: Vec<char>,
    /// For each character the half-open range of characters (not bytes) of the original.
    pub from: Vec<(u32, u32)>,
}

impl Mapped {
    /// The text as it was read.
    #[must_use]
    pub fn original(text: &str) -> Self {
        let text: Vec<char> = text.chars().collect();
        let from = (0..number(text.len())).map(|n| (n, n + 1)).collect();
        Self { text, from }
    }

    /// The next form of this text.
    #[must_use]
    pub fn form(self, form: Form) -> Self {
        match form {
            Form::Composed => self.composed(),
            Form::Visible if !self.text.iter().any(|c| hidden::is_invisible(*c)) => self,
            Form::Visible => self.each(|c, out| {
                if !hidden::is_invisible(c) {
                    out.push(c);
                }
            }),
            Form::Folded => self.each(|c, out| match c {
                'İ' => out.push('i'),
                _ => out.extend(c.to_lowercase()),
            }),
            Form::Separated => self.separated(),
            Form::Plain => self.plain(),
        }
    }

    /// The form as a string.
    #[must_use]
    pub fn string(&self) -> String {
        self.text.iter().collect()
    }

    fn each(self, change: impl Fn(char, &mut Vec<char>)) -> Self {
        let mut out = Self { text: Vec::with_capacity(self.text.len()), from: Vec::new() };
        for (&c, &place) in self.text.iter().zip(&self.from) {
            change(c, &mut out.text);
            out.from.resize(out.text.len(), place);
        }
        out
    }

    fn composed(self) -> Self {
        // What comes before U+0300 is composed.
        let early = self.text.iter().all(|c| *c < '\u{300}');
        if early || is_nfc_quick(self.text.iter().copied()) == IsNormalized::Yes {
            return self;
        }
        self.by_grapheme(|grapheme| grapheme.nfc().collect())
    }

    fn plain(self) -> Self {
        if self.text.iter().all(char::is_ascii) {
            return self;
        }
        self.by_grapheme(|grapheme| {
            let letters = |c: &char| c.is_alphanumeric() || is_combining_mark(*c);
            let whole = grapheme.starts_with(char::is_alphabetic);
            if !whole || !grapheme.chars().all(|c| letters(&c)) {
                return grapheme.chars().collect();
            }
            // A capital may have a base of its own once it is small: ꟸ, Ħ, ħ, h.
            let small = fold::base(&fold::base(grapheme).to_lowercase());
            let plain: Vec<char> = small.nfc().filter(letters).collect();
            // A mark without its letter would join the letter before.
            let bare = plain.first().is_none_or(|c| is_combining_mark(*c));
            if bare { grapheme.chars().collect() } else { plain }
        })
    }

    fn by_grapheme(self, change: impl Fn(&str) -> Vec<char>) -> Self {
        let mut out = Self { text: Vec::with_capacity(self.text.len()), from: Vec::new() };
        let mut at = 0;
        for grapheme in graphemes(&self.string()) {
            let length = grapheme.chars().count();
            let first = self.from.get(at).map_or(0, |place| place.0);
            let last = self.from.get(at + length - 1).map_or(first, |place| place.1);
            out.text.extend(change(grapheme));
            out.from.resize(out.text.len(), (first, last));
            at += length;
        }
        out
    }

    fn separated(self) -> Self {
        let mut out = Self { text: Vec::with_capacity(self.text.len()), from: Vec::new() };
        for (&c, &place) in self.text.iter().zip(&self.from) {
            if fold::is_apostrophe(c) {
                continue;
            }
            let blank = separates(c);
            if blank && out.text.last().is_none_or(|last| *last == ' ') {
                continue;
            }
            out.text.push(if blank { ' ' } else { c });
            out.from.push(place);
        }
        if out.text.last() == Some(&' ') {
            out.text.pop();
            out.from.pop();
        }
        out
    }
}

/// Whether a character stands between words.
pub(crate) fn separates(c: char) -> bool {
    c.is_whitespace()
        || fold::is_hyphen(c)
        || matches!(
            c,
            ',' | ';'
                | '/'
                | '<'
                | '_'
                | '.'
                | '('
                | ')'
                | '"'
                | '·'
                | '\u{30fb}'
                | '\u{201c}'
                | '\u{201d}'
                | '\u{201e}'
                | '«'
                | '»'
                | '&'
                | '+'
                | '،'
                | '['
                | ']'
        )
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Form; 5] =
        [Form::Composed, Form::Visible, Form::Folded, Form::Separated, Form::Plain];

    fn through(text: &str, forms: &[Form]) -> Mapped {
        forms.iter().fold(Mapped::original(text), |mapped, form| mapped.form(*form))
    }

    #[test]
    fn each_step_does_what_its_name_says() {
        assert_eq!(through("Jose\u{301}", &[Form::Composed]).string(), "José");
        assert_eq!(through("An\u{200b}na\u{202e}", &[Form::Visible]).string(), "Anna");
        assert_eq!(through("İBRAHİM ISIK", &[Form::Folded]).string(), "ibrahim isik");
        assert_eq!(through("O'Neill--Smith , J.", &[Form::Separated]).string(), "ONeill Smith J");
        assert_eq!(through("Łódź straße", &[Form::Folded, Form::Plain]).string(), "lodz strasse");
    }

    #[test]
    fn places_lead_back() {
        let mapped = through("E\u{301}-\u{200b}ß", &ALL);
        assert_eq!(mapped.string(), "e ss");
        assert_eq!(mapped.from, [(0, 2), (2, 3), (4, 5), (4, 5)]);
    }

    proptest! {
        #[test]
        fn all_forms_together_are_idempotent_and_places_stay_inside(text in any::<String>()) {
            let once = through(&text, &ALL);
            let twice = through(&once.string(), &ALL);
            prop_assert_eq!(once.string(), twice.string());
            let length = number(text.chars().count());
            prop_assert!(once.from.iter().all(|(a, b)| a < b && *b <= length));
            prop_assert!(once.from.is_sorted());
        }
    }
}
