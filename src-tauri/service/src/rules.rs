//! The rules that stand between a request and a recorded decision, by name. Nothing switches them
//! off in a normal build. With the feature `faults` a test starts a service without one of them,
//! to see that the attack it stops would then succeed.

#[cfg(feature = "faults")]
mod unverified;

use review::Closed;

use crate::http::problem::{Answer, Refusal};

/// One rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// What closes a door of `review`, by its code.
    #[cfg(feature = "faults")]
    Door(&'static str),
    /// Everything that concerns whose role shows and decides which kind of case (R17).
    Role,
    /// The Idempotency-Key is the statement's decision.
    SameDecision,
    /// The statement is about the case of the address.
    SameCase,
    /// The statement was made at the revision of If-Match.
    SameRevision,
    /// If-Match is the case's present revision.
    PresentRevision,
    /// The statement names the case's kind.
    SameKind,
    /// The statement names the case's subject.
    SameSubject,
    /// The statement names whoever sends it.
    SameReviewer,
    /// The statement names the policy in force.
    PolicyInForce,
    /// The statement's time can be right: an approval is not kept for later.
    DecidedNow,
    /// Note and findings are the ones that the statement names.
    Beside,
    /// Reasons are coded, of this verdict, and there is one (R3).
    Reasons,
    /// The face answer is the kept one (R1).
    FirstAnswer,
    /// Faces are judged by whoever fetched them (R1).
    FacesFetched,
    /// The document is withheld until the faces are judged (R1).
    FacesFirst,
    /// Only what was fetched can have been seen (R2).
    Fetched,
    /// Only what was large enough to read was seen (R2).
    Readable,
    /// Evidence is named by its own hash, all of it (R2).
    Evidence,
    /// A device is called by a name that reads as it is (R14).
    DeviceName,
    /// The statement names a key set that the desk saw (R14).
    KeySet,
    /// The device key is the sender's.
    KeyOwned,
    /// The device key was not revoked.
    KeyUnrevoked,
    /// The signature fits.
    Signature,
    /// The statement continues its key's chain.
    Chain,
    /// An approval has a sign-in of its own (R14).
    SignIn,
    /// The id_token of a sign-in is one of this tenant's, for the desk, signed and in time (R14).
    #[cfg(feature = "faults")]
    IdToken,
    /// A sign-in was made for exactly this (R14).
    SignInBound,
    /// The same person signed in (R14).
    SignInOwn,
    /// The person proved who they are just now (R14).
    SignInFresh,
    /// The sender holds the case under this fencing number (R15).
    Lease,
    /// Two people decide where one could be tricked (R6).
    TwoPeople,
    /// The account is looked at again before it is opened (R9).
    AccountNow,
    /// Somebody else is told where the only mailbox is the locked one (R10).
    OtherMailbox,
    /// A reviewer reads their own decisions only: the second is blind to the first (R6).
    OwnDecisions,
    /// Hand-offs are for the security desk.
    HandOff,
}

/// Which rules hold: all of them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rules {
    #[cfg(feature = "faults")]
    off: Option<Rule>,
}

impl Rules {
    /// All rules but one.
    #[cfg(feature = "faults")]
    pub(crate) fn without(rule: Rule) -> Self {
        Self { off: Some(rule) }
    }

    /// Whether this rule is enforced.
    #[cfg(feature = "faults")]
    pub(crate) fn hold(self, rule: Rule) -> bool {
        self.off != Some(rule)
    }

    /// Whether this rule is enforced.
    #[cfg(not(feature = "faults"))]
    pub(crate) fn hold(self, _: Rule) -> bool {
        true
    }

    /// Refuses what a rule forbids.
    pub(crate) fn demand(
        self,
        rule: Rule,
        kept: bool,
        refusal: impl FnOnce() -> Refusal,
    ) -> Answer<()> {
        if kept || !self.hold(rule) { Ok(()) } else { Err(refusal()) }
    }

    /// What an id_token says, believed as it stands.
    #[cfg(feature = "faults")]
    pub(crate) fn or_unverified(
        self,
        verified: Result<entra::IdClaims, entra::Error>,
        raw: &str,
    ) -> Result<entra::IdClaims, entra::Error> {
        if self.hold(Rule::IdToken) { verified } else { unverified::read(raw).map_or(verified, Ok) }
    }

    /// What is left of the causes for a closed door.
    #[cfg(feature = "faults")]
    pub(crate) fn closing(self, mut closed: Vec<Closed>) -> Vec<Closed> {
        closed.retain(|one| match self.off {
            Some(Rule::Door(code)) => one.code != code,
            Some(Rule::Role) => one.code != "P-01",
            Some(_) | None => true,
        });
        closed
    }

    /// What is left of the causes for a closed door.
    #[cfg(not(feature = "faults"))]
    pub(crate) fn closing(self, closed: Vec<Closed>) -> Vec<Closed> {
        closed
    }
}
