//! Scaling.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};

use crate::Size;

use super::Pixels;
use super::geometry::Area;

/// A picture is enlarged at most so many times: beyond it there is nothing more to see.
const MAX_ENLARGEMENT: f64 = 8.0;
/// From this reduction on, a plain mean goes first, down to twice the size that is asked for.
const MEAN_FIRST: f64 = 4.0;

/// The largest size of the same shape that fits into `target`.
pub(super) fn fit(picture: Size, target: Size) -> Size {
    let (width, height) = (f64::from(picture.width), f64::from(picture.height));
    let by_width = f64::from(target.width) / width;
    let by_height = f64::from(target.height) / height;
    let scale = by_width.min(by_height).min(MAX_ENLARGEMENT);
    let side = |length: f64, most: u32| ((length * scale).round() as u32).clamp(1, most);
    Size { width: side(width, target.width), height: side(height, target.height) }
}

/// Scales one part of the picture. `None` only when sizes and bytes do not belong together.
pub(super) fn scale(picture: &Pixels, part: Area, to: Size) -> Option<Pixels> {
    let source = ImageRef::new(
        u32::try_from(picture.width).ok()?,
        u32::try_from(picture.height).ok()?,
        &picture.rgb,
        PixelType::U8x3,
    )
    .ok()?;
    let reduction =
        (part.width as f64 / f64::from(to.width)).min(part.height as f64 / f64::from(to.height));
    let cut = ResizeOptions::new().crop(
        part.x as f64,
        part.y as f64,
        part.width as f64,
        part.height as f64,
    );
    let mut resizer = Resizer::new();
    let mut result = Image::new(to.width, to.height, PixelType::U8x3);
    if reduction >= MEAN_FIRST {
        let mut halfway = Image::new(to.width * 2, to.height * 2, PixelType::U8x3);
        let mean = cut.resize_alg(ResizeAlg::Convolution(FilterType::Box));
        resizer.resize(&source, &mut halfway, &mean).ok()?;
        resizer.resize(&halfway, &mut result, &ResizeOptions::new().resize_alg(SHARP)).ok()?;
    } else {
        // Enlarging must not draw edges that are not there, so no filter that overshoots.
        let filter =
            if reduction >= 1.0 { SHARP } else { ResizeAlg::Convolution(FilterType::Bilinear) };
        resizer.resize(&source, &mut result, &cut.resize_alg(filter)).ok()?;
    }
    let rgb = result.into_vec();
    Some(Pixels { width: to.width as usize, height: to.height as usize, rgb })
}

const SHARP: ResizeAlg = ResizeAlg::Convolution(FilterType::Lanczos3);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_keeps_its_shape() {
        let fitted = |width, height| {
            let Size { width, height } =
                fit(Size { width, height }, Size { width: 816, height: 1020 });
            (width, height)
        };
        assert_eq!(fitted(4000, 3000), (816, 612));
        assert_eq!(fitted(3000, 4000), (765, 1020));
        assert_eq!(fitted(10, 10), (80, 80));
        assert_eq!(fitted(12_000, 1), (816, 1));
    }

    #[test]
    fn an_even_colour_stays_even_at_every_scale() {
        let picture = Pixels { width: 640, height: 480, rgb: [10, 200, 90].repeat(640 * 480) };
        let part = Area { x: 20, y: 10, width: 400, height: 300 };
        for (width, height) in [(40, 30), (150, 113), (400, 300), (1200, 900)] {
            let scaled = scale(&picture, part, Size { width, height }).unwrap();
            assert!(scaled.rgb.as_chunks::<3>().0.iter().all(|pixel| *pixel == [10, 200, 90]));
        }
    }
}
