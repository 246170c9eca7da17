//! Two values aligned character by character, for showing.

use std::mem;

use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{Piece, PieceKind, fold};

/// The largest table of the alignment (rows times columns). Beyond it only the common beginning
/// and end are aligned, so that time is bounded for any input.
const MAX_CELLS: usize = 400 * 400;

/// Aligns by grapheme cluster, at least cost: equal 0, same but for case or accent 1, one
/// separator for another 1, left out 2, another character 3. The parts of each side put together
/// give that side exactly.
pub(crate) fn align(document: &str, profile: &str) -> Vec<Piece> {
    if document == profile {
        let both = || document.to_owned();
        let whole = Piece { document: both(), profile: both(), kind: PieceKind::Same };
        return if document.is_empty() { Vec::new() } else { vec![whole] };
    }
    let a: Vec<&str> = document.graphemes(true).collect();
    let b: Vec<&str> = profile.graphemes(true).collect();
    let start = a.iter().zip(&b).take_while(|(x, y)| same(x, y)).count();
    let (a_rest, b_rest) = (a.get(start..).unwrap_or(&[]), b.get(start..).unwrap_or(&[]));
    let end = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(x, y)| same(x, y)).count();
    let a_middle = a_rest.get(..a_rest.len() - end).unwrap_or(&[]);
    let b_middle = b_rest.get(..b_rest.len() - end).unwrap_or(&[]);

    let mut steps = Vec::new();
    steps.extend(a.iter().zip(&b).take(start).map(|(x, y)| step(x, y)));
    if (a_middle.len() + 1) * (b_middle.len() + 1) <= MAX_CELLS {
        steps.extend(cheapest(a_middle, b_middle));
    } else {
        steps.push(Piece {
            document: a_middle.concat(),
            profile: b_middle.concat(),
            kind: PieceKind::Changed,
        });
    }
    let ends = a.iter().skip(a.len() - end).zip(b.iter().skip(b.len() - end));
    steps.extend(ends.map(|(x, y)| step(x, y)));
    runs(at_word_ends(steps))
}

/// One side only, as a single piece; none for an empty value.
pub(crate) fn one_sided(value: &str, kind: PieceKind) -> Vec<Piece> {
    if value.is_empty() { Vec::new() } else { vec![left_out(value.to_owned(), kind)] }
}

fn same(a: &str, b: &str) -> bool {
    a == b || !(a.is_ascii() && b.is_ascii()) && a.nfc().eq(b.nfc())
}

fn step(a: &str, b: &str) -> Piece {
    let kind = if same(a, b) { PieceKind::Same } else { PieceKind::Changed };
    Piece { document: a.to_owned(), profile: b.to_owned(), kind }
}

fn cheapest(a: &[&str], b: &[&str]) -> Vec<Piece> {
    let width = b.len() + 1;
    let near_a: Vec<Near> = a.iter().map(|g| Near::of(g)).collect();
    let near_b: Vec<Near> = b.iter().map(|g| Near::of(g)).collect();
    // cost[i * width + j]: of aligning a from i with b from j on; filled from the end.
    let mut cost = vec![0_u32; (a.len() + 1) * width];
    let at = |cost: &[u32], i: usize, j: usize| cost.get(i * width + j).copied().unwrap_or(0);
    for i in (0..=a.len()).rev() {
        for j in (0..=b.len()).rev() {
            let mut best = if i == a.len() && j == b.len() { 0 } else { u32::MAX };
            if i < a.len() {
                best = best.min(at(&cost, i + 1, j) + 2);
            }
            if j < b.len() {
                best = best.min(at(&cost, i, j + 1) + 2);
            }
            if let (Some(x), Some(y)) = (near_a.get(i), near_b.get(j)) {
                best = best.min(at(&cost, i + 1, j + 1) + x.cost(y));
            }
            if let Some(cell) = cost.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j, mut steps) = (0, 0, Vec::new());
    while i < a.len() || j < b.len() {
        let here = at(&cost, i, j);
        match (a.get(i).zip(near_a.get(i)), b.get(j).zip(near_b.get(j))) {
            (Some((x, near_x)), Some((y, near_y)))
                if here == at(&cost, i + 1, j + 1) + near_x.cost(near_y) =>
            {
                steps.push(step(x, y));
                i += 1;
                j += 1;
            }
            (Some((x, _)), _) if here == at(&cost, i + 1, j) + 2 => {
                steps.extend(one_sided(x, PieceKind::OnlyDocument));
                i += 1;
            }
            (_, Some((y, _))) => {
                steps.extend(one_sided(y, PieceKind::OnlyProfile));
                j += 1;
            }
            (Some((x, _)), None) => {
                steps.extend(one_sided(x, PieceKind::OnlyDocument));
                i += 1;
            }
            (None, None) => break,
        }
    }
    steps
}

/// A grapheme's forms, computed once.
struct Near {
    exact: String,
    folded: String,
    separates: bool,
}

impl Near {
    fn of(grapheme: &str) -> Self {
        let exact: String =
            if grapheme.is_ascii() { grapheme.to_owned() } else { grapheme.nfc().collect() };
        let folded = if grapheme.is_ascii() {
            exact.to_ascii_lowercase()
        } else {
            fold::base(&exact.to_lowercase())
        };
        let separates = separates(&exact);
        Self { exact, folded, separates }
    }

    fn cost(&self, other: &Self) -> u32 {
        if self.exact == other.exact {
            0
        } else if self.folded == other.folded || (self.separates && other.separates) {
            1
        } else {
            3
        }
    }
}

/// Of the equally cheap places for something left out, takes the one where a word begins or
/// ends: `Wójcik[-Nowak]`, not `Wójci[k-Nowa]k`.
fn at_word_ends(mut steps: Vec<Piece>) -> Vec<Piece> {
    let mut start = 0;
    while let Some(kind) = steps.get(start).map(|step| step.kind) {
        let length = steps.iter().skip(start).take_while(|step| step.kind == kind).count();
        start = match kind {
            PieceKind::Same | PieceKind::Changed => start + length,
            PieceKind::OnlyDocument | PieceKind::OnlyProfile => {
                slide(&mut steps, start, length, kind) + length
            }
        };
    }
    steps
}

/// Moves the run over equal characters beside it, and says where it begins then.
fn slide(steps: &mut [Piece], start: usize, length: usize, kind: PieceKind) -> usize {
    let text = |n: usize| steps.get(n).map(|step| side(step, kind));
    let equal = |n: usize| {
        steps.get(n).is_some_and(|s| s.kind == PieceKind::Same && s.document == s.profile)
    };
    let separator = |n: usize| text(n).is_some_and(separates);
    let worth = |from: usize| {
        if separator(from) { 2 } else { u8::from(separator(from + length - 1)) }
    };
    let mut best = (worth(start), start);
    let mut from = start;
    while from > 0 && equal(from - 1) && text(from - 1) == text(from + length - 1) {
        from -= 1;
        best = if worth(from) > best.0 { (worth(from), from) } else { best };
    }
    let mut from = start;
    while equal(from + length) && text(from) == text(from + length) {
        from += 1;
        best = if worth(from) > best.0 { (worth(from), from) } else { best };
    }
    let (first, last) = (start.min(best.1), start.max(best.1) + length);
    for (n, piece) in steps.iter_mut().enumerate().take(last).skip(first) {
        let text = side(piece, kind).to_owned();
        let inside = (best.1..best.1 + length).contains(&n);
        *piece = if inside { left_out(text, kind) } else { step(&text, &text) };
    }
    best.1
}

fn side(piece: &Piece, kind: PieceKind) -> &str {
    if kind == PieceKind::OnlyProfile { &piece.profile } else { &piece.document }
}

fn left_out(text: String, kind: PieceKind) -> Piece {
    if kind == PieceKind::OnlyProfile {
        Piece { document: String::new(), profile: text, kind }
    } else {
        Piece { document: text, profile: String::new(), kind }
    }
}

fn separates(grapheme: &str) -> bool {
    grapheme
        .chars()
        .all(|c| c.is_whitespace() || fold::is_hyphen(c) || fold::is_apostrophe(c) || c == '<')
}

/// Joins neighbours of one kind. Changed characters stay single, so that each stands over its
/// counterpart.
fn runs(steps: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    for mut piece in steps {
        match out.last_mut() {
            Some(last) if last.kind == piece.kind && piece.kind != PieceKind::Changed => {
                last.document.push_str(&mem::take(&mut piece.document));
                last.profile.push_str(&mem::take(&mut piece.profile));
            }
            _ => out.push(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(document: &str, profile: &str) -> Vec<(String, String)> {
        align(document, profile).into_iter().map(|p| (p.document, p.profile)).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn accents_stand_over_their_letters() {
        let expected = [("W", "W"), ("ó", "o"), ("jcik", "jcik"), ("-Nowak", "")];
        assert_eq!(shown("Wójcik-Nowak", "Wojcik"), pairs(&expected));
    }

    #[test]
    fn what_is_left_out_is_whole_words() {
        assert_eq!(shown("Anna Maria", "Anna"), pairs(&[("Anna", "Anna"), (" Maria", "")]));
        assert_eq!(shown("Smet", "De Smet"), pairs(&[("", "De "), ("Smet", "Smet")]));
        assert_eq!(shown("Ana Ana", "Ana"), pairs(&[("Ana", "Ana"), (" Ana", "")]));
    }

    #[test]
    fn a_combining_accent_is_the_same_letter_and_never_cut() {
        assert_eq!(shown("Jose\u{301}", "José"), pairs(&[("Jose\u{301}", "José")]));
        assert_eq!(shown("e\u{301}", "e"), pairs(&[("e\u{301}", "e")]));
    }

    #[test]
    fn huge_names_take_bounded_work() {
        let (a, b) = ("ab".repeat(5_000), "ba".repeat(5_000));
        let pieces = align(&a, &b);
        assert_eq!(pieces.iter().map(|p| p.document.as_str()).collect::<String>(), a);
        assert_eq!(pieces.iter().map(|p| p.profile.as_str()).collect::<String>(), b);
    }

    proptest! {
        #[test]
        fn pieces_give_both_sides_back(a in "\\PC{0,40}", b in "\\PC{0,40}") {
            let pieces = align(&a, &b);
            prop_assert_eq!(pieces.iter().map(|p| p.document.as_str()).collect::<String>(), a);
            prop_assert_eq!(pieces.iter().map(|p| p.profile.as_str()).collect::<String>(), b);
            for piece in &pieces {
                let (d, p) = (piece.document.is_empty(), piece.profile.is_empty());
                prop_assert_eq!(d, piece.kind == PieceKind::OnlyProfile);
                prop_assert_eq!(p, piece.kind == PieceKind::OnlyDocument);
            }
        }

        #[test]
        fn equal_values_are_all_same(a in any::<String>()) {
            prop_assert!(align(&a, &a).iter().all(|p| p.kind == PieceKind::Same));
        }
    }
}
