//! The log as this desk sees it: receipts verified, the newest checkpoint pinned, never a fork.

use audit::{Checkpoint, Consistency, Hash, NoteVerifier, commitment, consistency};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use review::entry::LogEntry;
use review::problem::Kind;
use review::{DecisionId, Receipt};

use crate::view::{LogView, ProofView, Topic};
use crate::{Desk, Result, fault};

/// Set when a checkpoint contradicted the pinned one; holds the contradicting checkpoint.
const BROKEN: &str = "log.broken";

impl Desk {
    /// Whether a receipt proves that the log holds exactly this decision's envelope.
    pub(crate) fn verify_receipt(
        &self,
        receipt: &Receipt,
        of: DecisionId,
        envelope: &str,
    ) -> std::result::Result<ProofView, &'static str> {
        let entry_bytes = STANDARD.decode(&receipt.entry).map_err(|_| "entry")?;
        let entry = LogEntry::from_bytes(&entry_bytes).map_err(|_| "entry")?;
        let LogEntry::Decision { decision, commitment, .. } = entry else { return Err("entry") };
        if receipt.decision != of || decision != of {
            return Err("another decision");
        }
        let salt = STANDARD.decode(&receipt.salt).ok().and_then(|s| <[u8; 32]>::try_from(s).ok());
        let commitment = Hash::from_hex(&commitment).map_err(|_| "commitment")?;
        if !commitment::opens(&commitment, &salt.ok_or("salt")?, envelope.as_bytes()) {
            return Err("commitment");
        }
        let proof = audit::Receipt::parse(&receipt.proof).map_err(|_| "proof")?;
        let origin = &self.0.parts.profile.log_origin;
        let verified =
            proof.verify(&entry_bytes, origin, &self.log_verifier()?).map_err(|_| "proof")?;
        if verified.index != receipt.log_index {
            return Err("index");
        }
        Ok(ProofView {
            index: verified.index,
            size: verified.size,
            origin: origin.clone(),
            root: STANDARD.encode(verified.root.0),
            path: proof.proof.iter().map(|hash| STANDARD.encode(hash.0)).collect(),
        })
    }

    /// Pins the checkpoint of a receipt if it continues the pinned one.
    pub(crate) async fn follow_log(
        &self,
        client: &connect::Client,
        receipt: &Receipt,
    ) -> Result<()> {
        let proof = audit::Receipt::parse(&receipt.proof).map_err(|e| fault::fault("proof", &e))?;
        self.follow_checkpoint(client, &proof.checkpoint).await
    }

    /// Fetches the newest checkpoint and pins it if it continues the pinned one.
    pub(crate) async fn check_log(&self, client: &connect::Client) -> Result<()> {
        // Read before the head is fetched: a head may be older than one that is pinned meanwhile,
        // never older than one that was pinned before.
        let pinned = self.store().await?.checkpoint().await.map_err(fault::store)?;
        let note = self.heard(client.checkpoint().await).map_err(fault::service)?;
        let size = |note: &str| self.read_checkpoint(note).map(|checkpoint| checkpoint.size());
        if let (Some(pinned), Ok(head)) = (pinned, size(&note))
            && size(&pinned.text).is_ok_and(|pinned| head < pinned)
        {
            return self.log_broken("rollback", &note).await;
        }
        self.follow_checkpoint(client, &note).await
    }

    /// The record's state for the status bar.
    pub(crate) async fn log_view(&self) -> Result<LogView> {
        let store = self.store().await?;
        let broken: Option<(String, String)> =
            store.preference(BROKEN).await.map_err(fault::store)?;
        if let Some((what, _)) = broken {
            return Ok(LogView::Broken { what });
        }
        let Some(pinned) = store.checkpoint().await.map_err(fault::store)? else {
            return Ok(LogView::None);
        };
        match self.read_checkpoint(&pinned.text) {
            Ok(checkpoint) => Ok(LogView::Verified { size: checkpoint.size() }),
            Err(what) => Ok(LogView::Broken { what: what.to_owned() }),
        }
    }

    async fn follow_checkpoint(&self, client: &connect::Client, note: &str) -> Result<()> {
        let store = self.store().await?;
        let new = match self.read_checkpoint(note) {
            Ok(checkpoint) => checkpoint,
            Err(what) => return self.log_broken(what, note).await,
        };
        let pinned = store.checkpoint().await.map_err(fault::store)?;
        if let Some(pinned) = pinned {
            let old = match self.read_checkpoint(&pinned.text) {
                Ok(checkpoint) => checkpoint,
                Err(what) => return self.log_broken(what, &pinned.text).await,
            };
            if new.size() < old.size() {
                // A receipt's checkpoint may be older than the newest one pinned; it is judged by
                // the proof that leads from it to the pinned one.
                return match self.proved(client, &new, &old).await? {
                    Consistency::Consistent | Consistency::Same => Ok(()),
                    Consistency::Fork => self.log_broken("fork", note).await,
                    Consistency::Rollback => self.log_broken("rollback", note).await,
                };
            }
            match self.proved(client, &old, &new).await? {
                Consistency::Same => return Ok(()),
                Consistency::Consistent => {}
                Consistency::Fork => return self.log_broken("fork", note).await,
                Consistency::Rollback => return self.log_broken("rollback", note).await,
            }
        }
        store.pin_checkpoint(note, self.now()).await.map_err(fault::store)?;
        self.changed(&[Topic::Status]);
        Ok(())
    }

    async fn proved(
        &self,
        client: &connect::Client,
        old: &Checkpoint,
        new: &Checkpoint,
    ) -> Result<Consistency> {
        let mut proof = Vec::new();
        if old.size() > 0 && old.size() < new.size() {
            let text = match self.heard(client.consistency(old.size(), new.size()).await) {
                Ok(text) => text,
                // It signed both heads, and knows no way from the one to the other.
                Err(connect::Error::Refused(problem))
                    if problem.kind() == Some(Kind::Malformed) =>
                {
                    return Ok(Consistency::Rollback);
                }
                Err(error) => return Err(fault::service(error)),
            };
            for line in text.lines() {
                match Hash::from_base64(line) {
                    Ok(hash) => proof.push(hash),
                    Err(_) => return Ok(Consistency::Fork),
                }
            }
        }
        // A proof that does not hold is no proof: the two heads contradict each other.
        Ok(consistency::check(old, new, &proof).unwrap_or(Consistency::Fork))
    }

    async fn log_broken(&self, what: &str, note: &str) -> Result<()> {
        tracing::error!(what, "the log contradicts what was seen before");
        let store = self.store().await?;
        let kept = (what.to_owned(), note.to_owned());
        store.set_preference(BROKEN, &kept).await.map_err(fault::store)?;
        self.tell(&[Topic::Status], Some("The log is broken.".to_owned()));
        Ok(())
    }

    fn read_checkpoint(&self, note: &str) -> std::result::Result<Checkpoint, &'static str> {
        let origin = &self.0.parts.profile.log_origin;
        Checkpoint::verify(note, origin, &self.log_verifier()?).map_err(|_| "signature")
    }

    fn log_verifier(&self) -> std::result::Result<NoteVerifier, &'static str> {
        NoteVerifier::parse(&self.0.parts.profile.log_key).map_err(|_| "log key")
    }
}
