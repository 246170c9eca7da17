//! Colours, mixed in plain sRGB: the portraits are illustrations, not photometry.

/// Red, green and blue, 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Colour(pub f32, pub f32, pub f32);

impl Colour {
    /// From `0xRRGGBB`.
    pub const fn hex(value: u32) -> Self {
        Self((value >> 16 & 255) as f32, (value >> 8 & 255) as f32, (value & 255) as f32)
    }

    /// This colour with a share of another.
    pub fn mix(self, other: Self, share: f32) -> Self {
        let mix = |own: f32, other: f32| own + (other - own) * share;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// With a share of white.
    pub fn lighter(self, share: f32) -> Self {
        self.mix(Self(255.0, 250.0, 244.0), share)
    }

    /// With a share of a warm black.
    pub fn darker(self, share: f32) -> Self {
        self.mix(Self(18.0, 10.0, 10.0), share)
    }

    /// One of a ramp of colours at equal distances, mixed with its neighbour.
    pub fn ramp(stops: &[u32], place: f32) -> Self {
        let last = stops.len().saturating_sub(1);
        let at = place.clamp(0.0, 1.0) * last as f32;
        let low = (at as usize).min(last);
        let high = (low + 1).min(last);
        Self::hex(stops[low]).mix(Self::hex(stops[high]), at - low as f32)
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let byte = |part: f32| part.clamp(0.0, 255.0).round() as u8;
        write!(to, "#{:02x}{:02x}{:02x}", byte(self.0), byte(self.1), byte(self.2))
    }
}
