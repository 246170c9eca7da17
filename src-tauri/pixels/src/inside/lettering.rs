//! Letters drawn from the bundled font, at any angle. No font of the system is looked at.

use ab_glyph::{Font, FontRef, OutlineCurve, Point, point};
use ab_glyph_rasterizer::Rasterizer;

use super::Pixels;

const INTER: &[u8] = include_bytes!("../../fonts/Inter-SemiBold-subset.ttf");

/// One line of text.
pub(super) struct Line {
    font: FontRef<'static>,
    curves: Vec<OutlineCurve>,
    /// Width in shares of the font size.
    width: f32,
}

/// A drawn line: how much of each pixel is ink, 0 to 1, rows from the top.
pub(super) struct Ink {
    pub width: usize,
    pub height: usize,
    pub coverage: Vec<f32>,
}

impl Line {
    /// Lays out `text` from left to right. Control characters are dropped; a character that the
    /// font lacks becomes its box. `None` only if the bundled font were damaged.
    pub(super) fn new(text: &str) -> Option<Self> {
        let font = FontRef::try_from_slice(INTER).ok()?;
        let em = font.units_per_em()?;
        let (mut curves, mut pen) = (Vec::new(), 0.0);
        for letter in text.chars().filter(|letter| !letter.is_control()) {
            let glyph = font.glyph_id(letter);
            let placed = |at: Point| point((at.x + pen) / em, -at.y / em);
            if let Some(outline) = font.outline(glyph) {
                curves.extend(outline.curves.into_iter().map(|curve| moved(curve, &placed)));
            }
            pen += font.h_advance_unscaled(glyph);
        }
        Some(Self { font, curves, width: pen / em })
    }

    /// Width at a font size, in pixels.
    pub(super) fn width(&self, size: f32) -> f32 {
        self.width * size
    }

    /// Height of a capital letter at a font size, in pixels.
    pub(super) fn capital(&self, size: f32) -> f32 {
        let em = self.font.units_per_em().unwrap_or(1.0);
        let outline = self.font.outline(self.font.glyph_id('H'));
        outline.map_or(0.7, |outline| outline.bounds.height().abs() / em) * size
    }

    /// Draws the line, rising by `angle` (radians) from left to right.
    pub(super) fn draw(&self, size: f32, angle: f32) -> Ink {
        let (sin, cos) = angle.sin_cos();
        let turned =
            |at: Point| point((at.x * cos + at.y * sin) * size, (at.y * cos - at.x * sin) * size);
        let curves: Vec<_> = self.curves.iter().map(|c| moved(c.clone(), &turned)).collect();
        let points = || curves.iter().flat_map(points_of);
        let least = points().fold(point(0.0, 0.0), |a, b| point(a.x.min(b.x), a.y.min(b.y)));
        let most = points().fold(point(0.0, 0.0), |a, b| point(a.x.max(b.x), a.y.max(b.y)));
        let (width, height) =
            ((most.x - least.x).ceil() as usize + 2, (most.y - least.y).ceil() as usize + 2);
        let mut rasterizer = Rasterizer::new(width, height);
        let placed = |at: Point| point(at.x - least.x + 1.0, at.y - least.y + 1.0);
        for curve in curves {
            match moved(curve, &placed) {
                OutlineCurve::Line(a, b) => rasterizer.draw_line(a, b),
                OutlineCurve::Quad(a, b, c) => rasterizer.draw_quad(a, b, c),
                OutlineCurve::Cubic(a, b, c, d) => rasterizer.draw_cubic(a, b, c, d),
            }
        }
        let mut coverage = vec![0.0; width * height];
        rasterizer.for_each_pixel(|n, share| {
            if let Some(pixel) = coverage.get_mut(n) {
                *pixel = share.clamp(0.0, 1.0);
            }
        });
        Ink { width, height, coverage }
    }
}

impl Ink {
    /// Lays the ink on a picture with its left top corner at `(x, y)`, cut at the edges.
    pub(super) fn lay(&self, picture: &mut Pixels, x: i64, y: i64, colour: [u8; 3], opacity: f32) {
        let (wide, high) = (picture.width as i64, picture.height as i64);
        let columns = (-x).clamp(0, self.width as i64)..(wide - x).clamp(0, self.width as i64);
        let rows = (-y).clamp(0, self.height as i64)..(high - y).clamp(0, self.height as i64);
        let pixels = picture.rgb.as_chunks_mut::<3>().0;
        for row in rows {
            for column in columns.clone() {
                let share = self.coverage[row as usize * self.width + column as usize] * opacity;
                if share > 0.0 {
                    let pixel = &mut pixels[((y + row) * wide + x + column) as usize];
                    for (value, ink) in pixel.iter_mut().zip(colour) {
                        let (old, new) = (f32::from(*value), f32::from(ink));
                        *value = (old + (new - old) * share).round() as u8;
                    }
                }
            }
        }
    }
}

fn moved(curve: OutlineCurve, to: &impl Fn(Point) -> Point) -> OutlineCurve {
    match curve {
        OutlineCurve::Line(a, b) => OutlineCurve::Line(to(a), to(b)),
        OutlineCurve::Quad(a, b, c) => OutlineCurve::Quad(to(a), to(b), to(c)),
        OutlineCurve::Cubic(a, b, c, d) => OutlineCurve::Cubic(to(a), to(b), to(c), to(d)),
    }
}

fn points_of(curve: &OutlineCurve) -> Vec<Point> {
    match *curve {
        OutlineCurve::Line(a, b) => vec![a, b],
        OutlineCurve::Quad(a, b, c) => vec![a, b, c],
        OutlineCurve::Cubic(a, b, c, d) => vec![a, b, c, d],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_font_has_the_letters_of_european_names() {
        let font = FontRef::try_from_slice(INTER).unwrap();
        for letter in "Wójcik·Žižek Ğül Đặng Αθήνα Ольга Þór Œuvre ßẞ–—’•".chars()
        {
            assert_ne!(font.glyph_id(letter).0, 0, "{letter}");
        }
    }

    #[test]
    fn a_line_grows_with_its_size_and_leaves_ink() {
        let line = Line::new("CS-20417").unwrap();
        let (small, large) = (line.draw(10.0, 0.0), line.draw(40.0, 0.0));
        assert!(large.width > small.width * 3);
        assert!(small.coverage.iter().any(|share| *share > 0.5));
        let slanted = line.draw(10.0, 0.35);
        assert!(slanted.height > small.height && slanted.width < small.width + 4);
    }
}
