//! Deciding: the statement is built, signed, and committed together with its outbox item and its
//! journal entry, before anything is said on the screen.

use audit::{commitment, envelope};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use review::{
    CaseId, DecisionClaim, DecisionId, DecisionSubmission, EvidenceDigest, Policy, Salted,
    Statement, Verdict, statement,
};
use store::NewDecision;
use uuid::Uuid;

use crate::cases::OpenCase;
use crate::device::signing_key;
use crate::problem::Problem;
use crate::view::{DecideRequest, DecisionForm, ReceiptView, Topic};
use crate::{Desk, Result, fault};

impl Desk {
    /// Decides a case. For approve the browser opens first; whatever goes wrong before the commit,
    /// the draft stays and nothing was decided.
    ///
    /// # Errors
    /// [`Problem::Closed`] names the rules; [`Problem::StepUpFailed`] what the sign-in lacked.
    pub async fn decide(&self, request: DecideRequest) -> Result<ReceiptView> {
        let open = self.opened(request.case).ok_or(Problem::NotFound)?;
        let policy = self.policy().await?;
        self.check_door(&open, &policy, request.verdict).await?;
        check_reasons(&policy, &request)?;
        let (claim, note, findings) = self.claim(&open, &policy, &request).await?;
        let decision = claim.decision;
        let payload = Statement::of(claim.clone(), subjects(&open)?)
            .to_bytes()
            .map_err(|error| fault::fault("statement", &error))?;
        let sign_in = match request.verdict {
            Verdict::Approve => {
                Some(self.step_up(&payload, policy.approval_sign_in_max_age_seconds).await?)
            }
            Verdict::Deny | Verdict::NewCapture | Verdict::Escalate => None,
        };
        let key = signing_key(&self.device_key().await?);
        let envelope = envelope::sign(statement::PAYLOAD_TYPE, &payload, &key).to_json();
        let submission = DecisionSubmission { envelope, sign_in, note, findings };
        let store = self.store().await?;
        let new = NewDecision { claim, submission };
        store.record_decision(&new, self.now()).await.map_err(|error| match error {
            store::Error::AlreadyDecided | store::Error::Stale => Problem::Invalid {
                sentence: "Another decision of yours is on its way. Look at it first.".to_owned(),
            },
            other => fault::store(other),
        })?;
        self.changed(&[Topic::Case, Topic::Queue, Topic::Status]);
        self.0.wake_delivery.notify_one();
        self.receipt_of(decision).await
    }

    /// What the decision panel offers for an open case.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when the case is not open here.
    pub async fn decision_form(&self, case: CaseId) -> Result<DecisionForm> {
        let open = self.opened(case).ok_or(Problem::NotFound)?;
        let policy = self.policy().await?;
        Ok(DecisionForm {
            fitting: fitting(&open),
            approving_does: approving_does(&open, &policy),
            person_reads: "We could not complete this check. Contact your manager or the service \
                           desk in person."
                .to_owned(),
            policy_version: policy.version,
            reasons: policy.reasons,
        })
    }

    async fn claim(
        &self,
        open: &OpenCase,
        policy: &Policy,
        request: &DecideRequest,
    ) -> Result<(DecisionClaim, Option<Salted>, Option<Salted>)> {
        let case = request.case;
        let key = self.device_key().await?;
        let account = self.live().await?.account;
        let lease = open.lease.as_ref().ok_or(Problem::LeaseLost { case, by_name: None })?;
        let note = (!request.note.trim().is_empty()).then(|| salted(request.note.clone()));
        let findings = match &open.file.facts {
            Some(facts) => {
                let text = serde_json::to_string(&facts.report);
                Some(salted(text.map_err(|error| fault::fault("report", &error))?))
            }
            None => None,
        };
        let now = self.now();
        let thumbprint = self.0.entra.verifier().jwks_thumbprint(now).await;
        let claim = DecisionClaim {
            decision: DecisionId(Uuid::now_v7()),
            case,
            kind: open.file.summary.kind,
            revision: open.file.summary.revision,
            fence: lease.fence,
            subject: open.file.facts.as_ref().map(|facts| facts.subject),
            verdict: request.verdict,
            reasons: request.reasons.clone(),
            note_digest: note.as_ref().map(digest).transpose()?,
            findings_digest: findings.as_ref().map(digest).transpose()?,
            faces: open.file.judgements.first().cloned(),
            seen: open.seen.values().cloned().collect(),
            policy_version: policy.version,
            reviewer: account.person,
            device_key: key.key_id.clone(),
            sequence: key.next_sequence,
            previous: key.previous.map(hex::encode),
            jwks_thumbprint: thumbprint.map_err(fault::session)?,
            desk_version: env!("CARGO_PKG_VERSION").to_owned(),
            decided_at: now,
        };
        Ok((claim, note, findings))
    }
}

fn check_reasons(policy: &Policy, request: &DecideRequest) -> Result<()> {
    let known: Vec<_> = policy.reasons_for(request.verdict).map(|reason| &reason.code).collect();
    if request.reasons.iter().any(|code| !known.contains(&code)) {
        return Err(Problem::Invalid {
            sentence: "A reason does not fit this verdict.".to_owned(),
        });
    }
    if request.reasons.is_empty() && request.verdict != Verdict::Escalate {
        return Err(Problem::Invalid { sentence: "Give at least one reason.".to_owned() });
    }
    if request.note.chars().count() > 4000 {
        return Err(Problem::Invalid {
            sentence: "A note has at most 4,000 characters.".to_owned(),
        });
    }
    Ok(())
}

/// Every released piece of evidence, by its salted hash.
fn subjects(open: &OpenCase) -> Result<Vec<EvidenceDigest>> {
    let mut subjects = Vec::new();
    for item in &open.file.evidence {
        if item.state != review::EvidenceState::Live {
            continue;
        }
        subjects.push(EvidenceDigest::new(item.id, item.commitment.clone()));
    }
    Ok(subjects)
}

fn salted(text: String) -> Salted {
    Salted { salt: STANDARD.encode(rand::random::<[u8; 32]>()), text }
}

fn digest(salted: &Salted) -> Result<String> {
    let salt = STANDARD.decode(&salted.salt).ok().and_then(|salt| <[u8; 32]>::try_from(salt).ok());
    let salt =
        salt.ok_or_else(|| Problem::Invalid { sentence: "The salt is wrong.".to_owned() })?;
    Ok(commitment::commit(&salt, salted.text.as_bytes()).to_hex())
}

/// Codes that the findings suggest. A suggestion is shown, never ticked.
fn fitting(open: &OpenCase) -> Vec<review::ReasonCode> {
    let Some(facts) = &open.file.facts else { return Vec::new() };
    let mut codes = Vec::new();
    let chips = facts.report.claims.iter().flat_map(|found| &found.chips);
    for chip in chips {
        let code = match &*chip.id {
            "nickname" | "initial" => "N-02",
            "order_swap" | "field_shift" => "N-03",
            "diacritics" | "official_transliteration" | "script_transliteration" => "N-05",
            "compound_partial" => "N-07",
            "token_joined" | "punctuation" => "N-09",
            "middle_missing" | "extra_name" => "N-11",
            "truncated" => "N-12",
            "ocr_confusion" => "N-14",
            "surname_changed" => "N-20",
            _ => continue,
        };
        let code = review::ReasonCode(code.to_owned());
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.is_empty() && facts.report.band == claims::Band::Consistent {
        codes.push(review::ReasonCode("N-01".to_owned()));
    }
    codes
}

fn approving_does(open: &OpenCase, policy: &Policy) -> Vec<String> {
    use review::CaseKind::{ExternalAuthentication, MfaRecovery, Onboarding, PasswordReset};
    let minutes = policy.approval_lifetime_minutes;
    let mut lines = vec![match open.file.summary.kind {
        PasswordReset => {
            format!("Lets the person set a password once, for {minutes} minutes. No MFA change.")
        }
        MfaRecovery => {
            format!("Opens one MFA registration for {minutes} minutes. No password reset.")
        }
        ExternalAuthentication => {
            "The person may try again, once and soon. It is not access.".to_owned()
        }
        Onboarding => {
            "Confirms the legal identity. The person sets a temporary password.".to_owned()
        }
    }];
    if let Some(facts) = &open.file.facts {
        let person = facts.person.mail.as_deref().unwrap_or(&facts.person.user_principal_name);
        lines.push(match &facts.person.manager {
            Some(manager) => format!("Tells {person} and {manager}."),
            None => format!("Tells {person} and the tenant's fallback recipient."),
        });
    }
    let two = !open.two_people(policy).is_empty();
    let awaits = two && !matches!(open.file.summary.state, review::CaseState::SecondReview { .. });
    lines.push(match (two, awaits) {
        (_, true) => "A second person decides next, without seeing your answer.".to_owned(),
        (true, false) => "Carried out only if the first person approved too.".to_owned(),
        (false, false) => format!("One reviewer is enough here (policy {}).", policy.version),
    });
    lines
}
