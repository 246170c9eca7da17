//! Neck, shoulders and clothes.

use super::Sheet;
use crate::drawing::curve::{Point, smooth};
use crate::drawing::sitting::{HairStyle, Neckline};

/// The neck, under the chin's shadow.
pub fn neck(sheet: &mut Sheet<'_>, _tilt: f32) {
    let f = sheet.features.clone();
    let man = f.beard > 0.0 || f.balding > 0.0;
    let half = f.width * if man { 0.66 } else { 0.55 };
    let chin = super::MIDDLE.1 + f.length;
    let shift = sheet.turn.1 * 26.0;
    let x = 400.0;
    let shape: Vec<Point> = vec![
        (x + shift - half, chin - 110.0),
        (x - half * 0.98 + shift * 0.5, chin + 10.0),
        (x - half * 1.04, chin + 72.0),
        (x - half * 1.5, chin + 118.0),
        (x - half * 2.4, chin + 150.0),
        (x, chin + 330.0),
        (x + half * 2.4, chin + 150.0),
        (x + half * 1.5, chin + 118.0),
        (x + half * 1.04, chin + 72.0),
        (x + half * 0.98 + shift * 0.5, chin + 10.0),
        (x + shift + half, chin - 110.0),
    ];
    let skin = sheet.skin.mix(sheet.shade, 0.12);
    let side = sheet.sitting.light * 120.0;
    let paint = sheet.linear(
        "neck",
        (x + side, chin),
        (x - side - 40.0, chin + 60.0),
        &[(0.0, skin, 1.0), (1.0, skin.mix(sheet.shade, 0.45), 1.0)],
    );
    let path = smooth(&shape, true);
    sheet.fill(&path, &paint, 1.0);
    let clip = sheet.clip("neck-clip", &path);
    sheet.group(&clip);
    sheet.group(&sheet.blur(10));
    let shade = sheet.shade.to_string();
    let cast: Vec<Point> = vec![
        (x + shift - half * 1.3, chin - 110.0),
        (x + shift * 1.2 - half * 1.05, chin + 6.0),
        (x + shift * 1.3, chin + 52.0),
        (x + shift * 1.2 + half * 1.05, chin + 6.0),
        (x + shift + half * 1.3, chin - 110.0),
    ];
    sheet.fill(&smooth(&cast, true), &shade, 0.62);
    for side in [-1.0, 1.0] {
        let cord = [
            (x + side * half * 0.8, chin + 20.0),
            (x + side * half * 0.42, chin + 96.0),
            (x + side * 14.0, chin + 142.0),
        ];
        sheet.stroke(&smooth(&cord, false), &shade, 8.0, 0.3);
    }
    for side in [-1.0, 1.0] {
        let bone = [
            (x + side * 16.0, chin + 146.0),
            (x + side * half * 1.1, chin + 136.0),
            (x + side * half * 2.2, chin + 146.0),
        ];
        sheet.stroke(&smooth(&bone, false), &shade, 8.0, 0.36);
    }
    sheet.close();
    sheet.close();
}

/// Shoulders in cloth, with a neckline.
pub fn body(sheet: &mut Sheet<'_>) {
    let f = sheet.features.clone();
    let man = f.beard > 0.0 || f.balding > 0.0;
    let half = f.width * if man { 0.66 } else { 0.55 };
    let chin = super::MIDDLE.1 + f.length;
    let wide = if man { 372.0 } else { 326.0 };
    let x = 400.0;
    let neckline =
        if sheet.wears(HairStyle::Scarf) { Neckline::Round } else { sheet.sitting.neckline };
    let depth = match neckline {
        Neckline::Vee => 176.0,
        Neckline::Round => 118.0,
        Neckline::Collar => 138.0,
    };
    let start = match neckline {
        Neckline::Round => 1.12,
        Neckline::Vee | Neckline::Collar => 1.06,
    };
    let shoulder = |side: f32| -> Vec<Point> {
        vec![
            (x + side * half * start, chin + 56.0),
            (x + side * half * 1.75, chin + 92.0),
            (x + side * (wide - 80.0), chin + 136.0),
            (x + side * (wide - 8.0), chin + 218.0),
            (x + side * (wide + 22.0), chin + 360.0),
        ]
    };
    let mut outline = shoulder(-1.0);
    outline.reverse();
    let neck: Vec<Point> = match neckline {
        Neckline::Vee => {
            vec![(x - half * 0.5, chin + 118.0), (x, chin + depth), (x + half * 0.5, chin + 118.0)]
        }
        Neckline::Round | Neckline::Collar => vec![
            (x - half * 0.72, chin + depth - 24.0),
            (x, chin + depth),
            (x + half * 0.72, chin + depth - 24.0),
        ],
    };
    let front = neck.clone();
    outline.extend(neck);
    outline.extend(shoulder(1.0));
    // Straight lines at the point of a V; the smooth curve would round it.
    let path = smooth(&outline, false) + "Z";
    let cloth = sheet.sitting.cloth;
    let side = sheet.sitting.light * 260.0;
    let paint = sheet.linear(
        "cloth",
        (x + side, chin + 60.0),
        (x - side, chin + 340.0),
        &[(0.0, cloth.lighter(0.14), 1.0), (0.55, cloth, 1.0), (1.0, cloth.darker(0.35), 1.0)],
    );
    sheet.fill(&path, &paint, 1.0);
    let clip = sheet.clip("cloth-clip", &path);
    sheet.group(&clip);
    sheet.group(&sheet.blur(10));
    let fold = cloth.darker(0.5).to_string();
    for (dx, sway) in [(-250.0, 40.0), (-120.0, 18.0), (140.0, -24.0), (262.0, -44.0)] {
        let line = [
            (x + dx, chin + 130.0),
            (x + dx + sway, chin + 210.0),
            (x + dx + sway * 0.6, chin + 330.0),
        ];
        sheet.stroke(&smooth(&line, false), &fold, 16.0, 0.3);
    }
    for dx in [-190.0, 196.0] {
        let line = [(x + dx, chin + 116.0), (x + dx * 0.9, chin + 190.0), (x + dx, chin + 300.0)];
        sheet.stroke(&smooth(&line, false), &cloth.lighter(0.3).to_string(), 14.0, 0.26);
    }
    sheet.close();
    sheet.close();
    edge(sheet, neckline, half, chin, &front);
}

fn edge(sheet: &mut Sheet<'_>, neckline: Neckline, half: f32, chin: f32, front: &[Point]) {
    let x = 400.0;
    let cloth = sheet.sitting.cloth;
    let mut line = vec![(x - half * 1.06, chin + 56.0)];
    line.extend_from_slice(front);
    line.push((x + half * 1.06, chin + 56.0));
    let path = smooth(&line, false);
    match neckline {
        Neckline::Vee | Neckline::Round => {
            sheet.stroke(&path, &cloth.darker(0.42).to_string(), 13.0, 0.8);
            sheet.stroke(&path, &cloth.lighter(0.16).to_string(), 4.0, 0.5);
        }
        Neckline::Collar => {
            for side in [-1.0, 1.0] {
                let flap: Vec<Point> = vec![
                    (x + side * half * 1.02, chin + 40.0),
                    (x + side * half * 1.5, chin + 92.0),
                    (x + side * half * 0.92, chin + 206.0),
                    (x + side * 6.0, chin + 140.0),
                ];
                let straight = flap
                    .iter()
                    .enumerate()
                    .map(|(at, (x, y))| format!("{}{x:.1} {y:.1}", if at == 0 { "M" } else { "L" }))
                    .collect::<String>()
                    + "Z";
                sheet.fill(&straight, &cloth.lighter(0.2).to_string(), 1.0);
                sheet.stroke(&straight, &cloth.darker(0.45).to_string(), 2.0, 0.6);
            }
        }
    }
}
