//! Names put together by the customs of a country.

use super::country::{Country, Custom, Name};
use super::dice::Dice;
use super::latin::fold;
use super::person::{Legal, Sex};

/// What the registrar writes for somebody of this country; birth and nationality are the caller's.
pub fn legal(country: &Country, sex: Sex, dice: &mut Dice) -> Legal {
    let first = dice.pick(country.given(sex));
    let family = base_surname(country, dice);
    let mut legal = Legal {
        given: first.latin.clone(),
        native_given: first.native.clone(),
        sex,
        nationality: country.icao.to_owned(),
        ..Legal::default()
    };
    set_surname(&mut legal, family);
    match country.custom {
        Custom::Western => middle(&mut legal, country, dice, 0.45),
        Custom::Gendered => {
            legal.surname = gendered(&legal.surname, sex, country.icao);
            middle(&mut legal, country, dice, 0.4);
            // A double surname keeps the maiden name.
            if sex == Sex::Female && dice.chance(0.12) {
                let second = gendered(&base_surname(country, dice).latin, sex, country.icao);
                legal.surname = format!("{}-{second}", legal.surname);
            }
        }
        Custom::Two | Custom::Lusophone => two_surnames(&mut legal, country, dice),
        Custom::Patronymic => patronymic(&mut legal, country, dice),
        Custom::Particle => particle(&mut legal, dice),
        Custom::Icelandic => icelandic(&mut legal, country, dice),
        Custom::Arabic => fathers_name(&mut legal, country, dice),
        Custom::Mononym if dice.chance(0.5) => {
            legal.surname = std::mem::take(&mut legal.given);
            legal.native_surname = legal.native_given.take();
        }
        Custom::Indian if dice.chance(0.3) => initial_for_father(&mut legal, country, dice),
        Custom::FamilyFirst | Custom::Mononym | Custom::Indian => {}
    }
    legal
}

/// Whether the family name is written first at home.
#[must_use]
pub fn family_first(country: &Country) -> bool {
    country.custom == Custom::FamilyFirst
}

fn set_surname(legal: &mut Legal, name: Name) {
    legal.surname = name.latin;
    legal.native_surname = name.native;
}

/// A surname in the form for men: the tables list both for some countries.
fn base_surname(country: &Country, dice: &mut Dice) -> Name {
    let mut name = dice.pick(&country.surnames);
    if matches!(country.custom, Custom::Gendered | Custom::Patronymic) {
        for _ in 0..20 {
            let womens = ["á", "ova", "eva", "ska", "cka", "aya", "ina"];
            if !womens.iter().any(|ending| name.latin.ends_with(ending)) {
                break;
            }
            name = dice.pick(&country.surnames);
        }
    }
    name
}

/// The form of a surname for a woman, where there is one.
#[must_use]
pub fn gendered(surname: &str, sex: Sex, country: &str) -> String {
    if sex != Sex::Female {
        return surname.to_owned();
    }
    let swap = |from: &str, to: &str| surname.strip_suffix(from).map(|stem| format!("{stem}{to}"));
    let changed = match country {
        "POL" => swap("ski", "ska").or_else(|| swap("cki", "cka")).or_else(|| swap("dzki", "dzka")),
        "CZE" | "SVK" => swap("ý", "á")
            .or_else(|| swap("ek", "ková"))
            .or_else(|| swap("ec", "cová"))
            .or_else(|| swap("a", "ová"))
            .or_else(|| (!surname.ends_with('í')).then(|| format!("{surname}ová"))),
        "BGR" | "RUS" | "KAZ" | "UKR" => ["ov", "ev", "in", "oŭ"]
            .iter()
            .any(|ending| surname.ends_with(ending))
            .then(|| format!("{surname}a"))
            .or_else(|| swap("skyi", "ska"))
            .or_else(|| swap("ski", "ska")),
        _ => None,
    };
    changed.unwrap_or_else(|| surname.to_owned())
}

fn middle(legal: &mut Legal, country: &Country, dice: &mut Dice, share: f32) {
    let second = dice.pick(country.given(legal.sex));
    // A given name in another script has no second one in the tables' company.
    if dice.chance(share) && second.latin != legal.given && legal.native_given.is_none() {
        legal.given = format!("{} {}", legal.given, second.latin);
    }
}

fn two_surnames(legal: &mut Legal, country: &Country, dice: &mut Dice) {
    let second = dice.pick(&country.surnames).latin;
    middle(legal, country, dice, 0.4);
    if country.custom == Custom::Two {
        legal.surname = format!("{} {second}", legal.surname);
        legal.maternal = Some(second);
    } else {
        let particle = dice.pick(&["", "", "da ", "dos ", "de "]);
        legal.maternal = Some(second.clone());
        legal.surname = format!("{second} {particle}{}", legal.surname);
    }
}

fn patronymic(legal: &mut Legal, country: &Country, dice: &mut Dice) {
    let womens = gendered(&legal.surname, legal.sex, country.icao);
    if womens != legal.surname {
        legal.native_surname = legal.native_surname.take().map(|native| {
            match native.strip_suffix("ий").or_else(|| native.strip_suffix("ький")) {
                Some(stem) => format!("{stem}ая"),
                None => format!("{native}а"),
            }
        });
        legal.surname = womens;
    }
    let father = dice.pick(&country.men);
    let woman = legal.sex == Sex::Female;
    let latin = |man: &str, lady: &str| {
        let stem = father.latin.trim_end_matches(['y', 'i', 'j']);
        format!("{stem}{}", if woman { lady } else { man })
    };
    let soft = father.latin.ends_with(['i', 'y']);
    legal.patronymic = Some(match country.icao {
        "BGR" => latin("ov", "ova"),
        "KAZ" => latin("uly", "qyzy"),
        "UKR" => latin("ovych", "ivna"),
        _ if soft => latin("evich", "evna"),
        _ => latin("ovich", "ovna"),
    });
    if country.icao == "BGR"
        && let Some(patronymic) = &legal.patronymic
    {
        legal.given = format!("{} {patronymic}", legal.given);
    }
}

fn particle(legal: &mut Legal, dice: &mut Dice) {
    let has_one = legal.surname.contains(' ');
    if !has_one && dice.chance(0.3) {
        let particle = dice.pick(&["van der", "van", "de", "van den", "ter"]);
        legal.surname = format!("{particle} {}", legal.surname);
    } else if has_one {
        // The tables write De Jong; in a full name the particle is small.
        let mut letters = legal.surname.chars();
        legal.surname =
            letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
    }
    if dice.chance(0.35) {
        let second = dice.pick(&["Johanna", "Maria", "Hendrika"]);
        let man = dice.pick(&["Johannes", "Hendrik", "Pieter"]);
        legal.given =
            format!("{} {}", legal.given, if legal.sex == Sex::Male { man } else { second });
    }
}

fn icelandic(legal: &mut Legal, country: &Country, dice: &mut Dice) {
    let father = dice.pick(&country.men).latin;
    let genitive = match father.chars().last() {
        Some('i') => format!("{}a", father.trim_end_matches('i')),
        Some('s' | 'r') | None => father,
        Some(_) => format!("{father}s"),
    };
    legal.surname = format!("{genitive}{}", if legal.sex == Sex::Male { "son" } else { "dóttir" });
    middle(legal, country, dice, 0.4);
}

fn fathers_name(legal: &mut Legal, country: &Country, dice: &mut Dice) {
    let father = dice.pick(&country.men);
    if country.icao == "ETH" || dice.chance(0.55) {
        legal.patronymic = Some(father.latin.clone());
        legal.given = format!("{} {}", legal.given, father.latin);
        if let (Some(own), Some(his)) = (&legal.native_given, &father.native) {
            legal.native_given = Some(format!("{own} {his}"));
        }
    }
}

fn initial_for_father(legal: &mut Legal, country: &Country, dice: &mut Dice) {
    // Written out on the document, an initial in daily life.
    legal.surname = dice.pick(&country.men).latin;
    legal.native_surname = None;
    legal.native_given = None;
}

/// How the directory writes a name: first name, last name, name in the address book. HR and
/// administrators shorten, drop marks and put things where they find room.
pub fn in_directory(
    legal: &Legal,
    country: &Country,
    dice: &mut Dice,
) -> (Option<String>, Option<String>, String) {
    let mut given = legal.given.clone();
    let mut surname = legal.surname.clone();
    if legal.patronymic.is_some() || dice.chance(0.8) {
        given = given.split_whitespace().next().unwrap_or_default().to_owned();
    }
    if country.custom == Custom::FamilyFirst && country.icao == "VNM" {
        given = legal.given.split_whitespace().last().unwrap_or_default().to_owned();
    }
    if matches!(country.custom, Custom::Two) && dice.chance(0.55) {
        surname = surname.split_whitespace().next().unwrap_or_default().to_owned();
    }
    if country.custom == Custom::Lusophone && dice.chance(0.6) {
        surname = surname.split_whitespace().last().unwrap_or_default().to_owned();
    }
    if dice.chance(0.12) {
        (given, surname) = (fold(&given), fold(&surname));
    }
    let display = match () {
        () if given.is_empty() => surname.clone(),
        () if family_first(country) && dice.chance(0.3) => {
            format!("{} {given}", surname.to_uppercase())
        }
        () if dice.chance(0.06) => format!("{surname}, {given}"),
        () => format!("{given} {surname}"),
    };
    let there = |text: String| (!text.is_empty()).then_some(text);
    (there(given), there(surname), display)
}
