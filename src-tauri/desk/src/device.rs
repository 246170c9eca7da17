//! The device key: one Ed25519 key per tenant, person and device, enrolled by a sign-in whose
//! nonce names it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;
use review::{EnrolmentRequest, SignInProof, binding};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use store::{Account, DeviceKey, Store};

use crate::problem::Problem;
use crate::{Desk, Result, fault};

/// Where the waiting enrolment is kept, in the encrypted store: a restart must not lose it.
pub(crate) const ENROLMENT: &str = "enrolment";

/// A key made before it is known who signs in.
pub(crate) struct Candidate {
    key: SigningKey,
    random: [u8; 32],
}

impl Candidate {
    pub(crate) fn new() -> Self {
        Self { key: SigningKey::from_bytes(&rand::random()), random: rand::random() }
    }

    pub(crate) fn nonce(&self) -> String {
        binding::enrolment_nonce(self.key.verifying_key().as_bytes(), &self.random)
    }
}

impl Desk {
    /// Keeps the candidate for this person unless they have an enrolled key here.
    pub(crate) async fn keep_candidate(
        &self,
        store: &Store,
        account: &Account,
        candidate: Candidate,
        id_token: SecretString,
    ) -> Result<()> {
        // What an earlier sign-in left is of no use to this one, and perhaps another person's.
        store.delete_preference(ENROLMENT).await.map_err(fault::store)?;
        if let Some(known) = store.device_key(account.person).await.map_err(fault::store)? {
            if known.enrolled_at.is_some() {
                return Ok(());
            }
            // Its sign-in is gone, so it can never be enrolled.
            store.forget_device_key(&known.key_id).await.map_err(fault::store)?;
        }
        let key_id = audit::envelope::key_id(&candidate.key.verifying_key());
        let seed = SecretBox::new(Box::new(candidate.key.to_bytes()));
        store
            .keep_device_key(account.person, &key_id, &seed, self.now())
            .await
            .map_err(fault::store)?;
        let request = EnrolmentRequest {
            public_key: STANDARD.encode(candidate.key.verifying_key().as_bytes()),
            device_name: self.0.parts.device.clone(),
            sign_in: SignInProof {
                id_token: id_token.expose_secret().to_owned(),
                random: STANDARD.encode(candidate.random),
            },
        };
        store.set_preference(ENROLMENT, &request).await.map_err(fault::store)
    }

    /// Enrols the waiting key, if there is one. Called until the service answers: a sign-in that it
    /// does not take (any more) is dropped, and the next one brings another.
    pub(crate) async fn enrol_waiting_key(&self, client: &connect::Client) -> Result<()> {
        let store = self.store().await?;
        let waiting = store.preference::<EnrolmentRequest>(ENROLMENT).await;
        let Some(request) = waiting.map_err(fault::store)? else { return Ok(()) };
        match self.heard(client.enrol(&request).await) {
            Ok(_) => {
                let person = self.live().await?.account.person;
                if let Some(key) = store.device_key(person).await.map_err(fault::store)? {
                    store.mark_enrolled(&key.key_id, self.now()).await.map_err(fault::store)?;
                }
            }
            Err(connect::Error::Refused(problem)) => {
                tracing::warn!(kind = ?problem.kind(), "the device was not enrolled");
            }
            Err(error) => return Err(fault::service(error)),
        }
        store.delete_preference(ENROLMENT).await.map_err(fault::store)
    }

    /// This person's enrolled key on this device.
    pub(crate) async fn device_key(&self) -> Result<DeviceKey> {
        let person = self.live().await?.account.person;
        let store = self.store().await?;
        let key = store.device_key(person).await.map_err(fault::store)?;
        if let Some(key) = key.filter(|key| key.enrolled_at.is_some()) {
            return Ok(key);
        }
        let waiting =
            store.preference::<EnrolmentRequest>(ENROLMENT).await.map_err(fault::store)?;
        let sentence = match waiting {
            Some(_) => "This device is not enrolled yet. It is when the service answers.",
            None => "This device is not enrolled. Sign out, then sign in again.",
        };
        Err(Problem::Invalid { sentence: sentence.to_owned() })
    }
}

/// The key itself, for one signature.
pub(crate) fn signing_key(key: &DeviceKey) -> SigningKey {
    SigningKey::from_bytes(key.seed.expose_secret())
}
