//! What a file is, by its first bytes. Names and media types are the sender's word, and unused.

use image::ImageFormat;

use crate::{OtherFormat, Refusal};

/// The format, when it is one of the three that are decoded.
pub(super) fn sniff(bytes: &[u8]) -> Result<ImageFormat, Refusal> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(ImageFormat::Png);
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok(ImageFormat::Jpeg);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(ImageFormat::WebP);
    }
    match other(bytes) {
        Some(kind) => Err(Refusal::UnsupportedFormat { kind }),
        None => Err(Refusal::NotAnImage),
    }
}

fn other(bytes: &[u8]) -> Option<OtherFormat> {
    const BY_START: [(&[u8], OtherFormat); 10] = [
        (b"GIF8", OtherFormat::Gif),
        (b"II*\0", OtherFormat::Tiff),
        (b"MM\0*", OtherFormat::Tiff),
        (b"\0\0\0\x0CjP  ", OtherFormat::Jpeg2000),
        (b"\xFF\x4F\xFF\x51", OtherFormat::Jpeg2000),
        (b"\0\0\0\x0CJXL ", OtherFormat::JpegXl),
        (b"\xFF\x0A", OtherFormat::JpegXl),
        (b"\0\0\x01\0", OtherFormat::Ico),
        (b"%PDF-", OtherFormat::Pdf),
        (b"BM", OtherFormat::Bmp),
    ];
    let by_start = BY_START.iter().find(|(start, _)| bytes.starts_with(start));
    by_start.map(|(_, kind)| *kind).or_else(|| heif(bytes)).or_else(|| svg(bytes))
}

/// ISO base media file format: a `ftyp` box first, whose brand tells the codec (ISO/IEC 23008-12).
fn heif(bytes: &[u8]) -> Option<OtherFormat> {
    if bytes.get(4..8) != Some(b"ftyp") {
        return None;
    }
    match bytes.get(8..12)? {
        b"avif" | b"avis" => Some(OtherFormat::Avif),
        b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" => {
            Some(OtherFormat::Heic)
        }
        _ => None,
    }
}

fn svg(bytes: &[u8]) -> Option<OtherFormat> {
    let start = bytes.get(..1024).unwrap_or(bytes);
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    let is_xml =
        start.starts_with(b"<?xml") || start.starts_with(b"<!") || start.starts_with(b"<svg");
    (is_xml && start.windows(4).any(|part| part == b"<svg")).then_some(OtherFormat::Svg)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_decide() {
        let unsupported = |kind| Err(Refusal::UnsupportedFormat { kind });
        assert_eq!(sniff(b"RIFF\0\0\0\0WEBPVP8 "), Ok(ImageFormat::WebP));
        assert_eq!(sniff(b"RIFF\0\0\0\0WAVEfmt "), Err(Refusal::NotAnImage));
        assert_eq!(sniff(b"\0\0\0\x18ftypheic\0\0\0\0"), unsupported(OtherFormat::Heic));
        assert_eq!(sniff(b"\0\0\0\x18ftypavif\0\0\0\0"), unsupported(OtherFormat::Avif));
        assert_eq!(sniff(b"\0\0\0\x18ftypisom\0\0\0\0"), Err(Refusal::NotAnImage));
        assert_eq!(sniff(b" <?xml version='1.0'?><svg/>"), unsupported(OtherFormat::Svg));
        assert_eq!(sniff(b"<!doctype html><p>hello"), Err(Refusal::NotAnImage));
        assert_eq!(sniff(b"%PDF-1.7"), unsupported(OtherFormat::Pdf));
        assert_eq!(sniff(b""), Err(Refusal::NotAnImage));
    }
}
