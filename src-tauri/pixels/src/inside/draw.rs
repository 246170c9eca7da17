//! What hides parts of a picture.

use super::Pixels;
use super::geometry::Area;
use super::lettering::Line;

/// The plate over a covered field.
pub(super) const PLATE: [u8; 3] = [0xC9, 0xCB, 0xC8];
const PLATE_EDGE: [u8; 3] = [0xA6, 0xA9, 0xA5];
const PLATE_TEXT: [u8; 3] = [0x3A, 0x3D, 0x3A];
/// What is left of a document around the window that is moved over it.
const BLANK: [u8; 3] = [0x3A, 0x3C, 0x40];

/// Paints an opaque plate with the word *covered* where there is room for it.
pub(super) fn plate(picture: &mut Pixels, area: Area) {
    picture.fill(area, PLATE_EDGE);
    if area.width > 8 && area.height > 8 {
        let inner =
            Area { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 };
        picture.fill(inner, PLATE);
    }
    let Some(line) = Line::new("covered") else { return };
    let by_height = area.height as f32 * 0.62;
    let by_width = area.width as f32 * 0.86 / line.width(1.0).max(0.1);
    let size = by_height.min(by_width).min(20.0);
    if size < 7.0 {
        return;
    }
    let ink = line.draw(size, 0.0);
    let left = area.x as f32 + (area.width as f32 - line.width(size)) / 2.0;
    let top = area.y as f32 + (area.height as f32 - line.capital(size)) / 2.0;
    ink.lay(picture, left.round() as i64, top.round() as i64, PLATE_TEXT, 1.0);
}

/// Leaves one part to be seen.
pub(super) fn blank_all_but(picture: &mut Pixels, window: Area) {
    let (width, height) = (picture.width, picture.height);
    let sides = [
        Area { x: 0, y: 0, width, height: window.y },
        Area { x: 0, y: window.bottom(), width, height: height - window.bottom() },
        Area { x: 0, y: window.y, width: window.x, height: window.height },
        Area {
            x: window.right(),
            y: window.y,
            width: width - window.right(),
            height: window.height,
        },
    ];
    for side in sides {
        picture.fill(side, BLANK);
    }
}
