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
