//! What the sandbox draws can be read again, and is what was asked for.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]
// The pictures read here are the sandbox's own; untrusted ones are read in the confined child only.
#![allow(clippy::disallowed_methods)]

use chrono::DateTime;
use image::imageops::FilterType;
use image::{ImageFormat, RgbImage};
use sandbox::company::{Company, ImageKind, PictureFormat, Session, Truth};
use sandbox::drawing::{ImageCache, draw, draw_photo};

fn company() -> Company {
    Company::invent(1, 300, 84, DateTime::from_timestamp(1_795_424_400, 0).unwrap())
}

fn with(company: &Company, wanted: impl Fn(&Session) -> bool) -> &Session {
    company.sessions.iter().find(|session| wanted(session)).unwrap()
}

fn pixels(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().to_rgb8()
}

/// The EXIF orientation in a JPEG's first APP1 segment, by its bytes.
fn orientation(bytes: &[u8]) -> u8 {
    let tagged = bytes[2..4] == [0xff, 0xe1] && &bytes[6..12] == b"Exif\0\0";
    if tagged { bytes[12 + 8 + 2 + 8 + 1] } else { 1 }
}

/// Mean difference of two pictures brought to one small size, 0 to 255.
fn difference(one: &RgbImage, other: &RgbImage) -> f32 {
    let small = |picture: &RgbImage| image::imageops::resize(picture, 64, 80, FilterType::Triangle);
    let (one, other) = (small(one), small(other));
    let sum: u32 = one.iter().zip(other.iter()).map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
    sum as f32 / (64.0 * 80.0 * 3.0)
}

#[test]
fn a_drawing_is_the_same_again_and_has_size_format_and_orientation() {
    let company = company();
    let turned = with(&company, |session| {
        session.picture(ImageKind::Front).is_some_and(|front| front.orientation == 6)
    });
    let front = turned.picture(ImageKind::Front).unwrap();
    let bytes = draw(turned, ImageKind::Front).unwrap();
    assert_eq!(bytes, draw(turned, ImageKind::Front).unwrap());
    assert_eq!(orientation(&bytes), 6);
    let picture = pixels(&bytes);
    assert_eq!(picture.dimensions(), (front.width, front.height));
    assert!(front.height > front.width, "stored standing, shown lying");
    assert!(bytes.len() < 10_000_000);
}

#[test]
fn uploads_are_png_and_webp() {
    let company = company();
    let upload = with(&company, |session| {
        session.picture(ImageKind::Front).is_some_and(|front| front.format == PictureFormat::Png)
    });
    let bytes = draw(upload, ImageKind::Front).unwrap();
    assert_eq!(image::guess_format(&bytes).unwrap(), ImageFormat::Png);
    assert!(bytes.len() < 7_000_000, "{}", bytes.len());
    let bytes = draw(upload, ImageKind::Selfie).unwrap();
    assert_eq!(image::guess_format(&bytes).unwrap(), ImageFormat::WebP);
}

#[test]
fn one_front_is_more_than_ten_megabytes_in_base64() {
    let company = company();
    let session = with(&company, |session| session.pictures.iter().any(|one| one.oversized));
    let bytes = draw(session, ImageKind::Front).unwrap();
    assert!(bytes.len() * 4 / 3 > 10 << 20, "{}", bytes.len());
    assert!(bytes.len() < 10_000_000, "{}", bytes.len());
}

#[test]
fn portraits_of_two_people_differ_more_than_their_documents_do_from_a_second_drawing() {
    let company = company();
    let people = &company.people;
    let one = pixels(&draw_photo(&people[1], 240).unwrap());
    assert_eq!(one.dimensions(), (240, 240));
    for other in &people[2..8] {
        let other = pixels(&draw_photo(other, 240).unwrap());
        assert!(difference(&one, &other) > 6.0);
    }
}

#[test]
fn what_does_not_exist_is_not_drawn_and_what_does_is_kept() {
    let company = company();
    let purged = with(&company, |session| session.pictures.is_empty());
    let cache = ImageCache::default();
    assert!(cache.picture(purged, ImageKind::Front).is_none());
    let session = with(&company, |session| {
        session.picture(ImageKind::CroppedFace).is_some()
            && matches!(session.truth, Truth::TrueOwner { .. })
    });
    let first = cache.picture(session, ImageKind::CroppedFace).unwrap();
    let again = cache.picture(session, ImageKind::CroppedFace).unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &again), "drawn once");
}
