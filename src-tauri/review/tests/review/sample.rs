//! One case that anybody may approve, and the people around it.

use chrono::{DateTime, NaiveDate, Utc};
use claims::checks::{CheckOutcome, DocumentCheck};
use claims::{Document, Profile};
use review::file::{CaseFacts, ProfileChange, RoleHeld, TimelineEntry};
use review::{
    CaseId, CaseKind, CaseNumber, CaseState, CaseSummary, EvidenceId, EvidenceItem, EvidenceRole,
    EvidenceState, FaceAnswer, FaceJudgement, Holder, Mark, PersonRef, Repeats, Reviewer, Role,
    SubjectFacts, Sureness, VendorResult,
};
use uuid::Uuid;

pub fn at(minute: u32) -> DateTime<Utc> {
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    day.and_hms_opt(9, minute, 0).unwrap().and_utc()
}

pub fn person(number: u128) -> PersonRef {
    PersonRef { tenant_id: Uuid::from_u128(1), object_id: Uuid::from_u128(number) }
}

pub fn subject() -> PersonRef {
    person(0x50b)
}

pub fn ana() -> PersonRef {
    person(0xa)
}

pub fn reviewer(role: Role) -> Reviewer {
    Reviewer { person: ana(), roles: vec![role] }
}

pub fn summary() -> CaseSummary {
    CaseSummary {
        id: CaseId(Uuid::from_u128(0xca5e)),
        number: CaseNumber("CS-20417".to_owned()),
        kind: CaseKind::MfaRecovery,
        state: CaseState::Open,
        revision: 3,
        person_masked: "K••• W•••".to_owned(),
        department: Some("Optics".to_owned()),
        marks: vec![Mark::Repeat { count: 2 }, Mark::PhoneChanged],
        opened_at: at(0),
        due_at: at(50),
        held_by: Some(Holder { person: ana(), name: "Ana Ferreira".to_owned(), since: at(30) }),
    }
}

pub fn judgement(answer: FaceAnswer) -> FaceJudgement {
    FaceJudgement { answer, sureness: Sureness::Very, blind: true, by: ana(), at: at(31) }
}

pub fn evidence(role: EvidenceRole) -> EvidenceItem {
    let number = match role {
        EvidenceRole::Portrait => 1,
        EvidenceRole::Selfie => 2,
        EvidenceRole::DocumentFront => 3,
        EvidenceRole::DocumentBack => 4,
    };
    EvidenceItem {
        id: EvidenceId(Uuid::from_u128(number)),
        role,
        state: EvidenceState::Live,
        media_type: "image/jpeg".to_owned(),
        bytes: 204_800,
        sha256: "ab".repeat(32),
        salt: "c2FsdA==".to_owned(),
        commitment: "cd".repeat(32),
        key: None,
        captured_at: Some(at(1)),
    }
}

pub fn pictures() -> Vec<EvidenceItem> {
    let roles = [EvidenceRole::Portrait, EvidenceRole::Selfie, EvidenceRole::DocumentFront];
    roles.into_iter().map(evidence).collect()
}

pub fn check(outcome: CheckOutcome) -> DocumentCheck {
    DocumentCheck {
        id: "mrz_check_digits".to_owned(),
        label: "Check digits".to_owned(),
        outcome,
        sentence: "All five check digits were computed.".to_owned(),
        fields: vec!["mrz.document_number".to_owned()],
    }
}

pub fn facts() -> CaseFacts {
    let document = Document {
        given: Some("Katarzyna Anna".to_owned()),
        surname: Some("Wójcik-Nowak".to_owned()),
        date_of_birth: NaiveDate::from_ymd_opt(1991, 4, 12),
        document_number: Some("VA1234508".to_owned()),
        ..Document::default()
    };
    let profile = Profile {
        given: Some("Kasia".to_owned()),
        surname: Some("Wojcik".to_owned()),
        date_of_birth: NaiveDate::from_ymd_opt(1991, 4, 12),
        ..Profile::default()
    };
    CaseFacts {
        subject: subject(),
        report: claims::reconcile(&document, &profile),
        document,
        profile,
        checks: vec![check(CheckOutcome::Passed), check(CheckOutcome::NotPerformed)],
        vendor: VendorResult {
            face_match: Some(0.93),
            liveness: None,
            overall: Some("OK".to_owned()),
            face_used_elsewhere: false,
        },
        person: SubjectFacts {
            display_name: "Kasia Wojcik".to_owned(),
            user_principal_name: "k.wojcik@tarnholm.example".to_owned(),
            mail: Some("k.wojcik@tarnholm.example".to_owned()),
            job_title: Some("Optical engineer".to_owned()),
            department: Some("Optics".to_owned()),
            place: None,
            account_enabled: Some(true),
            account_since: Some(at(0)),
            manager: Some("Ingrid Dahl".to_owned()),
            manager_chain: vec![person(0x3a1), person(0x3a2)],
            phone_masked: Some("•••• 4417".to_owned()),
            phone_since: None,
            roles: vec![RoleHeld {
                name: "Optics lab".to_owned(),
                active: true,
                privileged: false,
            }],
            groups: vec!["All staff".to_owned()],
            changes: vec![ProfileChange {
                at: at(2) - chrono::TimeDelta::days(40),
                property: "mobilePhone".to_owned(),
                after_capture: false,
            }],
            as_of: at(3),
        },
        timeline: vec![TimelineEntry { at: at(0), what: "started".to_owned() }],
        repeats: Repeats {
            person: 2,
            recent: 1,
            document_elsewhere: 0,
            device_elsewhere: 0,
            face_elsewhere: Some(false),
        },
    }
}
