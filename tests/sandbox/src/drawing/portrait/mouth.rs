//! The mouth.

use super::Sheet;
use crate::drawing::curve::{Point, smooth, swelling};

/// Lips, the line between them, and the shades around.
pub fn draw(sheet: &mut Sheet<'_>) {
    let f = sheet.features.clone();
    let smile = sheet.sitting.smile;
    let w = f.mouth_width * (1.0 + smile * 0.16);
    let y = f.mouth_height - smile * 2.0;
    let corner = -smile * 9.0 + 1.5;
    let spots = |sheet: &Sheet<'_>, list: &[(f32, f32)]| -> Vec<Point> {
        list.iter().map(|(dx, dy)| sheet.at(*dx, y + dy, 14.0)).collect()
    };
    let up = f.upper_lip * (1.0 - smile * 0.2);
    let down = f.lower_lip * (1.0 - smile * 0.12);
    let shade = sheet.shade.to_string();
    // Groove above, hollow below, corners.
    sheet.group(&sheet.blur(5));
    let groove = spots(
        sheet,
        &[
            (-7.0, f.nose_length - y + 14.0),
            (7.0, f.nose_length - y + 14.0),
            (9.0, -up - 2.0),
            (-9.0, -up - 2.0),
        ],
    );
    sheet.fill(&smooth(&groove, true), &shade, 0.2);
    let hollow = spots(
        sheet,
        &[(-w * 0.55, down + 6.0), (0.0, down + 3.0), (w * 0.55, down + 6.0), (0.0, down + 15.0)],
    );
    sheet.fill(&smooth(&hollow, true), &shade, 0.42);
    for side in [-1.0, 1.0] {
        let dent = spots(sheet, &[(side * (w + 4.0), corner)]);
        sheet.ellipse(dent[0], (6.0, 7.0), &shade, 0.34);
    }
    sheet.close();
    let line = [
        (-w, corner),
        (-w * 0.5, 1.0 + smile * 0.5),
        (-w * 0.14, 0.0),
        (0.0, 2.0),
        (w * 0.14, 0.0),
        (w * 0.5, 1.0 + smile * 0.5),
        (w, corner),
    ];
    let middle = spots(sheet, &line);
    let mut upper = spots(
        sheet,
        &[
            (-w, corner),
            (-w * 0.55, -up * 0.62 + corner * 0.3),
            (-w * 0.17, -up),
            (0.0, -up * 0.72),
            (w * 0.17, -up),
            (w * 0.55, -up * 0.62 + corner * 0.3),
            (w, corner),
        ],
    );
    upper.extend(middle.iter().rev().skip(1).take(5));
    let mut lower = middle.clone();
    lower.extend(spots(
        sheet,
        &[
            (w * 0.62, down * 0.66 + corner * 0.3),
            (w * 0.26, down),
            (-w * 0.26, down),
            (-w * 0.62, down * 0.66 + corner * 0.3),
        ],
    ));
    let lips =
        sheet.features.lips.mix(sheet.skin, if sheet.features.beard > 0.0 { 0.4 } else { 0.2 });
    let (top, bottom) = (sheet.at(0.0, y - up, 14.0), sheet.at(0.0, y + down, 14.0));
    let seam = sheet.at(0.0, y, 14.0);
    let paint =
        sheet.linear("lip-up", top, seam, &[(0.0, lips, 1.0), (1.0, lips.darker(0.3), 1.0)]);
    sheet.fill(&smooth(&upper, true), &paint, 0.95);
    let paint = sheet.linear(
        "lip-low",
        seam,
        bottom,
        &[
            (0.0, lips.darker(0.12), 1.0),
            (0.45, lips.lighter(0.16), 1.0),
            (1.0, lips.darker(0.1), 1.0),
        ],
    );
    sheet.fill(&smooth(&lower, true), &paint, 0.95);
    sheet.group(&sheet.blur(2));
    let gleam = spots(
        sheet,
        &[
            (-w * 0.24, down * 0.45),
            (0.0, down * 0.38),
            (w * 0.24, down * 0.45),
            (0.0, down * 0.62),
        ],
    );
    sheet.fill(&smooth(&gleam, true), "#ffffff", 0.22);
    sheet.close();
    sheet.fill(&swelling(&middle, 3.4, 0.5), &lips.darker(0.72).to_string(), 0.9);
}
