//! A portrait as SVG: an illustration of one invented person, 800 wide and 1000 high.

mod clothes;
mod eyes;
mod hair;
mod head;
mod mouth;
mod nose;
mod place;
mod skin;

use std::fmt::Write;

use super::colour::Colour;
use super::curve::Point;
use super::features::Features;
use super::sitting::{HairStyle, Place, Sitting};
use crate::company::Face;
use crate::company::dice::Dice;

/// Width of the drawing.
pub const WIDTH: f32 = 800.0;
/// Height of the drawing.
pub const HEIGHT: f32 = 1000.0;
/// Middle of the face and the eye line before the head is turned.
const MIDDLE: Point = (400.0, 452.0);

/// A portrait as SVG elements, to be put into a drawing. `name` keeps its definitions apart from
/// those of other drawings on the same sheet.
pub fn elements(face: &Face, sitting: &Sitting, name: &str) -> String {
    let mut sheet = Sheet::new(face, sitting, name);
    sheet.filters();
    place::behind(&mut sheet);
    let tilt = sitting.roll;
    hair::behind(&mut sheet, tilt);
    clothes::neck(&mut sheet, tilt);
    clothes::body(&mut sheet);
    sheet.open(tilt);
    head::ears(&mut sheet);
    head::outline(&mut sheet);
    skin::shading(&mut sheet);
    skin::marks(&mut sheet);
    mouth::draw(&mut sheet);
    nose::draw(&mut sheet);
    eyes::draw(&mut sheet);
    skin::age(&mut sheet);
    hair::beard(&mut sheet);
    hair::front(&mut sheet);
    if sitting.glasses {
        eyes::glasses(&mut sheet);
    }
    sheet.close();
    place::light(&mut sheet);
    format!("<defs>{}</defs>{}", sheet.defs, sheet.body)
}

/// The drawing in progress.
struct Sheet<'a> {
    features: Features,
    sitting: &'a Sitting,
    name: &'a str,
    defs: String,
    body: String,
    /// For what belongs to the person: freckles, strands.
    own: Dice,
    /// For what belongs to the occasion.
    chance: Dice,
    skin: Colour,
    shade: Colour,
    hair: Colour,
    turn: (f32, f32),
    nod: f32,
}

impl<'a> Sheet<'a> {
    fn new(face: &Face, sitting: &'a Sitting, name: &'a str) -> Self {
        let features = Features::of(face);
        let grey = ((sitting.age - 38.0) / 34.0).clamp(0.0, 0.85);
        let light = Colour::hex(if sitting.warmth > 0.0 { 0xffc890 } else { 0xb9d0ee });
        let cast = sitting.warmth.abs() * 0.1;
        Self {
            skin: features.skin.mix(light, cast),
            shade: features.shade.mix(light.darker(0.5), cast),
            hair: features.hair.mix(Colour::hex(0xb9b4ae), grey * 0.8).mix(light, cast * 0.4),
            own: Dice::new(face.seed, "own"),
            chance: Dice::new(sitting.seed, "chance"),
            turn: (sitting.yaw.cos(), sitting.yaw.sin()),
            nod: sitting.pitch,
            features,
            sitting,
            name,
            defs: String::new(),
            body: String::new(),
        }
    }

    /// Where a point of the face lies in the picture. `dx` and `dy` are from the middle of the
    /// face and the eye line; `lift` is how far it stands out of the head's rounding.
    fn at(&self, dx: f32, dy: f32, lift: f32) -> Point {
        let across = dx / (self.features.width * 1.1);
        let down = dy / 420.0;
        let round = (1.0 - across * across).max(0.0).sqrt() * (1.0 - down * down * 0.5);
        let depth = 128.0 * round + lift - 40.0;
        let (cos, sin) = self.turn;
        (MIDDLE.0 + dx * cos + depth * sin, MIDDLE.1 + dy + depth * self.nod)
    }

    fn points(&self, places: &[(f32, f32)], lift: f32) -> Vec<Point> {
        places.iter().map(|(dx, dy)| self.at(*dx, *dy, lift)).collect()
    }

    fn id(&self, name: &str) -> String {
        format!("{}-{name}", self.name)
    }

    fn filters(&mut self) {
        for size in [2, 5, 10, 22] {
            let _ = write!(
                self.defs,
                r#"<filter id="{}" x="-40%" y="-40%" width="180%" height="180%"><feGaussianBlur stdDeviation="{size}"/></filter>"#,
                self.id(&format!("blur{size}"))
            );
        }
    }

    fn blur(&self, size: u32) -> String {
        format!(r#"filter="url(#{})""#, self.id(&format!("blur{size}")))
    }

    /// A linear gradient between two points of the picture; gives the paint.
    fn linear(
        &mut self,
        name: &str,
        from: Point,
        to: Point,
        stops: &[(f32, Colour, f32)],
    ) -> String {
        let id = self.id(name);
        let _ = write!(
            self.defs,
            r#"<linearGradient id="{id}" gradientUnits="userSpaceOnUse" x1="{:.0}" y1="{:.0}" x2="{:.0}" y2="{:.0}">{}</linearGradient>"#,
            from.0,
            from.1,
            to.0,
            to.1,
            stop_list(stops)
        );
        format!("url(#{id})")
    }

    /// A radial gradient; gives the paint.
    fn radial(
        &mut self,
        name: &str,
        middle: Point,
        radius: f32,
        stops: &[(f32, Colour, f32)],
    ) -> String {
        let id = self.id(name);
        let _ = write!(
            self.defs,
            r#"<radialGradient id="{id}" gradientUnits="userSpaceOnUse" cx="{:.1}" cy="{:.1}" r="{radius:.1}">{}</radialGradient>"#,
            middle.0,
            middle.1,
            stop_list(stops)
        );
        format!("url(#{id})")
    }

    /// A clip by a path; gives the attribute.
    fn clip(&mut self, name: &str, path: &str) -> String {
        let id = self.id(name);
        let _ = write!(self.defs, r#"<clipPath id="{id}"><path d="{path}"/></clipPath>"#);
        format!(r#"clip-path="url(#{id})""#)
    }

    fn fill(&mut self, path: &str, paint: &str, opacity: f32) {
        let _ =
            write!(self.body, r#"<path d="{path}" fill="{paint}" fill-opacity="{opacity:.2}"/>"#);
    }

    fn stroke(&mut self, path: &str, paint: &str, width: f32, opacity: f32) {
        let _ = write!(
            self.body,
            r#"<path d="{path}" fill="none" stroke="{paint}" stroke-width="{width:.1}" stroke-opacity="{opacity:.2}" stroke-linecap="round" stroke-linejoin="round"/>"#
        );
    }

    fn ellipse(&mut self, middle: Point, radii: Point, paint: &str, opacity: f32) {
        let _ = write!(
            self.body,
            r#"<ellipse cx="{:.1}" cy="{:.1}" rx="{:.1}" ry="{:.1}" fill="{paint}" fill-opacity="{opacity:.2}"/>"#,
            middle.0,
            middle.1,
            radii.0.abs(),
            radii.1.abs()
        );
    }

    fn group(&mut self, attributes: &str) {
        let _ = write!(self.body, "<g {attributes}>");
    }

    /// Opens the group that tilts with the head.
    fn open(&mut self, tilt: f32) {
        let _ = write!(self.body, r#"<g transform="rotate({tilt:.2} 400 780)">"#);
    }

    fn close(&mut self) {
        self.body.push_str("</g>");
    }

    fn in_booth(&self) -> bool {
        self.sitting.place == Place::Booth
    }

    fn wears(&self, style: HairStyle) -> bool {
        self.sitting.hair == style
    }
}

fn stop_list(stops: &[(f32, Colour, f32)]) -> String {
    stops.iter().fold(String::new(), |mut all, (offset, colour, opacity)| {
        let _ = write!(
            all,
            r#"<stop offset="{offset:.2}" stop-color="{colour}" stop-opacity="{opacity:.2}"/>"#
        );
        all
    })
}
