//! What lies on disk is sealed: one random key per case, wrapped by the installation's master key.
//! Destroying a case's wrapped key destroys its pictures and personal data, also in backups.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rand::TryRngCore as _;
use rand::rngs::OsRng;
use review::CaseId;
use serde::{Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use crate::Error;

const NONCE: usize = 24;

/// 32 bytes from the system's random source.
///
/// # Errors
/// When the system has none, which no caller can mend.
pub(crate) fn random() -> Result<[u8; 32], Error> {
    let mut bytes = [0; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(|_| Error::BadDataDirectory {
        reason: "the system gives no random bytes".to_owned(),
    })?;
    Ok(bytes)
}

/// A key that seals. Never printed.
#[derive(Clone)]
pub(crate) struct SealKey(Zeroizing<[u8; 32]>);

impl SealKey {
    pub(crate) fn generate() -> Result<Self, Error> {
        Ok(Self(Zeroizing::new(random()?)))
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The raw key; only a release key ever leaves the service.
    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// `nonce[24] ‖ ciphertext`, tied to its place by `context`.
    pub(crate) fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, Error> {
        let random = random()?;
        let nonce = XNonce::from_slice(random.get(..NONCE).ok_or(Error::corrupt("nonce"))?);
        let cipher = XChaCha20Poly1305::new(self.0.as_ref().into());
        let sealed = cipher
            .encrypt(nonce, Payload { msg: plain, aad: context.as_bytes() })
            .map_err(|_| Error::corrupt("seal"))?;
        let mut out = nonce.to_vec();
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens what [`Self::seal`] made for the same `context`.
    pub(crate) fn open(&self, context: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        let (nonce, body) = sealed.split_at_checked(NONCE).ok_or(Error::corrupt("seal"))?;
        XChaCha20Poly1305::new(self.0.as_ref().into())
            .decrypt(XNonce::from_slice(nonce), Payload { msg: body, aad: context.as_bytes() })
            .map(Zeroizing::new)
            .map_err(|_| Error::corrupt("seal"))
    }

    pub(crate) fn seal_json<T: Serialize>(&self, context: &str, v: &T) -> Result<Vec<u8>, Error> {
        let plain = serde_json::to_vec(v).map(Zeroizing::new);
        self.seal(context, &plain.map_err(|_| Error::corrupt("json"))?)
    }

    pub(crate) fn open_json<T: DeserializeOwned>(
        &self,
        context: &str,
        sealed: &[u8],
    ) -> Result<T, Error> {
        serde_json::from_slice(&self.open(context, sealed)?).map_err(|_| Error::corrupt("json"))
    }
}

/// The installation's own keys, from files that only the service's user may read.
#[derive(Clone)]
pub(crate) struct MasterKey {
    wrap: SealKey,
    tag: Zeroizing<[u8; 32]>,
}

impl MasterKey {
    pub(crate) fn new(master: &[u8; 32]) -> Self {
        let derive = |purpose: &[u8]| audit::commitment::commit(master, purpose).0;
        Self {
            wrap: SealKey::from_bytes(derive(b"countersign wrap 1")),
            tag: Zeroizing::new(derive(b"countersign tag 1")),
        }
    }

    pub(crate) fn wrap(&self, case: CaseId, key: &SealKey) -> Result<Vec<u8>, Error> {
        self.wrap.seal(&format!("case-key/{case}"), key.expose())
    }

    pub(crate) fn unwrap(&self, case: CaseId, wrapped: &[u8]) -> Result<SealKey, Error> {
        let plain = self.wrap.open(&format!("case-key/{case}"), wrapped)?;
        let bytes: [u8; 32] =
            plain.as_slice().try_into().map_err(|_| Error::corrupt("case key"))?;
        Ok(SealKey::from_bytes(bytes))
    }

    /// Seals what belongs to no case.
    pub(crate) fn seal_json<T: Serialize>(&self, context: &str, v: &T) -> Result<Vec<u8>, Error> {
        self.wrap.seal_json(context, v)
    }

    /// A keyed hash: two equal values are recognised, none can be guessed from it.
    pub(crate) fn tag(&self, purpose: &str, value: &str) -> [u8; 32] {
        audit::commitment::commit(&self.tag, format!("{purpose}\0{value}").as_bytes()).0
    }
}

/// Reads a key file, or makes it where nothing was stored under it yet.
///
/// # Errors
/// A missing key beside stored data is never replaced: nothing would open any more.
pub(crate) fn key_file(file: &Path, may_create: bool) -> Result<Zeroizing<[u8; 32]>, Error> {
    let bad = |reason: String| Error::BadDataDirectory {
        reason: format!("{}: {reason}", file.file_name().unwrap_or_default().display()),
    };
    match fs::read_to_string(file).map(Zeroizing::new) {
        Ok(text) => {
            private(file).map_err(bad)?;
            let mut key = Zeroizing::new([0; 32]);
            hex::decode_to_slice(text.trim_end(), key.as_mut())
                .map_err(|_| bad("not a key".to_owned()))?;
            Ok(key)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && may_create => {
            let key = Zeroizing::new(random()?);
            write_private(file, &key).map_err(|error| bad(error.to_string()))?;
            Ok(key)
        }
        Err(error) => Err(bad(error.to_string())),
    }
}

fn write_private(file: &Path, key: &[u8; 32]) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut out = options.open(file)?;
    let text = Zeroizing::new(hex::encode(key));
    out.write_all(text.as_bytes())?;
    out.sync_all()?;
    file.parent().map_or(Ok(()), |parent| fs::File::open(parent)?.sync_all())
}

#[cfg(unix)]
fn private(file: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(file).map_err(|error| error.to_string())?.permissions().mode();
    if mode & 0o077 == 0 { Ok(()) } else { Err("others may read it; set its mode to 0600".into()) }
}

#[cfg(not(unix))]
fn private(_: &Path) -> Result<(), String> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_only_in_its_place_and_untouched() {
        let key = SealKey::generate().unwrap();
        let sealed = key.seal("a/b", b"page").unwrap();
        assert_eq!(key.open("a/b", &sealed).unwrap().as_slice(), b"page");
        assert!(key.open("a/c", &sealed).is_err());
        assert!(SealKey::generate().unwrap().open("a/b", &sealed).is_err());
        for n in 0..sealed.len() {
            let mut touched = sealed.clone();
            touched[n] ^= 1;
            assert!(key.open("a/b", &touched).is_err());
            assert!(key.open("a/b", &sealed[..n]).is_err());
        }
    }

    #[test]
    fn a_case_key_is_wrapped_for_its_case_only() {
        let master = MasterKey::new(&[3; 32]);
        let (one, two) = (CaseId(uuid::Uuid::now_v7()), CaseId(uuid::Uuid::now_v7()));
        let key = SealKey::generate().unwrap();
        let wrapped = master.wrap(one, &key).unwrap();
        assert_eq!(master.unwrap(one, &wrapped).unwrap().expose(), key.expose());
        assert!(master.unwrap(two, &wrapped).is_err());
        assert!(MasterKey::new(&[4; 32]).unwrap(one, &wrapped).is_err());
        assert_ne!(master.tag("document", "X1"), master.tag("device", "X1"));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_is_private_made_once_and_never_replaced() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("master.key");
        assert!(key_file(&file, false).is_err());
        let key = key_file(&file, true).unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(key_file(&file, false).unwrap(), key);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(key_file(&file, false).is_err());
    }
}
