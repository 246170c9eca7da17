//! The device key: one Ed25519 key per tenant, person and device, enrolled by a sign-in whose
//! nonce names it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;
use review::{EnrolmentRequest, SignInProof, binding};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use store::{Account, DeviceKey, Store};

use crate::problem::Problem;
use crate::{Desk, Result, fault, locked};

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
        *locked(&self.0.enrolment) = Some(EnrolmentRequest {
            public_key: STANDARD.encode(candidate.key.verifying_key().as_bytes()),
            device_name: self.0.parts.device.clone(),
            sign_in: SignInProof {
                id_token: id_token.expose_secret().to_owned(),
                random: STANDARD.encode(candidate.random),
            },
        });
        Ok(())
    }

    /// Enrols the waiting key, if there is one. Called until it succeeds.
    pub(crate) async fn enrol_waiting_key(&self, client: &connect::Client) -> Result<()> {
        let Some(request) = locked(&self.0.enrolment).clone() else { return Ok(()) };
        self.heard(client.enrol(&request).await).map_err(fault::service)?;
        let person = self.live().await?.account.person;
        let store = self.store().await?;
        if let Some(key) = store.device_key(person).await.map_err(fault::store)? {
            store.mark_enrolled(&key.key_id, self.now()).await.map_err(fault::store)?;
        }
        *locked(&self.0.enrolment) = None;
        Ok(())
    }

    /// This person's enrolled key on this device.
    pub(crate) async fn device_key(&self) -> Result<DeviceKey> {
        let person = self.live().await?.account.person;
        let key = self.store().await?.device_key(person).await.map_err(fault::store)?;
        key.filter(|key| key.enrolled_at.is_some()).ok_or_else(|| Problem::Invalid {
            sentence: "This device is not enrolled yet. It is when the service answers.".to_owned(),
        })
    }
}

/// The key itself, for one signature.
pub(crate) fn signing_key(key: &DeviceKey) -> SigningKey {
    SigningKey::from_bytes(key.seed.expose_secret())
}
