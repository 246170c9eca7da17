//! Untrusted image bytes in, bounded oriented pixels out, in a confined child.
//!
//! The desk never decodes a picture itself. [`Decoder`] starts `countersign-pixels`, which lies
//! beside the running program, hands it the bytes of one picture, and takes plain pixels back.
//! The child has given up files, network and new programs before it reads the first byte.
//! What the window is shown is encoded here, from those pixels, so that no byte of a captured
//! file ever reaches the web engine.
//!
//! ```no_run
//! # async fn show(bytes: Vec<u8>) -> Result<(), pixels::Error> {
//! let decoder = pixels::Decoder::find()?;
//! let target = pixels::Size { width: 816, height: 1020 };
//! let request = pixels::Request::new(bytes, target, "Ana Ferreira · CS-20417 · 23 Nov 2026 09:51");
//! let picture = decoder.render(request).await?;
//! # let _ = picture; Ok(()) }
//! ```
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod confinement;
mod decoder;
mod encode;
mod error;
pub mod inside;
mod picture;
mod request;
mod trust;
pub mod wire;

pub use confinement::{Attempt, Confinement, Layer, Proof};
pub use decoder::{Decoder, Patience};
pub use error::{Error, OtherFormat, Refusal};
pub use picture::{Facts, Original, Picture};
pub use request::{Format, Rect, Request, Size, Turn};

/// The largest file that is looked at, in bytes.
pub const MAX_FILE_BYTES: usize = 25 * 1024 * 1024;
/// The longest side of a picture that is decoded, in pixels.
pub const MAX_SIDE: u32 = 12_000;
/// The largest picture that is decoded, in pixels.
pub const MAX_PIXELS: u64 = 50_000_000;
/// The longest side of a picture that is handed back, in device pixels.
pub const MAX_TARGET_SIDE: u32 = 8_192;
/// The largest picture that is handed back, in device pixels.
pub const MAX_TARGET_PIXELS: u64 = 16_000_000;
