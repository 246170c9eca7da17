//! Signed envelopes: DSSE v1.0.2 (github.com/secure-systems-lab/dsse, protocol.md).
//!
//! The JSON text has exactly one form: `{"payloadType":…,"payload":…,"signatures":[{"keyid":…,
//! "sig":…}]}` in this order, no white space, standard base64 with padding. Anything else is
//! refused, so that one envelope has one hash.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ed25519_dalek::{Signature as Ed25519Signature, Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{Error, Hash};

/// The longest JSON text that is read, in bytes.
pub const MAX_JSON: usize = 1024 * 1024;

/// The most signatures that an envelope may carry.
pub const MAX_SIGNATURES: usize = 16;

/// A payload, its type, and signatures over both. Serialises as the DSSE JSON object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Media type of the payload, printable ASCII, 1 to 255 characters.
    pub payload_type: String,
    /// The signed bytes, exactly as signed.
    pub payload: Vec<u8>,
    /// One to [`MAX_SIGNATURES`], each by another key.
    pub signatures: Vec<Signature>,
}

/// One signature of an [`Envelope`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// [`key_id`] of the key, 64 hex characters.
    pub keyid: String,
    /// Ed25519 signature, 64 bytes.
    pub sig: Vec<u8>,
}

/// DSSE's pre-authentication encoding: what is really signed.
/// `"DSSEv1" SP len(type) SP type SP len(payload) SP payload`, lengths in bytes, decimal.
#[must_use]
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len());
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(payload);
    bytes
}

/// The name of a key: lower-case hex of SHA-256 over its 32 raw bytes.
#[must_use]
pub fn key_id(key: &VerifyingKey) -> String {
    Hash::of(key.as_bytes()).to_hex()
}

/// Signs `payload` as `payload_type` with one key.
///
/// The type must be printable ASCII without `"` and `\`; [`Envelope::from_json`] and [`verify`]
/// refuse an envelope with any other.
#[must_use]
pub fn sign(payload_type: &str, payload: &[u8], key: &SigningKey) -> Envelope {
    let sig = key.sign(&pae(payload_type, payload)).to_bytes().to_vec();
    Envelope {
        payload_type: payload_type.to_owned(),
        payload: payload.to_vec(),
        signatures: vec![Signature { keyid: key_id(&key.verifying_key()), sig }],
    }
}

/// Checks every signature against the trusted keys, given as pairs of key id and key.
///
/// Every signature must be by a trusted key and must match: a signature by any other key is not
/// ignored but refused, so that nothing unproved travels in a proved envelope.
///
/// # Errors
/// [`Error::UnknownKey`], [`Error::BadSignature`]; [`Error::Malformed`] and [`Error::TooLarge`]
/// for an envelope that [`Envelope::from_json`] would refuse too.
pub fn verify(envelope: &Envelope, keys: &[(String, VerifyingKey)]) -> Result<(), Error> {
    check_shape(envelope)?;
    let signed = pae(&envelope.payload_type, &envelope.payload);
    for signature in &envelope.signatures {
        let (_, key) =
            keys.iter().find(|(id, _)| *id == signature.keyid).ok_or(Error::UnknownKey)?;
        let sig = Ed25519Signature::from_slice(&signature.sig).map_err(|_| Error::BadSignature)?;
        key.verify_strict(&signed, &sig).map_err(|_| Error::BadSignature)?;
    }
    Ok(())
}

impl Envelope {
    /// The exact JSON text. Hash it, log it and store it in this form.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Strings and lists only: serialising them can't fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the exact JSON text.
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond [`MAX_JSON`]; [`Error::Malformed`] for another order, white
    /// space, unknown or repeated members, other base64, no signature, a key twice.
    pub fn from_json(json: &[u8]) -> Result<Self, Error> {
        if json.len() > MAX_JSON {
            return Err(Error::TooLarge("envelope"));
        }
        let envelope: Self =
            serde_json::from_slice(json).map_err(|_| Error::Malformed("envelope's JSON"))?;
        if envelope.to_json().as_bytes() == json {
            Ok(envelope)
        } else {
            Err(Error::Malformed("envelope's JSON is not in its one form"))
        }
    }
}

fn check_shape(envelope: &Envelope) -> Result<(), Error> {
    let printable = |c: u8| (b' '..=b'~').contains(&c) && c != b'"' && c != b'\\';
    let kind = &envelope.payload_type;
    if kind.is_empty() || kind.len() > 255 || !kind.bytes().all(printable) {
        return Err(Error::Malformed("payload type"));
    }
    if envelope.signatures.is_empty() {
        return Err(Error::Malformed("envelope without signature"));
    }
    if envelope.signatures.len() > MAX_SIGNATURES {
        return Err(Error::TooLarge("signatures"));
    }
    for (n, signature) in envelope.signatures.iter().enumerate() {
        Hash::from_hex(&signature.keyid)?;
        if signature.sig.len() != ed25519_dalek::SIGNATURE_LENGTH {
            return Err(Error::Malformed("length of a signature"));
        }
        if envelope.signatures.iter().skip(n + 1).any(|other| other.keyid == signature.keyid) {
            return Err(Error::Malformed("two signatures by one key"));
        }
    }
    Ok(())
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    #[serde(rename = "payloadType")]
    payload_type: String,
    payload: String,
    signatures: Vec<WireSignature>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireSignature {
    keyid: String,
    sig: String,
}

impl Serialize for Envelope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let signature =
            |s: &Signature| WireSignature { keyid: s.keyid.clone(), sig: STANDARD.encode(&s.sig) };
        Wire {
            payload_type: self.payload_type.clone(),
            payload: STANDARD.encode(&self.payload),
            signatures: self.signatures.iter().map(signature).collect(),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Envelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let wire = Wire::deserialize(deserializer)?;
        let decode = |text: &str| STANDARD.decode(text).map_err(D::Error::custom);
        let mut signatures = Vec::with_capacity(wire.signatures.len().min(MAX_SIGNATURES));
        for signature in wire.signatures {
            signatures.push(Signature { sig: decode(&signature.sig)?, keyid: signature.keyid });
        }
        let envelope =
            Self { payload_type: wire.payload_type, payload: decode(&wire.payload)?, signatures };
        check_shape(&envelope).map_err(D::Error::custom)?;
        Ok(envelope)
    }
}
