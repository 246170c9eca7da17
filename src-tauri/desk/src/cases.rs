//! Opening a case, judging the faces, giving it back.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};
use connect::patiently;
use review::{
    Because, CaseFile, CaseId, EvidenceId, EvidenceRole, EvidenceState, FaceSubmission, Lease,
    LeaseRequest, Policy, Seen, second_person,
};
use uuid::Uuid;

use crate::evidence::Fetched;
use crate::problem::Problem;
use crate::view::{
    CaseView, Draft, FactsView, KeepFacesRequest, OpenCaseRequest, PictureState, PictureView,
    Readiness, Topic,
};
use crate::{Desk, Result, fault, locked};

/// How long opening a case waits for the service before it says so.
const PATIENCE: Duration = Duration::from_secs(20);

/// A case that is open on this desk.
#[derive(Clone)]
pub(crate) struct OpenCase {
    pub file: CaseFile,
    pub lease: Option<Lease>,
    pub pictures: BTreeMap<EvidenceId, Fetched>,
    pub seen: BTreeMap<EvidenceId, Seen>,
}

impl OpenCase {
    /// Why two people decide it; none: one does, or the facts are not here yet.
    pub(crate) fn two_people(&self, policy: &Policy) -> Vec<Because> {
        let facts = self.file.facts.as_ref();
        facts
            .map(|facts| second_person(facts, &self.file.summary.marks, policy))
            .unwrap_or_default()
    }
}

impl Desk {
    /// Takes the next free case and opens it.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when nothing waits.
    pub async fn take_next(&self) -> Result<CaseView> {
        let client = self.service().await?;
        let taken = self.heard(client.take_next().await).map_err(fault::service)?;
        let case = taken.ok_or(Problem::NotFound)?;
        self.open_case(OpenCaseRequest { case, take_over_reason: None }).await
    }

    /// Takes the lease, fetches what is released, shows it.
    ///
    /// # Errors
    /// [`Problem::Held`] names the holder; give a reason to take over.
    pub async fn open_case(&self, request: OpenCaseRequest) -> Result<CaseView> {
        let case = request.case;
        let store = self.store().await?;
        let client = self.service().await?;
        let ask = LeaseRequest { take_over_reason: request.take_over_reason };
        let lease = self.heard(patiently(PATIENCE, || client.lease(case, &ask)).await);
        let lease = lease.map_err(|error| fault::case(error, case))?;
        let file = self.heard(patiently(PATIENCE, || client.case(case)).await);
        let file = file.map_err(|error| fault::case(error, case))?;
        store.save_lease(case, &lease).await.map_err(fault::store)?;
        self.journal("case.opened", case, &serde_json::json!({ "fence": lease.fence })).await?;
        self.adopt(file, Some(lease)).await?;
        self.case(case).await
    }

    /// An open case, or one kept from before, to read.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when it was never opened here.
    pub async fn case(&self, case: CaseId) -> Result<CaseView> {
        if let Some(open) = self.opened(case) {
            return self.case_view(&open).await;
        }
        let store = self.store().await?;
        self.live().await?;
        let kept = store.case_file(case).await.map_err(fault::store)?.ok_or(Problem::NotFound)?;
        let lease = store.lease(case).await.map_err(fault::store)?;
        let lease = lease.filter(|lease| lease.lapses_at > self.now());
        self.adopt(kept.file, lease).await?;
        let open = self.opened(case).ok_or(Problem::NotFound)?;
        self.case_view(&open).await
    }

    /// Keeps the face answer at the service; what was withheld comes with its answer.
    ///
    /// # Errors
    /// [`Problem::LeaseLost`] and the service's other outcomes.
    pub async fn keep_faces(&self, request: KeepFacesRequest) -> Result<CaseView> {
        let case = request.case;
        let open = self.opened(case).ok_or(Problem::NotFound)?;
        let lease = open.lease.clone().ok_or(Problem::LeaseLost { case, by_name: None })?;
        let person = self.live().await?.account.person;
        let submission = FaceSubmission {
            id: Uuid::now_v7(),
            fence: lease.fence,
            answer: request.answer,
            sureness: request.sureness,
            blind: open.file.blind,
        };
        let store = self.store().await?;
        let kept = store.keep_face_answer(case, person, &submission, self.now()).await;
        kept.map_err(fault::store)?;
        let client = self.service().await?;
        let file = self.heard(patiently(PATIENCE, || client.keep_faces(case, &submission)).await);
        let file = file.map_err(|error| fault::case(error, case))?;
        let said = file.judgements.first();
        if !said.is_some_and(|said| said.answer == request.answer && said.by == person) {
            // Whatever it is, it is not what this person just said.
            return Err(Problem::Untrusted {
                from: "service".to_owned(),
                what: "answer".to_owned(),
            });
        }
        let answer = serde_json::json!({ "answer": submission.answer, "blind": submission.blind });
        self.journal("faces.kept", case, &answer).await?;
        self.adopt(file, Some(lease)).await?;
        self.case(case).await
    }

    /// Gives the case back with a note; its pictures are destroyed here.
    ///
    /// # Errors
    /// [`Problem::LeaseLost`] when it was not held any more.
    pub async fn give_back(&self, case: CaseId, note: String) -> Result<()> {
        let open = self.opened(case).ok_or(Problem::NotFound)?;
        let lease = open.lease.ok_or(Problem::LeaseLost { case, by_name: None })?;
        let client = self.service().await?;
        let row = self.heard(client.release(case, lease.fence, &note).await);
        let row = row.map_err(|error| fault::case(error, case))?;
        let store = self.store().await?;
        store.save_case(&row).await.map_err(fault::store)?;
        self.journal("case.given_back", case, &serde_json::json!({})).await?;
        self.close_case(case).await?;
        self.tell(&[Topic::Queue, Topic::Case], Some(format!("{} given back.", row.number)));
        Ok(())
    }

    /// Keeps a draft.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn save_draft(&self, case: CaseId, mut draft: Draft) -> Result<Draft> {
        let person = self.live().await?.account.person;
        let now = self.now();
        draft.kept_at = Some(now.to_rfc3339());
        let store = self.store().await?;
        store.save_draft(case, person, &draft, now).await.map_err(fault::store)?;
        Ok(draft)
    }

    /// Forgets an open case: pictures, keys, lease. Answers, draft and decisions stay.
    pub(crate) async fn close_case(&self, case: CaseId) -> Result<()> {
        locked(&self.0.open).remove(&case);
        locked(&self.0.releases).forget(case);
        self.store().await?.close_case(case).await.map_err(fault::store)
    }

    pub(crate) fn opened(&self, case: CaseId) -> Option<OpenCase> {
        locked(&self.0.open).get(&case).cloned()
    }

    pub(crate) async fn journal(
        &self,
        kind: &str,
        case: CaseId,
        detail: &serde_json::Value,
    ) -> Result<()> {
        let store = self.store().await?;
        store.journal(kind, Some(case), detail, self.now()).await.map_err(fault::store)
    }

    /// Renews the leases of cases that are open here; called while there is activity.
    pub(crate) async fn renew_leases(&self, client: &connect::Client) {
        let held: Vec<(CaseId, DateTime<Utc>)> = locked(&self.0.open)
            .iter()
            .filter_map(|(case, open)| Some((*case, open.lease.as_ref()?.lapses_at)))
            .collect();
        for (case, lapses_at) in held {
            if lapses_at - self.now() > chrono::Duration::minutes(10) {
                continue;
            }
            match self.heard(client.lease(case, &LeaseRequest::default()).await) {
                Ok(lease) => {
                    if let Some(open) = locked(&self.0.open).get_mut(&case) {
                        open.lease = Some(lease);
                    }
                }
                Err(connect::Error::Refused(_)) => {
                    if let Some(open) = locked(&self.0.open).get_mut(&case) {
                        open.lease = None;
                    }
                    self.changed(&[Topic::Case, Topic::Queue]);
                }
                Err(_) => {}
            }
        }
    }

    /// Takes over what the service released, keeps it, and starts fetching its pictures.
    async fn adopt(&self, mut file: CaseFile, lease: Option<Lease>) -> Result<()> {
        let case = file.summary.id;
        withhold(&mut file);
        if let Some(facts) = &mut file.facts {
            reconcile_again(facts);
        }
        let store = self.store().await?;
        store.save_case_file(&file, self.now()).await.map_err(fault::store)?;
        let missing: Vec<EvidenceId> = {
            let mut all = locked(&self.0.open);
            let open = all.entry(case).or_insert_with(|| OpenCase {
                file: file.clone(),
                lease: None,
                pictures: BTreeMap::new(),
                seen: BTreeMap::new(),
            });
            let same_revision = open.file.summary.revision == file.summary.revision;
            if !same_revision {
                // New evidence or facts: nothing that was seen before counts for them.
                open.seen.clear();
            }
            open.file = file;
            open.lease = lease;
            let live = open.file.evidence.iter().filter(|item| item.state == EvidenceState::Live);
            let missing: Vec<EvidenceId> = live
                .map(|item| item.id)
                .filter(|id| !matches!(open.pictures.get(id), Some(Fetched::Ready { .. })))
                .collect();
            for id in &missing {
                open.pictures.insert(*id, Fetched::Fetching);
            }
            missing
        };
        for evidence in missing {
            tokio::spawn(self.clone().fetch(case, evidence));
        }
        self.changed(&[Topic::Case, Topic::Queue]);
        Ok(())
    }

    async fn case_view(&self, open: &OpenCase) -> Result<CaseView> {
        let store = self.store().await?;
        let account = self.live().await?.account;
        let summary = self.row_of(open).await?;
        let draft = store.draft::<Draft>(summary.id, account.person).await.map_err(fault::store)?;
        let draft = draft.map(|kept| kept.content);
        let policy = self.policy().await?;
        let doors = self.doors_of(open, &policy).await?;
        Ok(CaseView {
            id: summary.id,
            number: summary.number.clone(),
            kind: summary.kind,
            revision: open.file.summary.revision,
            held_since: open.lease.as_ref().map(|lease| lease.holder.since.to_rfc3339()),
            pictures: pictures(open),
            blind: open.file.blind,
            judgements: open.file.judgements.clone(),
            readiness: readiness(open, draft.as_ref()),
            facts: facts(open, &policy),
            state: summary.state,
            doors,
            draft,
        })
    }
}

/// Before the face answer there are the faces only, whatever the service sends (R1). Without a crop
/// the portrait can only be seen on the document's front.
fn withhold(file: &mut CaseFile) {
    if !file.judgements.is_empty() {
        return;
    }
    let blind = file.blind;
    file.facts = None;
    file.evidence
        .retain(|item| item.role.is_face() || (!blind && item.role == EvidenceRole::DocumentFront));
}

/// What is shown and signed is this desk's own reconciliation, never the service's word for it.
/// Only the starting point is the tenant's, and it is shown.
fn reconcile_again(facts: &mut review::CaseFacts) {
    let report = claims::reconcile_at(&facts.document, &facts.profile, facts.report.prior_ppm);
    if report != facts.report {
        tracing::warn!(engine = %report.engine, "the service reconciles these claims differently");
        facts.report = report;
    }
}

fn pictures(open: &OpenCase) -> Vec<PictureView> {
    open.file
        .evidence
        .iter()
        .map(|item| PictureView {
            id: item.id,
            role: item.role,
            state: match (item.state, open.pictures.get(&item.id)) {
                (EvidenceState::Erased | EvidenceState::Purged, _) => PictureState::Gone,
                (EvidenceState::Live, None | Some(Fetched::Fetching)) => PictureState::Fetching,
                (EvidenceState::Live, Some(Fetched::Ready { width, height })) => {
                    PictureState::Ready { width: *width, height: *height }
                }
                (EvidenceState::Live, Some(Fetched::Refused(cause))) => {
                    PictureState::Refused { cause: (*cause).to_owned() }
                }
            },
            sha256: item.sha256.clone(),
            captured_at: item.captured_at.map(|at| at.to_rfc3339()),
            seen: open.seen.contains_key(&item.id),
        })
        .collect()
}

fn readiness(open: &OpenCase, draft: Option<&Draft>) -> Readiness {
    let differing = |facts: &review::CaseFacts| -> Vec<claims::ClaimName> {
        let claims = facts.report.claims.iter();
        claims
            .filter(|found| found.severity != claims::Severity::None)
            .map(|found| found.claim)
            .collect()
    };
    let differences = open.file.facts.as_ref().map(differing).unwrap_or_default();
    let read = draft
        .map_or(0, |draft| differences.iter().filter(|claim| draft.read.contains(claim)).count());
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Readiness {
        pictures_seen: count(open.seen.len()),
        pictures: count(open.file.evidence.len()),
        differences_read: count(read),
        differences: count(differences.len()),
    }
}

fn facts(open: &OpenCase, policy: &Policy) -> Option<FactsView> {
    let facts = open.file.facts.as_ref()?;
    Some(FactsView {
        marks: open.file.summary.marks.clone(),
        report: masked_report(facts),
        checks: facts.checks.clone(),
        vendor: facts.vendor.clone(),
        person: facts.person.clone(),
        timeline: facts.timeline.clone(),
        repeats: facts.repeats.clone(),
        two_people: open.two_people(policy),
        document_number_masked: facts.document.document_number.as_deref().map(cover_middle),
    })
}

/// The report as shown: the document number stays covered but for its ends (R16).
fn masked_report(facts: &review::CaseFacts) -> claims::Report {
    let mut report = facts.report.clone();
    for found in &mut report.claims {
        if found.claim != claims::ClaimName::DocumentNumber {
            continue;
        }
        let cover = found.document.as_deref().map(cover_middle).unwrap_or_default();
        *found = found.covered(&cover);
    }
    report
}

/// `VA1234508` as `VA•••••08`.
fn cover_middle(number: &str) -> String {
    let letters: Vec<char> = number.chars().collect();
    if letters.len() < 6 {
        return "•".repeat(letters.len().max(3));
    }
    let (head, tail) = (&letters[..2], &letters[letters.len() - 2..]);
    let middle = "•".repeat(letters.len() - 4);
    format!("{}{middle}{}", head.iter().collect::<String>(), tail.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_number_keeps_only_its_ends() {
        assert_eq!(cover_middle("VA1234508"), "VA•••••08");
        assert_eq!(cover_middle("12345"), "•••••");
        assert_eq!(cover_middle(""), "•••");
    }
}
