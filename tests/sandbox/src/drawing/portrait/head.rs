//! The shape of the head, and the ears.

use super::Sheet;
use crate::drawing::curve::{Point, smooth};

/// The outline of the face from the top, clockwise in the picture.
pub fn contour(sheet: &Sheet<'_>) -> Vec<Point> {
    let f = &sheet.features;
    let weight = ((sheet.sitting.age - 30.0) / 40.0).clamp(0.0, 1.0) * 7.0;
    let half = [
        (0.0, -262.0, 20.0),
        (f.width * 0.52, -246.0, 0.0),
        (f.width * 0.87, -172.0, -20.0),
        (f.width * 1.0, -70.0, -25.0),
        (f.width * 1.0, 28.0, -20.0),
        (f.width * 0.5 + f.jaw * 0.5 + weight * 0.5, 98.0, -15.0),
        (f.jaw + weight, 158.0, -10.0),
        (f.jaw * 0.5 + f.chin * 0.56 + weight, f.length - 48.0, 0.0),
        (f.chin, f.length - 12.0, 20.0),
    ];
    let mut points: Vec<Point> =
        half.iter().map(|(dx, dy, lift)| sheet.at(*dx, *dy, *lift)).collect();
    points.push(sheet.at(0.0, f.length, 30.0));
    points.extend(half.iter().skip(1).rev().map(|(dx, dy, lift)| sheet.at(-dx, *dy, *lift)));
    points
}

/// The face in plain skin, lit from one side.
pub fn outline(sheet: &mut Sheet<'_>) {
    let path = smooth(&contour(sheet), true);
    let (skin, light) = (sheet.skin, sheet.sitting.light);
    let lit = sheet.at(light * 70.0, -60.0, 0.0);
    let booth = if sheet.in_booth() { 0.35 } else { 1.0 };
    let edge = skin.mix(sheet.shade, 0.28 + 0.22 * booth);
    let paint = sheet.radial(
        "face",
        lit,
        400.0,
        &[
            (0.0, skin.lighter(0.16), 1.0),
            (0.35, skin.lighter(0.04), 1.0),
            (0.68, skin.mix(sheet.shade, 0.1 + 0.07 * booth), 1.0),
            (1.0, edge, 1.0),
        ],
    );
    sheet.fill(&path, &paint, 1.0);
    sheet.stroke(&path, &skin.mix(sheet.shade, 0.75).to_string(), 1.6, 0.45);
}

/// Both ears, mostly behind the face.
pub fn ears(sheet: &mut Sheet<'_>) {
    use crate::drawing::sitting::HairStyle;
    let hidden = [HairStyle::Scarf, HairStyle::Bob, HairStyle::Cloud];
    if hidden.contains(&sheet.sitting.hair) {
        return;
    }
    for side in [-1.0, 1.0] {
        ear(sheet, side);
    }
}

fn ear(sheet: &mut Sheet<'_>, side: f32) {
    let f = &sheet.features;
    let (size, out, width) = (f.ear_size, f.ear_out, f.width);
    let place = |dx: f32, dy: f32| {
        let dx = width - 14.0 + dx * size;
        sheet.at(side * dx, 24.0 + dy * size, -60.0)
    };
    let shape: Vec<Point> = [
        (4.0, -50.0),
        (12.0 + out * 0.7, -66.0),
        (22.0 + out, -52.0),
        (25.0 + out, -18.0),
        (20.0 + out * 0.8, 18.0),
        (16.0 + out * 0.5, 42.0),
        (8.0, 54.0),
        (0.0, 40.0),
    ]
    .iter()
    .map(|(dx, dy)| place(*dx, *dy))
    .collect();
    let fold: Vec<Point> = [
        (8.0, -44.0),
        (14.0 + out * 0.8, -52.0),
        (18.0 + out * 0.85, -36.0),
        (17.0 + out * 0.8, -6.0),
        (11.0 + out * 0.4, 20.0),
    ]
    .iter()
    .map(|(dx, dy)| place(*dx, *dy))
    .collect();
    let hollow: Vec<Point> =
        [(8.0, -26.0), (14.0 + out * 0.5, -24.0), (13.0 + out * 0.5, 4.0), (6.0, 16.0)]
            .iter()
            .map(|(dx, dy)| place(*dx, *dy))
            .collect();
    let base = sheet.skin.mix(sheet.shade, 0.24);
    let (from, to) = (place(0.0, 0.0), place(30.0 + out, 0.0));
    let name = if side < 0.0 { "ear-l" } else { "ear-r" };
    let paint =
        sheet.linear(name, from, to, &[(0.0, base.darker(0.12), 1.0), (1.0, sheet.skin, 1.0)]);
    sheet.fill(&smooth(&shape, true), &paint, 1.0);
    let line = sheet.shade.to_string();
    sheet.stroke(&smooth(&shape, true), &line, 1.6, 0.5);
    sheet.stroke(&smooth(&fold, false), &line, 3.4, 0.42);
    sheet.fill(&smooth(&hollow, true), &line, 0.32);
}
