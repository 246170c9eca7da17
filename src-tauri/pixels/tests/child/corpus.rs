//! Pictures, kind and hostile, made here so that each test says what it feeds.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageEncoder, ImageReader, Rgb, RgbImage};

pub const RED: [u8; 3] = [200, 30, 30];
pub const GREEN: [u8; 3] = [30, 170, 30];
pub const BLUE: [u8; 3] = [30, 30, 200];
pub const YELLOW: [u8; 3] = [200, 190, 30];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    WebP,
}

pub const KINDS: [Kind; 3] = [Kind::Jpeg, Kind::Png, Kind::WebP];

/// Red and green above, blue and yellow below.
pub fn scene(width: u32, height: u32) -> DynamicImage {
    let quarter = |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => RED,
        (false, true) => GREEN,
        (true, false) => BLUE,
        (false, false) => YELLOW,
    };
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, y| Rgb(quarter(x, y))))
}

/// Encodes with an EXIF block and a colour profile, if given.
pub fn encode(kind: Kind, picture: &DynamicImage, exif: &[u8], icc: &[u8]) -> Vec<u8> {
    fn write(mut encoder: impl ImageEncoder, picture: &DynamicImage, exif: &[u8], icc: &[u8]) {
        if !exif.is_empty() {
            encoder.set_exif_metadata(exif.to_vec()).unwrap();
        }
        if !icc.is_empty() {
            encoder.set_icc_profile(icc.to_vec()).unwrap();
        }
        picture.write_with_encoder(encoder).unwrap();
    }
    let mut out = Vec::new();
    match kind {
        Kind::Jpeg => write(JpegEncoder::new_with_quality(&mut out, 95), picture, exif, icc),
        Kind::Png => write(PngEncoder::new(&mut out), picture, exif, icc),
        Kind::WebP => write(WebPEncoder::new_lossless(&mut out), picture, exif, icc),
    }
    out
}

pub fn plain(kind: Kind) -> Vec<u8> {
    encode(kind, &scene(96, 64), &[], &[])
}

/// The scene laid the other way round, with the tag that says how to lay it upright. The
/// turning is done by the image crate, so that it is not our own code that is compared.
pub fn laid(kind: Kind, orientation: u8) -> Vec<u8> {
    // A quarter turn is undone by the other one, and every other orientation by itself.
    let undo = match orientation {
        6 => 8,
        8 => 6,
        other => other,
    };
    let undo = Orientation::from_exif(undo).unwrap();
    let mut picture = scene(96, 64);
    picture.apply_orientation(undo);
    encode(kind, &picture, &exif(&[(0x0112, 3, u32::from(orientation))]), &[])
}

/// A little-endian EXIF block of one directory: tag, type, value.
pub fn exif(tags: &[(u16, u16, u32)]) -> Vec<u8> {
    let mut block = b"II*\0\x08\0\0\0".to_vec();
    block.extend((tags.len() as u16).to_le_bytes());
    for (tag, kind, value) in tags {
        block.extend(tag.to_le_bytes());
        block.extend(kind.to_le_bytes());
        block.extend(1_u32.to_le_bytes());
        block.extend(value.to_le_bytes());
    }
    block.extend([0; 4]);
    block
}

/// A PNG of chunks, with right check sums.
pub fn png(chunks: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in chunks {
        out.extend((data.len() as u32).to_be_bytes());
        let start = out.len();
        out.extend(*name);
        out.extend(*data);
        let sum = crc(&out[start..]);
        out.extend(sum.to_be_bytes());
    }
    out
}

pub fn header(width: u32, height: u32) -> Vec<u8> {
    let mut data = width.to_be_bytes().to_vec();
    data.extend(height.to_be_bytes());
    data.extend([8, 0, 0, 0, 0]);
    data
}

/// Names and data of a PNG's chunks.
pub fn chunks(png: &[u8]) -> Vec<([u8; 4], Vec<u8>)> {
    let mut rest = &png[8..];
    let mut found = Vec::new();
    while rest.len() >= 12 {
        let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
        found.push((rest[4..8].try_into().unwrap(), rest[8..8 + length].to_vec()));
        rest = &rest[12 + length..];
    }
    assert!(rest.is_empty(), "bytes behind the last chunk");
    found
}

/// A zlib stream of some kilobytes that holds 64 million zeros.
pub fn bomb() -> Vec<u8> {
    let mut out = Vec::new();
    let zeros = vec![0; 64_000_000];
    PngEncoder::new(&mut out)
        .write_image(&zeros, 8000, 8000, image::ExtendedColorType::L8)
        .unwrap();
    let data = chunks(&out).into_iter().filter(|(name, _)| name == b"IDAT");
    data.flat_map(|(_, data)| data).collect()
}

pub fn decoded(bytes: &[u8]) -> RgbImage {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap();
    reader.decode().unwrap().to_rgb8()
}

/// Numbers that are the same in every run (xorshift64*).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    })
}
