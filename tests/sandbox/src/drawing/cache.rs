//! Images that were asked for lately.

use std::collections::VecDeque;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use crate::company::document::Document;
use crate::company::{ImageKind, Session};

/// Total size that is kept, in bytes.
const ROOM: usize = 192 << 20;

/// What decides an image, and the bytes of its file once they are drawn.
#[derive(Debug)]
struct Kept {
    interview: String,
    kind: ImageKind,
    document: Document,
    file: Arc<OnceLock<Option<Arc<[u8]>>>>,
}

/// Keeps the images drawn last, up to 192 MiB. Shared between threads: two that ask for the same
/// image at once wait for one drawing.
#[derive(Debug, Default)]
pub struct ImageCache {
    kept: Mutex<VecDeque<Kept>>,
}

impl ImageCache {
    /// The one of this process: sandboxes of one seed show the same images, drawn once.
    pub fn shared() -> Arc<Self> {
        static SHARED: LazyLock<Arc<ImageCache>> = LazyLock::new(Arc::default);
        SHARED.clone()
    }

    /// The bytes of an image, drawn if it is not kept; none if the interview has no such image.
    /// May take seconds: call it from `spawn_blocking`.
    pub fn picture(&self, session: &Session, kind: ImageKind) -> Option<Arc<[u8]>> {
        let file = self.place(session, kind);
        file.get_or_init(|| super::draw(session, kind).map(Arc::from)).clone()
    }

    fn place(&self, session: &Session, kind: ImageKind) -> Arc<OnceLock<Option<Arc<[u8]>>>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let same = |known: &&Kept| {
            known.interview == session.interview_id
                && known.kind == kind
                && known.document == session.document
        };
        if let Some(known) = kept.iter().find(same) {
            return known.file.clone();
        }
        let mut total: usize = kept.iter().map(Kept::length).sum();
        while total > ROOM {
            total -= kept.pop_front().map_or(total, |oldest| oldest.length());
        }
        let file = Arc::new(OnceLock::new());
        kept.push_back(Kept {
            interview: session.interview_id.clone(),
            kind,
            document: session.document.clone(),
            file: file.clone(),
        });
        file
    }
}

impl Kept {
    fn length(&self) -> usize {
        self.file.get().and_then(Option::as_ref).map_or(0, |bytes| bytes.len())
    }
}
