//! Case, policy and decision protocol, and what desk and service exchange. Pure: no clock, no
//! randomness, no files, no network. Time enters as an argument.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

pub mod binding;
pub mod case;
pub mod decision;
pub mod doors;
pub mod entry;
pub mod evidence;
pub mod faces;
pub mod file;
pub mod id;
pub mod lease;
pub mod matter;
pub mod person;
pub mod policy;
pub mod problem;
pub mod recall;
pub mod second;
pub mod statement;

pub use case::{Case, CaseKind, CaseNumber, CaseState, CaseSummary, ChangePage, Holder, Mark};
pub use decision::{
    DecisionStatus, DecisionSubmission, Enrolment, EnrolmentRequest, HandOff, Notice, Receipt,
    Salted, SignInProof, Stage, Stopped,
};
pub use doors::{Closed, Door, Situation, another_decides, doors, pictures_withheld, related};
pub use evidence::{EvidenceItem, EvidenceRole, EvidenceState};
pub use faces::{FaceAnswer, FaceJudgement, FaceSubmission, Sureness};
pub use file::{CaseFacts, CaseFile, Repeats, SubjectFacts, TimelineEntry, VendorResult};
pub use id::{CaseId, DecisionId, EvidenceId, MatterId};
pub use lease::{Lease, LeaseRequest};
pub use matter::{
    CloseRequest, Ended, Matter, MatterCase, MatterKind, Matters, Owner, OwnerRequest, Responder,
    Step, StepRequest,
};
pub use person::{PersonRef, Reviewer, Role, SubjectRef};
pub use policy::{
    Policy, PolicyChange, PolicyChangeId, PolicyProposal, PolicySignature, PolicyState,
    PolicyVersion, ReasonCode,
};
pub use problem::Problem;
pub use recall::{Became, Carriage, Recalled, Revocation, recall_closed, revocations};
pub use second::{Because, Outcome, StandingVerdict, outcome, second_person};
pub use statement::{DecisionClaim, EvidenceDigest, Seen, Statement, Verdict};
