//! Signed heads of the log: C2SP tlog-checkpoint v1.0.0 inside C2SP signed-note v1.0.0.

use std::{collections::BTreeSet, fmt};

use ed25519_dalek::{Signature as Ed25519Signature, Signer as _, SigningKey, VerifyingKey};
use signed_note::{Note, NoteError, VerifierList};

use crate::{Error, Hash, log::MAX_SIZE};

/// The longest signed checkpoint that is read, in bytes.
pub const MAX_NOTE: usize = 64 * 1024;

/// The head of a log: how many entries, and the root over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    origin: String,
    size: u64,
    root: Hash,
}

/// The log's signing key. Never printed; keep the seed as a secret.
#[derive(Clone)]
pub struct NoteSigner {
    origin: String,
    key: SigningKey,
}

/// The log's public key under its origin. Its text form is `origin+hash+base64`, as in signed
/// notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteVerifier {
    origin: String,
    key: VerifyingKey,
}

impl Checkpoint {
    /// The head of the log named `origin` with `size` entries under `root`.
    ///
    /// # Errors
    /// [`Error::Malformed`] for an origin that is empty or has white space, `+` or control
    /// characters; [`Error::OutOfRange`] for a size beyond [`MAX_SIZE`].
    pub fn new(origin: &str, size: u64, root: Hash) -> Result<Self, Error> {
        check_origin(origin)?;
        if size > MAX_SIZE {
            return Err(Error::OutOfRange);
        }
        Ok(Self { origin: origin.to_owned(), size, root })
    }

    /// The log's name.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Number of entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root over all entries.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.root
    }

    /// The signed bytes: three lines, origin, decimal size, base64 root.
    #[must_use]
    pub fn body(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root)
    }

    /// Reads a signed checkpoint and believes it only if `verifier`'s key signed it.
    ///
    /// Signatures by other keys are ignored, as the format demands. The text must be in its one
    /// form; extension lines are refused (this log writes none).
    ///
    /// # Errors
    /// [`Error::Malformed`], [`Error::TooLarge`], [`Error::WrongOrigin`] (text or verifier),
    /// [`Error::UnknownKey`], [`Error::BadSignature`], [`Error::OutOfRange`].
    pub fn verify(note: &str, origin: &str, verifier: &NoteVerifier) -> Result<Self, Error> {
        if note.len() > MAX_NOTE {
            return Err(Error::TooLarge("checkpoint"));
        }
        if verifier.origin != origin {
            return Err(Error::WrongOrigin { found: verifier.origin.clone() });
        }
        let parsed = Note::from_bytes(note.as_bytes())
            .map_err(|_| Error::Malformed("checkpoint is not a signed note"))?;
        if parsed.to_bytes() != note.as_bytes() {
            return Err(Error::Malformed("signed note is not in its one form"));
        }
        signed_once(note)?;
        let checkpoint = Self::parse_body(parsed.text())?;
        if checkpoint.origin != origin {
            return Err(Error::WrongOrigin { found: checkpoint.origin });
        }
        parsed.verify(&VerifierList::new(vec![Box::new(verifier.clone())])).map_err(refused)?;
        Ok(checkpoint)
    }

    fn parse_body(text: &[u8]) -> Result<Self, Error> {
        let parsed = tlog_tiles::Checkpoint::from_bytes(text)
            .map_err(|_| Error::Malformed("checkpoint's lines"))?;
        let checkpoint = Self::new(parsed.origin(), parsed.size(), (*parsed.hash()).into())?;
        if checkpoint.body().as_bytes() == text {
            Ok(checkpoint)
        } else {
            Err(Error::Malformed("checkpoint's lines are not in their one form"))
        }
    }
}

impl NoteSigner {
    /// The key made of 32 random bytes, signing as `origin`.
    ///
    /// # Errors
    /// [`Error::Malformed`] for an origin that no checkpoint can have.
    pub fn from_seed(origin: &str, seed: &[u8; 32]) -> Result<Self, Error> {
        check_origin(origin)?;
        Ok(Self { origin: origin.to_owned(), key: SigningKey::from_bytes(seed) })
    }

    /// The name that it signs as.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> NoteVerifier {
        NoteVerifier { origin: self.origin.clone(), key: self.key.verifying_key() }
    }

    /// The signed checkpoint, as text, for `size` entries under `root`.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a size beyond [`MAX_SIZE`].
    pub fn sign(&self, size: u64, root: Hash) -> Result<String, Error> {
        let body = Checkpoint::new(&self.origin, size, root)?.body();
        let unsigned = |_| Error::Malformed("checkpoint");
        let mut note = Note::new(body.as_bytes(), &[]).map_err(unsigned)?;
        note.add_sigs(&[self]).map_err(unsigned)?;
        String::from_utf8(note.to_bytes()).map_err(|_| Error::Malformed("checkpoint"))
    }
}

impl NoteVerifier {
    /// The key `key` under the name `origin`.
    ///
    /// # Errors
    /// [`Error::Malformed`] for an origin that no checkpoint can have.
    pub fn new(origin: &str, key: VerifyingKey) -> Result<Self, Error> {
        check_origin(origin)?;
        Ok(Self { origin: origin.to_owned(), key })
    }

    /// Reads the text form `origin+hash+base64`.
    ///
    /// # Errors
    /// [`Error::Malformed`] for any other form, a hash that does not fit, another algorithm than
    /// Ed25519, or a weak key.
    pub fn parse(text: &str) -> Result<Self, Error> {
        use base64::{Engine as _, engine::general_purpose::STANDARD};
        const MALFORMED: Error = Error::Malformed("verifier key");
        let mut parts = text.splitn(3, '+');
        let (Some(origin), Some(_), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(MALFORMED);
        };
        let bytes = STANDARD.decode(key).map_err(|_| MALFORMED)?;
        let Some((&ALGORITHM_ED25519, raw)) = bytes.split_first() else {
            return Err(MALFORMED);
        };
        let raw: [u8; 32] = raw.try_into().map_err(|_| MALFORMED)?;
        let key = VerifyingKey::from_bytes(&raw).map_err(|_| MALFORMED)?;
        let verifier = Self::new(origin, key)?;
        if key.is_weak() || verifier.to_string() != text {
            return Err(MALFORMED);
        }
        Ok(verifier)
    }

    /// The log's name.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The raw key.
    #[must_use]
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }
}

impl fmt::Display for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&signed_note::new_ed25519_verifier_key(&self.origin, &self.key))
    }
}

impl std::str::FromStr for NoteVerifier {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl signed_note::Signer for NoteSigner {
    fn name(&self) -> &str {
        &self.origin
    }

    fn key_id(&self) -> u32 {
        note_key_id(&self.origin, &self.key.verifying_key())
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, ed25519_dalek::SignatureError> {
        Ok(self.key.try_sign(message)?.to_vec())
    }
}

impl signed_note::Verifier for NoteVerifier {
    fn name(&self) -> &str {
        &self.origin
    }

    fn key_id(&self) -> u32 {
        note_key_id(&self.origin, &self.key)
    }

    // Strict, unlike the crate's own verifier: no small-order keys, no other encodings.
    fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        Ed25519Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(message, &signature).is_ok())
    }
}

const ALGORITHM_ED25519: u8 = 1;

fn note_key_id(origin: &str, key: &VerifyingKey) -> u32 {
    let mut bytes = vec![ALGORITHM_ED25519];
    bytes.extend_from_slice(key.as_bytes());
    signed_note::key_id(origin, &bytes)
}

fn check_origin(origin: &str) -> Result<(), Error> {
    let named = signed_note::is_key_name_valid(origin) && !origin.chars().any(char::is_control);
    if named && origin.len() <= 255 { Ok(()) } else { Err(Error::Malformed("origin of a log")) }
}

/// The format's reader looks at the first signature of a key only and passes over a second one,
/// good or bad. Here each key signs once.
fn signed_once(note: &str) -> Result<(), Error> {
    let (_, lines) = note.rsplit_once("\n\n").unwrap_or_default();
    let mut keys = BTreeSet::new();
    for line in lines.lines() {
        let signature = signed_note::Signature::from_bytes(line.as_bytes())
            .map_err(|_| Error::Malformed("signature line"))?;
        if !keys.insert((signature.name().to_owned(), signature.id())) {
            return Err(Error::Malformed("two signatures by one key"));
        }
    }
    Ok(())
}

fn refused(error: NoteError) -> Error {
    match error {
        NoteError::InvalidSignature { .. } => Error::BadSignature,
        NoteError::UnverifiedNote => Error::UnknownKey,
        NoteError::MalformedNote
        | NoteError::InvalidSigner
        | NoteError::MismatchedVerifier
        | NoteError::VerificationError(_)
        | NoteError::SignatureError(_) => Error::Malformed("checkpoint's signatures"),
    }
}
