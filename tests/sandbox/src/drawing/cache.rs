//! Images that were asked for lately.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::company::{ImageKind, Session};

/// Total size that is kept, in bytes.
const ROOM: usize = 192 << 20;

/// Interview, image, bytes of the file.
type Kept = (String, ImageKind, Arc<[u8]>);

/// Keeps the images drawn last, up to 192 MiB. Shared between threads; two that ask for the same
/// image at once may both draw it, to the same bytes.
#[derive(Debug, Default)]
pub struct ImageCache {
    kept: Mutex<VecDeque<Kept>>,
}

impl ImageCache {
    /// The bytes of an image, drawn if it is not kept; none if the interview has no such image.
    /// May take seconds: call it from `spawn_blocking`.
    pub fn picture(&self, session: &Session, kind: ImageKind) -> Option<Arc<[u8]>> {
        if let Some(bytes) = self.find(&session.interview_id, kind) {
            return Some(bytes);
        }
        let bytes: Arc<[u8]> = super::draw(session, kind)?.into();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((session.interview_id.clone(), kind, bytes.clone()));
        let mut total: usize = kept.iter().map(|(.., bytes)| bytes.len()).sum();
        while total > ROOM && kept.len() > 1 {
            total -= kept.pop_front().map_or(0, |(.., bytes)| bytes.len());
        }
        Some(bytes)
    }

    fn find(&self, interview: &str, wanted: ImageKind) -> Option<Arc<[u8]>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(id, kind, _)| id == interview && *kind == wanted);
        found.map(|(.., bytes)| bytes.clone())
    }
}
