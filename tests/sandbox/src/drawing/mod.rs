//! Documents and faces that do not exist, drawn when first asked for.
//!
//! Nothing here is or resembles a real person's picture: a face is a vector of numbers, drawn as
//! an illustration, and every document says SPECIMEN. Drawing is work for the processor, up to a
//! few seconds for twelve megapixels: call it from `spawn_blocking`.

mod barcode;
mod cache;
mod camera;
mod colour;
mod curve;
mod exif;
mod features;
mod paper;
mod portrait;
mod print;
mod render;
mod sitting;

use std::io::Cursor;

use chrono::Datelike;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, RgbImage};

pub use cache::ImageCache;

use crate::company::session::Light;
use crate::company::truth::{Defect, Truth};
use crate::company::{ImageKind, Person, Picture, PictureFormat, Session};
use camera::Shot;
use sitting::Sitting;

/// Draws an image of an interview as the bytes of its file. None when the interview has no such
/// image. The same session and kind give the same bytes.
#[must_use]
pub fn draw(session: &Session, kind: ImageKind) -> Option<Vec<u8>> {
    let picture = session.picture(kind)?;
    let stood_up = picture.orientation >= 5;
    let (width, height) =
        if stood_up { (picture.height, picture.width) } else { (picture.width, picture.height) };
    let lossless = picture.format != PictureFormat::Jpeg;
    let noise = match picture.light {
        // Noise cannot be packed without loss, and desktop uploads were smoothed before.
        _ if lossless => 0.0,
        Light::Dim => 20.0,
        Light::Good | Light::Glare | Light::Soft | Light::Screen => 7.0,
    };
    let grey = matches!(session.truth, Truth::DocumentDefect { defect: Defect::PaperCopy });
    let shot = Shot { width, height, light: picture.light, grey, noise, seed: picture.seed };
    let upright = match kind {
        ImageKind::Front | ImageKind::Back => document(session, kind, &shot)?,
        ImageKind::Selfie => selfie(session, &shot)?,
        ImageKind::CroppedFace => cropped(session, &shot)?,
    };
    encode(upright, picture)
}

/// A colleague's profile picture: a JPEG of `side` by `side` pixels.
#[must_use]
pub fn draw_photo(person: &Person, side: u32) -> Option<Vec<u8>> {
    let side = side.clamp(16, 1024);
    let year = person.created_date_time.year().max(person.face.born + 20);
    let sitting = Sitting::selfie(&person.face, year, 0x70_686f_746f);
    let elements = portrait::elements(&person.face, &sitting, "a");
    let drawing =
        render::pixels(&elements, (portrait::WIDTH, portrait::HEIGHT), side as f32 / 800.0)?;
    let shot =
        Shot { width: side, height: side, light: Light::Good, grey: false, noise: 0.0, seed: 1 };
    jpeg(&camera::snapshot(&drawing, &shot), 88)
}

fn document(session: &Session, kind: ImageKind, shot: &Shot) -> Option<RgbImage> {
    let sheet = if kind == ImageKind::Back { paper::back(session) } else { paper::front(session) };
    let (w, h) = sheet.size;
    let fit = (shot.width as f32 * 0.84 / w).min(shot.height as f32 * 0.86 / h);
    // Out of focus: drawn small, then stretched.
    let scale = if shot.light == Light::Soft { 0.62 } else { fit.min(2.2) };
    let thing = render::pixels(&sheet.elements, sheet.size, scale)?;
    Some(camera::photograph(&thing, shot))
}

fn selfie(session: &Session, shot: &Shot) -> Option<RgbImage> {
    let face = &session.selfie;
    let sitting = Sitting::selfie(face, session.captured.year(), shot.seed);
    let elements = portrait::elements(face, &sitting, "s");
    let scale = if shot.light == Light::Soft { 0.5 } else { 1.3 };
    let drawing = render::pixels(&elements, (portrait::WIDTH, portrait::HEIGHT), scale)?;
    Some(camera::snapshot(&drawing, shot))
}

/// The vendor's cut from the document: the same portrait, under the page's print.
fn cropped(session: &Session, shot: &Shot) -> Option<RgbImage> {
    let face = &session.portrait;
    let year = session.document.issued.year().max(face.born + 18);
    let sitting = Sitting::booth(face, year);
    let inks = print::inks(&session.document.issuer);
    let lines: String = (0..34)
        .map(|line| {
            let y = line as f32 * 31.0;
            format!("M-20 {y}q200 -46 420 0t420 0")
        })
        .collect();
    let elements = format!(
        r#"{}<path d="{lines}" fill="none" stroke="{}" stroke-width="1.6" stroke-opacity="0.2"/>"#,
        portrait::elements(face, &sitting, "c"),
        inks.main
    );
    let scale = shot.height as f32 / portrait::HEIGHT;
    let drawing = render::pixels(&elements, (portrait::WIDTH, portrait::HEIGHT), scale)?;
    Some(camera::snapshot(&drawing, shot))
}

fn encode(upright: RgbImage, picture: &Picture) -> Option<Vec<u8>> {
    let stored = exif::stored(upright, picture.orientation);
    let lossless = |format: ImageFormat| {
        let mut out = Cursor::new(Vec::new());
        stored.write_to(&mut out, format).ok()?;
        Some(out.into_inner())
    };
    match picture.format {
        PictureFormat::Jpeg if picture.oversized => oversized(&stored),
        PictureFormat::Jpeg => Some(exif::tag(jpeg(&stored, 86)?, picture.orientation)),
        PictureFormat::Png => lossless(ImageFormat::Png),
        PictureFormat::WebP => lossless(ImageFormat::WebP),
    }
}

/// More than 10 MB in base64, less than 10 MB as it is.
fn oversized(stored: &RgbImage) -> Option<Vec<u8>> {
    let mut smallest = None;
    for quality in [96, 98, 94, 92, 100, 90] {
        let bytes = jpeg(stored, quality)?;
        if (7_900_000..9_900_000).contains(&bytes.len()) {
            return Some(bytes);
        }
        smallest = Some(bytes);
    }
    smallest
}

fn jpeg(picture: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, quality).encode_image(picture).ok()?;
    Some(out)
}
