//! What comes back.

use serde::{Deserialize, Serialize};

use crate::{Confinement, Format, Size};

/// A drawn picture: pixels made here, none of the captured file's bytes.
#[derive(Clone)]
pub struct Picture {
    /// The encoded picture, without any metadata.
    pub bytes: Vec<u8>,
    /// The encoding of [`Picture::bytes`].
    pub format: Format,
    /// Device pixels from left to right.
    pub width: u32,
    /// Device pixels from top to bottom.
    pub height: u32,
    /// What the captured file is like.
    pub original: Original,
    /// How well the child that drew this was confined.
    pub confinement: Confinement,
}

/// What the captured file says of itself. None of it is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Original {
    /// Size of the upright picture, after the file's own orientation is applied.
    pub size: Size,
    /// The EXIF orientation that was applied, 1 to 8 (CIPA DC-008, tag 0x0112); 1 if none.
    pub orientation_applied: u8,
    /// Marks found in the metadata, which is dropped.
    pub facts: Facts,
}

/// Which metadata the file carries: presence only, never the values, and never trusted. A
/// missing mark proves nothing, since every messenger strips them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// An EXIF block that could be read.
    pub has_exif: bool,
    /// A GPS directory (tag 0x8825).
    pub has_gps: bool,
    /// A software tag (0x0131): the file was written by an editor or by the phone's own system.
    pub has_software: bool,
    /// A maker or model of the camera (0x010F, 0x0110).
    pub has_camera: bool,
    /// A time of capture (0x9003, or 0x0132).
    pub has_capture_time: bool,
    /// An ICC colour profile.
    pub has_icc_profile: bool,
    /// The profile was understood and the colours were brought to sRGB.
    pub converted_to_srgb: bool,
}

/// The pixels are a person's document: only the shape is printed.
impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Picture")
            .field("bytes", &self.bytes.len())
            .field("format", &self.format)
            .field("width", &self.width)
            .field("height", &self.height)
            .field("original", &self.original)
            .finish_non_exhaustive()
    }
}
