//! The orientation tag in a JPEG (CIPA DC-008, APP1), and pixels stored accordingly.

use image::RgbImage;
use image::imageops::{flip_horizontal, flip_vertical, rotate90, rotate180, rotate270};

/// Turns an upright picture into the pixels that a camera held like this stores: a viewer that
/// applies the tag sees it upright again.
pub fn stored(upright: RgbImage, orientation: u8) -> RgbImage {
    match orientation {
        2 => flip_horizontal(&upright),
        3 => rotate180(&upright),
        4 => flip_vertical(&upright),
        5 => flip_horizontal(&rotate90(&upright)),
        6 => rotate270(&upright),
        7 => flip_horizontal(&rotate270(&upright)),
        8 => rotate90(&upright),
        _ => upright,
    }
}

/// Puts the tag behind the start of the file. Orientation 1 gets no tag.
pub fn tag(jpeg: Vec<u8>, orientation: u8) -> Vec<u8> {
    if orientation <= 1 || jpeg.len() < 2 {
        return jpeg;
    }
    // Big-endian TIFF with one entry: tag 0x0112, type SHORT, count 1.
    let mut segment = Vec::from(*b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01");
    segment.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
    let length = (segment.len() + 2) as u16;
    let mut out = Vec::with_capacity(jpeg.len() + segment.len() + 4);
    out.extend(jpeg.iter().take(2));
    out.extend([0xff, 0xe1]);
    out.extend(length.to_be_bytes());
    out.extend(segment);
    out.extend(jpeg.iter().skip(2));
    out
}
