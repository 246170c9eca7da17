//! Interviews at Incode: what was captured, what the vendor made of it, and the truth.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::document::Document;
use super::face::Face;
use super::truth::Truth;

/// One interview that ended in claims manual review: what the case is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Incode's id: 24 hex digits.
    pub interview_id: String,
    /// Why the person had to prove who they are.
    pub kind: SessionKind,
    /// The user principal name that was typed in at the portal.
    pub login_hint: String,
    /// Object id of the account that it names.
    pub subject: Uuid,
    /// Who really stood before the camera. Never leaves the process: tests and the author only.
    pub truth: Truth,
    /// When the portal began.
    pub started: DateTime<Utc>,
    /// When document and selfie had been taken.
    pub captured: DateTime<Utc>,
    /// The document that was shown.
    pub document: Document,
    /// The images that the vendor has; empty when they were purged.
    pub pictures: Vec<Picture>,
    /// The face printed on the document.
    pub portrait: Face,
    /// The face before the camera.
    pub selfie: Face,
    /// What the vendor's tests said.
    pub checks: Checks,
    /// The device that was used.
    pub device: Device,
}

/// The four kinds of case; serialises to the word in the session's custom fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SessionKind {
    /// A forgotten password.
    PasswordReset,
    /// A lost second factor.
    MfaRecovery,
    /// A high-assurance check during sign-in.
    ExternalAuthentication,
    /// A new hire before the first day.
    Onboarding,
}

/// The vendor's name for an image type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImageKind {
    /// `fullFrameFrontID`: the front, or the passport's data page.
    Front,
    /// `fullFrameBackID`: the back of a card.
    Back,
    /// `croppedFace`: the portrait cut from the document by the vendor.
    CroppedFace,
    /// `selfie`.
    Selfie,
}

impl ImageKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Front, Self::Back, Self::CroppedFace, Self::Selfie];

    /// The name in Incode's interface.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Front => "fullFrameFrontID",
            Self::Back => "fullFrameBackID",
            Self::CroppedFace => "croppedFace",
            Self::Selfie => "selfie",
        }
    }

    /// The kind with that name in Incode's interface.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// An image that exists, and how it was taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Which one.
    pub kind: ImageKind,
    /// File format.
    pub format: PictureFormat,
    /// Width of the stored pixels, before any orientation is applied.
    pub width: u32,
    /// Height of the stored pixels, before any orientation is applied.
    pub height: u32,
    /// EXIF orientation, 1 to 8 (CIPA DC-008 §4.6.4); 1 writes no tag.
    pub orientation: u8,
    /// How it was lit and held.
    pub light: Light,
    /// Differs from picture to picture: pose, desk, hair and clothes come from it.
    pub seed: u64,
    /// True for the one picture that is more than 10 MB in base64.
    pub oversized: bool,
}

/// File format of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP, lossless.
    WebP,
}

impl PictureFormat {
    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }
}

/// The conditions of a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Light {
    /// Even light, in focus.
    Good,
    /// A lamp is reflected in the laminate.
    Glare,
    /// Too little light: dark and noisy.
    Dim,
    /// Out of focus.
    Soft,
    /// The picture of a screen.
    Screen,
}

/// The results of the vendor's tests, from which its JSON is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Checks {
    /// Test key, value and status (`OK`, `WARN`, `FAIL`, …) of image and document tests.
    /// A test that was not performed is absent.
    pub tests: Vec<Check>,
    /// 0 live to 1 spoof.
    pub spoof: f32,
    /// 1 same face to 0 different.
    pub match_confidence: f32,
    /// Whether the vendor has seen this face in another interview, and in which.
    pub existing_interview: Option<String>,
    /// Whether the barcode could be read; cross-checks are absent when it could not.
    pub barcode_read: Option<bool>,
    /// What the vendor read of the document.
    pub reading: super::reading::Reading,
}

/// One test of the vendor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Name, such as `tamperCheck`.
    pub key: &'static str,
    /// Value as the vendor writes it: a number in a string, or a word.
    pub value: String,
    /// Status: `OK`, `WARN`, `FAIL`, `UNKNOWN`.
    pub status: &'static str,
    /// The part of the score JSON that it stands in.
    pub part: Part,
}

/// Where in the score a test stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// `photoSecurityAndQuality`.
    Photo,
    /// `idSpecific`.
    Document,
    /// `customFields`.
    Claims,
}

/// The device that took the pictures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Stable hash; repeats where one device served several interviews.
    pub fingerprint: String,
    /// Model.
    pub model: String,
    /// Operating system.
    pub system: String,
    /// Browser.
    pub browser: String,
    /// Internet address (from ranges kept for documentation, RFC 5737).
    pub address: String,
    /// Where the address is said to be: city and two-letter country.
    pub place: (String, String),
    /// Whether the address belongs to an anonymising network.
    pub proxy: bool,
}

impl Session {
    /// The picture of a kind, if it exists.
    #[must_use]
    pub fn picture(&self, kind: ImageKind) -> Option<&Picture> {
        self.pictures.iter().find(|picture| picture.kind == kind)
    }

    /// The answer to `GET /omni/get/score`.
    #[must_use]
    pub fn score_json(&self) -> Value {
        super::score::score(self)
    }

    /// The answer to `GET /omni/get/ocr-data` (flat; v2 wraps it in `ocrData`).
    #[must_use]
    pub fn ocr_json(&self) -> Value {
        self.checks.reading.json()
    }

    /// The answer to `GET /omni/get/custom-fields`: how a session belongs to a subject and a kind.
    #[must_use]
    pub fn custom_fields_json(&self) -> Value {
        json!({ "customFields": { "loginHint": self.login_hint, "useCase": self.kind } })
    }

    /// The answer to `GET /omni/get/device-info`.
    #[must_use]
    pub fn device_json(&self) -> Value {
        let device = &self.device;
        json!({
            "deviceFingerprint": device.fingerprint,
            "deviceModel": device.model,
            "osVersion": device.system,
            "browser": device.browser,
            "ipAddress": device.address,
            "ipCity": device.place.0,
            "ipCountry": device.place.1,
            "isProxy": device.proxy,
        })
    }
}
