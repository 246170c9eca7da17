//! What is asked of the child.

use serde::{Deserialize, Serialize};

use crate::{Error, MAX_FILE_BYTES, MAX_TARGET_PIXELS, MAX_TARGET_SIDE};

const MAX_COVERS: usize = 64;
const MAX_WATERMARK_CHARS: usize = 160;

/// Width and height, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

/// A rectangle in shares of the upright picture: 0 is the left or top edge, 1 the right or bottom.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Share of the picture's width.
    pub width: f32,
    /// Share of the picture's height.
    pub height: f32,
}

/// Quarter turns clockwise, on top of the orientation that the file asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Turn {
    /// As it stands.
    #[default]
    None,
    /// 90° clockwise.
    Quarter,
    /// 180°.
    Half,
    /// 270° clockwise.
    ThreeQuarters,
}

/// How the pixels are encoded for the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Lossless. Right for documents, where a reviewer looks for traces of editing.
    #[default]
    Png,
    /// Smaller, quality 92. Right for thumbnails.
    Jpeg,
}

/// One picture to be drawn.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The captured file, as it came. At most [`MAX_FILE_BYTES`].
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// The box that the picture is fitted into, in device pixels, after [`Request::rotate`].
    pub target: Size,
    /// The part to draw; `None` is the whole picture.
    pub region: Option<Rect>,
    /// Extra quarter turns.
    pub rotate: Turn,
    /// 1 leaves the picture as it is; 0.25 to 4.
    pub contrast: f32,
    /// Parts that must not be seen. Each is an opaque plate with the word *covered*.
    pub covers: Vec<Rect>,
    /// When set, all but this part is blank: a window moved over a blanked document.
    pub window: Option<Rect>,
    /// Repeated across the picture: viewer, case and time. Never empty.
    pub watermark: String,
    /// The encoding of the answer.
    pub format: Format,
}

impl Request {
    /// The whole upright picture fitted into `target`, nothing covered, as PNG.
    pub fn new(bytes: Vec<u8>, target: Size, watermark: impl Into<String>) -> Self {
        Self {
            bytes,
            target,
            region: None,
            rotate: Turn::None,
            contrast: 1.0,
            covers: Vec::new(),
            window: None,
            watermark: watermark.into(),
            format: Format::Png,
        }
    }

    /// Refuses what no child should be asked: an impossible size, a rectangle that is not a
    /// number, a picture without a mark.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check_bytes(&self.bytes)?;
        self.check_order()
    }

    /// The part of the check that the child repeats for itself.
    pub(crate) fn check_order(&self) -> Result<(), Error> {
        let Size { width, height } = self.target;
        let pixels = u64::from(width) * u64::from(height);
        let invalid = |what| Err(Error::InvalidRequest { what });
        if width == 0 || height == 0 || width.max(height) > MAX_TARGET_SIDE {
            return invalid("target side");
        }
        if pixels > MAX_TARGET_PIXELS {
            return invalid("target pixels");
        }
        if !(0.25..=4.0).contains(&self.contrast) {
            return invalid("contrast");
        }
        if self.covers.len() > MAX_COVERS {
            return invalid("number of covers");
        }
        let rects = self.covers.iter().chain(&self.region).chain(&self.window);
        if !rects.into_iter().all(Rect::is_usable) {
            return invalid("rectangle");
        }
        if self.watermark.trim().is_empty() {
            return invalid("watermark is empty");
        }
        if self.watermark.chars().count() > MAX_WATERMARK_CHARS {
            return invalid("watermark is too long");
        }
        Ok(())
    }
}

pub(crate) fn check_bytes(bytes: &[u8]) -> Result<(), Error> {
    match bytes.len() {
        0 => Err(Error::NotAnImage),
        length if length > MAX_FILE_BYTES => Err(Error::TooLarge),
        _ => Ok(()),
    }
}

/// Personal data stays out of logs: neither the bytes nor the watermark is printed.
impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("bytes", &self.bytes.len())
            .field("target", &self.target)
            .field("region", &self.region)
            .field("rotate", &self.rotate)
            .field("covers", &self.covers.len())
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}

impl Rect {
    /// The whole picture.
    pub const WHOLE: Rect = Rect { x: 0.0, y: 0.0, width: 1.0, height: 1.0 };

    /// A rectangle from its left top corner and its size, in shares of the upright picture.
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    /// A rectangle that has a place: finite numbers, some size, and some part inside the picture.
    fn is_usable(&self) -> bool {
        let finite = [self.x, self.y, self.width, self.height].iter().all(|n| n.is_finite());
        finite
            && self.width > 0.0
            && self.height > 0.0
            && self.x < 1.0
            && self.y < 1.0
            && self.x + self.width > 0.0
            && self.y + self.height > 0.0
    }
}

impl Turn {
    /// From a number of quarter turns clockwise; negative numbers turn the other way.
    pub fn from_quarters(quarters: i32) -> Self {
        match quarters.rem_euclid(4) {
            1 => Turn::Quarter,
            2 => Turn::Half,
            3 => Turn::ThreeQuarters,
            _ => Turn::None,
        }
    }

    /// Quarter turns clockwise, 0 to 3.
    pub fn quarters(self) -> u8 {
        match self {
            Turn::None => 0,
            Turn::Quarter => 1,
            Turn::Half => 2,
            Turn::ThreeQuarters => 3,
        }
    }
}

impl Format {
    /// The media type to answer with.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Png => "image/png",
            Format::Jpeg => "image/jpeg",
        }
    }
}
