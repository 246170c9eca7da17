//! Two values aligned character by character, for showing.

use rustc_hash::FxHashMap;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::{Piece, PieceKind, fold, graphemes::graphemes};

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
    let mut forms = Forms::default();
    let (a, b) = (clusters(document, &mut forms), clusters(profile, &mut forms));
    let same = |(x, y): &(&Cluster<'_>, &Cluster<'_>)| x.exact == y.exact;
    let start = a.iter().zip(&b).take_while(same).count();
    let (a_rest, b_rest) = (a.get(start..).unwrap_or(&[]), b.get(start..).unwrap_or(&[]));
    let end = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(same).count();
    let a_middle = a_rest.get(..a_rest.len() - end).unwrap_or(&[]);
    let b_middle = b_rest.get(..b_rest.len() - end).unwrap_or(&[]);

    let mut steps = Steps::of(document, profile, a.len() + b.len());
    steps.both(a.iter().zip(&b).take(start));
    if (a_middle.len() + 1) * (b_middle.len() + 1) <= MAX_CELLS {
        steps.cheapest(a_middle, b_middle, &mut forms);
    } else {
        let length = |side: &[Cluster<'_>]| side.iter().map(|cluster| cluster.text.len()).sum();
        steps.push(PieceKind::Changed, length(a_middle), length(b_middle));
    }
    steps.both(a.iter().skip(a.len() - end).zip(b.iter().skip(b.len() - end)));
    steps.settle_at_word_ends();
    steps.runs()
}

/// One side only, as a single piece; none for an empty value.
pub(crate) fn one_sided(value: &str, kind: PieceKind) -> Vec<Piece> {
    if value.is_empty() {
        return Vec::new();
    }
    let piece = if kind == PieceKind::OnlyProfile {
        Piece { document: String::new(), profile: value.to_owned(), kind }
    } else {
        Piece { document: value.to_owned(), profile: String::new(), kind }
    };
    vec![piece]
}

/// A grapheme cluster, with the form in which canonically equivalent ones are the same.
struct Cluster<'a> {
    text: &'a str,
    exact: u32,
}

fn clusters<'a>(text: &'a str, forms: &mut Forms) -> Vec<Cluster<'a>> {
    let mut out = Vec::with_capacity(text.len());
    if text.is_ascii() && !text.contains('\r') {
        let one = |(n, byte): (usize, u8)| {
            text.get(n..=n).map(|text| Cluster { text, exact: u32::from(byte) })
        };
        out.extend(text.bytes().enumerate().filter_map(one));
        return out;
    }
    for text in graphemes(text) {
        let exact = match text.chars().next() {
            Some(c) if c.len_utf8() == text.len() && is_composed(c) => u32::from(c),
            _ => forms.number(&text.nfc().collect::<String>()),
        };
        out.push(Cluster { text, exact });
    }
    out
}

/// Whether the character by itself is in composed form.
fn is_composed(c: char) -> bool {
    c < '\u{300}' || is_nfc_quick([c].into_iter()) == IsNormalized::Yes
}

/// Numbers for the forms of clusters: a single character's is its own, others are counted on.
#[derive(Default)]
struct Forms(FxHashMap<String, u32>);

impl Forms {
    fn number(&mut self, form: &str) -> u32 {
        let mut chars = form.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            return u32::from(c);
        }
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        let known = self.0.get(form).copied();
        let number = known.unwrap_or_else(|| {
            self.0.insert(form.to_owned(), next);
            next
        });
        (u32::from(char::MAX) + 1).saturating_add(number)
    }
}

/// Bytes of a value, half open.
type Range = (usize, usize);

/// One cluster on each side, or on one. The steps follow each other without gaps on both sides.
#[derive(Clone, Copy)]
struct Step {
    kind: PieceKind,
    document: Range,
    profile: Range,
}

impl Step {
    fn side(&self, kind: PieceKind) -> Range {
        if kind == PieceKind::OnlyProfile { self.profile } else { self.document }
    }
}

struct Steps<'a> {
    document: &'a str,
    profile: &'a str,
    steps: Vec<Step>,
}

impl<'a> Steps<'a> {
    fn of(document: &'a str, profile: &'a str, most: usize) -> Self {
        Self { document, profile, steps: Vec::with_capacity(most) }
    }

    /// Adds so many bytes of what comes next on each side.
    fn push(&mut self, kind: PieceKind, document: usize, profile: usize) {
        let (d, p) = self.steps.last().map_or((0, 0), |last| (last.document.1, last.profile.1));
        let (document, profile) = ((d, d + document), (p, p + profile));
        self.steps.push(Step { kind, document, profile });
    }

    fn both<'b>(&mut self, pairs: impl Iterator<Item = (&'b Cluster<'b>, &'b Cluster<'b>)>) {
        pairs.for_each(|(x, y)| self.push(PieceKind::Same, x.text.len(), y.text.len()));
    }

    fn cheapest(&mut self, a: &[Cluster<'_>], b: &[Cluster<'_>], forms: &mut Forms) {
        let width = b.len() + 1;
        let mut memory = String::new();
        let mut near = |side: &[Cluster<'_>]| -> Vec<Near> {
            side.iter().map(|cluster| Near::of(cluster, forms, &mut memory)).collect()
        };
        let (a, b) = (near(a), near(b));
        let cost = costs(&a, &b);
        let at = |i: usize, j: usize| cost.get(i * width + j).copied().unwrap_or(0);
        let (mut i, mut j) = (0, 0);
        while i < a.len() || j < b.len() {
            let here = at(i, j);
            match (a.get(i), b.get(j)) {
                (Some(x), Some(y)) if here == at(i + 1, j + 1) + x.cost(y) => {
                    let same = x.exact == y.exact;
                    let kind = if same { PieceKind::Same } else { PieceKind::Changed };
                    self.push(kind, x.length, y.length);
                    i += 1;
                    j += 1;
                }
                (Some(x), _) if here == at(i + 1, j) + 2 => {
                    self.push(PieceKind::OnlyDocument, x.length, 0);
                    i += 1;
                }
                (_, Some(y)) => {
                    self.push(PieceKind::OnlyProfile, 0, y.length);
                    j += 1;
                }
                (Some(x), None) => {
                    self.push(PieceKind::OnlyDocument, x.length, 0);
                    i += 1;
                }
                (None, None) => break,
            }
        }
    }

    /// Of the equally cheap places for something left out, takes the one where a word begins or
    /// ends: `Wójcik[-Nowak]`, not `Wójci[k-Nowa]k`.
    fn settle_at_word_ends(&mut self) {
        let mut start = 0;
        while let Some(kind) = self.steps.get(start).map(|step| step.kind) {
            let length = self.steps.iter().skip(start).take_while(|step| step.kind == kind).count();
            start = match kind {
                PieceKind::Same | PieceKind::Changed => start + length,
                PieceKind::OnlyDocument | PieceKind::OnlyProfile => {
                    self.slide(start, length, kind) + length
                }
            };
        }
    }

    /// Moves the run over equal characters beside it, and says where it begins then.
    fn slide(&mut self, start: usize, length: usize, kind: PieceKind) -> usize {
        let text = |n: usize| self.steps.get(n).map(|step| self.text(step, kind));
        let equal = |n: usize| {
            let other = |step: &Step| self.text(step, PieceKind::OnlyDocument);
            let one = |step: &Step| self.text(step, PieceKind::OnlyProfile);
            self.steps.get(n).is_some_and(|s| s.kind == PieceKind::Same && other(s) == one(s))
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
        if best.1 != start {
            self.move_run(start.min(best.1), start.max(best.1) + length, (best.1, length), kind);
        }
        best.1
    }

    /// Lays out the steps from `first` to `last` anew, with `length` left out from `run` on. The
    /// other side's text there is the same, so only its places change.
    fn move_run(&mut self, first: usize, last: usize, run: (usize, usize), kind: PieceKind) {
        let profile_only = kind == PieceKind::OnlyProfile;
        let Some(step) = self.steps.get(first) else { return };
        let mut at = if profile_only { step.document.0 } else { step.profile.0 };
        for (n, step) in self.steps.iter_mut().enumerate().take(last).skip(first) {
            let own = step.side(kind);
            let inside = (run.0..run.0 + run.1).contains(&n);
            let other = (at, if inside { at } else { at + own.1 - own.0 });
            at = other.1;
            let (document, profile) = if profile_only { (other, own) } else { (own, other) };
            *step = Step { kind: if inside { kind } else { PieceKind::Same }, document, profile };
        }
    }

    fn text(&self, step: &Step, kind: PieceKind) -> &'a str {
        let (start, end) = step.side(kind);
        let value = if kind == PieceKind::OnlyProfile { self.profile } else { self.document };
        value.get(start..end).unwrap_or_default()
    }

    /// Joins neighbours of one kind. Changed characters stay single, so that each stands over its
    /// counterpart.
    fn runs(self) -> Vec<Piece> {
        let one = |a: &Step, b: &Step| a.kind == b.kind && a.kind != PieceKind::Changed;
        let mut out = Vec::with_capacity(self.steps.chunk_by(one).count());
        for run in self.steps.chunk_by(one) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let document = self.document.get(first.document.0..last.document.1);
            let profile = self.profile.get(first.profile.0..last.profile.1);
            let owned = |part: Option<&str>| part.unwrap_or_default().to_owned();
            out.push(Piece {
                document: owned(document),
                profile: owned(profile),
                kind: first.kind,
            });
        }
        out
    }
}

/// `cost[i * width + j]` of aligning `a` from i with `b` from j on; filled from the end.
fn costs(a: &[Near], b: &[Near]) -> Vec<u32> {
    let width = b.len() + 1;
    let mut cost = vec![0_u32; (a.len() + 1) * width];
    let (rows, last) = cost.split_at_mut(a.len() * width);
    let mut sum = 0;
    for cell in last.iter_mut().rev() {
        *cell = sum;
        sum += 2;
    }
    let mut below: &[u32] = last;
    for (row, x) in rows.chunks_exact_mut(width).zip(a).rev() {
        let (Some((end, cells)), Some((&below_end, others))) =
            (row.split_last_mut(), below.split_last())
        else {
            break;
        };
        *end = below_end + 2;
        let (mut right, mut diagonal) = (*end, below_end);
        for ((cell, &down), y) in cells.iter_mut().zip(others).zip(b).rev() {
            right = (down.min(right) + 2).min(diagonal + x.cost(y));
            diagonal = down;
            *cell = right;
        }
        below = row;
    }
    cost
}

/// A cluster's forms, computed once.
struct Near {
    /// Bytes.
    length: usize,
    exact: u32,
    folded: u32,
    separates: bool,
}

impl Near {
    fn of(cluster: &Cluster<'_>, forms: &mut Forms, memory: &mut String) -> Self {
        let (exact, length) = (cluster.exact, cluster.text.len());
        if let [byte] = cluster.text.as_bytes() {
            let folded = u32::from(byte.to_ascii_lowercase());
            return Self { length, exact, folded, separates: separates(cluster.text) };
        }
        memory.clear();
        let alone = char::from_u32(exact).is_some_and(|c| cluster.text.len() == c.len_utf8());
        if alone && cluster.text.chars().next().map(u32::from) == Some(exact) {
            fold::push_small_base(cluster.text, memory);
            let folded = forms.number(memory);
            return Self { length, exact, folded, separates: separates(cluster.text) };
        }
        let composed: String = cluster.text.nfc().collect();
        fold::push_small_base(&composed, memory);
        Self { length, exact, folded: forms.number(memory), separates: separates(&composed) }
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

fn separates(grapheme: &str) -> bool {
    grapheme
        .chars()
        .all(|c| c.is_whitespace() || fold::is_hyphen(c) || fold::is_apostrophe(c) || c == '<')
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
