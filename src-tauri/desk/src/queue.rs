//! The queue as the window shows it, and *sync now*.

use std::collections::BTreeMap;

use chrono::{DateTime, Local, Utc};
use review::{CaseId, CaseKind, CaseState, CaseSummary, Mark, Reviewer};
use store::QueueQuery;

use crate::matters::why_not_recalled;
use crate::view::{FilterCount, QueueList, QueueRequest, QueueRow, QueueView, ViewCount};
use crate::{Desk, Result, fault, locked};

const VIEWS: [QueueView; 6] = [
    QueueView::Open,
    QueueView::Mine,
    QueueView::Second,
    QueueView::Waiting,
    QueueView::Escalated,
    QueueView::Decided,
];

impl Desk {
    /// Rows of one view that fit the filters.
    ///
    /// # Errors
    /// [`crate::Problem::SignedOut`].
    pub async fn queue(&self, request: QueueRequest) -> Result<QueueList> {
        let reviewer = self.reviewer().await?;
        let store = self.store().await?;
        let everything = QueueQuery { limit: u32::MAX, ..QueueQuery::default() };
        let all = store.queue(&everything).await.map_err(fault::store)?.rows;
        let judged = self.judged_names();
        let recalled = self.recalled_cases(&store).await?;
        let now = self.now();
        let seen: Vec<&CaseSummary> =
            all.iter().filter(|case| case.kind.seen_by(&reviewer)).collect();
        let count = |view| seen.iter().filter(|case| in_view(case, view, &reviewer, now)).count();
        let in_this = || seen.iter().filter(|case| in_view(case, request.view, &reviewer, now));
        let mut rows: Vec<QueueRow> = in_this()
            .filter(|case| fits(case, &request, &reviewer, judged.get(&case.id)))
            .map(|case| row(case, &reviewer, &recalled))
            .collect();
        sort(&mut rows, &request.sort);
        let mut departments: BTreeMap<&str, u32> = BTreeMap::new();
        for case in in_this() {
            *departments.entry(case.department.as_deref().unwrap_or_default()).or_default() += 1;
        }
        departments.remove("");
        let counts = VIEWS.into_iter().map(|view| (view, count(view)));
        let counts = counts.chain(self.matter_counts(&store).await?);
        Ok(QueueList {
            rows,
            counts: counts
                .map(|(view, count)| ViewCount { view, count: u32::try_from(count).unwrap_or(0) })
                .collect(),
            departments: departments
                .into_iter()
                .map(|(value, count)| FilterCount { value: value.to_owned(), count })
                .collect(),
            last_case_at: all.iter().map(|case| case.opened_at).max().map(|at| at.to_rfc3339()),
        })
    }

    /// Names of people of open cases whose faces this reviewer judged: only those find a case.
    fn judged_names(&self) -> BTreeMap<CaseId, String> {
        let open = locked(&self.0.open);
        let judged = open.iter().filter_map(|(case, open)| {
            let person = &open.file.facts.as_ref()?.person;
            let name = format!("{} {}", person.display_name, person.user_principal_name);
            Some((*case, name.to_lowercase()))
        });
        judged.collect()
    }
}

/// A day as the reviewer's own clock has it.
fn is_today(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    at.with_timezone(&Local).date_naive() == now.with_timezone(&Local).date_naive()
}

fn in_view(case: &CaseSummary, view: QueueView, reviewer: &Reviewer, now: DateTime<Utc>) -> bool {
    let mine = case.held_by.as_ref().is_some_and(|holder| holder.person == reviewer.person);
    match (view, &case.state) {
        (QueueView::Open, CaseState::Open) => case.kind.decided_by(reviewer),
        (QueueView::Open, CaseState::SecondReview { first, .. }) => {
            case.kind.decided_by(reviewer) && *first != reviewer.person
        }
        (
            QueueView::Mine,
            CaseState::Open | CaseState::SecondReview { .. } | CaseState::Escalated,
        ) => mine,
        (QueueView::Second, CaseState::SecondReview { .. }) => true,
        (QueueView::Waiting, CaseState::AwaitingCapture) => true,
        (QueueView::Escalated, CaseState::Escalated) => true,
        (QueueView::Decided, CaseState::Decided { at, .. }) => is_today(*at, now),
        _ => false,
    }
}

fn fits(
    case: &CaseSummary,
    request: &QueueRequest,
    reviewer: &Reviewer,
    judged_name: Option<&String>,
) -> bool {
    let kind = request.kinds.is_empty() || request.kinds.contains(&case.kind);
    let marks = request.marks.iter().all(|mark| case.marks.iter().any(|m| mark_word(m) == mark));
    let department = request.departments.is_empty()
        || case.department.as_ref().is_some_and(|d| request.departments.contains(d));
    let held = match &case.held_by {
        None => "free",
        Some(holder) if holder.person == reviewer.person => "me",
        Some(_) => "others",
    };
    let held = request.held.is_empty() || request.held.iter().any(|h| h == held);
    let haystack = format!(
        "{} {} {} {}",
        case.number,
        case.department.as_deref().unwrap_or_default(),
        kind_words(case.kind),
        judged_name.map(String::as_str).unwrap_or_default(),
    )
    .to_lowercase();
    let text = request.text.to_lowercase();
    let text = text.split_whitespace().all(|word| haystack.contains(word));
    kind && marks && department && held && text
}

fn sort(rows: &mut [QueueRow], by: &str) {
    let (descending, key) = match by.strip_prefix('-') {
        Some(key) => (true, key),
        None => (false, by),
    };
    rows.sort_by(|a, b| {
        let order = match key {
            "case" => a.number.cmp(&b.number),
            _ => a.due_at.cmp(&b.due_at).then_with(|| a.number.cmp(&b.number)),
        };
        if descending { order.reverse() } else { order }
    });
}

fn row(case: &CaseSummary, reviewer: &Reviewer, recalled: &[CaseId]) -> QueueRow {
    QueueRow {
        id: case.id,
        number: case.number.clone(),
        kind: case.kind,
        state: case.state.clone(),
        person_masked: case.person_masked.clone(),
        department: case.department.clone(),
        marks: case.marks.clone(),
        due_at: case.due_at.to_rfc3339(),
        held_by_me: case.held_by.as_ref().is_some_and(|h| h.person == reviewer.person),
        held_by: case.held_by.clone(),
        recalled: recalled.contains(&case.id),
        recall_closed: why_not_recalled(case, reviewer),
    }
}

fn mark_word(mark: &Mark) -> &'static str {
    match mark {
        Mark::Privileged => "privileged",
        Mark::FinanceApprover => "finance_approver",
        Mark::Repeat { .. } => "repeat",
        Mark::PhoneChanged => "phone_changed",
        Mark::ProfileEdited => "profile_edited",
        Mark::SecondReview => "second_review",
        Mark::NewCapture => "new_capture",
        Mark::CameBack => "came_back",
        Mark::Starts { .. } => "starts",
    }
}

fn kind_words(kind: CaseKind) -> &'static str {
    match kind {
        CaseKind::PasswordReset => "password reset",
        CaseKind::MfaRecovery => "mfa recovery",
        CaseKind::ExternalAuthentication => "external authentication",
        CaseKind::Onboarding => "onboarding",
    }
}
