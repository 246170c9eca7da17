//! Eyes, brows and glasses.

use std::fmt::Write;

use super::Sheet;
use crate::drawing::colour::Colour;
use crate::drawing::curve::{Point, between, on, smooth, swelling};

/// Both eyes with their brows.
pub fn draw(sheet: &mut Sheet<'_>) {
    for side in [-1.0, 1.0] {
        eye(sheet, side);
        brow(sheet, side);
    }
}

fn eye(sheet: &mut Sheet<'_>, side: f32) {
    let f = sheet.features.clone();
    let name = if side < 0.0 { "eye-l" } else { "eye-r" };
    // A smile narrows the eyes from below; years let the lid sink.
    let tired = ((sheet.sitting.age - 42.0) / 40.0).clamp(0.0, 1.0);
    let open = f.eye_open * (1.0 - 0.12 * tired) - f.hood * 1.6;
    let below = f.eye_open * (0.62 - 0.2 * sheet.sitting.smile);
    let w = f.eye_width;
    let tilt = f.eye_tilt;
    let place = |sheet: &Sheet<'_>, dx: f32, dy: f32| {
        sheet.at(side * (f.eye_apart + dx), dy - dx / w * tilt * 0.5, -4.0)
    };
    let spots = |sheet: &Sheet<'_>, list: &[(f32, f32)]| -> Vec<Point> {
        list.iter().map(|(dx, dy)| place(sheet, *dx, *dy)).collect()
    };
    let upper = spots(
        sheet,
        &[
            (-w, 5.0),
            (-w * 0.62, -open * 0.55),
            (-w * 0.1, -open),
            (w * 0.45, -open * 0.82),
            (w * 0.82, -open * 0.28),
            (w, 2.0),
        ],
    );
    let lower = spots(
        sheet,
        &[
            (w, 2.0),
            (w * 0.62, below * 0.82),
            (w * 0.05, below),
            (-w * 0.55, below * 0.78),
            (-w, 5.0),
        ],
    );
    let mut shape = upper.clone();
    shape.extend(lower.iter().skip(1).take(3));
    let shape = smooth(&shape, true);
    // Socket: soft shade around, before the eye itself.
    sheet.group(&sheet.blur(5));
    let lid = spots(
        sheet,
        &[
            (-w * 1.05, -2.0),
            (-w * 0.5, -open - 11.0),
            (w * 0.3, -open - 12.0),
            (w * 1.1, -4.0),
            (w * 0.4, -open + 1.0),
            (-w * 0.4, -open + 1.0),
        ],
    );
    sheet.fill(&smooth(&lid, true), &sheet.shade.to_string(), 0.34);
    sheet.close();
    sheet.group(&sheet.blur(5));
    let bag = spots(
        sheet,
        &[(-w * 0.9, below + 5.0), (0.0, below + 13.0), (w * 0.9, below + 4.0), (0.0, below + 5.0)],
    );
    sheet.fill(&smooth(&bag, true), &sheet.shade.to_string(), 0.2 + 0.22 * tired);
    sheet.close();
    // White, shaded under the lid.
    let white = Colour::hex(0xf3ece6).mix(sheet.skin, 0.12);
    let (top, bottom) = (place(sheet, 0.0, -open), place(sheet, 0.0, below));
    let paint = sheet.linear(
        &format!("{name}-white"),
        top,
        bottom,
        &[
            (0.0, white.mix(sheet.shade, 0.45), 1.0),
            (0.45, white, 1.0),
            (1.0, white.mix(sheet.shade, 0.12), 1.0),
        ],
    );
    sheet.fill(&shape, &paint, 1.0);
    let clip = sheet.clip(&format!("{name}-clip"), &shape);
    sheet.group(&clip);
    iris(sheet, name, place(sheet, -1.0 + side * sheet.turn.1 * -6.0, -open * 0.16), w);
    let tear = place(sheet, -w * 0.95, 3.5);
    let pink = Colour::hex(0xd9948a).mix(sheet.shade, 0.25).to_string();
    sheet.ellipse(tear, (5.0, 4.0), &pink, 0.8);
    // The lid's own shadow on the eye.
    let shadow: Vec<Point> = upper.iter().map(|(x, y)| (*x, y + 2.0)).collect();
    sheet.stroke(&smooth(&shadow, false), "#1c1210", 5.0, 0.28);
    sheet.close();
    lids(sheet, side, &upper, &lower, open, &place);
}

fn iris(sheet: &mut Sheet<'_>, name: &str, middle: Point, width: f32) {
    let radius = width * 0.43;
    let colour = sheet.features.iris;
    let paint = sheet.radial(
        &format!("{name}-iris"),
        (middle.0, middle.1 + radius * 0.25),
        radius * 1.1,
        &[
            (0.0, colour.lighter(0.34), 1.0),
            (0.5, colour, 1.0),
            (0.82, colour.darker(0.35), 1.0),
            (1.0, colour.darker(0.75), 1.0),
        ],
    );
    sheet.ellipse(middle, (radius, radius), &paint, 1.0);
    let mut rays = String::new();
    for ray in 0..26 {
        let turn = ray as f32 / 26.0 * std::f32::consts::TAU;
        let (sin, cos) = turn.sin_cos();
        let _ = write!(
            rays,
            "M{:.1} {:.1}L{:.1} {:.1}",
            middle.0 + cos * radius * 0.42,
            middle.1 + sin * radius * 0.42,
            middle.0 + cos * radius * 0.86,
            middle.1 + sin * radius * 0.86
        );
    }
    sheet.stroke(&rays, &colour.lighter(0.45).to_string(), 0.7, 0.35);
    sheet.ellipse(middle, (radius * 0.42, radius * 0.42), "#0d0908", 1.0);
    let glint = if sheet.sitting.light < 0.0 { -1.0 } else { 1.0 };
    sheet.ellipse(
        (middle.0 + glint * radius * 0.34, middle.1 - radius * 0.38),
        (radius * 0.2, radius * 0.24),
        "#ffffff",
        0.92,
    );
    sheet.ellipse(
        (middle.0 - glint * radius * 0.4, middle.1 + radius * 0.42),
        (radius * 0.13, radius * 0.1),
        "#ffffff",
        0.3,
    );
}

fn lids(
    sheet: &mut Sheet<'_>,
    side: f32,
    upper: &[Point],
    lower: &[Point],
    open: f32,
    place: &dyn Fn(&Sheet<'_>, f32, f32) -> Point,
) {
    let f = sheet.features.clone();
    let w = f.eye_width;
    let woman = sheet.features.beard == 0.0 && sheet.features.balding == 0.0;
    let lash = Colour::hex(0x1d1411).mix(sheet.hair, 0.2).to_string();
    let mut line = upper.to_vec();
    line.push(place(sheet, w + 4.0, -1.0));
    sheet.fill(&swelling(&line, if woman { 5.4 } else { 4.0 }, 0.66), &lash, 0.92);
    if woman {
        let mut lashes = String::new();
        for step in 0..9 {
            let along = 0.36 + step as f32 * 0.078;
            let root = on(upper, along);
            let length = 4.5 + along * 5.5;
            let _ = write!(
                lashes,
                "M{:.1} {:.1}q{:.1} {:.1} {:.1} {:.1}",
                root.0,
                root.1,
                side * along * 2.0,
                -length * 0.3,
                side * (along * 9.0 - 2.0),
                -length
            );
        }
        sheet.stroke(&lashes, &lash, 1.3, 0.75);
    }
    sheet.stroke(&smooth(lower, false), &sheet.shade.darker(0.25).to_string(), 1.5, 0.5);
    // The crease runs closer to the lashes the more the lid hangs.
    if f.hood < 0.86 {
        let up = 11.0 - f.hood * 8.0;
        let crease: Vec<Point> = [
            (-w * 0.92, -2.0),
            (-w * 0.45, -open * 0.8 - up * 0.8),
            (w * 0.1, -open - up),
            (w * 0.65, -open * 0.7 - up * 0.9),
            (w * 1.12, -1.0 - up * 0.3),
        ]
        .iter()
        .map(|(dx, dy)| place(sheet, *dx, *dy))
        .collect();
        sheet.fill(&swelling(&crease, 2.8, 0.5), &sheet.shade.darker(0.2).to_string(), 0.6);
    } else {
        let fold: Vec<Point> = [(-w * 1.12, 9.0), (-w * 0.9, 0.0), (-w * 0.5, -open * 0.62)]
            .iter()
            .map(|(dx, dy)| place(sheet, *dx, *dy))
            .collect();
        sheet.fill(&swelling(&fold, 2.4, 0.4), &sheet.shade.darker(0.2).to_string(), 0.55);
    }
}

fn brow(sheet: &mut Sheet<'_>, side: f32) {
    let f = sheet.features.clone();
    let raise = sheet.sitting.smile * 3.0;
    let y = -f.brow_height - raise;
    let (a, w) = (f.eye_apart, f.eye_width);
    let line: Vec<Point> = [
        (a - w * 1.18, y + 6.0),
        (a - w * 0.5, y - f.brow_arch * 0.35),
        (a + w * 0.35, y - f.brow_arch),
        (a + w * 0.95, y - f.brow_arch * 0.35),
        (a + w * 1.5, y + 9.0),
    ]
    .iter()
    .map(|(dx, dy)| sheet.at(side * dx, *dy, 0.0))
    .collect();
    let hair = sheet.hair.mix(sheet.features.hair, 0.5).darker(0.22);
    let colour = hair.to_string();
    sheet.group(&sheet.blur(2));
    sheet.fill(&swelling(&line, f.brow_width * 0.9, 0.3), &colour, 0.5);
    sheet.close();
    let thin: Vec<Point> = line.iter().map(|(x, y)| (*x, y - f.brow_width * 0.5)).collect();
    let thick: Vec<Point> = line.iter().map(|(x, y)| (*x, y + f.brow_width * 0.5)).collect();
    let mut hairs = String::new();
    for step in 0..46 {
        let along = step as f32 / 46.0;
        let taper = (1.0 - along * 0.75).min(0.35 + along * 2.4);
        let root = between(&thin, &thick, along, 0.5 + (sheet.own.fraction() * 0.5) * taper);
        let tip = between(
            &thin,
            &thick,
            (along + 0.1).min(1.0),
            0.5 - (0.2 + sheet.own.fraction() * 0.4) * taper,
        );
        let _ = write!(hairs, "M{:.1} {:.1}L{:.1} {:.1}", root.0, root.1, tip.0, tip.1);
    }
    sheet.stroke(&hairs, &hair.darker(0.2).to_string(), 1.5, 0.62);
}

/// Frames, with a little reflection.
pub fn glasses(sheet: &mut Sheet<'_>) {
    let f = sheet.features.clone();
    let frame = Colour::hex([0x4a3122, 0x1e1e22, 0x6b6f76, 0x54302c][sheet.own.below(4)]);
    let round = sheet.own.fraction();
    let thick = sheet.own.spread(3.5, 7.5);
    let colour = frame.to_string();
    let half = f.eye_apart.min(70.0) - 9.0;
    for side in [-1.0, 1.0] {
        let corner = 0.72 + round * 0.2;
        let lens: Vec<Point> = [
            (-1.0, 0.0),
            (-corner, -0.72),
            (0.0, -0.86),
            (corner, -0.76),
            (1.02, -0.05),
            (corner * 0.92, 0.72),
            (0.0, 0.9),
            (-corner * 0.9, 0.72),
        ]
        .iter()
        .map(|(dx, dy)| sheet.at(side * (f.eye_apart + dx * half), 6.0 + dy * 42.0, 26.0))
        .collect();
        let path = smooth(&lens, true);
        sheet.fill(&path, "#dfe9ee", 0.09);
        let gleam: Vec<Point> = [(-0.55, -0.5), (-0.1, -0.6), (-0.45, 0.45), (-0.75, 0.2)]
            .iter()
            .map(|(dx, dy)| sheet.at(side * f.eye_apart + dx * half, 6.0 + dy * 42.0, 26.0))
            .collect();
        sheet.fill(&smooth(&gleam, true), "#ffffff", 0.12);
        sheet.stroke(&path, &frame.darker(0.4).to_string(), thick + 1.2, 0.55);
        sheet.stroke(&path, &colour, thick, 1.0);
        sheet.stroke(&path, &frame.lighter(0.4).to_string(), thick * 0.22, 0.5);
        let arm = [
            sheet.at(side * (f.eye_apart + half), -12.0, 22.0),
            sheet.at(side * (f.width - 2.0), -14.0, -40.0),
        ];
        sheet.stroke(&smooth(&arm, false), &colour, thick * 0.9, 1.0);
    }
    let inner = f.eye_apart - half;
    let bridge =
        [sheet.at(-inner, -4.0, 28.0), sheet.at(0.0, -14.0, 38.0), sheet.at(inner, -4.0, 28.0)];
    sheet.stroke(&smooth(&bridge, false), &colour, thick, 1.0);
}
