//! Which pictures an interview left behind, and how they were taken.

use super::cast::Scene;
use super::dice::Dice;
use super::document::{Document, DocumentKind};
use super::session::{ImageKind, Light, Picture, PictureFormat};
use super::truth::{Attack, Defect, Truth};

/// Sizes of cameras, in pixels, wide way: 3 to 12 megapixels.
const SIZES: &[(u32, u32)] = &[
    (2048, 1536),
    (2592, 1944),
    (2592, 1944),
    (3264, 2448),
    (3264, 2448),
    (3840, 2160),
    (4000, 3000),
];
const SELFIES: &[(u32, u32)] = &[(1536, 2048), (1944, 2592), (1944, 2592), (2448, 3264)];

/// The pictures of a scene.
pub fn taken(scene: &Scene, document: &Document, dice: &mut Dice) -> Vec<Picture> {
    let defect = match scene.truth {
        Truth::DocumentDefect { defect } => Some(defect),
        Truth::TrueOwner { .. } | Truth::Attacker { .. } => None,
    };
    if defect == Some(Defect::Purged) {
        return Vec::new();
    }
    let mut pictures = vec![of_document(ImageKind::Front, defect, dice)];
    if document.kind.has_back() {
        pictures.push(of_document(ImageKind::Back, defect, dice));
    }
    // A real tenant's vendor cuts no portrait for about one in eight.
    let uncut = defect == Some(Defect::NoPortrait) || (dice.chance(0.12) && !scene.has("kasia"));
    if !uncut {
        pictures.push(portrait(dice));
    }
    let mut selfie = selfie(dice);
    if matches!(scene.truth, Truth::Attacker { method: Attack::Replay }) {
        selfie.light = Light::Screen;
    }
    pictures.push(selfie);
    formats(&mut pictures, scene, document, dice);
    pictures
}

fn of_document(kind: ImageKind, defect: Option<Defect>, dice: &mut Dice) -> Picture {
    let (width, height) = dice.pick(SIZES);
    let orientation = dice.pick(&[1u8, 1, 1, 1, 6, 8, 3]);
    let stood_up = orientation >= 5;
    let light = match defect {
        Some(Defect::Glare) if kind == ImageKind::Front => Light::Glare,
        Some(Defect::Blurred) => Light::Soft,
        Some(Defect::ScreenCopy) => Light::Screen,
        _ => match dice.between(0, 19) {
            0 | 1 => Light::Dim,
            2 => Light::Soft,
            3..=6 => Light::Glare,
            _ => Light::Good,
        },
    };
    let oversized = defect == Some(Defect::Oversized) && kind == ImageKind::Front;
    let (width, height) = if oversized { (4000, 3000) } else { (width, height) };
    Picture {
        kind,
        format: PictureFormat::Jpeg,
        width: if stood_up { height } else { width },
        height: if stood_up { width } else { height },
        orientation,
        light,
        seed: dice.throw(),
        oversized,
    }
}

/// Cut out by the vendor from its own picture: small, upright, plain JPEG.
fn portrait(dice: &mut Dice) -> Picture {
    let height = dice.between(760, 1240) as u32;
    Picture {
        kind: ImageKind::CroppedFace,
        format: PictureFormat::Jpeg,
        width: height * 4 / 5,
        height,
        orientation: 1,
        light: Light::Good,
        seed: dice.throw(),
        oversized: false,
    }
}

fn selfie(dice: &mut Dice) -> Picture {
    let (width, height) = dice.pick(SELFIES);
    // Front cameras are mounted on their side: many store the picture lying.
    let orientation = dice.pick(&[1u8, 1, 1, 6, 8]);
    let lying = orientation >= 5;
    let light = dice.pick(&[None, None, None, None, Some(Light::Dim), Some(Light::Soft)]);
    Picture {
        kind: ImageKind::Selfie,
        format: PictureFormat::Jpeg,
        width: if lying { height } else { width },
        height: if lying { width } else { height },
        orientation,
        light: light.unwrap_or(Light::Good),
        seed: dice.throw(),
        oversized: false,
    }
}

/// A few come as PNG or WebP: uploads from a desktop. They carry no orientation and are the
/// smallest size, because both are stored without loss.
fn formats(pictures: &mut [Picture], scene: &Scene, document: &Document, dice: &mut Dice) {
    if scene.has("kasia") {
        for picture in pictures.iter_mut() {
            picture.light = Light::Good;
        }
        return;
    }
    let upload = document.kind == DocumentKind::Passport && dice.chance(0.1);
    for picture in pictures.iter_mut().filter(|picture| !picture.oversized) {
        let format = match picture.kind {
            ImageKind::Front if upload => PictureFormat::Png,
            ImageKind::Selfie if upload => PictureFormat::WebP,
            ImageKind::CroppedFace if dice.chance(0.08) => PictureFormat::Png,
            ImageKind::Front | ImageKind::Back | ImageKind::Selfie | ImageKind::CroppedFace => {
                continue;
            }
        };
        picture.format = format;
        picture.orientation = 1;
        (picture.width, picture.height) = match picture.kind {
            ImageKind::Front | ImageKind::Back => (2048, 1536),
            ImageKind::Selfie => (1536, 2048),
            ImageKind::CroppedFace => (picture.width, picture.height),
        };
    }
}
