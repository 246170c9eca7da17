//! The slow features of a face: what does not change between two pictures of one person.

use crate::company::Face;
use crate::company::dice::Dice;
use crate::company::person::Sex;

use super::colour::Colour;

/// Lengths are in the portrait's units (800 wide), from the middle of the face and the eye line.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// Half the width at the cheekbones.
    pub width: f32,
    /// Half the width at the jaw's corner.
    pub jaw: f32,
    /// Half the width of the chin.
    pub chin: f32,
    /// From the eye line to the tip of the chin.
    pub length: f32,
    /// From the middle to each eye.
    pub eye_apart: f32,
    /// Half an eye's width.
    pub eye_width: f32,
    /// Height of the open eye above its corners.
    pub eye_open: f32,
    /// How much higher the outer corner is.
    pub eye_tilt: f32,
    /// 0 deep crease to 1 single lid.
    pub hood: f32,
    /// From the eye line up to the brow.
    pub brow_height: f32,
    /// Thickness of the brow.
    pub brow_width: f32,
    /// How much the brow is bent.
    pub brow_arch: f32,
    /// From the eye line down to the nose's base.
    pub nose_length: f32,
    /// Half the width of the nose's base.
    pub nose_width: f32,
    /// Half the width of its bridge.
    pub bridge: f32,
    /// Tip up (negative) or down.
    pub nose_tip: f32,
    /// From the eye line down to the mouth.
    pub mouth_height: f32,
    /// Half the mouth's width.
    pub mouth_width: f32,
    /// Height of the upper lip.
    pub upper_lip: f32,
    /// Height of the lower lip.
    pub lower_lip: f32,
    /// How far the ears stand out.
    pub ear_out: f32,
    /// Size of the ears.
    pub ear_size: f32,
    /// Number of freckles.
    pub freckles: usize,
    /// Moles: place from the middle and the eye line, and radius.
    pub moles: Vec<(f32, f32, f32)>,
    /// Skin.
    pub skin: Colour,
    /// Shaded skin.
    pub shade: Colour,
    /// Lips.
    pub lips: Colour,
    /// Iris.
    pub iris: Colour,
    /// Hair, before it goes grey.
    pub hair: Colour,
    /// 0 straight, 1 tight curls.
    pub curl: f32,
    /// 0 none to 1 full growth.
    pub beard: f32,
    /// Hairline goes back with age, 0 to 1.
    pub balding: f32,
    /// Whether the person has glasses at all.
    pub glasses: bool,
    /// Whether the hair is covered.
    pub scarf: bool,
}

const TRAITS: usize = 40;

/// The face's numbers between 0 and 1, near those of a face that it resembles.
fn numbers(face: &Face) -> [f32; TRAITS] {
    let throw = |seed: u64| {
        let mut dice = Dice::new(seed, "features");
        [0.0; TRAITS].map(|_: f32| dice.fraction())
    };
    let mut own = throw(face.seed);
    if let Some((other, share)) = face.like {
        for (own, other) in own.iter_mut().zip(throw(other)) {
            *own += (other - *own) * share;
        }
    }
    own
}

const SKIN: &[u32] =
    &[0xf7dfd0, 0xf0cdb4, 0xe4b896, 0xd3a07a, 0xbb8459, 0x9c6743, 0x7d4f33, 0x603a27, 0x472a1e];
const SHADE: &[u32] =
    &[0xc98f78, 0xbf8468, 0xae7351, 0x98603f, 0x7c4a2d, 0x633821, 0x4b2919, 0x371d13, 0x28150f];
const LIPS: &[u32] =
    &[0xc7736e, 0xbd6a63, 0xb0635a, 0xa15a50, 0x8f4d45, 0x7d423d, 0x6b3936, 0x59302f, 0x482828];
const DARK_HAIR: &[u32] = &[0x1b1514, 0x221916, 0x2c1f19, 0x3a281d];
const ANY_HAIR: &[u32] = &[
    0x241a16, 0x3b281d, 0x4f3420, 0x6b4526, 0x7d5230, 0x93683c, 0xb58d56, 0xc9a76c, 0x8c4526,
    0x70381f,
];
const DARK_IRIS: &[u32] = &[0x2e1a10, 0x3d2413, 0x4e3018];
const ANY_IRIS: &[u32] = &[0x4e3018, 0x6b4a24, 0x6f6a3c, 0x5d7355, 0x55747c, 0x4c6f8f, 0x7a8b95];

impl Features {
    /// The features of a face.
    pub fn of(face: &Face) -> Self {
        let n = numbers(face);
        let man = face.sex == Sex::Male;
        let by = |low: f32, high: f32, at: usize| low + (high - low) * n[at];
        let m = |man_value: f32| if man { man_value } else { 0.0 };
        let width = by(146.0, 170.0, 0) + m(4.0);
        let tone = face.tone;
        let dark = face.dark || tone > 0.5;
        let mut dice = Dice::new(face.like.map_or(face.seed, |(seed, _)| seed), "marks");
        let skin = Colour::ramp(SKIN, tone).mix(Colour::hex(0xd8a06a), by(0.0, 0.14, 30));
        let hair = Colour::ramp(if dark { DARK_HAIR } else { ANY_HAIR }, n[31]);
        let red = hair.0 > 1.6 * hair.1 && hair.0 > 90.0;
        let mut features = Self {
            width,
            jaw: width * (by(0.76, 0.9, 1) + m(0.055)),
            chin: width * (by(0.3, 0.46, 2) + m(0.07)),
            length: by(246.0, 276.0, 3) + m(8.0),
            eye_apart: by(60.0, 74.0, 4),
            eye_width: by(31.0, 38.5, 5),
            eye_open: by(12.0, 18.5, 6) - m(1.5),
            eye_tilt: by(-4.0, 8.0, 7),
            hood: if face.single_lid { by(0.65, 1.0, 8) } else { by(0.0, 0.55, 8) },
            brow_height: by(42.0, 57.0, 9) - m(5.0),
            brow_width: by(8.5, 14.0, 10) + m(4.5),
            brow_arch: by(2.0, 14.0, 11) - m(2.0),
            nose_length: by(104.0, 132.0, 12) + m(5.0),
            nose_width: by(27.0, 39.0, 13) + tone * 7.0 + m(3.0),
            bridge: by(8.0, 15.0, 14) + m(2.0),
            nose_tip: by(-7.0, 7.0, 15),
            mouth_height: by(172.0, 192.0, 16) + m(4.0),
            mouth_width: by(50.0, 67.0, 17) + m(3.0),
            upper_lip: by(8.5, 16.0, 18) + tone * 4.0 - m(2.0),
            lower_lip: by(14.0, 23.0, 19) + tone * 4.0 - m(2.0),
            ear_out: by(6.0, 22.0, 20),
            ear_size: by(0.86, 1.16, 21) + m(0.05),
            freckles: if tone < 0.3 && (n[22] > 0.78 || red) {
                24 + (n[23] * 50.0) as usize
            } else {
                0
            },
            moles: (0..dice.below(4)).map(|_| mole(&mut dice, width)).collect(),
            skin,
            shade: Colour::ramp(SHADE, tone),
            lips: Colour::ramp(LIPS, tone),
            iris: Colour::ramp(if dark { DARK_IRIS } else { ANY_IRIS }, n[24]),
            hair,
            curl: if tone > 0.62 { by(0.6, 1.0, 25) } else { by(0.0, 0.75, 25) },
            beard: if man { n[26] } else { 0.0 },
            balding: if man { n[27] } else { 0.0 },
            glasses: n[28] > 0.62,
            scarf: face.scarf,
        };
        if face.seed == crate::company::face::KASIA {
            features.kasia();
        }
        features
    }

    /// The person of the product's pictures: auburn, grey-green eyes, freckles, a mole.
    fn kasia(&mut self) {
        self.hair = Colour::hex(0x774327);
        self.iris = Colour::hex(0x5f7f74);
        self.freckles = 58;
        self.moles = vec![(56.0, 158.0, 4.6)];
        self.curl = 0.1;
        self.glasses = true;
        self.eye_apart = 70.0;
        self.length = 262.0;
        self.width = 158.0;
        self.chin = 56.0;
        self.jaw = 128.0;
    }
}

fn mole(dice: &mut Dice, width: f32) -> (f32, f32, f32) {
    let side = if dice.chance(0.5) { 1.0 } else { -1.0 };
    let down = dice.spread(20.0, 225.0);
    (side * dice.spread(0.3, 0.72) * width * (1.0 - down / 700.0), down, dice.spread(2.6, 5.0))
}
