//! PDF417 (ISO/IEC 15438) as SVG.

use std::fmt::Write;

use rxing::common::BitMatrix;
use rxing::pdf417::PDF417Writer;
use rxing::{BarcodeFormat, EncodeHints, Writer};

/// The modules of a text's barcode, one bit each, with a small quiet zone.
pub fn matrix(text: &str) -> Option<BitMatrix> {
    let hints = EncodeHints {
        Margin: Some("2".into()),
        ErrorCorrection: Some("5".into()),
        ..EncodeHints::default()
    };
    PDF417Writer.encode_with_hints(text, &BarcodeFormat::PDF_417, 0, 0, &hints).ok()
}

/// The barcode in a box.
pub fn elements(text: &str, x: f32, y: f32, width: f32, height: f32) -> String {
    let Some(bits) = matrix(text) else { return String::new() };
    let (columns, rows) = (bits.getWidth(), bits.getHeight());
    let (w, h) = (width / columns as f32, height / rows as f32);
    let mut path = String::new();
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let start = column;
            while column < columns && bits.get(column, row) {
                column += 1;
            }
            if column > start {
                let (left, top) = (x + start as f32 * w, y + row as f32 * h);
                let run = (column - start) as f32 * w;
                let _ = write!(path, "M{left:.2} {top:.2}h{run:.2}v{h:.2}h-{run:.2}z");
            }
            column += 1;
        }
    }
    format!(
        r##"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="#fdfdfb"/><path d="{path}" fill="#16181c" shape-rendering="crispEdges"/>"##
    )
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use image::{GrayImage, Luma};
    use rxing::common::HybridBinarizer;
    use rxing::pdf417::PDF417Reader;
    use rxing::{BinaryBitmap, Luma8LuminanceSource, Reader};

    use super::*;
    use crate::company::Company;

    /// Draws the SVG, then reads the pixels with an independent decoder.
    fn read(text: &str) -> String {
        let sheet = elements(text, 40.0, 40.0, 932.0, 262.0);
        let paper = r##"<rect width="1012" height="342" fill="#ffffff"/>"##;
        let drawn =
            crate::drawing::render::pixels(&format!("{paper}{sheet}"), (1012.0, 342.0), 3.0)
                .unwrap();
        let grey = GrayImage::from_fn(drawn.width(), drawn.height(), |x, y| {
            Luma([drawn.pixel(x, y).unwrap().red()])
        });
        let (width, height) = grey.dimensions();
        let source = Luma8LuminanceSource::new(grey.into_raw(), width, height).unwrap();
        let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
        PDF417Reader.decode(&mut bitmap).unwrap().getText().to_owned()
    }

    #[test]
    fn every_licence_reads_back_to_its_text() {
        let now = DateTime::from_timestamp(1_795_424_400, 0).unwrap();
        let company = Company::invent(1, 200, 84, now);
        let texts: Vec<_> =
            company.sessions.iter().filter_map(|one| one.document.barcode.clone()).collect();
        assert!(texts.len() >= 6, "{}", texts.len());
        for text in texts {
            assert_eq!(read(&text), text);
            // The designator's offset and length point at the subfile.
            let (offset, length) = (text.get(23..27).unwrap(), text.get(27..31).unwrap());
            let (offset, length): (usize, usize) =
                (offset.parse().unwrap(), length.parse().unwrap());
            assert_eq!(offset + length, text.len());
            assert!(text.get(offset..).unwrap().starts_with("DL"));
        }
    }
}
