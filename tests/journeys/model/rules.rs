//! What must hold of the recorded decisions whatever was done, told without the reference.

use std::collections::BTreeSet;

use review::Verdict;

/// A recorded decision, in the order of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: String,
    pub by: usize,
    pub verdict: Verdict,
    /// Whether it is carried out, and does not wait for another person's.
    pub carries: bool,
    /// Entries of the log that stand for it, at its place.
    pub entries: usize,
}

/// Which promise is broken, if one is.
pub fn broken(rows: &[Row], two: bool) -> Option<&'static str> {
    let ids: BTreeSet<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    if ids.len() != rows.len() {
        return Some("a decision stands twice");
    }
    if rows.iter().any(|row| row.entries != 1) {
        return Some("a decision and its log entry differ");
    }
    let ends = |row: &&Row| row.carries && matches!(row.verdict, Verdict::Approve | Verdict::Deny);
    let mut ending = rows.iter().filter(ends);
    let end = ending.next()?;
    if ending.next().is_some() || rows.last() != Some(end) {
        return Some("something was decided after the end");
    }
    let agreed = |row: &Row| row.by != end.by && row.verdict == end.verdict && !row.carries;
    if two && !rows.iter().any(agreed) {
        return Some("one person decided where two must");
    }
    let mut last_by = BTreeSet::new();
    let waiting = rows.iter().filter(|row| !row.carries && row.verdict != Verdict::Escalate);
    if !waiting.into_iter().chain([end]).all(|row| last_by.insert(row.by)) {
        return Some("one person decided twice");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, by: usize, verdict: Verdict, carries: bool) -> Row {
        Row { id: id.to_owned(), by, verdict, carries, entries: 1 }
    }

    #[test]
    fn what_is_right_breaks_nothing() {
        assert_eq!(broken(&[row("a", 0, Verdict::Approve, true)], false), None);
        let two = [row("a", 0, Verdict::Approve, false), row("b", 1, Verdict::Approve, true)];
        assert_eq!(broken(&two, true), None);
        assert_eq!(broken(&[row("a", 0, Verdict::Escalate, true)], true), None);
    }

    #[test]
    fn each_fault_is_told() {
        let approve = |id, by| row(id, by, Verdict::Approve, true);
        let first = |by| row("first", by, Verdict::Approve, false);
        let unlogged = Row { entries: 0, ..approve("a", 0) };
        let logged_twice = Row { entries: 2, ..approve("a", 0) };
        let faults = [
            (vec![approve("a", 0), approve("a", 0)], false, "a decision stands twice"),
            (vec![unlogged], false, "a decision and its log entry differ"),
            (vec![logged_twice], false, "a decision and its log entry differ"),
            (vec![approve("a", 0), approve("b", 1)], false, "something was decided after the end"),
            (vec![approve("a", 0)], true, "one person decided where two must"),
            (vec![first(0), approve("b", 0)], true, "one person decided where two must"),
            (
                vec![first(0), row("b", 1, Verdict::Approve, false), approve("c", 0)],
                true,
                "one person decided twice",
            ),
        ];
        for (rows, two, what) in faults {
            assert_eq!(broken(&rows, two), Some(what), "{rows:?}");
        }
    }
}
