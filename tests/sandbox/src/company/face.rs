//! What a person looks like, as numbers; `drawing` turns them into a portrait.

use super::person::Sex;

/// The slow features of one invented face: two pictures of one person share it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Face {
    /// Everything without a field of its own (nose, eyes, mouth, brows, moles) comes from here.
    pub seed: u64,
    /// Sex, for jaw, beard and hair.
    pub sex: Sex,
    /// Skin from 0 (lightest) to 1 (darkest).
    pub tone: f32,
    /// Year of birth: pictures taken in different years differ by age.
    pub born: i32,
    /// Hair and eyes are dark.
    pub dark: bool,
    /// Eyelids without a crease are common in the family.
    pub single_lid: bool,
    /// The hair is covered in pictures.
    pub scarf: bool,
    /// Another face that this one resembles, and how much (0 not at all, 1 the same).
    pub like: Option<(u64, f32)>,
}

impl Face {
    /// A relative or a look-alike: mostly this face, with its own deviations.
    #[must_use]
    pub fn resembling(&self, seed: u64, share: f32) -> Self {
        Self { seed, like: Some((self.seed, share)), ..self.clone() }
    }
}

/// The seed whose portrait has auburn hair, grey-green eyes, freckles and a mole.
pub const KASIA: u64 = 0x0000_ca51_a000_0001;
