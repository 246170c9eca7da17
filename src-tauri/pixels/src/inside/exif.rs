//! Which tags an EXIF block carries. Presence only; the values stay unread.

use crate::Facts;

const MAX_ENTRIES: usize = 512;

/// A TIFF structure (TIFF 6.0, section 2), read with a bound on everything.
struct Tiff<'a> {
    bytes: &'a [u8],
    little_endian: bool,
}

/// Marks of an EXIF block: TIFF with or without the `Exif\0\0` before it.
pub(super) fn facts(block: &[u8]) -> Facts {
    let bytes = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
    let Some(tiff) = Tiff::open(bytes) else { return Facts::default() };
    let main: Vec<(u16, u32)> = tiff.long(4).map(|at| tiff.directory(at)).unwrap_or_default();
    let capture = tag(&main, 0x8769).map(|at| tiff.directory(at)).unwrap_or_default();
    let has = |number| tag(&main, number).is_some();
    Facts {
        has_exif: !main.is_empty(),
        has_gps: has(0x8825),
        has_software: has(0x0131),
        has_camera: has(0x010F) || has(0x0110),
        has_capture_time: has(0x0132) || tag(&capture, 0x9003).is_some(),
        ..Facts::default()
    }
}

fn tag(directory: &[(u16, u32)], number: u16) -> Option<u32> {
    directory.iter().find(|(tag, _)| *tag == number).map(|(_, value)| *value)
}

impl<'a> Tiff<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        let little_endian = match bytes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        Some(Self { bytes, little_endian })
    }

    /// Tags of the directory at `offset`, each with its four bytes of value.
    fn directory(&self, offset: u32) -> Vec<(u16, u32)> {
        let offset = offset as usize;
        let count = usize::from(self.short(offset).unwrap_or(0)).min(MAX_ENTRIES);
        (0..count)
            .map_while(|n| {
                let entry = offset.checked_add(2 + n * 12)?;
                Some((self.short(entry)?, self.long(entry + 8)?))
            })
            .collect()
    }

    fn short(&self, at: usize) -> Option<u16> {
        let raw = *self.bytes.get(at..)?.first_chunk::<2>()?;
        Some(if self.little_endian { u16::from_le_bytes(raw) } else { u16::from_be_bytes(raw) })
    }

    fn long(&self, at: usize) -> Option<u32> {
        let raw = *self.bytes.get(at..)?.first_chunk::<4>()?;
        Some(if self.little_endian { u32::from_le_bytes(raw) } else { u32::from_be_bytes(raw) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Main directory with software and GPS, and an Exif directory with a time of capture.
    fn block() -> Vec<u8> {
        let mut tiff = b"MM\0*\0\0\0\x08\0\x03".to_vec();
        for (tag, value) in [(0x0131_u16, 0_u32), (0x8769, 50), (0x8825, 0)] {
            tiff.extend(tag.to_be_bytes());
            tiff.extend([0, 4, 0, 0, 0, 1]);
            tiff.extend(value.to_be_bytes());
        }
        tiff.extend([0; 4]);
        assert_eq!(tiff.len(), 50);
        tiff.extend([0, 1, 0x90, 0x03, 0, 2, 0, 0, 0, 20, 0, 0, 0, 0]);
        tiff
    }

    #[test]
    fn presence_is_told_and_nothing_else() {
        let expected = Facts {
            has_exif: true,
            has_gps: true,
            has_software: true,
            has_capture_time: true,
            ..Facts::default()
        };
        assert_eq!(facts(&block()), expected);
        let mut prefixed = b"Exif\0\0".to_vec();
        prefixed.extend(block());
        assert_eq!(facts(&prefixed), expected);
    }

    #[test]
    fn a_damaged_block_is_read_as_far_as_it_goes() {
        for end in 0..block().len() {
            let _ = facts(&block()[..end]);
        }
        let mut endless = block();
        endless[8] = 0xFF;
        endless[9] = 0xFF;
        let _ = facts(&endless);
        endless[4..8].fill(0xFF);
        assert_eq!(facts(&endless), Facts::default());
    }
}
