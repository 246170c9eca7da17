//! A decision after it was made: where it stands, and its proof.

use review::{CaseId, DecisionId, Stage};
use store::{Delivery, RecordedDecision};

use crate::matters::why_not_recalled;
use crate::problem::Problem;
use crate::view::{DeliveryState, ReceiptView};
use crate::{Desk, Result, fault};

impl Desk {
    /// The newest decision of this person for a case.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when there is none on this desk.
    pub async fn receipt(&self, case: CaseId) -> Result<ReceiptView> {
        let person = self.live().await?.account.person;
        let store = self.store().await?;
        let newest = store.decisions(Some(case), Some(person), 0, 1).await.map_err(fault::store)?;
        let newest = newest.into_iter().next().ok_or(Problem::NotFound)?;
        self.receipt_view(newest).await
    }

    pub(crate) async fn receipt_of(&self, decision: DecisionId) -> Result<ReceiptView> {
        let kept = self.store().await?.decision(decision).await.map_err(fault::store)?;
        self.receipt_view(kept.ok_or(Problem::NotFound)?).await
    }

    /// Writes the receipt into the person's documents folder; answers the file's path.
    ///
    /// # Errors
    /// [`Problem::NotFound`] until the receipt is verified.
    pub async fn save_receipt(&self, case: CaseId) -> Result<String> {
        let text = self.receipt_file(case).await?;
        let number = self.receipt(case).await?.number;
        let home = std::env::home_dir().unwrap_or_default();
        let documents = home.join("Documents");
        let folder = if documents.is_dir() { documents } else { home };
        let file = folder.join(format!("{number}.receipt.json"));
        let written = tokio::fs::write(&file, text).await;
        written.map_err(|error| fault::fault("save receipt", &error))?;
        Ok(file.display().to_string())
    }

    /// Envelope, log entry, salt and proof of a case's decision, as one JSON text to keep. It holds
    /// ids and commitments, and no name.
    ///
    /// # Errors
    /// [`Problem::NotFound`] until the receipt is verified.
    pub async fn receipt_file(&self, case: CaseId) -> Result<String> {
        let person = self.live().await?.account.person;
        let store = self.store().await?;
        let newest = store.decisions(Some(case), Some(person), 0, 1).await.map_err(fault::store)?;
        let newest = newest.into_iter().next().ok_or(Problem::NotFound)?;
        let Delivery::Delivered { receipt } = newest.delivery else {
            return Err(Problem::NotFound);
        };
        let file = serde_json::json!({
            "envelope": newest.submission.envelope,
            "receipt": receipt,
            "log_origin": self.0.parts.profile.log_origin,
            "log_key": self.0.parts.profile.log_key,
        });
        serde_json::to_string_pretty(&file).map_err(|error| fault::fault("receipt", &error))
    }

    async fn receipt_view(&self, kept: RecordedDecision) -> Result<ReceiptView> {
        let store = self.store().await?;
        let claim = &kept.claim;
        let row = store.case(claim.case).await.map_err(fault::store)?.ok_or(Problem::NotFound)?;
        let person = match claim.subject {
            Some(subject) => store.person(subject.object_id).await.map_err(fault::store)?,
            None => None,
        };
        let receipt = match &kept.delivery {
            Delivery::Delivered { receipt } => Some(receipt.as_ref().clone()),
            _ => None,
        };
        let envelope = &kept.submission.envelope;
        // Verified again each time it is shown: a green tick is never a memory.
        let proof = receipt
            .as_ref()
            .and_then(|receipt| self.verify_receipt(receipt, claim.decision, envelope).ok());
        let delivered_at = receipt.as_ref().map(|receipt| receipt.recorded_at.to_rfc3339());
        let verified_at = proof.as_ref().map(|_| kept.changed_at.to_rfc3339());
        let stage = kept.status.as_ref().map(|status| &status.stage);
        Ok(ReceiptView {
            decision: claim.decision,
            case: claim.case,
            number: row.number.clone(),
            kind: claim.kind,
            verdict: claim.verdict,
            person: person.map(|known| known.person.display_name),
            decided_by: self.live().await?.account.name,
            signed_at: claim.decided_at.to_rfc3339(),
            delivered_at,
            verified_at,
            acted_at: match stage {
                Some(Stage::Acted { at }) => Some(at.to_rfc3339()),
                _ => None,
            },
            notices: kept.status.as_ref().map(|s| s.notices.clone()).unwrap_or_default(),
            recall_closed: why_not_recalled(&row, &self.reviewer().await?),
            can_take_back: can_take_back(&kept.delivery),
            state: state(&kept.delivery, stage, proof.is_some()),
            proof,
            device_key: claim.device_key.clone(),
            policy_version: claim.policy_version,
            revision: claim.revision,
        })
    }
}

fn can_take_back(delivery: &Delivery) -> bool {
    matches!(
        delivery,
        Delivery::Queued { can_take_back: true, .. } | Delivery::Parked { can_take_back: true, .. }
    )
}

fn state(delivery: &Delivery, stage: Option<&Stage>, proved: bool) -> DeliveryState {
    match delivery {
        Delivery::Queued { next_attempt_at, .. } => {
            DeliveryState::Queued { next_try_at: Some(next_attempt_at.to_rfc3339()) }
        }
        Delivery::Sending { .. } => DeliveryState::Queued { next_try_at: None },
        Delivery::Delivered { .. } if !proved => DeliveryState::Queued { next_try_at: None },
        Delivery::Delivered { .. } => match stage {
            Some(Stage::Stuck { why }) => DeliveryState::Stuck { why: why.clone() },
            Some(Stage::Recalled { by_name, at, incident }) => DeliveryState::Recalled {
                by_name: by_name.clone(),
                at: at.to_rfc3339(),
                incident: *incident,
            },
            Some(Stage::AwaitsSecond) => DeliveryState::AwaitsSecond,
            Some(Stage::Escalated) => DeliveryState::Escalated,
            Some(Stage::Outvoted) => DeliveryState::Outvoted,
            _ => DeliveryState::Recorded,
        },
        Delivery::Conflict { problem } => conflict(problem),
        Delivery::Refused { problem } | Delivery::Parked { problem, .. } => {
            DeliveryState::Refused { why: sentence(problem) }
        }
        Delivery::TakenBack => DeliveryState::TakenBack,
    }
}

fn conflict(said: &serde_json::Value) -> DeliveryState {
    let problem = serde_json::from_value::<review::Problem>(said.clone()).ok();
    let Some(problem) = problem else { return DeliveryState::RefusedChanged };
    // The policy, not the case: what was seen still holds, the rules do not.
    if problem.policy_version.is_some() && problem.current_revision.is_none() {
        return DeliveryState::Refused { why: problem.detail.unwrap_or(problem.title) };
    }
    match (problem.by_name, problem.verdict) {
        (Some(by_name), Some(verdict)) => DeliveryState::AlreadyDecided { by_name, verdict },
        _ => DeliveryState::RefusedChanged,
    }
}

fn sentence(said: &serde_json::Value) -> String {
    let problem = serde_json::from_value::<review::Problem>(said.clone()).ok();
    problem
        .map(|problem| {
            let rules: Vec<_> = problem.closed.iter().map(|closed| closed.why.clone()).collect();
            if rules.is_empty() { problem.detail.unwrap_or(problem.title) } else { rules.join(" ") }
        })
        .unwrap_or_else(|| "The service refused it.".to_owned())
}
