//! From outcomes of the parts to the one error of the window.

use entra::Cause;

use crate::problem::{Problem, SignInCause, StoreCause};

/// Logs an unexpected fault with its chain and gives the reference that the window shows.
pub(crate) fn fault(context: &'static str, error: &dyn std::error::Error) -> Problem {
    let reference = reference();
    let mut chain = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        chain.push_str(": ");
        chain.push_str(&inner.to_string());
        source = inner.source();
    }
    tracing::error!(%reference, context, chain, "fault");
    Problem::Fault { reference }
}

/// Like `7F3C-19`: short enough to read over the telephone.
fn reference() -> String {
    let [a, b, c]: [u8; 3] = rand::random();
    format!("{a:02X}{b:02X}-{c:02X}")
}

pub(crate) fn store(error: store::Error) -> Problem {
    let closed = |cause| Problem::StoreClosed { cause };
    match error {
        store::Error::NoKeyring => closed(StoreCause::NoKeyring),
        store::Error::KeyringLocked => closed(StoreCause::KeyringLocked),
        store::Error::KeyMissing => closed(StoreCause::KeyMissing),
        store::Error::WrongKey => closed(StoreCause::WrongKey),
        store::Error::Corrupt => closed(StoreCause::Corrupt),
        store::Error::RolledBack => closed(StoreCause::RolledBack),
        store::Error::AlreadyOpen => closed(StoreCause::AlreadyOpen),
        store::Error::SignedOut => Problem::SignedOut,
        store::Error::NotFound => Problem::NotFound,
        other => fault("store", &other),
    }
}

/// For work that goes on in a session: a dead session asks for a new sign-in.
pub(crate) fn session(error: entra::Error) -> Problem {
    match error {
        entra::Error::SignedOut | entra::Error::InteractionRequired { .. } => Problem::SignedOut,
        entra::Error::Throttled { retry_after } => {
            Problem::Throttled { retry_after_seconds: retry_after.as_secs() }
        }
        entra::Error::Offline { .. } | entra::Error::Trouble { .. } => Problem::Offline,
        entra::Error::ForeignLink => refused_answer("directory", "foreign_link", &error),
        entra::Error::EndlessPages => refused_answer("directory", "endless", &error),
        entra::Error::Untrusted { .. } => refused_answer("directory", "certificate", &error),
        entra::Error::UnexpectedAnswer { what: "discovery" | "signing keys" | "token", .. } => {
            refused_answer("sign_in", "answer", &error)
        }
        entra::Error::UnexpectedAnswer { .. } => refused_answer("directory", "answer", &error),
        other => fault("entra", &other),
    }
}

fn refused_answer(from: &str, what: &str, error: &dyn std::error::Error) -> Problem {
    tracing::warn!(from, what, %error, "an answer was refused");
    Problem::Untrusted { from: from.to_owned(), what: what.to_owned() }
}

/// For a sign-in that did not happen: its cause, and Entra's correlation id.
pub(crate) fn sign_in(error: &entra::Error) -> (SignInCause, Option<String>) {
    let refused = |refusal: &entra::Refusal| refusal.correlation_id.clone();
    match error {
        entra::Error::Cancelled => (SignInCause::Cancelled, None),
        entra::Error::Declined(refusal) => (SignInCause::Cancelled, refused(refusal)),
        entra::Error::TimedOut => (SignInCause::TimedOut, None),
        entra::Error::PortRefused => (SignInCause::PortRefused, None),
        entra::Error::ConsentMissing(refusal) => (SignInCause::ConsentMissing, refused(refusal)),
        entra::Error::Blocked(refusal) => match refusal.cause() {
            Cause::OtherTenant => (SignInCause::OtherTenant, refused(refusal)),
            _ => (SignInCause::ConditionalAccess, refused(refusal)),
        },
        entra::Error::Refused(refusal) | entra::Error::InteractionRequired { refusal, .. } => {
            (SignInCause::Refused { error: refusal.error.clone() }, refused(refusal))
        }
        entra::Error::WrongTenant => (SignInCause::OtherTenant, None),
        entra::Error::ClockWrong { minutes } => {
            (SignInCause::ClockWrong { minutes: *minutes }, None)
        }
        entra::Error::Offline { .. } | entra::Error::Trouble { .. } => {
            (SignInCause::Unreachable, None)
        }
        other => (SignInCause::Untrusted { what: untrusted(other).to_owned() }, None),
    }
}

fn untrusted(error: &entra::Error) -> &'static str {
    match error {
        entra::Error::WrongIssuer => "issuer",
        entra::Error::WrongAudience => "audience",
        entra::Error::WrongNonce => "nonce",
        entra::Error::BadSignature => "signature",
        entra::Error::Unsigned | entra::Error::WrongAlgorithm => "algorithm",
        entra::Error::UnknownKey => "key",
        entra::Error::UnexpectedAnswer { what: "discovery", .. } => "discovery",
        entra::Error::Untrusted { .. } => "certificate",
        // With a clock that is wrong it would have been ClockWrong.
        entra::Error::Expired { .. } => "expired",
        entra::Error::NotYetValid { .. } => "not_yet",
        _ => "malformed",
    }
}

/// For a call of the case service outside a case.
pub(crate) fn service(error: connect::Error) -> Problem {
    match error {
        connect::Error::Offline | connect::Error::Failed { .. } => Problem::Offline,
        connect::Error::SignedOut => Problem::SignedOut,
        connect::Error::Throttled { retry_after } => {
            Problem::Throttled { retry_after_seconds: retry_after.as_secs() }
        }
        connect::Error::Refused(problem) => refused(&problem),
        untrusted @ connect::Error::Untrusted { .. } => {
            refused_answer("service", "answer", &untrusted)
        }
    }
}

fn refused(problem: &review::Problem) -> Problem {
    use review::problem::Kind;
    match problem.kind() {
        Some(Kind::NotFound) => Problem::NotFound,
        Some(Kind::RoleMissing) => Problem::RoleMissing { needs: Vec::new() },
        Some(Kind::Closed) => Problem::Closed { closed: problem.closed.clone() },
        Some(Kind::SignedOut) => Problem::SignedOut,
        Some(Kind::Gone) => Problem::EvidenceRefused { cause: "gone".to_owned() },
        _ => Problem::Invalid {
            sentence: problem.detail.clone().unwrap_or_else(|| problem.title.clone()),
        },
    }
}

/// For a call about one case: leases and revisions get their own ends.
pub(crate) fn case(error: connect::Error, case: review::CaseId) -> Problem {
    use review::problem::Kind;
    let connect::Error::Refused(problem) = error else { return service(error) };
    let by_name = problem.by_name.clone();
    match problem.kind() {
        Some(Kind::LeaseHeld) => Problem::Held {
            case,
            by_name: by_name.unwrap_or_default(),
            since: problem.held_since.map(|at| at.to_rfc3339()).unwrap_or_default(),
        },
        Some(Kind::LeaseLost) => Problem::LeaseLost { case, by_name },
        Some(Kind::Changed) => Problem::Changed { case, revision: problem.current_revision },
        Some(Kind::AlreadyDecided) => match problem.verdict {
            Some(verdict) => {
                Problem::AlreadyDecided { case, by_name: by_name.unwrap_or_default(), verdict }
            }
            None => refused(&problem),
        },
        _ => refused(&problem),
    }
}
