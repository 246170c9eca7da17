//! Which way is up, and where a rectangle of the upright picture lies in the file's own pixels.

use crate::{Rect, Size, Turn};

use super::Pixels;

/// One of the eight ways to lay a picture. Says where a pixel of the result comes from: columns
/// and rows are exchanged first, then counted from the other end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Orientation {
    swap: bool,
    flip_x: bool,
    flip_y: bool,
}

/// A rectangle of whole pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

impl Orientation {
    const fn new(swap: bool, flip_x: bool, flip_y: bool) -> Self {
        Self { swap, flip_x, flip_y }
    }

    /// EXIF tag 0x0112 (CIPA DC-008): 1 to 8; anything else is upright.
    pub(super) const fn from_exif(value: u8) -> Self {
        match value {
            2 => Self::new(false, true, false),
            3 => Self::new(false, true, true),
            4 => Self::new(false, false, true),
            5 => Self::new(true, false, false),
            6 => Self::new(true, false, true),
            7 => Self::new(true, true, true),
            8 => Self::new(true, true, false),
            _ => Self::new(false, false, false),
        }
    }

    /// A quarter turn clockwise is what EXIF calls 6.
    pub(super) const fn from_turn(turn: Turn) -> Self {
        match turn {
            Turn::None => Self::from_exif(1),
            Turn::Quarter => Self::from_exif(6),
            Turn::Half => Self::from_exif(3),
            Turn::ThreeQuarters => Self::from_exif(8),
        }
    }

    /// The size after this orientation is applied to a picture of `size`.
    pub(super) const fn size(self, size: Size) -> Size {
        if self.swap { Size { width: size.height, height: size.width } } else { size }
    }

    /// The size before, when it is `size` after.
    pub(super) const fn undo_size(self, size: Size) -> Size {
        self.size(size)
    }

    /// Lays the picture this way.
    pub(super) fn apply(self, picture: Pixels) -> Pixels {
        if self == Self::from_exif(1) {
            return picture;
        }
        let (width, height) = if self.swap {
            (picture.height, picture.width)
        } else {
            (picture.width, picture.height)
        };
        let source = picture.rgb.as_chunks::<3>().0;
        let mut rgb = Vec::with_capacity(picture.rgb.len());
        for y in 0..height {
            for x in 0..width {
                let (from_x, from_y) = if self.swap { (y, x) } else { (x, y) };
                let from_x = if self.flip_x { picture.width - 1 - from_x } else { from_x };
                let from_y = if self.flip_y { picture.height - 1 - from_y } else { from_y };
                let pixel = source.get(from_y * picture.width + from_x).unwrap_or(&[0; 3]);
                rgb.extend_from_slice(pixel);
            }
        }
        Pixels { width, height, rgb }
    }

    /// Where an area of the result lies in the source. `size` is that of the result.
    fn source_of(self, area: Area, size: Size) -> Area {
        let mirrored_x = size.width as usize - area.right();
        let mirrored_y = size.height as usize - area.bottom();
        let (x, y) = match (self.swap, self.flip_x, self.flip_y) {
            (false, flip_x, flip_y) => {
                (if flip_x { mirrored_x } else { area.x }, if flip_y { mirrored_y } else { area.y })
            }
            (true, flip_x, flip_y) => {
                (if flip_x { mirrored_y } else { area.y }, if flip_y { mirrored_x } else { area.x })
            }
        };
        if self.swap {
            Area { x, y, width: area.height, height: area.width }
        } else {
            Area { x, y, width: area.width, height: area.height }
        }
    }

    /// Where an area of the source lies in the result. `size` is that of the source.
    fn result_of(self, area: Area, size: Size) -> Area {
        self.inverse().source_of(area, size)
    }

    /// Six and eight undo each other; every other one undoes itself.
    const fn inverse(self) -> Self {
        if self.swap { Self::new(true, self.flip_y, self.flip_x) } else { self }
    }
}

impl Area {
    /// The pixels that `rect` touches in a picture of `size`, cut at its edges, at least one.
    pub(super) fn of(rect: Rect, size: Size) -> Self {
        let (x, width) = touched(rect.x, rect.width, size.width);
        let (y, height) = touched(rect.y, rect.height, size.height);
        Self { x, y, width, height }
    }

    pub(super) const fn right(self) -> usize {
        self.x + self.width
    }

    pub(super) const fn bottom(self) -> usize {
        self.y + self.height
    }

    pub(super) const fn size(self) -> Size {
        Size { width: self.width as u32, height: self.height as u32 }
    }

    /// This area of the laid picture (of `size`), in the pixels as they were before.
    pub(super) fn before(self, orientation: Orientation, size: Size) -> Self {
        orientation.source_of(self, size)
    }

    /// The part inside `frame`, counted from its corner.
    pub(super) fn within(self, frame: Area) -> Option<Self> {
        let (left, top) = (self.x.max(frame.x), self.y.max(frame.y));
        let (right, bottom) = (self.right().min(frame.right()), self.bottom().min(frame.bottom()));
        (left < right && top < bottom).then(|| Self {
            x: left - frame.x,
            y: top - frame.y,
            width: right - left,
            height: bottom - top,
        })
    }

    /// This area of a picture of `size`, after it is turned and scaled to `fitted`: every pixel
    /// that it touches.
    pub(super) fn scaled(self, size: Size, turn: Orientation, fitted: Size) -> Self {
        let turned = turn.result_of(self, size);
        let size = turn.size(size);
        let (x, width) = stretched(turned.x, turned.width, size.width, fitted.width);
        let (y, height) = stretched(turned.y, turned.height, size.height, fitted.height);
        Self { x, y, width, height }
    }
}

fn touched(start: f32, length: f32, side: u32) -> (usize, usize) {
    let pixels = f64::from(side);
    let first = (f64::from(start) * pixels).floor().clamp(0.0, pixels - 1.0);
    let end = ((f64::from(start) + f64::from(length)) * pixels).ceil().clamp(first + 1.0, pixels);
    (first as usize, (end - first) as usize)
}

fn stretched(start: usize, length: usize, from: u32, to: u32) -> (usize, usize) {
    let (from, to) = (from as usize, to as usize);
    let first = start * to / from;
    let end = ((start + length) * to).div_ceil(from).min(to);
    (first, end.saturating_sub(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(width: usize, height: usize) -> Pixels {
        let rgb = (0..width * height).flat_map(|n| [n as u8, 0, 0]).collect();
        Pixels { width, height, rgb }
    }

    fn reds(picture: &Pixels) -> Vec<u8> {
        picture.rgb.as_chunks::<3>().0.iter().map(|[red, ..]| *red).collect()
    }

    #[test]
    fn the_eight_orientations_lay_the_pixels_as_exif_says() {
        // 0 1 2
        // 3 4 5
        let laid = |exif| reds(&Orientation::from_exif(exif).apply(numbered(3, 2)));
        assert_eq!(laid(1), [0, 1, 2, 3, 4, 5]);
        assert_eq!(laid(2), [2, 1, 0, 5, 4, 3]);
        assert_eq!(laid(3), [5, 4, 3, 2, 1, 0]);
        assert_eq!(laid(4), [3, 4, 5, 0, 1, 2]);
        assert_eq!(laid(5), [0, 3, 1, 4, 2, 5]);
        assert_eq!(laid(6), [3, 0, 4, 1, 5, 2]);
        assert_eq!(laid(7), [5, 2, 4, 1, 3, 0]);
        assert_eq!(laid(8), [2, 5, 1, 4, 0, 3]);
    }

    #[test]
    fn an_area_and_its_source_hold_the_same_pixels() {
        for exif in 1..=8 {
            let orientation = Orientation::from_exif(exif);
            let source = numbered(7, 5);
            let result = orientation.apply(source.clone());
            let size = Size { width: result.width as u32, height: result.height as u32 };
            let area = Area { x: 1, y: 2, width: 3, height: 2 };
            let there = area.before(orientation, size);
            assert_eq!(sorted(&cut(&result, area)), sorted(&cut(&source, there)), "EXIF {exif}");
            let source_size = Size { width: 7, height: 5 };
            assert_eq!(orientation.result_of(there, source_size), area, "EXIF {exif}");
        }
    }

    #[test]
    fn a_touched_pixel_counts_whole() {
        let size = Size { width: 10, height: 10 };
        let area = Area::of(Rect::new(0.11, -1.0, 0.1, 1.05), size);
        assert_eq!(area, Area { x: 1, y: 0, width: 2, height: 1 });
    }

    fn cut(picture: &Pixels, area: Area) -> Vec<u8> {
        let all = reds(picture);
        (area.y..area.bottom())
            .flat_map(|y| (area.x..area.right()).map(move |x| (x, y)))
            .map(|(x, y)| all[y * picture.width + x])
            .collect()
    }

    fn sorted(numbers: &[u8]) -> Vec<u8> {
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        numbers
    }
}
