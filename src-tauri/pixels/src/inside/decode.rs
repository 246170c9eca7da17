//! The decoders, behind limits that are checked before memory is reserved.

use std::io::Cursor;

use image::error::LimitErrorKind;
use image::metadata::Orientation as Laid;
use image::{ColorType, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};

use crate::{Facts, MAX_PIXELS, MAX_SIDE, Original, Refusal, Size};

use super::geometry::Orientation;
use super::{Pixels, exif, sniff};

/// Room for the pixels as the file stores them, and for what its decoder keeps beside.
const MAX_ALLOCATION: u64 = 256 * 1024 * 1024;
/// What shows through where a picture is transparent.
const PAPER: u8 = 0xFF;

/// A file whose header was read, and found bounded.
pub(super) struct File<'a> {
    decoder: Box<dyn ImageDecoder + 'a>,
    original: Original,
    icc: Option<Vec<u8>>,
}

/// Reads the header. Only `ImageReader` with limits is used: a decoder that is built directly
/// checks none (clippy.toml forbids the ways around it).
pub(super) fn open(bytes: &[u8]) -> Result<File<'_>, Refusal> {
    if bytes.len() > crate::MAX_FILE_BYTES {
        return Err(Refusal::TooLarge);
    }
    let format = sniff::sniff(bytes)?;
    if format == ImageFormat::Jpeg && !is_whole_jpeg(bytes) {
        return Err(Refusal::Corrupt);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(|error| refusal(&error))?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if width == 0 || height == 0 {
        return Err(Refusal::Corrupt);
    }
    if width.max(height) > MAX_SIDE || pixels > MAX_PIXELS {
        return Err(Refusal::TooLarge);
    }
    // Damaged metadata does not hide the picture: it is then as if there were none.
    let block = decoder.exif_metadata().ok().flatten();
    let icc = decoder.icc_profile().ok().flatten();
    let orientation_applied = decoder.orientation().unwrap_or(Laid::NoTransforms).to_exif();
    let facts = Facts {
        has_icc_profile: icc.is_some(),
        ..block.map(|block| exif::facts(&block)).unwrap_or_default()
    };
    let size = Orientation::from_exif(orientation_applied).size(Size { width, height });
    let original = Original { size, orientation_applied, facts };
    Ok(File { decoder: Box::new(decoder), original, icc })
}

impl File<'_> {
    pub(super) fn original(&self) -> Original {
        self.original
    }

    /// The colour profile, when the pixels are in the colours that it describes.
    pub(super) fn icc_profile(&self) -> Option<Vec<u8>> {
        let is_colour = self.decoder.color_type().has_color();
        self.icc.clone().filter(|_| is_colour)
    }

    /// All pixels, laid as in the file.
    pub(super) fn decode(self) -> Result<Pixels, Refusal> {
        let (width, height) = self.decoder.dimensions();
        let colours = self.decoder.color_type();
        let total = self.decoder.total_bytes();
        if total > MAX_ALLOCATION {
            return Err(Refusal::TooLarge);
        }
        let mut bytes = vec![0; usize::try_from(total).map_err(|_| Refusal::TooLarge)?];
        self.decoder.read_image_boxed(&mut bytes).map_err(|error| refusal(&error))?;
        let rgb = to_rgb(bytes, colours)?;
        Ok(Pixels { width: width as usize, height: height as usize, rgb })
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_ALLOCATION);
    limits
}

/// A picture that was cut off is refused: the decoder would fill the rest with grey, and a
/// reviewer can't tell that from what was captured. A whole one ends its scans with EOI.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some([0xFF, marker]) = bytes.get(at..at + 2) else { return false };
        match marker {
            // Fill bytes, and markers without a length.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD8 => at += 2,
            0xD9 => return false,
            0xDA => break,
            _ => {
                let Some([high, low]) = bytes.get(at + 2..at + 4) else { return false };
                at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
            }
        }
    }
    bytes.get(at..).is_some_and(|scans| scans.array_windows().any(|pair| *pair == [0xFF, 0xD9]))
}

/// Eight bits, three channels. Transparent parts are laid on white.
fn to_rgb(bytes: Vec<u8>, colours: ColorType) -> Result<Vec<u8>, Refusal> {
    let grey = |value: u8| [value; 3];
    match colours {
        ColorType::Rgb8 => Ok(bytes),
        ColorType::Rgba8 => Ok(flattened(bytes)),
        ColorType::L8 => Ok(bytes.into_iter().flat_map(grey).collect()),
        ColorType::La8 => {
            let pairs = bytes.as_chunks::<2>().0;
            Ok(pairs.iter().flat_map(|[value, alpha]| grey(on_paper(*value, *alpha))).collect())
        }
        ColorType::Rgb16 => to_rgb(eight_bits(bytes), ColorType::Rgb8),
        ColorType::Rgba16 => to_rgb(eight_bits(bytes), ColorType::Rgba8),
        ColorType::L16 => to_rgb(eight_bits(bytes), ColorType::L8),
        ColorType::La16 => to_rgb(eight_bits(bytes), ColorType::La8),
        // Floating point comes from formats that are not among the three; the enum is open.
        ColorType::Rgb32F | ColorType::Rgba32F | _ => Err(Refusal::Corrupt),
    }
}

/// In place: the largest pictures would not fit twice.
fn flattened(mut bytes: Vec<u8>) -> Vec<u8> {
    let pixels = bytes.len() / 4;
    for n in 0..pixels {
        let Some(&[red, green, blue, alpha]) = bytes[n * 4..].first_chunk::<4>() else { break };
        let pixel = [red, green, blue].map(|value| on_paper(value, alpha));
        bytes[n * 3..n * 3 + 3].copy_from_slice(&pixel);
    }
    bytes.truncate(pixels * 3);
    bytes
}

fn on_paper(value: u8, alpha: u8) -> u8 {
    let (value, alpha, paper) = (u32::from(value), u32::from(alpha), u32::from(PAPER));
    ((value * alpha + paper * (255 - alpha) + 127) / 255) as u8
}

/// From sixteen bits in the machine's order, rounded.
fn eight_bits(mut bytes: Vec<u8>) -> Vec<u8> {
    let values = bytes.len() / 2;
    for n in 0..values {
        let Some(&pair) = bytes[n * 2..].first_chunk::<2>() else { break };
        bytes[n] = ((u32::from(u16::from_ne_bytes(pair)) * 255 + 32_767) / 65_535) as u8;
    }
    bytes.truncate(values);
    bytes
}

fn refusal(error: &ImageError) -> Refusal {
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory => {
                Refusal::TooLarge
            }
            LimitErrorKind::Unsupported { .. } | _ => Refusal::Corrupt,
        },
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => Refusal::Corrupt,
    }
}
