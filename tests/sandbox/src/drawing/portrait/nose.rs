//! The nose, mostly by its shadows.

use super::Sheet;
use crate::drawing::curve::{Point, smooth, swelling};

/// Bridge, wings, tip and nostrils.
pub fn draw(sheet: &mut Sheet<'_>) {
    let f = sheet.features.clone();
    let (w, l, tip) = (f.nose_width, f.nose_length, f.nose_tip);
    let shade = sheet.shade.to_string();
    let dark = sheet.shade.darker(0.45).to_string();
    let light = sheet.skin.lighter(0.5).to_string();
    let spots = |sheet: &Sheet<'_>, list: &[(f32, f32, f32)]| -> Vec<Point> {
        list.iter().map(|(dx, dy, lift)| sheet.at(*dx, *dy, *lift)).collect()
    };
    // The side away from the light lies in shade.
    let away = if sheet.sitting.light < 0.0 { 1.0 } else { -1.0 };
    let strong = if sheet.in_booth() { 0.36 } else { 0.52 };
    for (side, strength) in [(away, strong), (-away, strong * 0.55)] {
        sheet.group(&sheet.blur(5));
        let flank = spots(
            sheet,
            &[
                (side * (f.bridge + 8.0), -22.0, 0.0),
                (side * (f.bridge + 3.0), 20.0, 12.0),
                (side * (w * 0.62), l * 0.72, 22.0),
                (side * (w * 1.05), l - 6.0, 6.0),
                (side * (w * 1.12), l - 26.0, 0.0),
                (side * (f.bridge + 17.0), 30.0, 0.0),
            ],
        );
        sheet.fill(&smooth(&flank, true), &shade, strength);
        sheet.close();
    }
    sheet.group(&sheet.blur(5));
    let under = spots(
        sheet,
        &[
            (-w * 0.95, l + 3.0, 12.0),
            (0.0, l + 15.0, 10.0),
            (w * 0.95, l + 3.0, 12.0),
            (0.0, l + 3.0 + tip, 34.0),
        ],
    );
    sheet.fill(&smooth(&under, true), &shade, 0.66);
    let ridge = spots(
        sheet,
        &[(-3.0, -18.0, 10.0), (3.0, -18.0, 10.0), (5.5, l * 0.6, 34.0), (-5.5, l * 0.6, 34.0)],
    );
    sheet.fill(&smooth(&ridge, true), &light, 0.42);
    sheet.close();
    sheet.group(&sheet.blur(5));
    let ball = sheet.at(sheet.sitting.light * 5.0, l - 16.0 + tip * 0.5, 46.0);
    sheet.ellipse(ball, (w * 0.34, 9.5), &light, 0.5);
    sheet.close();
    for side in [-1.0, 1.0] {
        let wing = spots(
            sheet,
            &[
                (side * w * 0.78, l - 30.0, 10.0),
                (side * w * 1.04, l - 17.0, 4.0),
                (side * w * 1.0, l - 1.0, 6.0),
                (side * w * 0.74, l + 3.0, 16.0),
            ],
        );
        sheet.fill(&swelling(&wing, 5.2, 0.62), &shade, 0.7);
        let nostril = spots(
            sheet,
            &[
                (side * w * 0.66, l + 1.0, 22.0),
                (side * w * 0.46, l - 6.0 - tip * 0.3, 28.0),
                (side * w * 0.2, l + 2.0 + tip * 0.4, 34.0),
                (side * w * 0.42, l + 4.0, 28.0),
            ],
        );
        sheet.fill(&smooth(&nostril, true), &dark, 0.72);
    }
    let base = spots(
        sheet,
        &[(-w * 0.3, l + 3.0, 28.0), (0.0, l + 7.0 + tip * 0.6, 40.0), (w * 0.3, l + 3.0, 28.0)],
    );
    sheet.fill(&swelling(&base, 2.6, 0.5), &shade, 0.6);
}
