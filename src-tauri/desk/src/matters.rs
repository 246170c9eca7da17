//! Recalling an approval, and the lists of what needs a person, as last fetched.

use review::matter::{closing_closed, endings, tending_closed};
use review::{
    Became, CaseId, CaseKind, CaseState, CaseSummary, CloseRequest, Matter, MatterKind, Matters,
    OwnerRequest, PersonRef, Reviewer, StepRequest, Verdict, recall_closed,
};
use store::Store;
use uuid::Uuid;

use crate::problem::Problem;
use crate::view::{
    CloseMatterRequest, Ending, GiveMatterRequest, MatterRow, MattersView, QueueView, RecallView,
    ResponderRow, TickMatterRequest, Topic,
};
use crate::{Desk, Result, fault};

/// Where the lists are kept, for reading them offline.
pub(crate) const MATTERS: &str = "matters";

impl Desk {
    /// Recalls what was approved of a case: withdrawn where nothing was carried out, otherwise an
    /// incident. Asked again, it answers the same.
    ///
    /// # Errors
    /// [`Problem::Closed`] says why nothing can be recalled; [`Problem::Offline`].
    pub async fn recall(&self, case: CaseId) -> Result<RecallView> {
        let client = self.service().await?;
        let recalled = self.heard(client.recall(case, &Uuid::now_v7().to_string()).await);
        let recalled = recalled.map_err(|error| fault::case(error, case))?;
        let store = self.store().await?;
        let row = store.case(case).await.map_err(fault::store)?.ok_or(Problem::NotFound)?;
        // It stands at the service by now: whatever does not come in here comes with the next sync.
        let caught_up = async {
            self.sync_queue(&client).await?;
            self.follow_case(&client, case).await?;
            self.refresh_matters(&client).await
        };
        if let Err(problem) = caught_up.await {
            tracing::warn!(?problem, "what a recall changed is fetched later");
            self.0.wake_sync.notify_one();
        }
        self.changed(&[Topic::Case, Topic::Queue]);
        Ok(RecallView {
            number: row.number,
            by_name: recalled.by_name,
            at: recalled.at.to_rfc3339(),
            incident: matches!(recalled.became, Became::Incident { .. }),
        })
    }

    /// What is stuck, what is unexplained, and incidents, as last fetched.
    ///
    /// # Errors
    /// [`Problem::SignedOut`].
    pub async fn matters(&self) -> Result<MattersView> {
        let reviewer = self.reviewer().await?;
        let store = self.store().await?;
        let kept = self.kept_matters(&store).await?;
        let mut view = MattersView {
            tending_closed: tending_closed(&reviewer).into_iter().next().map(|one| one.why),
            ..MattersView::default()
        };
        for responder in kept.responders {
            view.responders.push(ResponderRow {
                id: responder.person.object_id.to_string(),
                name: responder.name,
                me: responder.person == reviewer.person,
            });
        }
        for matter in kept.matters {
            let involved = approved_by(&store, &reviewer, &matter).await?;
            let list = match matter.kind {
                MatterKind::Stuck => &mut view.stuck,
                MatterKind::Unexplained => &mut view.unexplained,
                MatterKind::Incident => &mut view.incidents,
            };
            list.push(row(matter, &reviewer, &involved));
        }
        Ok(view)
    }

    /// Gives a matter to somebody of the security desk, or to nobody.
    ///
    /// # Errors
    /// [`Problem::Closed`] for other roles.
    pub async fn give_matter(&self, request: GiveMatterRequest) -> Result<MattersView> {
        let owner = request.owner.map(|text| text.parse().map_err(|_| Problem::NotFound));
        let body = OwnerRequest { owner: owner.transpose()? };
        let client = self.service().await?;
        let given = self.heard(client.give_matter(request.matter, &body).await);
        given.map_err(fault::service)?;
        self.matters_anew(&client).await
    }

    /// Ticks off what was revoked, or takes a tick back.
    ///
    /// # Errors
    /// [`Problem::Closed`] for other roles.
    pub async fn tick_matter(&self, request: TickMatterRequest) -> Result<MattersView> {
        let body = StepRequest { what: request.what, done: request.done };
        let client = self.service().await?;
        let ticked = self.heard(client.tick_matter(request.matter, &body).await);
        ticked.map_err(fault::service)?;
        self.matters_anew(&client).await
    }

    /// Ends a matter with a coded reason.
    ///
    /// # Errors
    /// [`Problem::Closed`] says what is missing.
    pub async fn close_matter(&self, request: CloseMatterRequest) -> Result<MattersView> {
        let body = CloseRequest { ended: request.ended };
        let client = self.service().await?;
        let closed = self.heard(client.close_matter(request.matter, &body).await);
        closed.map_err(fault::service)?;
        self.matters_anew(&client).await
    }

    async fn matters_anew(&self, client: &connect::Client) -> Result<MattersView> {
        self.refresh_matters(client).await?;
        self.matters().await
    }

    /// Fetches the lists; says so when they changed.
    pub(crate) async fn refresh_matters(&self, client: &connect::Client) -> Result<()> {
        let reviewer = self.reviewer().await?;
        if !CaseKind::ALL.into_iter().any(|kind| kind.seen_by(&reviewer)) {
            return Ok(());
        }
        let store = self.store().await?;
        let matters = self.heard(client.matters().await).map_err(fault::service)?;
        if self.kept_matters(&store).await? != matters {
            store.set_preference(MATTERS, &matters).await.map_err(fault::store)?;
            self.changed(&[Topic::Queue]);
        }
        Ok(())
    }

    /// How many matters each of the three views holds.
    pub(crate) async fn matter_counts(&self, store: &Store) -> Result<[(QueueView, usize); 3]> {
        let kept = self.kept_matters(store).await?.matters;
        let count = |kind| kept.iter().filter(|matter| matter.kind == kind).count();
        Ok([
            (QueueView::Stuck, count(MatterKind::Stuck)),
            (QueueView::Unexplained, count(MatterKind::Unexplained)),
            (QueueView::Incidents, count(MatterKind::Incident)),
        ])
    }

    /// Cases whose recall opened an incident that is not closed yet.
    pub(crate) async fn recalled_cases(&self, store: &Store) -> Result<Vec<CaseId>> {
        let kept = self.kept_matters(store).await?.matters.into_iter();
        let incidents = kept.filter(|matter| matter.kind == MatterKind::Incident);
        Ok(incidents.filter_map(|matter| matter.case.map(|case| case.id)).collect())
    }

    async fn kept_matters(&self, store: &Store) -> Result<Matters> {
        let kept = store.preference(MATTERS).await.map_err(fault::store)?;
        Ok(kept.unwrap_or_else(|| Matters { matters: Vec::new(), responders: Vec::new() }))
    }
}

/// Why this person can't recall what was decided of a case, in words; `None`: they can.
pub(crate) fn why_not_recalled(case: &CaseSummary, reviewer: &Reviewer) -> Option<String> {
    let verdict = match &case.state {
        CaseState::Decided { verdict, .. } => Some(*verdict),
        _ => None,
    };
    recall_closed(case.kind, verdict, reviewer).into_iter().next().map(|closed| closed.why)
}

fn row(matter: Matter, reviewer: &Reviewer, involved: &[PersonRef]) -> MatterRow {
    let ending =
        |ended| Ending { ended, closed: closing_closed(&matter, ended, reviewer, involved) };
    MatterRow {
        mine: matter.owner.as_ref().is_some_and(|owner| owner.person == reviewer.person),
        endings: endings(matter.kind).iter().copied().map(ending).collect(),
        matter,
    }
}

/// The person themselves, where they approved this case at this desk; the service knows the rest.
async fn approved_by(
    store: &Store,
    reviewer: &Reviewer,
    matter: &Matter,
) -> Result<Vec<PersonRef>> {
    let Some(case) = &matter.case else { return Ok(Vec::new()) };
    let mine = store.decisions(Some(case.id), Some(reviewer.person), 0, 20).await;
    let mine = mine.map_err(fault::store)?;
    let approved = mine.iter().any(|decision| decision.claim.verdict == Verdict::Approve);
    Ok(if approved { vec![reviewer.person] } else { Vec::new() })
}
