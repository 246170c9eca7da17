//! Which verdicts the rules leave open for this reviewer, on what this desk knows.

use review::{CaseState, CaseSummary, Door, Policy, Situation, Verdict, doors};

use crate::cases::OpenCase;
use crate::problem::Problem;
use crate::{Desk, Result, fault};

impl Desk {
    /// The case's row as last synced: its state may be newer than the file that was opened.
    pub(crate) async fn row_of(&self, open: &OpenCase) -> Result<CaseSummary> {
        let store = self.store().await?;
        let row = store.case(open.file.summary.id).await.map_err(fault::store)?;
        Ok(row.unwrap_or_else(|| open.file.summary.clone()))
    }

    /// The four doors, in the order of the screen.
    pub(crate) async fn doors_of(&self, open: &OpenCase, policy: &Policy) -> Result<Vec<Door>> {
        let row = self.row_of(open).await?;
        let reviewer = self.reviewer().await?;
        let seen: Vec<_> = open.seen.keys().copied().collect();
        let situation = Situation {
            case: &row,
            facts: open.file.facts.as_ref(),
            judgements: &open.file.judgements,
            // The service alone knows others' answers, and enforces it.
            others_differed: false,
            decided_before: match &row.state {
                CaseState::SecondReview { first, .. } => std::slice::from_ref(first),
                _ => &[],
            },
            evidence: &open.file.evidence,
            seen: &seen,
            reviewer: &reviewer,
            // The service knows it, and enforces it.
            reviewer_chain: None,
            holds_lease: open.lease.is_some(),
            online: self.online(),
        };
        Ok(doors(&situation, policy))
    }

    /// Passes only when the door of this verdict is open.
    pub(crate) async fn check_door(
        &self,
        open: &OpenCase,
        policy: &Policy,
        verdict: Verdict,
    ) -> Result<()> {
        let doors = self.doors_of(open, policy).await?;
        match doors.into_iter().find(|door| door.verdict == verdict) {
            Some(door) if door.is_open() => Ok(()),
            Some(door) => Err(Problem::Closed { closed: door.closed }),
            None => Err(Problem::NotFound),
        }
    }
}
