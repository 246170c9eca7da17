//! What is behind the person, and the light over everything.

use std::fmt::Write;

use super::{HEIGHT, Sheet, WIDTH};
use crate::drawing::colour::Colour;

const WALLS: &[u32] =
    &[0xc4b394, 0xa9b2b0, 0xb7a99a, 0x8f9aa5, 0xcfc8bb, 0x9aa58f, 0xa68f7c, 0x7f8791];
const THINGS: &[u32] = &[0x6d5743, 0x455b63, 0x8a4b3c, 0x2f3d4a, 0xd8cfc0, 0x5c6b4f, 0xa57f4c];

/// The booth's plain ground, or a room out of focus.
pub fn behind(sheet: &mut Sheet<'_>) {
    if sheet.in_booth() {
        let tone = sheet.chance.spread(0.0, 0.3);
        let ground = Colour::hex(0xd9dde1).mix(Colour::hex(0xaebcc9), tone);
        let paint = sheet.linear(
            "ground",
            (300.0, 0.0),
            (500.0, HEIGHT),
            &[(0.0, ground.lighter(0.35), 1.0), (1.0, ground.darker(0.08), 1.0)],
        );
        let _ = write!(sheet.body, r#"<rect width="{WIDTH}" height="{HEIGHT}" fill="{paint}"/>"#);
        sheet.group(&sheet.blur(22));
        sheet.ellipse((440.0, 560.0), (300.0, 400.0), "#7d868f", 0.16);
        sheet.close();
        return;
    }
    let wall = Colour::hex(sheet.chance.pick(WALLS));
    let lit = sheet.sitting.light * 400.0;
    let paint = sheet.linear(
        "ground",
        (400.0 + lit, 0.0),
        (400.0 - lit, HEIGHT),
        &[(0.0, wall.lighter(0.3), 1.0), (1.0, wall.darker(0.34), 1.0)],
    );
    let _ = write!(sheet.body, r#"<rect width="{WIDTH}" height="{HEIGHT}" fill="{paint}"/>"#);
    sheet.group(&sheet.blur(10));
    match sheet.chance.below(4) {
        0 => window(sheet),
        1 => shelves(sheet),
        2 => picture(sheet, wall),
        _ => corner(sheet, wall),
    }
    sheet.close();
}

fn rect(sheet: &mut Sheet<'_>, x: f32, y: f32, w: f32, h: f32, colour: Colour, opacity: f32) {
    let _ = write!(
        sheet.body,
        r#"<rect x="{x:.0}" y="{y:.0}" width="{w:.0}" height="{h:.0}" fill="{colour}" fill-opacity="{opacity:.2}"/>"#
    );
}

fn window(sheet: &mut Sheet<'_>) {
    let x = if sheet.sitting.light < 0.0 { -20.0 } else { 530.0 };
    rect(sheet, x, 40.0, 290.0, 520.0, Colour::hex(0xe9f0f2), 0.9);
    rect(sheet, x, 330.0, 290.0, 230.0, Colour::hex(0xa9bfa2), 0.6);
    rect(sheet, x + 138.0, 40.0, 16.0, 520.0, Colour::hex(0xf6f2ea), 1.0);
    rect(sheet, x, 286.0, 290.0, 14.0, Colour::hex(0xf6f2ea), 1.0);
    rect(sheet, x - 20.0, 560.0, 330.0, 22.0, Colour::hex(0xd9d2c6), 1.0);
}

fn shelves(sheet: &mut Sheet<'_>) {
    for row in 0..5 {
        let y = 40.0 + row as f32 * 190.0;
        let mut x = -20.0;
        while x < WIDTH {
            let (w, h) = (sheet.chance.spread(18.0, 46.0), sheet.chance.spread(96.0, 150.0));
            let colour = Colour::hex(sheet.chance.pick(THINGS));
            if sheet.chance.chance(0.86) {
                rect(sheet, x, y + 160.0 - h, w, h, colour, 0.85);
            }
            x += w + 3.0;
        }
        rect(sheet, -20.0, y + 160.0, WIDTH + 40.0, 16.0, Colour::hex(0x6b523c), 1.0);
    }
}

fn picture(sheet: &mut Sheet<'_>, wall: Colour) {
    let x = sheet.chance.spread(30.0, 480.0);
    rect(sheet, x, 80.0, 260.0, 330.0, Colour::hex(0x3b332c), 0.9);
    rect(sheet, x + 18.0, 98.0, 224.0, 294.0, Colour::hex(0xe7e0d3), 1.0);
    let tint = Colour::hex(sheet.chance.pick(THINGS));
    sheet.ellipse((x + 130.0, 270.0), (70.0, 84.0), &tint.to_string(), 0.7);
    rect(sheet, -20.0, 780.0, WIDTH + 40.0, 260.0, wall.darker(0.4), 0.6);
}

fn corner(sheet: &mut Sheet<'_>, wall: Colour) {
    let x = sheet.chance.spread(480.0, 640.0);
    rect(sheet, x, 0.0, WIDTH, HEIGHT, wall.darker(0.28), 0.8);
    rect(sheet, 0.0, 640.0, WIDTH, 400.0, wall.darker(0.42), 0.55);
    let green = Colour::hex(0x4c6a48);
    for leaf in 0..9 {
        let turn = leaf as f32 * 0.7;
        let middle = (90.0 + turn.sin() * 60.0, 560.0 - leaf as f32 * 34.0);
        sheet.ellipse(
            middle,
            (58.0, 24.0),
            &green.mix(wall, sheet.sitting.light.abs() * 0.2).to_string(),
            0.8,
        );
    }
}

/// The light of the place over the whole picture.
pub fn light(sheet: &mut Sheet<'_>) {
    if sheet.in_booth() {
        return;
    }
    let side = if sheet.sitting.light < 0.0 { 0.0 } else { WIDTH };
    let warm = Colour::hex(if sheet.sitting.warmth > 0.0 { 0xffd9a0 } else { 0xd4e4ff });
    let strength = 0.1 + sheet.sitting.light.abs() * 0.1;
    let paint =
        sheet.radial("lamp", (side, 120.0), 820.0, &[(0.0, warm, strength), (1.0, warm, 0.0)]);
    let _ = write!(sheet.body, r#"<rect width="{WIDTH}" height="{HEIGHT}" fill="{paint}"/>"#);
    let dark = Colour::hex(0x1a1420);
    let paint = sheet.radial("dusk", (side, 200.0), 1150.0, &[(0.45, dark, 0.0), (1.0, dark, 0.3)]);
    let _ = write!(sheet.body, r#"<rect width="{WIDTH}" height="{HEIGHT}" fill="{paint}"/>"#);
}
