//! Colours: brought to sRGB where the file's own profile is understood, and contrast.

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::Pixels;

/// Profiles larger than this are not looked at; real ones have a few kilobytes.
const MAX_PROFILE_BYTES: usize = 1024 * 1024;

/// Converts in place and tells whether it did. A profile that is damaged or is not for red, green
/// and blue leaves the pixels as they are.
pub(super) fn to_srgb(picture: &mut Pixels, icc: &[u8]) -> bool {
    if icc.len() > MAX_PROFILE_BYTES {
        return false;
    }
    let Ok(profile) = ColorProfile::new_from_slice(icc) else { return false };
    if profile.color_space != DataColorSpace::Rgb {
        return false;
    }
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let Ok(transform) = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options)
    else {
        return false;
    };
    let mut converted = vec![0; picture.rgb.len()];
    if transform.transform(&picture.rgb, &mut converted).is_err() {
        return false;
    }
    picture.rgb = converted;
    true
}

/// Stretches around middle grey; 1 changes nothing.
pub(super) fn contrast(picture: &mut Pixels, contrast: f32) {
    if (contrast - 1.0).abs() < f32::EPSILON {
        return;
    }
    let mut table = [0_u8; 256];
    for (value, entry) in table.iter_mut().enumerate() {
        *entry = ((value as f32 - 128.0) * contrast + 128.0).round().clamp(0.0, 255.0) as u8;
    }
    for value in &mut picture.rgb {
        *value = table[usize::from(*value)];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_profile_changes_colours_and_a_damaged_one_does_not() {
        let picture = Pixels { width: 1, height: 1, rgb: vec![200, 80, 40] };
        let profile = ColorProfile::new_display_p3().encode().unwrap();
        let mut converted = picture.clone();
        assert!(to_srgb(&mut converted, &profile));
        // Display P3's red is stronger, so the same colour needs more red in sRGB.
        assert!(converted.rgb[0] > picture.rgb[0], "{:?}", converted.rgb);
        let mut same = picture.clone();
        assert!(!to_srgb(&mut same, &profile[..profile.len() / 2]));
        assert_eq!(same, picture);
    }

    #[test]
    fn contrast_turns_around_middle_grey() {
        let mut picture = Pixels { width: 1, height: 1, rgb: vec![100, 128, 250] };
        contrast(&mut picture, 2.0);
        assert_eq!(picture.rgb, [72, 128, 255]);
    }
}
