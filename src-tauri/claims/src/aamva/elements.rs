//! Elements: three letters and a value, each on its own line.

use super::note::{Note, add};

/// Elements of licence and identity card subfiles, first value of each.
pub(super) struct Elements<'a>(Vec<(&'a str, &'a str)>);

/// Fewer elements than this in a long text are a text without separators.
const FEW: usize = 6;

/// How long a text must be for that.
const LONG: usize = 100;

impl<'a> Elements<'a> {
    pub(super) fn read(body: &'a str, notes: &mut Vec<Note>) -> Self {
        let mut found = Self(Vec::new());
        let mut stray = false;
        for line in lines(body) {
            match element(line) {
                Some((id, value)) => found.add(id, value, notes),
                None => stray |= !is_jurisdictions_own(line),
            }
        }
        if found.0.len() < FEW && body.len() > LONG {
            let mut parted = Self(Vec::new());
            let mut none = Vec::new();
            for line in lines(body).filter(|line| !is_jurisdictions_own(line)) {
                for (id, value) in part(line) {
                    parted.add(id, value, &mut none);
                }
            }
            if parted.0.len() >= FEW {
                add(notes, Note::SeparatorsLost);
                return parted;
            }
        }
        if stray {
            add(notes, Note::StrayText);
        }
        found
    }

    /// The value of an element; `None` where it is absent, empty, or one of the standard's words
    /// for *none*.
    pub(super) fn get(&self, id: &str) -> Option<&'a str> {
        let (_, value) = self.0.iter().find(|(known, _)| *known == id)?;
        let said = ["NONE", "UNAVL", "UNAVAIL", "UNAVAILABLE"];
        let absent = value.is_empty() || said.iter().any(|word| value.eq_ignore_ascii_case(word));
        (!absent).then_some(*value)
    }

    fn add(&mut self, id: &'a str, value: &'a str, notes: &mut Vec<Note>) {
        match self.0.iter().find(|(known, _)| *known == id) {
            None => self.0.push((id, value)),
            Some((_, first)) if *first != value => add(notes, Note::RepeatedElement),
            Some(_) => {}
        }
    }
}

/// The standard separates by line feed and ends subfiles by carriage return; scanners put other
/// control characters.
fn lines(body: &str) -> impl Iterator<Item = &str> {
    body.split(|c: char| c.is_control()).map(str::trim).filter(|line| !line.is_empty())
}

fn element(line: &str) -> Option<(&str, &str)> {
    let line = without_type(line);
    let (id, value) = line.split_at_checked(3)?;
    is_id(id).then(|| (id, value.trim()))
}

/// A subfile begins with its type, right before its first element.
fn without_type(line: &str) -> &str {
    match line.split_at_checked(2) {
        Some(("DL" | "ID" | "EN", rest)) if rest.get(..3).is_some_and(is_id) => rest,
        _ => line,
    }
}

/// DAA to DDZ.
fn is_id(id: &str) -> bool {
    matches!(id.as_bytes(), [b'D', b'A'..=b'D', b'A'..=b'Z'])
}

/// Subfiles of jurisdictions have types and elements that begin with Z, permits' elements with
/// PA; the types alone may stand on a line.
fn is_jurisdictions_own(line: &str) -> bool {
    line.starts_with('Z') || line.starts_with("PA") || matches!(line, "DL" | "ID" | "EN" | "@")
}

/// A line with many elements and nothing between them. An identifier is believed where it occurs
/// once; a value ends at the next that does.
fn part(line: &str) -> Vec<(&str, &str)> {
    let line = without_type(line);
    let places: Vec<usize> = line
        .char_indices()
        .map(|(at, _)| at)
        .filter(|&at| line.get(at..at + 3).is_some_and(|id| KNOWN.contains(&id)))
        .collect();
    let id_at = |at: usize| line.get(at..at + 3).unwrap_or_default();
    let once: Vec<usize> = places
        .iter()
        .copied()
        .filter(|&at| places.iter().filter(|&&other| id_at(other) == id_at(at)).count() == 1)
        .collect();
    let ends = once.iter().skip(1).copied().chain([line.len()]);
    once.iter()
        .zip(ends)
        .map(|(&at, end)| (id_at(at), line.get(at + 3..end).unwrap_or_default().trim()))
        .collect()
}

/// Identifiers that the standards of 2000 to 2025 define, without those that a common name
/// contains where no element of it is needed here.
const KNOWN: [&str; 52] = [
    "DAA", "DAB", "DAC", "DAD", "DAE", "DAG", "DAH", "DAI", "DAJ", "DAK", "DAL", "DAN", "DAO",
    "DAP", "DAQ", "DAR", "DAS", "DAT", "DAU", "DAV", "DAW", "DAY", "DAZ", "DBA", "DBB", "DBC",
    "DBD", "DBH", "DCA", "DCB", "DCD", "DCE", "DCF", "DCG", "DCH", "DCI", "DCJ", "DCK", "DCL",
    "DCS", "DCT", "DCU", "DDA", "DDB", "DDD", "DDE", "DDF", "DDG", "DDH", "DDJ", "DDK", "DDL",
];
