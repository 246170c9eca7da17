//! Smooth lines through points, as SVG path data.

use std::fmt::Write;

/// A point in the drawing.
pub type Point = (f32, f32);

/// A smooth line through the points (Catmull-Rom). Closed if asked.
pub fn smooth(points: &[Point], closed: bool) -> String {
    let count = points.len() as isize;
    let at = |index: isize| -> Point {
        let index = if closed { index.rem_euclid(count) } else { index.clamp(0, count - 1) };
        points[index as usize]
    };
    let Some(first) = points.first() else { return String::new() };
    let mut path = format!("M{:.1} {:.1}", first.0, first.1);
    for index in 0..if closed { count } else { count - 1 } {
        let (before, from, to, after) = (at(index - 1), at(index), at(index + 1), at(index + 2));
        let one = (from.0 + (to.0 - before.0) / 6.0, from.1 + (to.1 - before.1) / 6.0);
        let two = (to.0 - (after.0 - from.0) / 6.0, to.1 - (after.1 - from.1) / 6.0);
        let _ = write!(
            path,
            "C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}",
            one.0, one.1, two.0, two.1, to.0, to.1
        );
    }
    if closed {
        path.push('Z');
    }
    path
}

/// A point between two lines of points: `along` from start to end, `across` from one to the other.
pub fn between(one: &[Point], other: &[Point], along: f32, across: f32) -> Point {
    let (a, b) = (on(one, along), on(other, along));
    (a.0 + (b.0 - a.0) * across, a.1 + (b.1 - a.1) * across)
}

/// The point at a share of a line's points.
pub fn on(line: &[Point], along: f32) -> Point {
    let last = line.len().saturating_sub(1);
    let at = along.clamp(0.0, 1.0) * last as f32;
    let low = (at as usize).min(last);
    let high = (low + 1).min(last);
    let share = at - low as f32;
    let (a, b) = (line[low], line[high]);
    (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share)
}

/// A line through the points that swells to `width` in the middle and ends in tips: a brow, a lash.
pub fn swelling(points: &[Point], width: f32, peak: f32) -> String {
    let steps = 12;
    let mut upper = Vec::new();
    let mut lower = Vec::new();
    for step in 0..=steps {
        let along = step as f32 / steps as f32;
        let here = on(points, along);
        let near = on(points, (along + 0.05).min(1.0));
        let back = on(points, (along - 0.05).max(0.0));
        let (dx, dy) = (near.0 - back.0, near.1 - back.1);
        let length = dx.hypot(dy).max(0.001);
        let swell = if along < peak { along / peak } else { (1.0 - along) / (1.0 - peak) };
        let half = width * swell.max(0.0).sqrt() / 2.0;
        upper.push((here.0 - dy / length * half, here.1 + dx / length * half));
        lower.push((here.0 + dy / length * half, here.1 - dx / length * half));
    }
    lower.reverse();
    upper.extend(lower);
    smooth(&upper, true)
}
