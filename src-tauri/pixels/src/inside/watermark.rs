//! Who looked, at what, when: in the pixels, so that a photographed screen still says so.

use super::Pixels;
use super::lettering::Line;

/// About twenty degrees: off the lines of a document and of its machine-readable zone.
const ANGLE: f32 = 0.36;
/// A light letter over a dark one beside it shows on light and on dark ground alike.
const LIGHT: ([u8; 3], f32) = ([255, 255, 255], 0.24);
const DARK: ([u8; 3], f32) = ([0, 0, 0], 0.15);

/// Repeats `text` over the whole picture.
pub(super) fn stamp(picture: &mut Pixels, text: &str) {
    let Some(line) = Line::new(text) else { return };
    let (width, height) = (picture.width as f32, picture.height as f32);
    let size = font_size(&line, width, height);
    let ink = line.draw(size, ANGLE);
    let (sin, cos) = ANGLE.sin_cos();
    let along = line.width(size) + size * 2.4;
    let between = size * 8.0;
    let shift = (size / 14.0).round().max(1.0) as i64;

    // Rows follow the slope; each starts a bit further so that no column stays free.
    let reach = width.hypot(height);
    let rows = (reach / between).ceil() as i64 + 1;
    let columns = (reach / along).ceil() as i64 + 1;
    for row in -rows..=rows {
        let indent = (row.rem_euclid(3)) as f32 / 3.0 * along;
        for column in -columns..=columns {
            let (u, v) = (column as f32 * along + indent, row as f32 * between);
            let x = (u * cos + v * sin).round() as i64;
            let y = (v * cos - u * sin).round() as i64;
            ink.lay(picture, x + shift, y + shift, DARK.0, DARK.1);
            ink.lay(picture, x, y, LIGHT.0, LIGHT.1);
        }
    }
}

/// Readable at the size that the picture is shown at, and once along the picture at least.
fn font_size(line: &Line, width: f32, height: f32) -> f32 {
    const SMALLEST: f32 = 9.0;
    let wanted = ((width * height).sqrt() / 48.0).clamp(11.0, 32.0);
    let fits = width.hypot(height) * 0.9 / line.width(1.0).max(1.0);
    wanted.min(fits).max(SMALLEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(ground: u8, width: usize, height: usize) -> f64 {
        let mut picture = Pixels { width, height, rgb: vec![ground; width * height * 3] };
        stamp(&mut picture, "Ana Ferreira · CS-20417 · 23 Nov 2026 09:51");
        let pixels = picture.rgb.as_chunks::<3>().0;
        let far = pixels.iter().filter(|pixel| pixel[0].abs_diff(ground) > 16).count();
        far as f64 / pixels.len() as f64
    }

    #[test]
    fn the_mark_shows_on_light_middle_and_dark_ground_and_leaves_most_of_the_picture() {
        for ground in [0, 60, 128, 200, 255] {
            let share = changed(ground, 816, 1020);
            assert!((0.006..0.12).contains(&share), "{share} of ground {ground}");
        }
    }

    #[test]
    fn every_part_of_the_picture_is_marked() {
        let (width, height) = (800, 600);
        let mut picture = Pixels { width, height, rgb: vec![90; width * height * 3] };
        stamp(&mut picture, "ana.ferreira · CS-20417 · 23 Nov 2026 09:41 UTC");
        for top in (0..height).step_by(200) {
            for left in (0..width).step_by(200) {
                let marked = (top..top + 200)
                    .flat_map(|y| (left..left + 200).map(move |x| (y * width + x) * 3))
                    .any(|at| picture.rgb[at] != 90);
                assert!(marked, "the part at {left}, {top} is free");
            }
        }
    }

    #[test]
    fn the_smallest_pictures_are_marked_without_fault() {
        for (width, height) in [(1, 1), (1, 900), (40, 30), (96, 96)] {
            let mut picture = Pixels { width, height, rgb: vec![90; width * height * 3] };
            stamp(&mut picture, "x");
        }
    }
}
