//! A headscarf.

use super::Sheet;
use crate::drawing::colour::Colour;
use crate::drawing::curve::{Point, smooth};

const CLOTH: &[u32] = &[0x5a6b7d, 0x7c5a63, 0x39424e, 0x8a8069, 0x4d6a60, 0xb7a68c, 0x2b2b33];

fn cloth(sheet: &Sheet<'_>) -> Colour {
    let place = (sheet.sitting.seed % CLOTH.len() as u64) as usize;
    Colour::hex(CLOTH[place])
}

/// The fall of the cloth behind the shoulders.
pub fn behind(sheet: &mut Sheet<'_>) {
    let w = sheet.features.width;
    let shape: Vec<Point> = [
        (0.0, -320.0),
        (w * 1.15, -180.0),
        (w * 1.3, 60.0),
        (w * 1.5, 330.0),
        (w * 1.2, 520.0),
        (-w * 1.2, 520.0),
        (-w * 1.5, 330.0),
        (-w * 1.3, 60.0),
        (-w * 1.15, -180.0),
    ]
    .iter()
    .map(|(dx, dy)| sheet.at(*dx, *dy, -60.0))
    .collect();
    let colour = cloth(sheet).darker(0.4).to_string();
    sheet.fill(&smooth(&shape, true), &colour, 1.0);
}

/// The cloth around the face and over the chest.
pub fn front(sheet: &mut Sheet<'_>) {
    let f = sheet.features.clone();
    let (w, l) = (f.width, f.length);
    let colour = cloth(sheet);
    let outer: Vec<Point> = [
        (0.0, -304.0),
        (w * 0.75, -270.0),
        (w * 1.13, -150.0),
        (w * 1.2, 20.0),
        (w * 1.16, 180.0),
        (w * 1.5, l + 92.0),
        (w * 1.2, l + 190.0),
        (0.0, l + 236.0),
        (-w * 1.2, l + 190.0),
        (-w * 1.5, l + 92.0),
        (-w * 1.16, 180.0),
        (-w * 1.2, 20.0),
        (-w * 1.13, -150.0),
        (-w * 0.75, -270.0),
    ]
    .iter()
    .map(|(dx, dy)| sheet.at(*dx, *dy, -30.0))
    .collect();
    let inner: Vec<Point> = [
        (0.0, -196.0),
        (w * 0.62, -168.0),
        (w * 0.92, -80.0),
        (w * 0.97, 30.0),
        (f.jaw * 1.0, 140.0),
        (f.jaw * 0.62, l - 26.0),
        (0.0, l + 8.0),
        (-f.jaw * 0.62, l - 26.0),
        (-f.jaw * 1.0, 140.0),
        (-w * 0.97, 30.0),
        (-w * 0.92, -80.0),
        (-w * 0.62, -168.0),
    ]
    .iter()
    .map(|(dx, dy)| sheet.at(*dx, *dy, 6.0))
    .collect();
    let lit = sheet.sitting.light * 240.0;
    sheet.group(&sheet.blur(5));
    sheet.stroke(&smooth(&inner, true), &sheet.shade.darker(0.3).to_string(), 16.0, 0.4);
    sheet.close();
    let paint = sheet.linear(
        "scarf",
        (400.0 + lit, 120.0),
        (400.0 - lit, 900.0),
        &[(0.0, colour.lighter(0.2), 1.0), (0.5, colour, 1.0), (1.0, colour.darker(0.36), 1.0)],
    );
    let path = format!("{}{}", smooth(&outer, true), smooth(&inner, true));
    sheet.body.push_str(&format!(r#"<path d="{path}" fill="{paint}" fill-rule="evenodd"/>"#));
    let id = sheet.id("scarf-clip");
    sheet.defs.push_str(&format!(
        r#"<clipPath id="{id}"><path d="{path}" clip-rule="evenodd"/></clipPath>"#
    ));
    sheet.group(&format!(r#"clip-path="url(#{id})""#));
    sheet.group(&sheet.blur(5));
    let (dark, light) = (colour.darker(0.5).to_string(), colour.lighter(0.4).to_string());
    for fold in 0..6 {
        let t = fold as f32;
        let line: Vec<Point> = [
            (-w * (1.1 - t * 0.05), 60.0 + t * 36.0),
            (-w * 0.5, l + 10.0 + t * 30.0),
            (w * 0.2, l + 40.0 + t * 30.0),
            (w * (1.12 - t * 0.03), 120.0 + t * 40.0),
        ]
        .iter()
        .map(|(dx, dy)| sheet.at(*dx, *dy, 0.0))
        .collect();
        let (paint, opacity) = if fold % 2 == 0 { (&dark, 0.38) } else { (&light, 0.26) };
        sheet.stroke(&smooth(&line, false), paint, 9.0, opacity);
    }
    for fold in 0..4 {
        let t = fold as f32;
        let line: Vec<Point> = [
            (-w * (0.9 - t * 0.1), -120.0 - t * 30.0),
            (0.0, -222.0 - t * 20.0),
            (w * (0.9 - t * 0.1), -120.0 - t * 30.0),
        ]
        .iter()
        .map(|(dx, dy)| sheet.at(*dx, *dy, 0.0))
        .collect();
        sheet.stroke(&smooth(&line, false), &dark, 5.0, 0.3);
    }
    sheet.close();
    sheet.close();
    sheet.stroke(&smooth(&inner, true), &colour.darker(0.45).to_string(), 3.0, 0.7);
}
