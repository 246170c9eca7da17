//! What runs inside the confined child. The desk never calls any of this in its own process
//! (clippy.toml forbids it there); only `countersign-pixels`, its tests, fuzzing and benchmarks do.

mod colour;
#[cfg_attr(target_os = "linux", path = "confine.rs")]
#[cfg_attr(not(target_os = "linux"), path = "confine_elsewhere.rs")]
mod confine;
mod decode;
mod draw;
mod exif;
mod geometry;
#[cfg(target_os = "linux")]
mod kernel;
mod lettering;
mod prove;
mod scale;
mod session;
mod sniff;
mod watermark;

pub use session::{draw, handle, probe, run};

/// Red, green and blue, a byte each; rows from the top, without padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels from left to right.
    pub width: usize,
    /// Pixels from top to bottom.
    pub height: usize,
    /// `width * height * 3` bytes.
    pub rgb: Vec<u8>,
}

impl Pixels {
    /// Paints a rectangle of whole pixels, cut at the edges.
    fn fill(&mut self, area: geometry::Area, colour: [u8; 3]) {
        let right = area.right().min(self.width);
        for y in area.y..area.bottom().min(self.height) {
            if let Some(row) = self.span(area.x, right, y) {
                row.as_chunks_mut::<3>().0.fill(colour);
            }
        }
    }

    /// The bytes of a row from `left` to before `right`.
    fn span(&mut self, left: usize, right: usize, y: usize) -> Option<&mut [u8]> {
        let start = y * self.width;
        self.rgb.get_mut((start + left) * 3..(start + right) * 3)
    }
}
