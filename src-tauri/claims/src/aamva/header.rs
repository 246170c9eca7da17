//! `@ LF RS CR "ANSI "`, issuer (6 digits), version (2), the jurisdiction's version (2, from
//! version 2 on), entries (2), then one designator of ten characters for each subfile.

use super::note::{Note, add};

#[derive(Default)]
pub(super) struct Header {
    /// Issuer identification number, six digits.
    pub(super) issuer: Option<String>,
    pub(super) version: Option<u8>,
}

/// Where the file type may begin at the latest: scanners put words of their own before it.
const LATEST: usize = 40;

/// The header, and what comes after it. A text without one is all body.
pub(super) fn read<'a>(text: &'a str, notes: &mut Vec<Note>) -> (Header, &'a str) {
    let found = ["ANSI", "AAMVA"]
        .iter()
        .filter_map(|kind| Some((text.find(kind).filter(|at| *at <= LATEST)?, *kind)))
        .min();
    let Some((at, kind)) = found else {
        add(notes, Note::NoHeader);
        return (Header::default(), text);
    };
    if kind == "AAMVA" {
        add(notes, Note::FileTypeAamva);
    }
    let rest = text.get(at + kind.len()..).unwrap_or_default().trim_start_matches(' ');
    let count = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, body) = rest.split_at_checked(count).unwrap_or((rest, ""));
    let version: Option<u8> = digits.get(6..8).and_then(|version| version.parse().ok());
    if count != 12 && !(count == 10 && version == Some(1)) {
        add(notes, Note::HeaderDigits);
    }
    // With eight digits and less, issuers have been seen to lose one of their own.
    let whole = count >= 10;
    let header = Header {
        issuer: digits.get(..6).filter(|_| whole).map(str::to_owned),
        version: version.filter(|_| whole),
    };
    (header, after_designators(text, body, notes))
}

fn after_designators<'a>(text: &str, body: &'a str, notes: &mut Vec<Note>) -> &'a str {
    let mut rest = body;
    let mut declared = None;
    while let Some(offset) = designator(rest) {
        declared = declared.or(Some(offset));
        rest = rest.get(10..).unwrap_or_default();
    }
    let actual = text.len() - rest.len();
    if declared.is_some_and(|offset| offset != actual) {
        add(notes, Note::OffsetWrong);
    }
    rest
}

/// The offset that a designator at the beginning declares.
fn designator(text: &str) -> Option<usize> {
    let (kind, numbers) = text.get(..10)?.split_at_checked(2)?;
    let named = kind.bytes().all(|b| b.is_ascii_uppercase());
    let numbered = numbers.bytes().all(|b| b.is_ascii_digit());
    (named && numbered).then(|| numbers.get(..4)?.parse().ok())?
}
