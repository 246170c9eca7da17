//! Hair, beard and headscarf.

mod curls;
mod scarf;

use std::fmt::Write;

use super::Sheet;
use crate::drawing::curve::{Point, between, smooth};
use crate::drawing::sitting::HairStyle;

/// What lies behind the neck and shoulders.
pub fn behind(sheet: &mut Sheet<'_>, tilt: f32) {
    let f = sheet.features.clone();
    let w = f.width;
    sheet.open(tilt);
    match sheet.sitting.hair {
        HairStyle::Long => back(sheet, w * 1.16, 372.0),
        HairStyle::Bob => back(sheet, w * 1.08, 184.0),
        HairStyle::Tail => {
            let side = if sheet.own.chance(0.5) { 1.0 } else { -1.0 };
            let tail: Vec<Point> = [
                (0.0, -240.0),
                (w * 0.9, -60.0),
                (w * 1.14, 190.0),
                (w * 1.06, 420.0),
                (w * 0.7, 500.0),
                (w * 0.6, 300.0),
                (w * 0.5, 60.0),
            ]
            .iter()
            .map(|(dx, dy)| sheet.at(side * dx, *dy, -120.0))
            .collect();
            let dark = sheet.hair.darker(0.34).to_string();
            sheet.fill(&smooth(&tail, true), &dark, 1.0);
        }
        HairStyle::Bun => curls::bun(sheet),
        HairStyle::Cloud => curls::cloud(sheet, true),
        HairStyle::Scarf => scarf::behind(sheet),
        HairStyle::Short | HairStyle::Crop | HairStyle::Back | HairStyle::Bald => {}
    }
    sheet.close();
}

fn back(sheet: &mut Sheet<'_>, half: f32, length: f32) {
    let shape: Vec<Point> = [
        (0.0, -310.0),
        (half * 0.8, -250.0),
        (half, -60.0),
        (half * 1.02, length * 0.5),
        (half * 0.96, length),
        (0.0, length + 16.0),
        (-half * 0.96, length),
        (-half * 1.02, length * 0.5),
        (-half, -60.0),
        (-half * 0.8, -250.0),
    ]
    .iter()
    .map(|(dx, dy)| sheet.at(*dx, *dy, -60.0))
    .collect();
    let hair = sheet.hair;
    let paint = sheet.linear(
        "hair-back",
        (200.0, 200.0),
        (600.0, 800.0),
        &[
            (0.0, hair.darker(0.25), 1.0),
            (0.5, hair.darker(0.5), 1.0),
            (1.0, hair.darker(0.42), 1.0),
        ],
    );
    sheet.fill(&smooth(&shape, true), &paint, 1.0);
}

/// What frames the face.
pub fn front(sheet: &mut Sheet<'_>) {
    match sheet.sitting.hair {
        HairStyle::Long => curtain(sheet, 400.0),
        HairStyle::Bob => curtain(sheet, 196.0),
        HairStyle::Bun | HairStyle::Tail => pulled(sheet, 40.0),
        HairStyle::Back => pulled(sheet, 56.0),
        HairStyle::Short => short(sheet, 66.0, 0.14),
        HairStyle::Crop => crop(sheet),
        HairStyle::Cloud => curls::cloud(sheet, false),
        HairStyle::Bald => bald(sheet),
        HairStyle::Scarf => scarf::front(sheet),
    }
}

/// A lock between two guide lines: filled, then combed.
fn lock(sheet: &mut Sheet<'_>, name: &str, outer: &[Point], inner: &[Point], count: usize) {
    let mut outline = outer.to_vec();
    outline.extend(inner.iter().rev());
    let path = smooth(&outline, true);
    let hair = sheet.hair;
    let lit = sheet.sitting.light;
    let (from, to) = ((400.0 + lit * 240.0, 150.0), (400.0 - lit * 240.0 + 60.0, 760.0));
    let paint = sheet.linear(
        name,
        from,
        to,
        &[(0.0, hair.lighter(0.16), 1.0), (0.4, hair, 1.0), (1.0, hair.darker(0.36), 1.0)],
    );
    // A shadow on the skin beside the lock.
    sheet.group(&sheet.blur(5));
    sheet.stroke(&smooth(inner, false), &sheet.shade.darker(0.3).to_string(), 10.0, 0.3);
    sheet.close();
    sheet.fill(&path, &paint, 1.0);
    let clip = sheet.clip(&format!("{name}-clip"), &path);
    sheet.group(&clip);
    comb(sheet, outer, inner, count);
    sheet.close();
    sheet.stroke(&smooth(inner, false), &hair.darker(0.5).to_string(), 1.6, 0.5);
}

/// Strands from one guide line to the other, some light, some dark.
fn comb(sheet: &mut Sheet<'_>, outer: &[Point], inner: &[Point], count: usize) {
    let hair = sheet.hair;
    let (mut light, mut dark, mut gleam) = (String::new(), String::new(), String::new());
    for strand in 0..count {
        let across = (strand as f32 + sheet.chance.fraction()) / count as f32;
        let drift = sheet.chance.spread(-0.05, 0.05);
        let mut line: Vec<Point> = (0..=6)
            .map(|step| {
                let along = step as f32 / 6.0;
                between(outer, inner, along, (across + drift * along).clamp(0.0, 1.0))
            })
            .collect();
        // On beyond the guides, so that the rounded end of a lock is combed as well.
        if let [.., (x0, y0), (x1, y1)] = line[..] {
            line.push((x1 + (x1 - x0) * 0.6, y1 + (y1 - y0) * 0.6));
        }
        let to = match strand % 5 {
            0 | 3 => &mut dark,
            1 => &mut gleam,
            _ => &mut light,
        };
        let _ = write!(to, "{}", smooth(&line, false));
    }
    sheet.stroke(&dark, &hair.darker(0.42).to_string(), 2.2, 0.34);
    sheet.stroke(&light, &hair.lighter(0.22).to_string(), 1.6, 0.28);
    sheet.stroke(&gleam, &hair.lighter(0.5).to_string(), 1.2, 0.3);
}

/// Hair that hangs on both sides from a parting.
fn curtain(sheet: &mut Sheet<'_>, length: f32) {
    let f = sheet.features.clone();
    let w = f.width;
    let parting = sheet.own.spread(-46.0, 46.0);
    let wave = sheet.features.curl * 18.0;
    let long = length > 250.0;
    for side in [-1.0, 1.0] {
        let p = parting * side;
        let ends = if long { 1.0 } else { 0.94 };
        let place = |sheet: &Sheet<'_>, list: &[(f32, f32)], lift: f32| -> Vec<Point> {
            list.iter().map(|(dx, dy)| sheet.at(side * dx, *dy, lift)).collect()
        };
        let outer = place(
            sheet,
            &[
                (p, -322.0),
                (w * 0.62, -306.0),
                (w * 1.06, -214.0),
                (w * 1.2, -60.0),
                (w * 1.2 + wave, 70.0),
                (w * 1.24 - wave, 190.0),
                (w * 1.22 * ends + wave, length),
            ],
            -30.0,
        );
        let inner = place(
            sheet,
            &[
                (p + 1.0, -290.0),
                (p + 34.0, -226.0),
                (w * 0.74, -152.0),
                (w * 0.95, -40.0),
                (w * 0.99 + wave * 0.6, 66.0),
                (w * (if long { 0.96 } else { 0.9 }) - wave * 0.6, 180.0),
                (w * (if long { 0.86 } else { 0.84 }), length - 6.0),
            ],
            -10.0,
        );
        lock(sheet, if side < 0.0 { "lock-l" } else { "lock-r" }, &outer, &inner, 46);
    }
}

/// The hairline from the left temple over the forehead to the right one.
fn hairline(sheet: &Sheet<'_>, recede: f32, sideburn: f32) -> Vec<Point> {
    let w = sheet.features.width;
    let half = [
        (w * 1.0, sideburn),
        (w * 0.97, -60.0),
        (w * 0.86, -120.0 - recede * 0.5),
        (w * 0.66, -168.0 - recede * 1.1),
        (w * 0.3, -186.0 - recede * 0.5),
    ];
    let mut line: Vec<Point> = half.iter().map(|(dx, dy)| sheet.at(-dx, *dy, 0.0)).collect();
    line.push(sheet.at(0.0, -190.0 - recede * 0.35, 4.0));
    line.extend(half.iter().rev().map(|(dx, dy)| sheet.at(*dx, *dy, 0.0)));
    line
}

/// The outline of the hair from left to right, `volume` above the skull.
fn crown(sheet: &Sheet<'_>, volume: f32, sideburn: f32) -> Vec<Point> {
    let w = sheet.features.width;
    let v = volume;
    let half = [
        (w * 1.03, sideburn),
        (w * 1.05 + v * 0.16, -80.0),
        (w * 1.0 + v * 0.22, -180.0),
        (w * 0.8 + v * 0.18, -236.0 - v * 0.62),
        (w * 0.45, -272.0 - v * 0.88),
    ];
    let mut line: Vec<Point> = half.iter().map(|(dx, dy)| sheet.at(-dx, *dy, -50.0)).collect();
    line.push(sheet.at(0.0, -285.0 - v, -50.0));
    line.extend(half.iter().rev().map(|(dx, dy)| sheet.at(*dx, *dy, -50.0)));
    line
}

/// Combed back from the hairline.
fn pulled(sheet: &mut Sheet<'_>, volume: f32) {
    let recede = sheet.features.balding * 26.0;
    let outer = crown(sheet, volume, 20.0);
    let inner = hairline(sheet, recede, 20.0);
    cap(sheet, &outer, &inner, 0.0, 90);
}

/// Short, combed to a side.
fn short(sheet: &mut Sheet<'_>, volume: f32, sweep: f32) {
    let recede = sheet.features.balding * 20.0;
    let side = if sheet.own.chance(0.5) { 1.0 } else { -1.0 };
    let outer = crown(sheet, volume, 30.0);
    let mut inner = hairline(sheet, recede, 34.0);
    // A fringe over a part of the forehead.
    let fringe = sheet.own.spread(0.0, 26.0);
    for (at, point) in inner.iter_mut().enumerate().skip(3).take(5) {
        point.1 += fringe * (1.0 - (at as f32 - 5.0 - side * 1.4).abs() / 3.5).max(0.0);
    }
    cap(sheet, &outer, &inner, side * sweep, 110);
}

/// Hair between hairline and crown, its strands swept along the head.
fn cap(sheet: &mut Sheet<'_>, outer: &[Point], inner: &[Point], sweep: f32, count: usize) {
    let mut outline = outer.to_vec();
    outline.extend(inner.iter().rev());
    let path = smooth(&outline, true);
    let hair = sheet.hair;
    sheet.group(&sheet.blur(5));
    sheet.stroke(&smooth(inner, false), &sheet.shade.darker(0.3).to_string(), 12.0, 0.34);
    sheet.close();
    let lit = 400.0 + sheet.sitting.light * 150.0;
    let paint = sheet.radial(
        "cap",
        (lit, 190.0),
        330.0,
        &[(0.0, hair.lighter(0.2), 1.0), (0.45, hair, 1.0), (1.0, hair.darker(0.46), 1.0)],
    );
    sheet.fill(&path, &paint, 1.0);
    let clip = sheet.clip("cap-clip", &path);
    sheet.group(&clip);
    let (mut light, mut dark, mut gleam) = (String::new(), String::new(), String::new());
    let curl = sheet.features.curl;
    for strand in 0..count {
        let along = (strand as f32 + sheet.chance.fraction()) / count as f32;
        let lean = sweep + (0.5 - along) * -0.16 + sheet.chance.spread(-0.02, 0.02);
        let line: Vec<Point> = (0..=4)
            .map(|step| {
                let across = 1.04 - step as f32 / 4.0 * 1.02;
                let wave = (step as f32 * 2.1).sin() * curl * 0.012;
                between(
                    outer,
                    inner,
                    (along + lean * (1.0 - across) + wave).clamp(0.0, 1.0),
                    across,
                )
            })
            .collect();
        let to = match strand % 5 {
            0 | 3 => &mut dark,
            1 => &mut gleam,
            _ => &mut light,
        };
        let _ = write!(to, "{}", smooth(&line, false));
    }
    sheet.stroke(&dark, &hair.darker(0.44).to_string(), 2.4, 0.34);
    sheet.stroke(&light, &hair.lighter(0.2).to_string(), 1.7, 0.3);
    sheet.stroke(&gleam, &hair.lighter(0.48).to_string(), 1.2, 0.26);
    sheet.close();
}

/// Clipped close: the skin shows through at the edges.
fn crop(sheet: &mut Sheet<'_>) {
    let recede = sheet.features.balding * 30.0;
    let outer = crown(sheet, 14.0, 24.0);
    let inner = hairline(sheet, recede, 30.0);
    let mut outline = outer.clone();
    outline.extend(inner.iter().rev());
    let path = smooth(&outline, true);
    let hair = sheet.hair;
    sheet.group(&sheet.blur(2));
    sheet.fill(&path, &hair.mix(sheet.skin, 0.16).to_string(), 0.93);
    sheet.close();
    let clip = sheet.clip("crop-clip", &path);
    sheet.group(&clip);
    let (mut dark, mut light) = (String::new(), String::new());
    for dot in 0..900 {
        let spot = between(&outer, &inner, sheet.chance.fraction(), sheet.chance.fraction());
        let to = if dot % 3 == 0 { &mut light } else { &mut dark };
        let _ = write!(to, "M{:.1} {:.1}l{:.1} -4", spot.0, spot.1, sheet.chance.spread(-2.0, 2.0));
    }
    sheet.stroke(&dark, &hair.darker(0.5).to_string(), 1.8, 0.4);
    sheet.stroke(&light, &hair.lighter(0.35).to_string(), 1.3, 0.26);
    sheet.close();
}

/// A ring of hair around a bare top.
fn bald(sheet: &mut Sheet<'_>) {
    let w = sheet.features.width;
    let hair = sheet.hair;
    let skin = sheet.skin.lighter(0.2).to_string();
    sheet.group(&sheet.blur(10));
    let gleam = sheet.at(sheet.sitting.light * 50.0, -226.0, 0.0);
    sheet.ellipse(gleam, (58.0, 20.0), &skin, 0.6);
    sheet.close();
    for side in [-1.0, 1.0] {
        let outer: Vec<Point> =
            [(w * 0.93, -150.0), (w * 1.03, -100.0), (w * 1.05, -30.0), (w * 1.01, 30.0)]
                .iter()
                .map(|(dx, dy)| sheet.at(side * dx, *dy, -50.0))
                .collect();
        let inner: Vec<Point> =
            [(w * 0.9, -146.0), (w * 0.9, -98.0), (w * 0.94, -36.0), (w * 0.97, 28.0)]
                .iter()
                .map(|(dx, dy)| sheet.at(side * dx, *dy, -10.0))
                .collect();
        let mut outline = outer.clone();
        outline.extend(inner.iter().rev());
        let path = smooth(&outline, true);
        sheet.group(&sheet.blur(2));
        sheet.fill(&path, &hair.mix(sheet.skin, 0.15).to_string(), 0.9);
        sheet.close();
        let clip = sheet.clip(if side < 0.0 { "ring-l" } else { "ring-r" }, &path);
        sheet.group(&clip);
        comb(sheet, &outer, &inner, 18);
        sheet.close();
    }
}

/// Stubble or beard, with moustache.
pub fn beard(sheet: &mut Sheet<'_>) {
    let amount = sheet.sitting.beard;
    if amount < 0.2 {
        return;
    }
    let f = sheet.features.clone();
    let (w, l, mh, mw, nl) = (f.width, f.length, f.mouth_height, f.mouth_width, f.nose_length);
    let drop = (amount - 0.4).max(0.0) * 46.0;
    let full = [
        (w * 0.97, 20.0),
        (w * 0.99, 70.0),
        (f.jaw + 5.0, 150.0),
        (f.jaw * 0.6 + f.chin * 0.5 + 4.0, l - 34.0),
        (f.chin + 4.0, l + drop * 0.7),
        (0.0, l + 8.0 + drop),
    ];
    let inner = [
        (w * 0.86, 40.0),
        (w * 0.76, 110.0),
        (mw + 26.0, mh - 28.0),
        (f.nose_width + 14.0, nl + 20.0),
        (0.0, nl + 15.0),
    ];
    let mut shape: Vec<Point> = full.iter().map(|(dx, dy)| sheet.at(-dx, *dy, 6.0)).collect();
    shape.extend(full.iter().rev().skip(1).map(|(dx, dy)| sheet.at(*dx, *dy, 6.0)));
    shape.extend(inner.iter().map(|(dx, dy)| sheet.at(*dx, *dy, 6.0)));
    shape.extend(inner.iter().rev().skip(1).map(|(dx, dy)| sheet.at(-dx, *dy, 6.0)));
    let smile = sheet.sitting.smile;
    let gap: Vec<Point> = [
        (-mw * 1.06, -smile * 9.0),
        (0.0, -f.upper_lip - 3.0),
        (mw * 1.06, -smile * 9.0),
        (mw * 0.5, f.lower_lip + 6.0),
        (-mw * 0.5, f.lower_lip + 6.0),
    ]
    .iter()
    .map(|(dx, dy)| sheet.at(*dx, mh + dy, 14.0))
    .collect();
    let path = format!("{}{}", smooth(&shape, true), smooth(&gap, true));
    let hair = sheet.hair.darker(0.12);
    let depth = 0.1 + amount * 0.72;
    sheet.group(&sheet.blur(5));
    let _ = write!(
        sheet.body,
        r#"<path d="{path}" fill="{hair}" fill-rule="evenodd" fill-opacity="{depth:.2}"/>"#
    );
    sheet.close();
    let id = sheet.id("beard-clip");
    let _ = write!(
        sheet.defs,
        r#"<clipPath id="{id}"><path d="{path}" clip-rule="evenodd"/></clipPath>"#
    );
    sheet.group(&format!(r#"clip-path="url(#{id})""#));
    let (mut dark, mut light) = (String::new(), String::new());
    let length = 2.0 + amount * 11.0;
    for hair in 0..(300.0 + amount * 1100.0) as usize {
        let (dx, dy) = (sheet.own.spread(-w, w), sheet.own.spread(20.0, l + 10.0 + drop));
        let spot = sheet.at(dx, dy, 6.0);
        let to = if hair % 4 == 0 { &mut light } else { &mut dark };
        let _ = write!(
            to,
            "M{:.1} {:.1}l{:.1} {length:.1}",
            spot.0,
            spot.1,
            dx * 0.02 + sheet.own.spread(-1.6, 1.6)
        );
    }
    sheet.stroke(&dark, &hair.darker(0.45).to_string(), 1.5, 0.25 + amount * 0.25);
    sheet.stroke(&light, &hair.lighter(0.4).to_string(), 1.2, amount * 0.3);
    sheet.close();
}
