//! The accounts that are always there.

use chrono::NaiveDate;

use super::country;
use super::people::{Inventor, at};
use super::person::{Legal, Person, Sex};

struct Known {
    given: &'static str,
    surname: &'static str,
    /// Legal names: given, family.
    legal: (&'static str, &'static str),
    country: &'static str,
    sex: Sex,
    born: (i32, u32, u32),
    hired: (i32, u32, u32),
    department: &'static str,
    title: &'static str,
    roles: &'static [&'static str],
}

const KNOWN: &[Known] = &[
    Known {
        given: "Henrik",
        surname: "Solberg",
        legal: ("Henrik Johan", "Solberg"),
        country: "NOR",
        sex: Sex::Male,
        born: (1968, 9, 30),
        hired: (2009, 2, 2),
        department: "Treasury",
        title: "Treasurer",
        roles: &["Decisions.Audit", "Policy.Manage"],
    },
    Known {
        given: "Ana",
        surname: "Ferreira",
        legal: ("Ana Beatriz", "Moura Ferreira"),
        country: "PRT",
        sex: Sex::Female,
        born: (1990, 6, 17),
        hired: (2018, 9, 3),
        department: "Information security",
        title: "Security Analyst",
        roles: &["Recovery.Review"],
    },
    Known {
        given: "Tomasz",
        surname: "Wilk",
        legal: ("Tomasz", "Wilk"),
        country: "POL",
        sex: Sex::Male,
        born: (1986, 1, 8),
        hired: (2016, 4, 4),
        department: "Information security",
        title: "Senior Security Engineer",
        roles: &["Recovery.Review"],
    },
    Known {
        given: "Mireille",
        surname: "Okou",
        legal: ("Mireille Adjoua", "Okou"),
        country: "CIV",
        sex: Sex::Female,
        born: (1981, 11, 23),
        hired: (2014, 10, 6),
        department: "Information security",
        title: "Head of Security",
        roles: &["Recovery.Review", "Security.Respond", "Policy.Manage"],
    },
    Known {
        given: "Idris",
        surname: "Khan",
        legal: ("Muhammad Idris", "Khan"),
        country: "GBR",
        sex: Sex::Male,
        born: (1994, 3, 2),
        hired: (2021, 1, 11),
        department: "Supply chain",
        title: "Planner",
        roles: &[],
    },
    Known {
        given: "Priya",
        surname: "Nair",
        legal: ("Priya", "Nair"),
        country: "IND",
        sex: Sex::Female,
        born: (1992, 8, 25),
        hired: (2019, 7, 1),
        department: "IT operations",
        title: "Service Desk Agent",
        roles: &["Onboarding.Review"],
    },
    Known {
        given: "Kasia",
        surname: "Wojcik",
        legal: ("Katarzyna Anna", "Wójcik-Nowak"),
        country: "VDR",
        sex: Sex::Female,
        born: (1989, 3, 14),
        hired: (2019, 4, 15),
        department: "Treasury",
        title: "Analyst, Treasury systems",
        roles: &[],
    },
];

/// The position of Kasia Wojcik among the known people: the case of the product's pictures.
pub const KASIA: usize = 6;

fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The known people, in a fixed order; the treasurer first.
pub fn people(inventor: &mut Inventor) -> Vec<Person> {
    KNOWN.iter().map(|known| person(known, inventor)).collect()
}

fn person(known: &Known, inventor: &mut Inventor) -> Person {
    let legal = Legal {
        given: known.legal.0.into(),
        surname: known.legal.1.into(),
        sex: known.sex,
        born: day(known.born),
        nationality: known.country.into(),
        ..Legal::default()
    };
    let display = format!("{} {}", known.given, known.surname);
    let given = Some(known.given.to_owned());
    let surname = Some(known.surname.to_owned());
    let mut person =
        inventor.person(country::by_icao(known.country), legal, given, surname, display);
    let local = if known.given == "Kasia" {
        "k.wojcik".to_owned()
    } else {
        format!("{}.{}", known.given, known.surname).to_lowercase()
    };
    let upn = inventor.rename(&person.mail_nickname, &local);
    person.mail_nickname = local;
    person.mail = Some(upn.clone());
    person.proxy_addresses = vec![format!("SMTP:{upn}")];
    person.user_principal_name = upn;
    person.account_enabled = true;
    person.user_type = Some("Member".into());
    person.employee_type = Some("Employee".into());
    person.company_name = Some(super::NAME.into());
    person.employee_hire_date = Some(at(day(known.hired), 0));
    person.created_date_time = at(day(known.hired), 8);
    person.sign_in_sessions_valid_from_date_time = Some(person.created_date_time);
    person.department = Some(known.department.into());
    person.job_title = Some(known.title.into());
    person.app_roles = known.roles.iter().map(|role| (*role).to_owned()).collect();
    if known.given == "Kasia" {
        kasia(&mut person);
    }
    person
}

/// As in the pictures: lives in Gdańsk, a Polish telephone, date of birth on file.
fn kasia(person: &mut Person) {
    person.mobile_phone = Some("+48 601 555 316".into());
    person.city = Some("Gdańsk".into());
    person.state = Some("pomorskie".into());
    person.postal_code = Some("80-001".into());
    person.country = Some("Poland".into());
    person.usage_location = Some("PL".into());
    person.preferred_language = Some("pl-PL".into());
    person.birthday = Some(person.legal.born);
    person.face.tone = 0.1;
    // Drawn like the person in the product's pictures: auburn hair, freckles, a mole.
    person.face.seed = super::face::KASIA;
}
