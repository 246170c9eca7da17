//! Findings in words, for a screen reader.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{ClaimName, Piece, PieceKind, Severity, hidden};

/// More differences than this are counted, not read.
const MAX_READ: usize = 12;

/// The claim's name as a heading.
pub(crate) fn title(claim: ClaimName) -> &'static str {
    match claim {
        ClaimName::GivenNames => "Given names",
        ClaimName::Surname => "Surname",
        ClaimName::FullName => "Full name",
        ClaimName::DateOfBirth => "Date of birth",
        ClaimName::Nationality => "Nationality",
        ClaimName::DocumentNumber => "Document number",
    }
}

/// How a severity is announced, with the reasons' labels.
pub(crate) fn weight(severity: Severity, labels: &[&str]) -> String {
    let reasons = labels.join("; ").to_lowercase();
    match severity {
        Severity::None if reasons.is_empty() => "Identical.".to_owned(),
        Severity::None => format!("Not counted against: {reasons}."),
        Severity::Explained => format!("Explained: {reasons}."),
        Severity::NeedsEvidence => format!("Needs evidence: {reasons}."),
        Severity::Conflict => format!("Conflict: {reasons}."),
    }
}

/// Every difference of aligned pieces as a sentence.
pub(crate) fn differences(pieces: &[Piece]) -> String {
    let mut sentences = Vec::new();
    let (mut letter, mut unread) = (1, 0);
    for piece in pieces {
        let sentence = match piece.kind {
            PieceKind::Same => None,
            PieceKind::Changed => Some(format!(
                "Letter {letter}, {}, is {} in the profile.",
                letters(&piece.document),
                letters(&piece.profile)
            )),
            PieceKind::OnlyDocument => {
                Some(format!("The profile lacks: {}.", phrase(&piece.document)))
            }
            PieceKind::OnlyProfile => {
                Some(format!("The document lacks: {}.", phrase(&piece.profile)))
            }
        };
        letter += piece.document.graphemes(true).count();
        match sentence {
            Some(sentence) if sentences.len() < MAX_READ => sentences.push(sentence),
            Some(_) => unread += 1,
            None => {}
        }
    }
    if unread > 0 {
        sentences.push(format!("And {unread} more differences."));
    }
    sentences.join(" ")
}

/// A value to be read as words: marks that speech leaves out are named, letters of other scripts
/// and invisible characters too.
pub(crate) fn phrase(value: &str) -> String {
    if value.bytes().all(|c| c.is_ascii_alphanumeric()) {
        return value.to_owned();
    }
    let mut words = Vec::new();
    let mut word = String::new();
    for grapheme in value.graphemes(true) {
        let mut flush = |word: &mut String| {
            if !word.is_empty() {
                words.push(std::mem::take(word));
            }
        };
        if grapheme.chars().all(char::is_whitespace) {
            flush(&mut word);
        } else if grapheme.chars().all(char::is_alphanumeric) || is_plain_letter(grapheme) {
            word.push_str(grapheme);
        } else {
            flush(&mut word);
            words.push(named(grapheme));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words.join(" ")
}

/// A value letter by letter: `W, o with acute accent, j`. Runs of fillers are counted.
pub(crate) fn letters(value: &str) -> String {
    if value.bytes().all(|c| c.is_ascii_alphanumeric()) {
        let mut out = String::with_capacity(value.len() * 3);
        for c in value.chars() {
            if !out.is_empty() {
                out.push_str(", ");
            }
            out.push(c);
        }
        return out;
    }
    let mut out: Vec<String> = Vec::new();
    let mut fillers = 0;
    for grapheme in value.graphemes(true) {
        if grapheme == "<" {
            fillers += 1;
            continue;
        }
        out.extend(filler(&mut fillers));
        out.push(named(grapheme));
    }
    out.extend(filler(&mut fillers));
    out.join(", ")
}

fn filler(count: &mut usize) -> Option<String> {
    match std::mem::take(count) {
        0 => None,
        1 => Some("filler".to_owned()),
        n => Some(format!("filler, {n} times")),
    }
}

fn is_plain_letter(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.all(is_combining_mark)
}

fn named(grapheme: &str) -> String {
    if let (Some(c), 1) = (grapheme.chars().next(), grapheme.len()) {
        return character(c);
    }
    let mut parts = Vec::new();
    for c in grapheme.nfd() {
        if is_combining_mark(c) {
            let mark = mark(c).map_or_else(|| code("mark", c), str::to_owned);
            parts.push(format!("with {mark}"));
        } else {
            parts.push(character(c));
        }
    }
    parts.join(" ")
}

fn character(c: char) -> String {
    if c.is_ascii_alphanumeric() {
        return c.to_string();
    }
    if hidden::is_invisible(c) {
        return code("invisible character", c);
    }
    if !c.is_ascii()
        && let (Some(latin), Some(script)) = (hidden::looks_like(c), hidden::foreign_script(c))
    {
        return format!("{script} {latin}");
    }
    match c {
        ' ' => "space",
        '-' => "hyphen",
        '\u{2010}'..='\u{2015}' => "dash",
        '\'' | '\u{2019}' => "apostrophe",
        '.' => "full stop",
        ',' => "comma",
        '/' => "slash",
        '<' => "filler",
        'ß' => "sharp s",
        'ø' | 'Ø' => "o with stroke",
        'ł' => "l with stroke",
        'Ł' => "L with stroke",
        'đ' => "d with stroke",
        'Đ' => "D with stroke",
        'ı' => "dotless i",
        'æ' | 'Æ' => "a e joined",
        'œ' | 'Œ' => "o e joined",
        'þ' | 'Þ' => "thorn",
        'ð' | 'Ð' => "eth",
        _ => return c.to_string(),
    }
    .to_owned()
}

fn mark(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{300}' => "grave accent",
        '\u{301}' => "acute accent",
        '\u{302}' => "circumflex",
        '\u{303}' => "tilde",
        '\u{304}' => "macron",
        '\u{306}' => "breve",
        '\u{307}' => "dot above",
        '\u{308}' => "two dots",
        '\u{309}' => "hook",
        '\u{30a}' => "ring",
        '\u{30b}' => "double acute accent",
        '\u{30c}' => "caron",
        '\u{31b}' => "horn",
        '\u{323}' => "dot below",
        '\u{326}' => "comma below",
        '\u{327}' => "cedilla",
        '\u{328}' => "ogonek",
        _ => return None,
    })
}

fn code(what: &str, c: char) -> String {
    format!("{what} U+{:04X}", c as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align;

    #[test]
    fn letters_are_named() {
        assert_eq!(letters("Wó-1"), "W, o with acute accent, hyphen, 1");
        assert_eq!(letters("A<<<B<"), "A, filler, 3 times, B, filler");
        assert_eq!(letters("\u{430}\u{200b}"), "Cyrillic a, invisible character U+200B");
        assert_eq!(letters("Łø"), "L with stroke, o with stroke");
    }

    #[test]
    fn values_are_read_as_words() {
        assert_eq!(phrase("Wójcik-Nowak"), "Wójcik hyphen Nowak");
        assert_eq!(phrase("O'Neill  Jr."), "O apostrophe Neill Jr full stop");
        assert_eq!(phrase("An\u{200b}na"), "An invisible character U+200B na");
    }

    #[test]
    fn differences_say_where_they_are() {
        let said = differences(&align::align("Wójcik-Nowak", "Wojcik"));
        let expected = "Letter 2, o with acute accent, is o in the profile. \
                        The profile lacks: hyphen Nowak.";
        assert_eq!(said, expected);
    }

    #[test]
    fn very_many_differences_are_counted() {
        let said = differences(&align::align(&"ab".repeat(40), &"xb".repeat(40)));
        assert!(said.ends_with("And 28 more differences."), "{said}");
    }
}
