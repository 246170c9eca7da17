//! Light and shade on the skin, and what lies in it: freckles, moles, years.

use super::{Sheet, head};
use crate::drawing::colour::Colour;
use crate::drawing::curve::{Point, smooth, swelling};

fn spots(sheet: &Sheet<'_>, list: &[(f32, f32)]) -> Vec<Point> {
    sheet.points(list, 0.0)
}

/// Soft shading inside the face.
pub fn shading(sheet: &mut Sheet<'_>) {
    let f = sheet.features.clone();
    let contour = smooth(&head::contour(sheet), true);
    let clip = sheet.clip("face-clip", &contour);
    let shade = sheet.shade.to_string();
    let away = if sheet.sitting.light < 0.0 { 1.0 } else { -1.0 };
    let hard = if sheet.in_booth() { 0.18 } else { 0.2 + sheet.sitting.light.abs() * 0.26 };
    let (w, l) = (f.width, f.length);
    sheet.group(&clip);
    sheet.group(&sheet.blur(22));
    let side = spots(
        sheet,
        &[
            (away * w * 1.2, -260.0),
            (away * w * 0.86, -120.0),
            (away * w * 0.8, 20.0),
            (away * w * 0.66, 130.0),
            (away * w * 0.3, l),
            (away * w * 1.3, l),
        ],
    );
    sheet.fill(&smooth(&side, true), &shade, hard);
    let near = spots(
        sheet,
        &[
            (-away * w * 1.2, -200.0),
            (-away * w * 0.98, 0.0),
            (-away * w * 0.82, 150.0),
            (-away * w * 0.5, l + 10.0),
            (-away * w * 1.4, l),
        ],
    );
    sheet.fill(&smooth(&near, true), &shade, hard * 0.6);
    let chin =
        spots(sheet, &[(-w * 0.7, l - 26.0), (0.0, l - 6.0), (w * 0.7, l - 26.0), (0.0, l + 40.0)]);
    sheet.fill(&smooth(&chin, true), &shade, 0.4);
    let top = spots(
        sheet,
        &[(-w, -290.0), (w, -290.0), (w * 0.9, -205.0), (0.0, -228.0), (-w * 0.9, -205.0)],
    );
    sheet.fill(&smooth(&top, true), &shade, 0.34);
    sheet.close();
    sheet.group(&sheet.blur(10));
    for side in [-1.0, 1.0] {
        let socket = spots(
            sheet,
            &[
                (side * 16.0, -34.0),
                (side * (f.eye_apart + 8.0), -f.brow_height + 10.0),
                (side * (f.eye_apart + 42.0), -12.0),
                (side * f.eye_apart, 10.0),
                (side * 22.0, 16.0),
            ],
        );
        sheet.fill(&smooth(&socket, true), &shade, 0.26);
        let hollow = spots(
            sheet,
            &[
                (side * w * 0.95, 70.0),
                (side * w * 0.58, 110.0),
                (side * w * 0.5, 170.0),
                (side * w * 0.8, 150.0),
            ],
        );
        sheet.fill(&smooth(&hollow, true), &shade, 0.22);
    }
    sheet.close();
    let blush = Colour::hex(0xd9735f).mix(sheet.shade, 0.3).to_string();
    let light = sheet.skin.lighter(0.55).to_string();
    sheet.group(&sheet.blur(22));
    for side in [-1.0, 1.0] {
        let cheek = sheet.at(side * w * 0.6, 92.0, 0.0);
        sheet.ellipse(cheek, (40.0, 30.0), &blush, 0.3);
    }
    let lit = sheet.sitting.light;
    let forehead = sheet.at(lit * 40.0, -140.0, 0.0);
    sheet.ellipse(forehead, (70.0, 44.0), &light, 0.34);
    let bone = sheet.at(lit.signum() * w * 0.56, 58.0, 0.0);
    sheet.ellipse(bone, (34.0, 16.0), &light, 0.3);
    sheet.close();
    sheet.group(&sheet.blur(10));
    let chin = sheet.at(lit * 8.0, l - 34.0, 20.0);
    sheet.ellipse(chin, (24.0, 13.0), &light, 0.3);
    sheet.close();
    sheet.close();
}

/// Freckles and moles: they belong to the person and lie at the same places in every picture.
pub fn marks(sheet: &mut Sheet<'_>) {
    let colour = Colour::hex(0x9a5a35).mix(sheet.shade, 0.35).to_string();
    for _ in 0..sheet.features.freckles {
        let side = if sheet.own.chance(0.5) { 1.0 } else { -1.0 };
        let dx =
            side * (8.0 + sheet.own.fraction() * sheet.own.fraction().mul_add(0.5, 0.5) * 100.0);
        let dy = sheet.own.spread(34.0, 122.0) - dx.abs() * 0.12;
        let radius = sheet.own.spread(1.1, 2.9);
        let spot = sheet.at(dx, dy, 0.0);
        let opacity = sheet.own.spread(0.25, 0.6);
        sheet.ellipse(spot, (radius, radius * 0.9), &colour, opacity);
    }
    let dark = sheet.shade.darker(0.5).to_string();
    for (dx, dy, radius) in sheet.features.moles.clone() {
        let spot = sheet.at(dx, dy, 0.0);
        sheet.ellipse(spot, (radius, radius * 0.94), &dark, 0.86);
        sheet.ellipse(
            (spot.0 - radius * 0.3, spot.1 - radius * 0.35),
            (radius * 0.3, radius * 0.25),
            "#ffffff",
            0.25,
        );
    }
}

/// Lines of the years and of a smile.
pub fn age(sheet: &mut Sheet<'_>) {
    let f = sheet.features.clone();
    let years = ((sheet.sitting.age - 27.0) / 42.0).clamp(0.0, 1.0);
    let smile = sheet.sitting.smile;
    let shade = sheet.shade.darker(0.1).to_string();
    let draw = |sheet: &mut Sheet<'_>, list: &[(f32, f32)], width: f32, opacity: f32| {
        if opacity > 0.04 {
            let line = spots(sheet, list);
            sheet.fill(&swelling(&line, width, 0.4), &shade, opacity);
        }
    };
    let (nw, nl, mw, mh) = (f.nose_width, f.nose_length, f.mouth_width, f.mouth_height);
    sheet.group(&sheet.blur(2));
    for side in [-1.0, 1.0] {
        draw(
            sheet,
            &[
                (side * (nw + 7.0), nl - 14.0),
                (side * (nw + 16.0), nl + 2.0),
                (side * (nw * 0.5 + mw * 0.5 + 16.0), nl + 22.0),
                (side * (mw + 13.0), mh - 14.0),
                (side * (mw + 15.0), mh + 2.0),
            ],
            4.6,
            0.05 + years * 0.34 + smile * 0.24,
        );
        let (a, w) = (f.eye_apart, f.eye_width);
        for (turn, reach) in [(-8.0, 15.0), (1.0, 18.0), (9.0, 14.0)] {
            draw(
                sheet,
                &[(side * (a + w + 7.0), turn * 0.4), (side * (a + w + 7.0 + reach), turn * 1.6)],
                2.2,
                years * 0.5 + smile * 0.16 - 0.1,
            );
        }
        draw(
            sheet,
            &[(side * (a - w * 0.9), 19.0), (side * a, 27.0), (side * (a + w * 0.8), 18.0)],
            2.8,
            years * 0.5 - 0.05,
        );
        draw(sheet, &[(side * 9.0, -58.0), (side * 10.5, -38.0)], 2.8, years * 0.5 - 0.12);
    }
    for (line, strength) in [(-128.0, 0.55), (-156.0, 0.5), (-104.0, 0.36)] {
        draw(
            sheet,
            &[(-78.0, line + 5.0), (-30.0, line - 1.0), (28.0, line + 1.0), (80.0, line + 6.0)],
            3.0,
            years * strength - 0.1,
        );
    }
    sheet.close();
}
