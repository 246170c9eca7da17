//! Findings in words, for a screen reader. All are added to a text that is being told.

use std::fmt::Write as _;

use unicode_normalization::{
    UnicodeNormalization as _,
    char::{decompose_canonical, is_combining_mark},
};

use crate::{
    ClaimName, Piece, PieceKind, Severity,
    graphemes::{self, graphemes},
    hidden,
};

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
pub(crate) fn weight<'a>(
    severity: Severity,
    labels: impl ExactSizeIterator<Item = &'a str>,
    out: &mut String,
) {
    out.push_str(match severity {
        Severity::None if labels.len() == 0 => return out.push_str("Identical."),
        Severity::None => "Not counted against: ",
        Severity::Explained => "Explained: ",
        Severity::NeedsEvidence => "Needs evidence: ",
        Severity::Conflict => "Conflict: ",
    });
    for (n, label) in labels.enumerate() {
        out.push_str(if n > 0 { "; " } else { "" });
        out.extend(label.chars().flat_map(char::to_lowercase));
    }
    out.push('.');
}

/// Every difference of aligned pieces as a sentence.
pub(crate) fn differences(pieces: &[Piece], out: &mut String) {
    let (mut letter, mut read, mut unread) = (1, 0, 0);
    for piece in pieces {
        if piece.kind != PieceKind::Same {
            if read < MAX_READ {
                out.push_str(if read > 0 { " " } else { "" });
                difference(piece, letter, out);
                read += 1;
            } else {
                unread += 1;
            }
        }
        letter += graphemes::count(&piece.document);
    }
    if unread > 0 {
        // Writing to a string can't fail.
        let _ = write!(out, " And {unread} more differences.");
    }
}

fn difference(piece: &Piece, letter: usize, out: &mut String) {
    match piece.kind {
        PieceKind::Same => {}
        PieceKind::Changed => {
            let _ = write!(out, "Letter {letter}, ");
            letters(&piece.document, out);
            out.push_str(", is ");
            letters(&piece.profile, out);
            out.push_str(" in the profile.");
        }
        PieceKind::OnlyDocument => {
            out.push_str("The profile lacks: ");
            phrase(&piece.document, out);
            out.push('.');
        }
        PieceKind::OnlyProfile => {
            out.push_str("The document lacks: ");
            phrase(&piece.profile, out);
            out.push('.');
        }
    }
}

/// A value to be read as words: marks that speech leaves out are named, letters of other scripts
/// and invisible characters too.
pub(crate) fn phrase(value: &str, out: &mut String) {
    if value.bytes().all(|c| c.is_ascii_alphanumeric() || c == b' ') {
        for (n, word) in value.split(' ').filter(|word| !word.is_empty()).enumerate() {
            out.push_str(if n > 0 { " " } else { "" });
            out.push_str(word);
        }
        return;
    }
    // Whether a word stands before, and whether the last one is still open.
    let (mut any, mut open) = (false, false);
    for grapheme in graphemes(value) {
        let ascii = matches!(grapheme.as_bytes(), [b] if b.is_ascii_alphanumeric());
        if !ascii && grapheme.chars().all(char::is_whitespace) {
            open = false;
            continue;
        }
        let plain =
            ascii || grapheme.chars().all(char::is_alphanumeric) || is_plain_letter(grapheme);
        if any && !(plain && open) {
            out.push(' ');
        }
        if plain {
            out.push_str(grapheme)
        } else {
            named(grapheme, out)
        }
        (any, open) = (true, plain);
    }
}

/// A value letter by letter: `W, o with acute accent, j`. Runs of fillers are counted.
pub(crate) fn letters(value: &str, out: &mut String) {
    out.reserve(3 * value.len());
    if value.bytes().all(|c| matches!(c, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b' ' | b'-')) {
        for (n, c) in value.chars().enumerate() {
            out.push_str(if n > 0 { ", " } else { "" });
            character(c, out);
        }
        return;
    }
    let mut any = false;
    let mut next = |out: &mut String| {
        out.push_str(if any { ", " } else { "" });
        any = true;
    };
    let mut fillers = 0;
    for grapheme in graphemes(value) {
        if grapheme == "<" {
            fillers += 1;
            continue;
        }
        if fillers > 0 {
            next(out);
            filler(std::mem::take(&mut fillers), out);
        }
        next(out);
        match grapheme.as_bytes() {
            [byte] if byte.is_ascii_alphanumeric() => out.push_str(grapheme),
            _ => named(grapheme, out),
        }
    }
    if fillers > 0 {
        next(out);
        filler(fillers, out);
    }
}

fn filler(count: usize, out: &mut String) {
    out.push_str("filler");
    if count > 1 {
        let _ = write!(out, ", {count} times");
    }
}

fn is_plain_letter(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.all(is_combining_mark)
}

fn named(grapheme: &str, out: &mut String) {
    if let (Some(c), 1) = (grapheme.chars().next(), grapheme.len()) {
        return character(c, out);
    }
    let mut first = true;
    let mut part = |c: char| {
        out.push_str(if first { "" } else { " " });
        first = false;
        if is_combining_mark(c) {
            out.push_str("with ");
            match mark(c) {
                Some(mark) => out.push_str(mark),
                None => code("mark", c, out),
            }
        } else {
            character(c, out);
        }
    };
    let mut chars = grapheme.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => decompose_canonical(c, part),
        _ => grapheme.nfd().for_each(&mut part),
    }
}

fn character(c: char, out: &mut String) {
    if c.is_ascii_alphanumeric() {
        return out.push(c);
    }
    if hidden::is_invisible(c) {
        return code("invisible character", c, out);
    }
    if !c.is_ascii()
        && let (Some(latin), Some(script)) = (hidden::looks_like(c), hidden::foreign_script(c))
    {
        out.push_str(script);
        out.push(' ');
        return out.push(latin);
    }
    out.push_str(match c {
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
        _ => return out.push(c),
    });
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

fn code(what: &str, c: char, out: &mut String) {
    let _ = write!(out, "{what} U+{:04X}", c as u32);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align;

    fn told(tell: impl Fn(&mut String)) -> String {
        let mut out = String::new();
        tell(&mut out);
        out
    }

    fn letters(value: &str) -> String {
        told(|out| super::letters(value, out))
    }

    fn phrase(value: &str) -> String {
        told(|out| super::phrase(value, out))
    }

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
        let said = told(|out| differences(&align::align("Wójcik-Nowak", "Wojcik"), out));
        let expected = "Letter 2, o with acute accent, is o in the profile. \
                        The profile lacks: hyphen Nowak.";
        assert_eq!(said, expected);
    }

    #[test]
    fn very_many_differences_are_counted() {
        let pieces = align::align(&"ab".repeat(40), &"xb".repeat(40));
        let said = told(|out| differences(&pieces, out));
        assert!(said.ends_with("And 28 more differences."), "{said}");
    }
}
