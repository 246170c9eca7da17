//! A step of a policy change as it was signed: by whom, with which key, about which document.

use audit::Envelope;
use chrono::TimeDelta;
use review::policy::{PolicyClaim, PolicyStatement, PolicyStep};
use review::problem::Kind;
use review::statement::PAYLOAD_TYPE;
use sqlx::SqliteConnection;

use crate::app::App;
use crate::devices;
use crate::http::auth::SignedIn;
use crate::http::problem::{Answer, Refusal};

/// How far a desk's clock may be off, either way.
const SKEW: TimeDelta = TimeDelta::minutes(5);

/// A statement that has the right form. Says nothing yet of whether it may be believed.
pub(super) struct Signed {
    pub(super) envelope: Envelope,
    /// The envelope's exact text.
    pub(super) text: String,
    pub(super) claim: PolicyClaim,
    /// Hex SHA-256 of the document that it is about.
    pub(super) sha256: String,
}

impl Signed {
    pub(super) fn read(text: &str, step: PolicyStep) -> Answer<Self> {
        let wrong = Refusal::unprocessable;
        let envelope = Envelope::from_json(text.as_bytes())
            .map_err(|_| wrong("The envelope is not in its one form."))?;
        if envelope.payload_type != PAYLOAD_TYPE || envelope.signatures.len() != 1 {
            return Err(wrong("The envelope is not one signed statement."));
        }
        let (claim, sha256) = PolicyStatement::read(&envelope.payload)
            .map_err(|_| wrong("The statement is not about a policy, version 1."))?;
        if envelope.signatures.iter().any(|one| one.keyid != claim.device_key) {
            return Err(wrong("The statement names another device key than the one that signed."));
        }
        if claim.step != step {
            return Err(wrong("The statement is about another step."));
        }
        Ok(Self { envelope, text: text.to_owned(), claim, sha256 })
    }

    /// Hex SHA-256 of the envelope's exact bytes.
    pub(super) fn envelope_sha256(&self) -> String {
        audit::chain::after(&self.envelope).to_hex()
    }

    /// By this very person, now, with their own unrevoked key, which it continues.
    pub(super) async fn check(
        &self,
        db: &mut SqliteConnection,
        app: &App,
        caller: &SignedIn,
    ) -> Answer<()> {
        let wrong = Refusal::unprocessable;
        let claim = &self.claim;
        let unknown =
            || Refusal::new(Kind::DeviceUnknown, "This device key is not enrolled for you.");
        let known = devices::find(db, &claim.device_key).await?.ok_or_else(unknown)?;
        if known.person != caller.object() {
            return Err(unknown());
        }
        if known.revoked {
            return Err(Refusal::new(Kind::DeviceUnknown, "This device key was revoked."));
        }
        audit::envelope::verify(&self.envelope, &[(claim.device_key.clone(), known.key)])
            .map_err(|_| wrong("The signature does not fit."))?;
        if claim.by != caller.reviewer.person {
            return Err(wrong("The statement names another person."));
        }
        if (claim.at - app.now()).abs() > SKEW {
            return Err(wrong("The statement's time can't be right."));
        }
        let hash = self.envelope_sha256();
        let (key, previous) = (&claim.device_key, claim.previous.as_deref());
        devices::continues(db, key, claim.sequence, previous, &hash).await
    }
}
