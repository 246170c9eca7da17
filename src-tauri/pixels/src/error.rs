//! Why there is no picture.

use serde::{Deserialize, Serialize};

/// Why there is no picture. The first four are about the file and stay the same when asked again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The bytes are no picture at all.
    #[error("the file is not an image")]
    NotAnImage,
    /// A picture, or a page, in a format that is not decoded here.
    #[error("the file is {kind}, which is not shown here")]
    UnsupportedFormat {
        /// What it looks like by its first bytes.
        kind: OtherFormat,
    },
    /// Too many bytes or too many pixels: see the constants of this crate.
    #[error("the picture is too large to be opened safely")]
    TooLarge,
    /// It begins like a picture and can't be decoded.
    #[error("the picture is damaged")]
    Corrupt,
    /// The child took longer than allowed, and was ended.
    #[error("the picture took too long to open")]
    TimedOut,
    /// The child ended without an answer.
    #[error("the program that opens pictures stopped on this one")]
    Crashed,
    /// The child's answer does not hold: it is not believed after it saw hostile bytes.
    #[error("the answer of the program that opens pictures does not hold: {what}")]
    Garbled {
        /// Which check it failed.
        what: &'static str,
    },
    /// `countersign-pixels` is not beside the running program.
    #[error("countersign-pixels is not beside this program")]
    ChildMissing,
    /// It is there, and others than its owner could have changed it.
    #[error("countersign-pixels is not trusted: {why}")]
    ChildNotTrusted {
        /// What is wrong with the file.
        why: &'static str,
    },
    /// It is there, and could not be started, or speaks another version of the protocol.
    #[error("countersign-pixels can't be started")]
    ChildUnusable,
    /// The child could not confine itself, and so refused to read the picture.
    #[error("countersign-pixels could not confine itself")]
    NotConfined,
    /// The caller asked for something impossible.
    #[error("a picture was asked for in an impossible way: {what}")]
    InvalidRequest {
        /// The part that can't be.
        what: &'static str,
    },
}

/// What a file that is not decoded looks like by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OtherFormat {
    /// HEIF with HEVC, as iPhones write it. To be transcoded before it gets here.
    Heic,
    /// HEIF with AV1.
    Avif,
    /// GIF.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// TIFF, or a camera's raw file.
    Tiff,
    /// JPEG 2000.
    Jpeg2000,
    /// JPEG XL.
    JpegXl,
    /// Windows icon.
    Ico,
    /// PDF.
    Pdf,
    /// SVG.
    Svg,
}

/// What the child says when it will not draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// See [`Error::NotAnImage`].
    NotAnImage,
    /// See [`Error::UnsupportedFormat`].
    UnsupportedFormat {
        /// What it looks like by its first bytes.
        kind: OtherFormat,
    },
    /// See [`Error::TooLarge`].
    TooLarge,
    /// See [`Error::Corrupt`].
    Corrupt,
    /// See [`Error::InvalidRequest`].
    InvalidRequest,
}

impl Error {
    /// True when the file itself is at fault, so that asking again is no use.
    pub fn is_about_the_file(&self) -> bool {
        match self {
            Error::NotAnImage
            | Error::UnsupportedFormat { .. }
            | Error::TooLarge
            | Error::Corrupt
            | Error::TimedOut
            | Error::Crashed
            | Error::Garbled { .. } => true,
            Error::ChildMissing
            | Error::ChildNotTrusted { .. }
            | Error::ChildUnusable
            | Error::NotConfined
            | Error::InvalidRequest { .. } => false,
        }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotAnImage => Error::NotAnImage,
            Refusal::UnsupportedFormat { kind } => Error::UnsupportedFormat { kind },
            Refusal::TooLarge => Error::TooLarge,
            Refusal::Corrupt => Error::Corrupt,
            Refusal::InvalidRequest => {
                Error::InvalidRequest { what: "refused by countersign-pixels" }
            }
        }
    }
}

impl std::fmt::Display for OtherFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            OtherFormat::Heic => "HEIC",
            OtherFormat::Avif => "AVIF",
            OtherFormat::Gif => "GIF",
            OtherFormat::Bmp => "BMP",
            OtherFormat::Tiff => "TIFF",
            OtherFormat::Jpeg2000 => "JPEG 2000",
            OtherFormat::JpegXl => "JPEG XL",
            OtherFormat::Ico => "an icon",
            OtherFormat::Pdf => "PDF",
            OtherFormat::Svg => "SVG",
        })
    }
}
