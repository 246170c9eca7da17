//! A photograph of a flat thing on a desk: perspective, shadow, light, glare and noise.

use image::RgbImage;
use resvg::tiny_skia::Pixmap;

use super::colour::Colour;
use crate::company::dice::Dice;
use crate::company::session::Light;

const DESKS: &[(u32, u32)] = &[
    (0x8a6748, 0x6b4d34),
    (0x4a4f55, 0x3a3f45),
    (0xb59a78, 0x9c8262),
    (0x5d4a3c, 0x46372c),
    (0x9aa1a5, 0x878e92),
    (0x3f5a57, 0x334a48),
];

/// How a picture is taken.
pub struct Shot {
    /// Width of the upright picture in pixels.
    pub width: u32,
    /// Height of the upright picture in pixels.
    pub height: u32,
    /// Light.
    pub light: Light,
    /// Colour taken out, as by a photocopier.
    pub grey: bool,
    /// Noise of the sensor, in steps of 255.
    pub noise: f32,
    /// Chance.
    pub seed: u64,
}

/// What the pixels of a row need to know.
struct Scene<'a> {
    shot: &'a Shot,
    thing: &'a Pixmap,
    /// From the picture to the thing's unit square.
    map: [f64; 9],
    desk: (Colour, Colour),
    lamp: (f32, f32),
    glare: (f32, f32, f32),
    grain: Vec<f32>,
}

/// Takes the photograph.
pub fn photograph(thing: &Pixmap, shot: &Shot) -> RgbImage {
    let mut dice = Dice::new(shot.seed, "camera");
    let (w, h) = (f64::from(shot.width), f64::from(shot.height));
    let corners = corners(thing, w, h, &mut dice);
    let (light, dark) = DESKS[dice.below(DESKS.len())];
    let glare = match shot.light {
        Light::Glare => 0.95,
        Light::Good | Light::Dim | Light::Soft | Light::Screen => dice.spread(0.0, 0.16),
    };
    let scene = Scene {
        shot,
        thing,
        map: homography(corners),
        desk: (Colour::hex(light), Colour::hex(dark)),
        lamp: (dice.spread(0.1, 0.9), dice.spread(0.0, 0.5)),
        glare: (dice.spread(0.3, 0.75), dice.spread(0.25, 0.6), glare),
        grain: (0..4096).map(|_| dice.fraction()).collect(),
    };
    develop(shot.width, shot.height, |x, y| scene.pixel(x, y), shot)
}

/// Fills a picture row by row on two threads, then adds the sensor's noise.
pub fn develop(
    width: u32,
    height: u32,
    pixel: impl Fn(f32, f32) -> Colour + Sync,
    shot: &Shot,
) -> RgbImage {
    let mut picture = RgbImage::new(width, height);
    let stride = width as usize * 3;
    let half = (height as usize).div_ceil(2).max(1);
    let (pixel, noise, seed) = (&pixel, shot.noise, shot.seed as u32);
    std::thread::scope(|scope| {
        for (part, rows) in picture.chunks_mut(stride * half).enumerate() {
            scope.spawn(move || {
                for (at, row) in rows.chunks_exact_mut(stride).enumerate() {
                    let y = part * half + at;
                    for (x, out) in row.chunks_exact_mut(3).enumerate() {
                        let colour = pixel(x as f32, y as f32);
                        let grain = hash(x as u32, y as u32, seed);
                        let n = ((grain & 255) as f32 + (grain >> 8 & 255) as f32 - 255.0) / 255.0;
                        let tint = ((grain >> 16 & 255) as f32 - 127.5) / 127.5 * 0.35;
                        out[0] = (colour.0 + (n + tint) * noise) as u8;
                        out[1] = (colour.1 + n * noise) as u8;
                        out[2] = (colour.2 + (n - tint) * noise) as u8;
                    }
                }
            });
        }
    });
    picture
}

fn hash(x: u32, y: u32, seed: u32) -> u32 {
    let mut value = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77) ^ seed;
    value = (value ^ (value >> 15)).wrapping_mul(0x2c1b_3c6d);
    value = (value ^ (value >> 12)).wrapping_mul(0x297a_2d39);
    value ^ (value >> 15)
}

/// Where the thing's corners come to lie: turned a little, and nearer on one side.
fn corners(thing: &Pixmap, w: f64, h: f64, dice: &mut Dice) -> [(f64, f64); 4] {
    let shape = f64::from(thing.height()) / f64::from(thing.width());
    let wide = (w * 0.84).min(h * 0.86 / shape);
    let (turn, lean) = (f64::from(dice.spread(-0.05, 0.05)), f64::from(dice.spread(-0.05, 0.05)));
    let (cx, cy) = (w * f64::from(dice.spread(0.48, 0.52)), h * f64::from(dice.spread(0.47, 0.53)));
    let (sin, cos) = turn.sin_cos();
    [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(u, v)| {
        // Farther edges are shorter.
        let near = 1.0 + v * 0.07 + u * lean;
        let (x, y) = (u * wide * near, v * wide * shape * near);
        (cx + x * cos - y * sin, cy + x * sin + y * cos)
    })
}

/// The projective map that takes the four corners to the unit square.
fn homography(corners: [(f64, f64); 4]) -> [f64; 9] {
    let targets = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
    let mut rows = [[0.0f64; 9]; 8];
    for (at, ((x, y), (u, v))) in corners.into_iter().zip(targets).enumerate() {
        rows[at * 2] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
        rows[at * 2 + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
    }
    for column in 0..8 {
        let best =
            (column..8).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs()));
        rows.swap(column, best.unwrap_or(column));
        let pivot = rows[column];
        for (at, row) in rows.iter_mut().enumerate() {
            if at != column {
                let share = row[column] / pivot[column];
                for (cell, from) in row.iter_mut().zip(pivot) {
                    *cell -= share * from;
                }
            }
        }
    }
    let mut map = [1.0; 9];
    for (at, row) in rows.iter().enumerate() {
        map[at] = row[8] / row[at];
    }
    map
}

impl Scene<'_> {
    fn pixel(&self, x: f32, y: f32) -> Colour {
        let m = &self.map;
        let (px, py) = (f64::from(x), f64::from(y));
        let z = m[6] * px + m[7] * py + m[8];
        let u = ((m[0] * px + m[1] * py + m[2]) / z) as f32;
        let v = ((m[3] * px + m[4] * py + m[5]) / z) as f32;
        let mut colour = self.desk_at(x, y);
        // The shadow lies around the edge, away from the lamp.
        let out = |t: f32| (-t).max(t - 1.0).max(0.0);
        let away = out(u - 0.006).max(out(v - 0.012)) * 38.0;
        if away < 3.0 {
            colour = colour.darker(0.5 * (-away * away).exp());
        }
        if (0.0..=1.0).contains(&u) && (0.0..=1.0).contains(&v) {
            let (mut top, cover) = self.sample(u, v);
            if self.shot.grey {
                let grey = top.0 * 0.3 + top.1 * 0.59 + top.2 * 0.11;
                top = Colour(grey, grey, grey).mix(Colour(128.0, 128.0, 128.0), -0.25);
            }
            if self.shot.light == Light::Screen {
                let wave = ((x * 0.71 + y * 0.09).sin() * (y * 0.83 - x * 0.05).sin()) * 15.0;
                let band = (y * 0.008 + x * 0.002).sin() * 9.0;
                top = Colour(
                    top.0 + wave + band,
                    top.1 - wave * 0.4 + band,
                    top.2 + wave * 0.7 + band + 10.0,
                );
            }
            let (gu, gv, strength) = self.glare;
            let (du, dv) = ((u - gu) / 0.2, (v - gv) / 0.3);
            let shine = (-(du * du + dv * dv + du * dv)).exp() * strength;
            colour = colour.mix(top.mix(Colour(255.0, 255.0, 250.0), shine), cover);
        }
        self.lit(colour, x, y)
    }

    /// The thing's colour and how much of the desk it hides.
    fn sample(&self, u: f32, v: f32) -> (Colour, f32) {
        let (w, h) = (self.thing.width() as usize, self.thing.height() as usize);
        let (fx, fy) = (u * (w - 1) as f32, v * (h - 1) as f32);
        let (x, y) = (fx as usize, fy as usize);
        let (sx, sy) = (fx - x as f32, fy - y as f32);
        let data = self.thing.data();
        let at = |x: usize, y: usize| -> [f32; 4] {
            let place = (y.min(h - 1) * w + x.min(w - 1)) * 4;
            [0, 1, 2, 3].map(|part| f32::from(data[place + part]))
        };
        let (a, b, c, d) = (at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1));
        let mix = |part: usize| {
            let top = a[part] + (b[part] - a[part]) * sx;
            let low = c[part] + (d[part] - c[part]) * sx;
            top + (low - top) * sy
        };
        (Colour(mix(0), mix(1), mix(2)), mix(3) / 255.0)
    }

    /// The desk: grain along one way, coarse and fine.
    fn desk_at(&self, x: f32, y: f32) -> Colour {
        let unit = self.shot.width as f32 / 100.0;
        let value = |x: f32, y: f32| -> f32 {
            let (ix, iy) = (x.floor(), y.floor());
            let (sx, sy) = (x - ix, y - iy);
            let at = |dx: i32, dy: i32| {
                let place =
                    (ix as i32 + dx) as u32 as usize * 31 + (iy as i32 + dy) as u32 as usize * 97;
                self.grain[place & 4095]
            };
            let top = at(0, 0) + (at(1, 0) - at(0, 0)) * sx;
            let low = at(0, 1) + (at(1, 1) - at(0, 1)) * sx;
            top + (low - top) * sy
        };
        let coarse = value(x / (unit * 16.0), y / (unit * 1.2));
        let fine = value(x / (unit * 5.0) + 40.0, y / (unit * 0.3) + 40.0);
        self.desk.0.mix(self.desk.1, coarse * 0.7 + fine * 0.45)
    }

    /// Lamp, vignette and exposure.
    fn lit(&self, colour: Colour, x: f32, y: f32) -> Colour {
        let (nx, ny) = (x / self.shot.width as f32, y / self.shot.height as f32);
        let lamp = 1.08 - 0.2 * ((nx - self.lamp.0).powi(2) + (ny - self.lamp.1).powi(2));
        let edge = (nx - 0.5).powi(2) + (ny - 0.5).powi(2);
        let mut level = lamp * (1.0 - edge * 0.5);
        let warm = if self.shot.light == Light::Dim {
            level *= 0.56;
            1.08
        } else {
            1.01
        };
        Colour(colour.0 * level * warm, colour.1 * level, colour.2 * level / warm)
    }
}

/// A selfie or a cut portrait: the drawing fills the picture; light and noise are added.
pub fn snapshot(drawing: &Pixmap, shot: &Shot) -> RgbImage {
    let scene = Scene {
        shot,
        thing: drawing,
        map: [0.0; 9],
        desk: (Colour::hex(0), Colour::hex(0)),
        lamp: (0.5, 0.2),
        glare: (0.0, 0.0, 0.0),
        grain: vec![0.0; 4096],
    };
    // Cut from the middle if the picture is narrower or wider than the drawing.
    let (w, h) = (shot.width as f32, shot.height as f32);
    let shape = (w / h) / (drawing.width() as f32 / drawing.height() as f32);
    let (su, sv) = if shape < 1.0 { (shape, 1.0) } else { (1.0, 1.0 / shape) };
    let pixel = |x: f32, y: f32| {
        let u = 0.5 + (x / w - 0.5) * su;
        let v = 0.5 + (y / h - 0.5) * sv;
        let (mut colour, _) = scene.sample(u, v);
        if shot.light == Light::Screen {
            let wave = (x * 0.74 + y * 0.11).sin() * (y * 0.8).sin() * 17.0;
            let band = (y * 0.006).sin() * 12.0;
            colour = Colour(
                colour.0 + wave + band,
                colour.1 - wave * 0.3 + band,
                colour.2 + wave + band + 14.0,
            );
        }
        scene.lit(colour, x, y)
    };
    develop(shot.width, shot.height, pixel, shot)
}
