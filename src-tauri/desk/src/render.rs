//! Pictures for the window: drawn in the confined child, with the viewer's mark in the pixels.

use pixels::{Format, Rect, Size, Turn};
use review::{CaseId, EvidenceId, Seen};

use crate::evidence::Fetched;
use crate::problem::Problem;
use crate::view::{PictureLink, PictureRequest, Topic, WINDOW_LIMIT};
use crate::{Desk, Result, fault, locked};

/// A drawn picture and what it counts for when it is taken.
pub(crate) struct Drawn {
    bytes: Vec<u8>,
    media_type: &'static str,
    evidence: EvidenceId,
    /// Longest side the whole original would have at this scale, in device pixels.
    scale_side: u32,
}

/// Largest side that is ever drawn, in device pixels.
const LARGEST: u32 = 8192;

/// Smallest share of both sides that must be drawn at once for the picture to count as seen: a reader
/// zooms in eight times at most.
const LEAST_SHARE: f32 = 0.1;

impl Desk {
    /// Draws one picture and hands out a token for it.
    ///
    /// # Errors
    /// [`Problem::EvidenceRefused`] says why it can't be shown.
    pub async fn picture(&self, request: PictureRequest) -> Result<PictureLink> {
        let open = self.opened(request.case).ok_or(Problem::NotFound)?;
        let item = open.file.evidence.iter().find(|item| item.id == request.evidence);
        let item = item.ok_or(Problem::NotFound)?;
        match open.pictures.get(&item.id) {
            Some(Fetched::Ready { .. }) => {}
            Some(Fetched::Refused(cause)) => return Err(refused(cause)),
            Some(Fetched::Fetching) | None => return Err(Problem::NotFound),
        }
        let blanked = !item.role.is_face() && open.file.judgements.is_empty();
        if blanked && !request.window.is_some_and(|[_, _, w, h]| w.max(h) <= WINDOW_LIMIT) {
            return Err(Problem::Invalid {
                sentence: "The document is shown when the faces are judged.".to_owned(),
            });
        }
        let store = self.store().await?;
        let kept = store.evidence(request.case, item.id).await.map_err(fault::store)?;
        let bytes = kept.ok_or_else(|| refused("gone"))?.to_vec();
        let target = Size {
            width: request.width.clamp(16, LARGEST),
            height: request.height.clamp(16, LARGEST),
        };
        let rect = |[x, y, width, height]: [f32; 4]| Rect { x, y, width, height };
        let region = request.region.map(rect);
        let mut ask = pixels::Request::new(bytes, target, self.watermark(&open).await?);
        ask.region = region;
        ask.window = request.window.map(rect);
        ask.rotate = Turn::from_quarters(i32::from(request.quarter_turns));
        ask.contrast = request.contrast.clamp(0.25, 4.0);
        ask.format = Format::Jpeg;
        let picture = self.decoder()?.render(ask).await.map_err(|error| picture_problem(&error))?;
        let shown = region.map_or(1.0, |r| r.width.max(r.height).clamp(0.01, 1.0));
        let least = region.map_or(1.0, |r| r.width.min(r.height));
        // A window or a corner of it is not the picture seen.
        let counts = request.window.is_none() && least >= LEAST_SHARE;
        let longest = picture.width.max(picture.height);
        let drawn = Drawn {
            media_type: picture.format.media_type(),
            evidence: item.id,
            scale_side: if counts { (longest as f32 / shown) as u32 } else { 0 },
            bytes: picture.bytes,
        };
        let token = locked(&self.0.releases).put(request.case, drawn);
        Ok(PictureLink { token, width: picture.width, height: picture.height })
    }

    /// Gives a drawn picture to the window, once, and notes that it was rendered.
    pub async fn take_picture(&self, token: &str) -> Option<(Vec<u8>, &'static str)> {
        let (case, drawn) = locked(&self.0.releases).take(token)?;
        self.note_seen(case, &drawn).await;
        Some((drawn.bytes, drawn.media_type))
    }

    /// Upright size of an original.
    pub(crate) async fn measure(&self, bytes: Vec<u8>) -> Result<(u32, u32), &'static str> {
        let decoder = self.decoder().map_err(|_| "not_confined")?;
        let original = decoder.probe(bytes).await.map_err(|error| why(&error))?;
        Ok((original.size.width, original.size.height))
    }

    async fn note_seen(&self, case: CaseId, drawn: &Drawn) {
        let Ok(policy) = self.policy().await else { return };
        let now = self.now();
        let first = {
            let mut all = locked(&self.0.open);
            let Some(open) = all.get_mut(&case) else { return };
            let item = open.file.evidence.iter().find(|item| item.id == drawn.evidence);
            let Some(item) = item else { return };
            if drawn.scale_side < policy.readable_side_of(item.role) {
                return;
            }
            let seen = open.seen.entry(item.id).or_insert(Seen {
                evidence: item.id,
                role: item.role,
                first_at: now,
                longest_side: 0,
            });
            let first = seen.longest_side == 0;
            seen.longest_side = seen.longest_side.max(drawn.scale_side);
            first
        };
        if first {
            let detail = serde_json::json!({ "evidence": drawn.evidence });
            if let Err(problem) = self.journal("evidence.rendered", case, &detail).await {
                tracing::warn!(?problem, "a rendering could not be journalled");
            }
            self.changed(&[Topic::Case]);
        }
    }

    /// Viewer, case and time: a copied frame still carries them (R16).
    async fn watermark(&self, open: &crate::cases::OpenCase) -> Result<String> {
        let account = self.live().await?.account;
        let name = account.user_principal_name.split('@').next().unwrap_or_default().to_owned();
        let now = self.now().format("%-d %b %Y %H:%M UTC");
        Ok(format!("{name} · {} · {now}", open.file.summary.number))
    }

    fn decoder(&self) -> Result<&pixels::Decoder> {
        self.0.decoder.as_ref().ok_or_else(|| refused("not_confined"))
    }
}

fn refused(cause: &str) -> Problem {
    Problem::EvidenceRefused { cause: cause.to_owned() }
}

fn picture_problem(error: &pixels::Error) -> Problem {
    tracing::info!(%error, "a picture can't be shown");
    refused(why(error))
}

fn why(error: &pixels::Error) -> &'static str {
    match error {
        pixels::Error::NotAnImage => "not_an_image",
        pixels::Error::UnsupportedFormat { .. } => "unsupported",
        pixels::Error::TooLarge => "too_large",
        pixels::Error::TimedOut => "timed_out",
        pixels::Error::Corrupt => "corrupt",
        _ => "not_confined",
    }
}
