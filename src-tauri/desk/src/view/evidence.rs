//! Pictures, as the window asks for them.

use review::{EvidenceId, EvidenceRole};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One picture of an open case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PictureView {
    /// Its id.
    pub id: EvidenceId,
    /// What it is of.
    pub role: EvidenceRole,
    /// Can it be shown, and if not why.
    pub state: PictureState,
    /// SHA-256, hex; the screen shows the first and last four.
    pub sha256: String,
    /// When it was captured, RFC 3339.
    pub captured_at: Option<String>,
    /// Whether it was rendered at readable size under this lease.
    pub seen: bool,
}

/// Whether a picture can be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "picture", rename_all = "snake_case")]
pub enum PictureState {
    /// Ask `picture` for a link.
    Ready {
        /// Upright width in pixels of the original.
        width: u32,
        /// Upright height.
        height: u32,
    },
    /// On its way.
    Fetching,
    /// Not shown: `hash_differs`, `not_an_image`, `too_large`, `unsupported`, `timed_out`, `offline`.
    Refused {
        /// Why.
        cause: String,
    },
    /// Deleted, here or by the vendor.
    Gone,
}

/// Argument of `picture`: how it is to be drawn. Everything is made in the confined child.
#[derive(Debug, Clone, PartialEq, Deserialize, TS)]
pub struct PictureRequest {
    /// Which case.
    pub case: review::CaseId,
    /// Which picture.
    pub evidence: EvidenceId,
    /// Box it is drawn into, in device pixels.
    pub width: u32,
    /// Box height.
    pub height: u32,
    /// Part of the upright original, 0 to 1 (left, top, width, height); `None`: all.
    pub region: Option<[f32; 4]>,
    /// Quarter turns clockwise, 0 to 3.
    pub quarter_turns: u8,
    /// 1 is as captured.
    pub contrast: f32,
    /// All but this part is drawn blank, 0 to 1 as `region`. A document without a face crop is shown
    /// so, in windows of at most [`WINDOW_LIMIT`] a side, until the faces are judged.
    #[serde(default)]
    pub window: Option<[f32; 4]>,
}

/// Largest side of a window over a blanked document, as a share of the document's side: a portrait
/// fits in, the names beside it do not.
pub const WINDOW_LIMIT: f32 = 0.4;

/// Answer of `picture`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PictureLink {
    /// One-time token: `<img src="evidence://localhost/<token>">`.
    pub token: String,
    /// Width of the drawn picture, device pixels.
    pub width: u32,
    /// Height.
    pub height: u32,
}
