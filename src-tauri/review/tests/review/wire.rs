//! What desk and service exchange, byte for byte: each file in `wire/` is one value of one type.
//!
//! `UPDATE_GOLDEN=1 cargo test -p review` writes the files anew. A change there is a change of the
//! interface: the service's document is held against the same files.

use std::path::PathBuf;

use review::matter::Done;
use review::policy::{PolicySigned, Reason};
use review::problem::Kind;
use review::{
    Became, CaseFile, CaseState, ChangePage, CloseRequest, Closed, DecisionClaim, DecisionId,
    DecisionStatus, DecisionSubmission, Ended, Enrolment, EnrolmentRequest, EvidenceDigest,
    FaceAnswer, FaceSubmission, HandOff, Lease, LeaseRequest, Mark, Matter, MatterCase, MatterId,
    MatterKind, Matters, Notice, Owner, OwnerRequest, Policy, PolicyChange, PolicyChangeId,
    PolicyProposal, PolicySignature, PolicyState, PolicyVersion, Problem, Recalled, Receipt,
    Responder, Revocation, Salted, Seen, SignInProof, Stage, Statement, Step, StepRequest, Stopped,
    Verdict,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::sample::{ana, at, facts, judgement, pictures, reviewer, subject, summary};

/// Written out, the value is the file; read in, the file gives the same bytes again.
#[track_caller]
fn golden<T: Serialize + DeserializeOwned>(name: &str, value: &T) {
    let file =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/review/wire/{name}.json"));
    let text = serde_json::to_string_pretty(value).unwrap() + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, &text).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_else(|_| panic!("no {}", file.display()));
    assert_eq!(text, kept, "{name}");
    let read: T = serde_json::from_str(&kept).unwrap();
    assert_eq!(serde_json::to_string_pretty(&read).unwrap() + "\n", kept, "{name} read back");
}

fn receipt() -> Receipt {
    Receipt {
        decision: DecisionId(Uuid::from_u128(7)),
        log_index: 1042,
        entry: "eyJlbnRyeSI6ImRlY2lzaW9uIn0=".to_owned(),
        salt: "c2FsdA==".to_owned(),
        proof: "c2sp.org/tlog-proof@v1\nindex 1042\n".to_owned(),
        recorded_at: at(42),
    }
}

fn sign_in() -> SignInProof {
    SignInProof { id_token: "header.claims.signature".to_owned(), random: "cmFuZG9t".to_owned() }
}

#[test]
fn queue() {
    golden("CaseSummary", &summary());
    let mut decided = summary();
    decided.held_by = None;
    decided.department = None;
    decided.marks =
        vec![Mark::Privileged, Mark::Starts { date: at(0).date_naive() }, Mark::NewCapture];
    decided.state = CaseState::Decided {
        verdict: Verdict::Deny,
        by: ana(),
        by_name: "Ana Ferreira".to_owned(),
        at: at(41),
    };
    let mut second = summary();
    second.state = CaseState::SecondReview { first: ana(), at: at(40) };
    let page = ChangePage {
        changes: vec![summary(), second, decided],
        cursor: "b3BhcXVl".to_owned(),
        more: true,
    };
    golden("ChangePage", &page);
}

#[test]
fn case() {
    let lease = Lease { fence: 4, holder: summary().held_by.unwrap(), lapses_at: at(45) };
    golden("Lease", &lease);
    golden("LeaseRequest", &LeaseRequest { take_over_reason: Some("shift hand-over".to_owned()) });
    let mut withheld = CaseFile {
        summary: summary(),
        lease: Some(lease),
        evidence: pictures()[..2].to_vec(),
        blind: true,
        judgements: Vec::new(),
        facts: None,
    };
    withheld.evidence[0].key = Some("a2V5".to_owned());
    golden("CaseFile-withheld", &withheld);
    let judged = CaseFile {
        evidence: pictures(),
        judgements: vec![judgement(FaceAnswer::Same)],
        facts: Some(facts()),
        ..withheld
    };
    golden("CaseFile", &judged);
    let answer = judgement(FaceAnswer::CannotTell);
    let submission = FaceSubmission {
        id: Uuid::from_u128(9),
        fence: 4,
        answer: answer.answer,
        sureness: answer.sureness,
        blind: false,
    };
    golden("FaceSubmission", &submission);
}

#[test]
fn decision() {
    let salted = || Some(Salted { salt: "c2FsdA==".to_owned(), text: "Seen.".to_owned() });
    let submission = DecisionSubmission {
        envelope: "{\"payload\":\"\"}".to_owned(),
        sign_in: Some(sign_in()),
        note: salted(),
        findings: None,
    };
    golden("DecisionSubmission", &submission);
    golden("Receipt", &receipt());
    let status = DecisionStatus {
        decision: receipt().decision,
        case: summary().id,
        verdict: Verdict::Approve,
        stage: Stage::Stuck { why: "The vendor does not show the verdict.".to_owned() },
        receipt: receipt(),
        notices: vec![Notice {
            to: "manager".to_owned(),
            address_masked: "i•••@tarnholm.example".to_owned(),
            accepted_at: None,
        }],
    };
    golden("DecisionStatus", &status);
    let hand_off = HandOff {
        decision: receipt().decision,
        interview_id: "65f0c0ffee".to_owned(),
        verdict: Verdict::Deny,
        since: at(43),
        operator: Some(Uuid::from_u128(0xc)),
        stopped: Some(Stopped { by_name: "Tomasz Wilk".to_owned(), at: at(44) }),
    };
    golden("HandOff", &hand_off);
}

#[test]
fn what_comes_after() {
    let recalled = |became| Recalled {
        recall: Uuid::from_u128(0xd),
        case: summary().id,
        decision: receipt().decision,
        by_name: "Tomasz Wilk".to_owned(),
        at: at(44),
        log_index: 1043,
        became,
    };
    golden("Recalled-withdrawn", &recalled(Became::Withdrawn));
    let incident = MatterId(Uuid::from_u128(0xe));
    golden("Recalled", &recalled(Became::Incident { incident }));
    let status = DecisionStatus {
        decision: receipt().decision,
        case: summary().id,
        verdict: Verdict::Approve,
        stage: Stage::Recalled { by_name: "Tomasz Wilk".to_owned(), at: at(44), incident: true },
        receipt: receipt(),
        notices: Vec::new(),
    };
    golden("DecisionStatus-recalled", &status);
    let done = Done { by_name: "Mireille Okou".to_owned(), at: at(45) };
    let matter = Matter {
        id: incident,
        kind: MatterKind::Incident,
        case: Some(MatterCase { id: summary().id, number: summary().number, kind: summary().kind }),
        interview_id: Some("65f0c0ffee".to_owned()),
        decision: Some(receipt().decision),
        verdict: Some(Verdict::Approve),
        since: at(44),
        why: "The approval was recalled after it may have been carried out.".to_owned(),
        owner: Some(Owner { person: ana(), name: "Mireille Okou".to_owned(), since: at(45) }),
        steps: vec![
            Step { what: Revocation::TemporaryAccessPass, done: Some(done) },
            Step { what: Revocation::SignInSessions, done: None },
        ],
    };
    let alone = Matter {
        kind: MatterKind::Unexplained,
        case: None,
        interview_id: None,
        decision: None,
        verdict: None,
        owner: None,
        steps: Vec::new(),
        ..matter.clone()
    };
    let responders = vec![Responder { person: ana(), name: "Mireille Okou".to_owned() }];
    golden("Matters", &Matters { matters: vec![matter, alone], responders });
    golden("OwnerRequest", &OwnerRequest { owner: Some(Uuid::from_u128(0xc)) });
    golden("StepRequest", &StepRequest { what: Revocation::Password, done: true });
    golden("CloseRequest", &CloseRequest { ended: Ended::NotUsed });
}

/// What is signed: a change here orphans every signature that was ever made.
#[test]
fn statement() {
    let pictures = pictures();
    let seen = Seen {
        evidence: pictures[0].id,
        role: pictures[0].role,
        first_at: at(31),
        longest_side: 640,
    };
    let claim = DecisionClaim {
        decision: receipt().decision,
        case: summary().id,
        kind: summary().kind,
        revision: 3,
        fence: 4,
        subject: Some(subject()),
        verdict: Verdict::Approve,
        reasons: vec![review::ReasonCode("N-07".to_owned())],
        note_digest: Some("ef".repeat(32)),
        findings_digest: Some("12".repeat(32)),
        faces: Some(judgement(FaceAnswer::Same)),
        seen: vec![seen],
        policy_version: 1,
        reviewer: ana(),
        device_key: "34".repeat(32),
        sequence: 2,
        previous: Some("56".repeat(32)),
        jwks_thumbprint: "78".repeat(32),
        desk_version: "0.1.0".to_owned(),
        decided_at: at(41),
    };
    let digests = pictures.iter().map(|item| EvidenceDigest::new(item.id, item.commitment.clone()));
    golden("Statement", &Statement::of(claim, digests.collect()));
}

#[test]
fn devices_people_and_policy() {
    let request = EnrolmentRequest {
        public_key: "cHVibGlj".to_owned(),
        device_name: "LT-4471".to_owned(),
        sign_in: sign_in(),
    };
    golden("EnrolmentRequest", &request);
    let enrolment =
        Enrolment { device_key: "34".repeat(32), person: ana(), log_index: 3, enrolled_at: at(5) };
    golden("Enrolment", &enrolment);
    golden("Reviewer", &reviewer(review::Role::RecoveryReview));
    let mut policy = Policy::strict();
    policy.reasons = vec![Reason {
        code: review::ReasonCode("Q-01".to_owned()),
        label: "Picture unusable".to_owned(),
        verdicts: vec![Verdict::Deny, Verdict::NewCapture],
    }];
    golden("Policy", &policy);
    let signed = |log_index| PolicySigned {
        person: ana(),
        name: "Ana Ferreira".to_owned(),
        at: at(6),
        log_index,
    };
    let sha256 = "9a".repeat(32);
    let in_force = PolicyVersion {
        policy: policy.clone(),
        sha256: sha256.clone(),
        effective_at: at(1),
        proposed: None,
        approved: None,
        withdrawn: None,
    };
    golden("PolicyVersion", &PolicyVersion { proposed: Some(signed(4)), ..in_force.clone() });
    let change = PolicyChange {
        id: PolicyChangeId(Uuid::from_u128(8)),
        based_on: 1,
        policy,
        sha256,
        proposed: signed(4),
        approved: Some(signed(5)),
        effective_at: Some(at(7)),
    };
    golden("PolicyState", &PolicyState { in_force, pending: Some(change), next_version: 2 });
    let envelope = "{\"payload\":\"…\"}".to_owned();
    let proposal = PolicyProposal { policy: "{\"version\":2}".to_owned(), envelope };
    golden("PolicyProposal", &proposal);
    let signature = PolicySignature { envelope: proposal.envelope, sign_in: Some(sign_in()) };
    golden("PolicySignature", &signature);
}

#[test]
fn problems() {
    let mut held = Problem::new(Kind::LeaseHeld, "Somebody has it open.");
    held.by_name = Some("Tomasz Wilk".to_owned());
    held.held_since = Some(at(20));
    golden("Problem-held", &held);
    let mut closed = Problem::new(Kind::Closed, "Approve is closed.");
    closed.closed = vec![Closed {
        code: "H-05".to_owned(),
        why: "The birth dates differ.".to_owned(),
        opens: None,
    }];
    closed.current_revision = Some(4);
    closed.verdict = Some(Verdict::Approve);
    closed.kept = Some(judgement(FaceAnswer::Different));
    golden("Problem-closed", &closed);
}
