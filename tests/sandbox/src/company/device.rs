//! The telephone or computer in the interview.

use super::cast::Scene;
use super::dice::Dice;
use super::person::Person;
use super::session::{Device, SessionKind};
use super::truth::{Attack, Truth};

const DEVICES: &[(&str, &str, &str)] = &[
    ("iPhone15,4", "iOS 19.1", "Mobile Safari 19.1"),
    ("iPhone14,5", "iOS 18.6", "Mobile Safari 18.6"),
    ("SM-S921B", "Android 16", "Chrome Mobile 142"),
    ("Pixel 9", "Android 16", "Chrome Mobile 142"),
    ("Redmi Note 13", "Android 14", "Chrome Mobile 139"),
    ("Windows", "Windows 11", "Edge 142"),
    ("Macintosh", "macOS 26.1", "Safari 26.1"),
];

/// The device of a scene: one that several attackers share, the reception's tablet for some new
/// hires, else the person's own.
pub fn used(scene: &Scene, subject: &Person, dice: &mut Dice) -> Device {
    let (model, system, browser) = dice.pick(DEVICES);
    let shared = match scene.truth {
        Truth::Attacker {
            method: Attack::SameFaceOtherName | Attack::StolenVictim | Attack::Replay,
        } => Some("5d1e9c27a0b3f4468e72c91d"),
        Truth::Attacker { .. } | Truth::DocumentDefect { .. } | Truth::TrueOwner { .. } => {
            (scene.kind == SessionKind::Onboarding && dice.chance(0.4))
                .then_some("9af0c3b2117d4e55b8c6e0aa")
        }
    };
    let foreign = matches!(scene.truth, Truth::Attacker { .. }) && dice.chance(0.6);
    let home = subject.city.clone().unwrap_or_else(|| scene.country.cities[0].name.clone());
    let own = format!("{:016x}{:08x}", dice.throw(), dice.throw() >> 32);
    // TEST-NET-1 to 3 (RFC 5737): addresses that nobody has.
    let net = dice.pick(&["192.0.2", "198.51.100", "203.0.113"]);
    Device {
        fingerprint: shared.map_or(own, str::to_owned),
        model: model.into(),
        system: system.into(),
        browser: browser.into(),
        address: format!("{net}.{}", dice.between(2, 250)),
        place: if foreign {
            ("Tarnova".into(), "XZ".into())
        } else {
            (home, scene.country.iso2.into())
        },
        proxy: foreign && dice.chance(0.5),
    }
}
