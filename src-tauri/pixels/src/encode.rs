//! The picture for the window, encoded from plain pixels in the desk's own process.
//!
//! The child sends pixels and not a PNG, so that even a child that was taken over by a hostile
//! file can't hand a crafted file to the web engine.

use image::ExtendedColorType::Rgb8;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ImageEncoder, ImageResult};

use crate::Format;

const JPEG_QUALITY: u8 = 92;

/// Encodes red, green and blue bytes. Fails only when `rgb` is not `width * height * 3` long.
pub(crate) fn encode(format: Format, rgb: &[u8], width: u32, height: u32) -> ImageResult<Vec<u8>> {
    let mut out = Vec::with_capacity(rgb.len() / 2);
    match format {
        // The fast setting: the bytes go to the window next door and are thrown away.
        Format::Png => {
            PngEncoder::new_with_quality(&mut out, CompressionType::Fast, FilterType::Up)
                .write_image(rgb, width, height, Rgb8)?;
        }
        Format::Jpeg => JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY)
            .write_image(rgb, width, height, Rgb8)?,
    }
    Ok(out)
}
