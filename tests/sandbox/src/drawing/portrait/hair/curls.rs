//! Curls, and the bun.

use super::Sheet;
use crate::drawing::curve::Point;

/// A cloud of curls: the back part behind the head, the front part along the hairline.
pub fn cloud(sheet: &mut Sheet<'_>, back: bool) {
    let w = sheet.features.width;
    let full = if sheet.features.beard > 0.0 || sheet.features.balding > 0.0 { 34.0 } else { 84.0 };
    let mut curls: Vec<(Point, f32)> = Vec::new();
    let steps = if back { 120 } else { 150 };
    for step in 0..steps {
        let along = step as f32 / (steps - 1) as f32;
        // From the left jaw over the top to the right jaw.
        let reach = if full > 60.0 { 1.22 } else { 0.98 };
        let angle = std::f32::consts::PI * (0.5 - reach + 2.0 * reach * along)
            - std::f32::consts::FRAC_PI_2;
        let (sin, cos) = angle.sin_cos();
        let (rx, ry, depth) = if back {
            (
                w + full * sheet.own.spread(0.25, 0.9),
                266.0 + full * sheet.own.spread(0.2, 0.9),
                -60.0,
            )
        } else {
            (
                w * 0.96 + full * sheet.own.spread(0.0, 0.5),
                226.0 + full * sheet.own.spread(-0.15, 0.6),
                -10.0,
            )
        };
        if !back && sin > 0.02 {
            continue;
        }
        let middle = sheet.at(cos * rx, sin * ry - 20.0, depth);
        curls.push((middle, sheet.own.spread(15.0, 30.0) * (0.6 + full / 160.0)));
    }
    if back {
        let fill = sheet.hair.darker(0.45).to_string();
        let middle = sheet.at(0.0, -60.0, -60.0);
        sheet.ellipse(middle, (w + full * 0.55, 246.0 + full * 0.6), &fill, 1.0);
    }
    sheet.own.shuffle(&mut curls);
    for (at, (middle, radius)) in curls.into_iter().enumerate() {
        curl(sheet, at, middle, radius, back);
    }
}

fn curl(sheet: &mut Sheet<'_>, at: usize, middle: Point, radius: f32, back: bool) {
    let hair = sheet.hair;
    let up = (1.0 - (middle.1 - 150.0) / 700.0).clamp(0.0, 1.0);
    let side = ((middle.0 - 400.0) / 260.0 * sheet.sitting.light).clamp(-1.0, 1.0);
    let base = hair.darker(0.3 - 0.14 * up - 0.1 * side + if back { 0.14 } else { 0.0 });
    let name = format!("curl{}{at}", if back { "b" } else { "f" });
    let paint = sheet.radial(
        &name,
        (middle.0 + sheet.sitting.light * 6.0, middle.1 - radius * 0.3),
        radius,
        &[(0.0, base.lighter(0.05), 1.0), (0.7, base, 0.95), (1.0, base.darker(0.2), 0.5)],
    );
    sheet.ellipse(middle, (radius, radius * 0.92), &paint, 1.0);
    // Rings inside the curl.
    let turn = sheet.own.spread(0.0, 6.0);
    for ring in 0..5 {
        let r = radius * (0.3 + ring as f32 * 0.2);
        let (sin, cos) = (turn + ring as f32).sin_cos();
        let path = format!(
            "M{:.1} {:.1}a{r:.1} {r:.1} 0 0 1 {:.1} {:.1}",
            middle.0 + cos * r,
            middle.1 + sin * r,
            -cos * r - sin * r,
            -sin * r + cos * r
        );
        let (colour, opacity) =
            if ring % 2 == 1 { (hair.lighter(0.3), 0.3) } else { (base.darker(0.5), 0.45) };
        sheet.stroke(&path, &colour.to_string(), 2.0, opacity);
    }
}

/// The knot above the head.
pub fn bun(sheet: &mut Sheet<'_>) {
    let hair = sheet.hair;
    let middle = sheet.at(0.0, -340.0, -60.0);
    let paint = sheet.radial(
        "bun",
        (middle.0 + sheet.sitting.light * 26.0, middle.1 - 14.0),
        82.0,
        &[(0.0, hair.lighter(0.16), 1.0), (0.6, hair, 1.0), (1.0, hair.darker(0.45), 1.0)],
    );
    sheet.ellipse(middle, (76.0, 58.0), &paint, 1.0);
    for turn in 0..9 {
        let t = turn as f32;
        let path = format!(
            "M{:.1} {:.1}c{:.1} -{:.1} {:.1} -{:.1} {:.1} {:.1}",
            middle.0 - 70.0 + t * 3.0,
            middle.1 + 22.0 - t * 2.0,
            24.0 + t * 2.0,
            46.0 - t * 4.0,
            92.0 - t * 3.0,
            60.0 - t * 7.0,
            136.0 - t * 8.0,
            -6.0 + t * 2.0
        );
        let (colour, opacity) =
            if turn % 3 == 1 { (hair.lighter(0.4), 0.35) } else { (hair.darker(0.5), 0.4) };
        sheet.stroke(&path, &colour.to_string(), 2.0, opacity);
    }
}
