//! What changes between two pictures of one person: pose, light, age, hair, expression, place.

use crate::company::Face;
use crate::company::dice::Dice;
use crate::company::person::Sex;

use super::colour::Colour;

/// One occasion of being photographed.
#[derive(Debug, Clone, PartialEq)]
pub struct Sitting {
    /// Turn to the side, in radians; positive to the picture's right.
    pub yaw: f32,
    /// Nod, in radians; positive looks down.
    pub pitch: f32,
    /// Tilt of the head, in degrees.
    pub roll: f32,
    /// Where the light comes from: -1 left to 1 right.
    pub light: f32,
    /// Colour of the light: -1 cold to 1 warm.
    pub warmth: f32,
    /// 0 neutral to 1 smiling.
    pub smile: f32,
    /// Age in years.
    pub age: f32,
    /// Way of wearing the hair.
    pub hair: HairStyle,
    /// Beard on the day: 0 shaven to 1 full.
    pub beard: f32,
    /// Glasses on.
    pub glasses: bool,
    /// A passport booth, or a room.
    pub place: Place,
    /// Colour of the clothes.
    pub cloth: Colour,
    /// Kind of neckline.
    pub neckline: Neckline,
    /// Chance for everything small.
    pub seed: u64,
}

/// Ways of wearing the hair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HairStyle {
    /// Long, parted in the middle or at the side.
    Long,
    /// To the chin.
    Bob,
    /// Pulled back, with a bun.
    Bun,
    /// Pulled back, with a tail.
    Tail,
    /// Short all over.
    Short,
    /// Very short.
    Crop,
    /// Combed back.
    Back,
    /// Curls, full.
    Cloud,
    /// Gone on top.
    Bald,
    /// Under a headscarf.
    Scarf,
}

/// Where the picture was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Plain, evenly lit.
    Booth,
    /// Some room.
    Room,
}

/// Necklines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Neckline {
    /// An open V.
    Vee,
    /// A round neck.
    Round,
    /// A collar.
    Collar,
}

const CLOTHES: &[u32] = &[
    0x3c4454, 0x6f8574, 0x2f3b36, 0x8a5a4c, 0x46566b, 0x54443f, 0x7b7f86, 0x39304a, 0x9aa48f,
    0x263238, 0xb9b2a5, 0x5b2f35,
];

impl Sitting {
    /// The picture on a document: frontal, neutral, even light, years ago.
    pub fn booth(face: &Face, year: i32) -> Self {
        let mut dice = Dice::new(face.seed, "booth");
        let mut sitting = Self::new(face, year, &mut dice);
        sitting.yaw = dice.spread(-0.05, 0.05);
        sitting.pitch = dice.spread(-0.02, 0.03);
        sitting.roll = dice.spread(-1.2, 1.2);
        sitting.light = dice.spread(-0.25, 0.25);
        sitting.warmth = dice.spread(-0.4, 0.05);
        sitting.smile = dice.spread(0.0, 0.12);
        sitting.glasses = false;
        sitting
    }

    /// A selfie: turned a little, in whatever light there is, today.
    pub fn selfie(face: &Face, year: i32, seed: u64) -> Self {
        let mut dice = Dice::new(face.seed ^ seed, "selfie");
        let mut sitting = Self::new(face, year, &mut dice);
        let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
        sitting.yaw = side * dice.spread(0.04, 0.2);
        sitting.pitch = dice.spread(-0.06, 0.08);
        sitting.roll = dice.spread(-5.0, 5.0);
        sitting.light = side * dice.spread(0.3, 1.0);
        sitting.warmth = dice.spread(-0.3, 0.9);
        sitting.smile = dice.spread(0.05, 0.75);
        sitting.place = Place::Room;
        sitting
    }

    fn new(face: &Face, year: i32, dice: &mut Dice) -> Self {
        let features = super::features::Features::of(face);
        let age = (year - face.born).clamp(16, 90) as f32;
        Self {
            yaw: 0.0,
            pitch: 0.0,
            roll: 0.0,
            light: 0.0,
            warmth: 0.0,
            smile: 0.0,
            age,
            hair: hair(face, &features, age, dice),
            beard: if features.beard > 0.45 {
                (features.beard + dice.spread(-0.3, 0.3)).clamp(0.0, 1.0)
            } else {
                0.0
            },
            glasses: features.glasses && dice.chance(0.8),
            place: Place::Booth,
            cloth: Colour::hex(dice.pick(CLOTHES)),
            neckline: [Neckline::Vee, Neckline::Round, Neckline::Collar][dice.below(3)],
            seed: dice.throw(),
        }
    }
}

fn hair(face: &Face, features: &super::features::Features, age: f32, dice: &mut Dice) -> HairStyle {
    if face.scarf {
        return HairStyle::Scarf;
    }
    if face.seed == crate::company::face::KASIA {
        return if dice.chance(0.5) { HairStyle::Long } else { HairStyle::Bun };
    }
    let choices: &[HairStyle] = match (face.sex, features.curl > 0.62) {
        (Sex::Male, _) if features.balding > 0.62 && age > 34.0 => {
            &[HairStyle::Bald, HairStyle::Crop]
        }
        (Sex::Male, true) => &[HairStyle::Crop, HairStyle::Cloud, HairStyle::Crop],
        (Sex::Male, false) => {
            &[HairStyle::Short, HairStyle::Back, HairStyle::Short, HairStyle::Crop]
        }
        (Sex::Female | Sex::Unspecified, true) => {
            &[HairStyle::Cloud, HairStyle::Bun, HairStyle::Tail]
        }
        (Sex::Female | Sex::Unspecified, false) => &[
            HairStyle::Long,
            HairStyle::Bob,
            HairStyle::Bun,
            HairStyle::Tail,
            HairStyle::Long,
            HairStyle::Short,
        ],
    };
    choices[dice.below(choices.len())]
}
