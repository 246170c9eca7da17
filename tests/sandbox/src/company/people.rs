//! The people of the company: names, jobs, places, and what the directory forgot to record.

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc};

use super::country::{self, City, Country};
use super::dice::Dice;
use super::face::Face;
use super::latin::address_part;
use super::naming;
use super::person::{Legal, Person, Sex};
use super::{DOMAIN, NAME};

/// Departments with their titles, junior first.
pub const DEPARTMENTS: [(&str, [&str; 4]); 16] = [
    (
        "Optics",
        ["Optical Technician", "Optical Engineer", "Senior Optical Engineer", "Head of Optics"],
    ),
    (
        "Metrology",
        ["Calibration Technician", "Metrologist", "Senior Metrologist", "Head of Metrology"],
    ),
    (
        "Firmware",
        ["Firmware Developer", "Firmware Engineer", "Staff Firmware Engineer", "Head of Firmware"],
    ),
    ("Manufacturing", ["Assembler", "Line Lead", "Process Engineer", "Plant Director"]),
    ("Quality", ["Inspector", "Quality Engineer", "Senior Quality Engineer", "Head of Quality"]),
    ("Supply chain", ["Buyer", "Planner", "Category Manager", "Head of Supply Chain"]),
    (
        "Field service",
        [
            "Service Technician",
            "Service Engineer",
            "Regional Service Lead",
            "Head of Field Service",
        ],
    ),
    ("Sales", ["Sales Assistant", "Account Manager", "Regional Sales Manager", "Head of Sales"]),
    (
        "Marketing",
        ["Marketing Assistant", "Product Marketer", "Senior Product Marketer", "Head of Marketing"],
    ),
    ("Treasury", ["Accountant", "Analyst", "Senior Analyst", "Treasurer"]),
    ("People", ["HR Assistant", "HR Partner", "Senior HR Partner", "Head of People"]),
    ("Legal", ["Paralegal", "Counsel", "Senior Counsel", "General Counsel"]),
    (
        "IT operations",
        [
            "Service Desk Agent",
            "Systems Engineer",
            "Senior Systems Engineer",
            "Head of IT Operations",
        ],
    ),
    (
        "Information security",
        ["Security Analyst", "Security Engineer", "Senior Security Engineer", "Head of Security"],
    ),
    ("Research", ["Research Assistant", "Physicist", "Principal Physicist", "Head of Research"]),
    ("Facilities", ["Caretaker", "Site Coordinator", "Site Manager", "Head of Facilities"]),
];

const STREETS: &[&str] = &[
    "Harbour Lane",
    "Mill Street",
    "Station Road",
    "Kelp Row",
    "Observatory Hill",
    "Lens Grinders' Yard",
    "Old Customs Quay",
    "Northgate",
    "Linden Avenue",
    "Glassworks Road",
    "Market Square",
    "Chapel Rise",
];

/// Where nearly everybody has dark hair and eyes.
const DARK: &[&str] = &[
    "CN", "TW", "JP", "KR", "VN", "TH", "ID", "MY", "PH", "SG", "IN", "LK", "NP", "PK", "BD", "EG",
    "SA", "IR", "KE", "NG", "ET", "CI", "PE", "MX", "KZ", "AM", "GE",
];
/// Where eyelids without a crease are common.
const SINGLE_LID: &[&str] = &["CN", "TW", "JP", "KR", "VN", "SG", "KZ"];
/// Where a part of the women cover their hair in pictures.
const SCARF: &[&str] = &["EG", "SA", "IR", "PK", "ID", "MY", "BD"];

/// Makes people, each with a sign-in name that nobody else has.
pub struct Inventor {
    dice: Dice,
    now: DateTime<Utc>,
    taken: HashSet<String>,
    number: i64,
}

impl Inventor {
    /// An inventor for a seed.
    pub fn new(seed: u64, now: DateTime<Utc>) -> Self {
        Self { dice: Dice::new(seed, "people"), now, taken: HashSet::new(), number: 10_000 }
    }

    /// Somebody from anywhere, by the company's shares of countries.
    pub fn anybody(&mut self) -> Person {
        let countries = country::all();
        let total: usize = countries.iter().map(|country| country.weight).sum();
        let mut throw = self.dice.below(total);
        let chosen = countries.iter().find(|country| {
            let here = throw < country.weight;
            throw = throw.saturating_sub(country.weight);
            here
        });
        self.from(chosen.unwrap_or(&countries[0]))
    }

    /// Somebody from a country.
    pub fn from(&mut self, country: &'static Country) -> Person {
        let sex = if self.dice.chance(0.5) { Sex::Female } else { Sex::Male };
        let mut legal = naming::legal(country, sex, &mut self.dice);
        legal.born = self.birthday();
        let (given, surname, display) = naming::in_directory(&legal, country, &mut self.dice);
        self.person(country, legal, given, surname, display)
    }

    /// Somebody with the names given.
    pub fn person(
        &mut self,
        country: &'static Country,
        legal: Legal,
        given: Option<String>,
        surname: Option<String>,
        display_name: String,
    ) -> Person {
        let dice = &mut self.dice;
        let short = dice.chance(0.2);
        let id = dice.uuid();
        let local = local_part(&legal, given.as_deref(), surname.as_deref(), short);
        let local = free(&mut self.taken, &local);
        let upn = format!("{local}@{DOMAIN}");
        let city = if dice.chance(0.93) { dice.pick(&country.cities) } else { City::default() };
        let (department, titles) = DEPARTMENTS[dice.below(DEPARTMENTS.len())];
        let hired = self.now.date_naive() - Duration::days(dice.between(40, 5200));
        let created = at(hired, 9) - Duration::days(dice.between(1, 21));
        let synced = (country.iso2 == "VA" || dice.chance(0.35)).then_some(true);
        let face = Face {
            seed: dice.throw(),
            sex: legal.sex,
            tone: dice.spread(country.tone.0, country.tone.1),
            born: legal.born.year(),
            dark: DARK.contains(&country.iso2) || dice.chance(0.2),
            single_lid: SINGLE_LID.contains(&country.iso2) && dice.chance(0.7),
            scarf: legal.sex == Sex::Female && SCARF.contains(&country.iso2) && dice.chance(0.4),
            like: None,
        };
        self.number += dice.between(1, 9);
        let mut person = Person {
            id,
            account_enabled: !dice.chance(0.035),
            given_name: given,
            surname,
            display_name,
            mail: (!dice.chance(0.02)).then(|| upn.clone()),
            mail_nickname: local,
            proxy_addresses: vec![format!("SMTP:{upn}")],
            user_principal_name: upn,
            other_mails: Vec::new(),
            mobile_phone: None,
            business_phones: Vec::new(),
            employee_id: (!dice.chance(0.06)).then(|| format!("TI{}", self.number)),
            employee_hire_date: (!dice.chance(0.12)).then(|| at(hired, 0)),
            employee_type: Some("Employee".into()),
            department: (!dice.chance(0.03)).then(|| department.to_owned()),
            job_title: (!dice.chance(0.04)).then(|| titles[dice.below(3)].to_owned()),
            company_name: Some(NAME.into()),
            office_location: None,
            state: some(dice, 0.55, city.state),
            postal_code: some(dice, 0.45, city.postal_code),
            city: some(dice, 1.0, city.name),
            country: some(dice, 0.94, country.name.to_owned()),
            street_address: None,
            usage_location: Some(if country.iso2 == "VA" { "PL" } else { country.iso2 }.into()),
            preferred_language: some(dice, 0.5, country.language.to_owned()),
            user_type: Some("Member".into()),
            created_date_time: created,
            last_password_change_date_time: Some(dice.ago(self.now, 2_000, 500_000).max(created)),
            sign_in_sessions_valid_from_date_time: Some(created),
            on_premises_sync_enabled: synced,
            on_premises_last_sync_date_time: synced.map(|_| dice.ago(self.now, 1, 30)),
            on_premises_extension_attributes: BTreeMap::new(),
            birthday: dice.chance(0.3).then_some(legal.born),
            manager: None,
            has_photo: dice.chance(0.45),
            app_roles: Vec::new(),
            legal,
            face,
        };
        contact(dice, country, &mut person);
        employment(dice, &mut person);
        hr_attributes(dice, &mut person);
        person
    }

    /// Gives a sign-in name that was wanted all along, and says it whole.
    pub fn rename(&mut self, from: &str, to: &str) -> String {
        self.taken.remove(from);
        self.taken.insert(to.to_owned());
        format!("{to}@{DOMAIN}")
    }

    fn birthday(&mut self) -> NaiveDate {
        // Fewer of the very young and of those close to retirement.
        let age = 20 + self.dice.between(0, 24) + self.dice.between(0, 21);
        self.now.date_naive() - Duration::days(age * 365 + self.dice.between(0, 364))
    }
}

/// The sign-in name's local part: `ana.ferreira`, or `k.wojcik` for some.
fn local_part(legal: &Legal, given: Option<&str>, surname: Option<&str>, short: bool) -> String {
    let latin = |text: Option<&str>, legal: &str| {
        let own = address_part(text.unwrap_or_default());
        if own.is_empty() { address_part(legal) } else { own }
    };
    let first = legal.given.split_whitespace().next().unwrap_or_default();
    let mut given = latin(given, first);
    let surname = latin(surname, &legal.surname);
    if short {
        given.truncate(1);
    }
    match (given.is_empty(), surname.is_empty()) {
        (true, _) => surname,
        (_, true) => given,
        (false, false) => format!("{given}.{surname}"),
    }
}

fn free(taken: &mut HashSet<String>, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut next = 2;
    while !taken.insert(name.clone()) {
        name = format!("{wanted}{next}");
        next += 1;
    }
    name
}

/// An hour of a day in UTC.
pub fn at(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) + Duration::hours(i64::from(hour))).and_utc()
}

fn some(dice: &mut Dice, share: f32, text: String) -> Option<String> {
    (dice.chance(share) && !text.is_empty()).then_some(text)
}

/// A telephone number out of use: ranges kept for fiction where regulators name some, else a
/// number with the fictional 555.
pub fn phone(dice: &mut Dice, country: &Country) -> String {
    match country.iso2 {
        "US" | "CA" => {
            format!("+1 {} 555 01{}", dice.between(212, 989), dice.between(10, 99))
        }
        "GB" => format!("+44 7700 900{}", dice.between(100, 999)),
        "AU" => format!("+61 491 570 {}", dice.between(100, 999)),
        _ => format!(
            "+{} {} 555 {}",
            country.calling,
            dice.between(60, 99),
            dice.between(1000, 9999)
        ),
    }
}

fn contact(dice: &mut Dice, country: &Country, person: &mut Person) {
    if dice.chance(0.62) {
        person.mobile_phone = Some(phone(dice, country));
    }
    if dice.chance(0.45) {
        person.business_phones.push(phone(dice, country));
    }
    if dice.chance(0.2) {
        let local = person.mail_nickname.replace('.', "");
        let mail = format!("{local}{}@post.example", dice.between(1, 99));
        person.other_mails.push(mail);
    }
    if dice.chance(0.08) {
        person.proxy_addresses.push(format!("smtp:{}@old.{DOMAIN}", person.mail_nickname));
    }
    if dice.chance(0.4) {
        person.street_address = Some(format!("{} {}", dice.pick(STREETS), dice.between(1, 180)));
    }
    if dice.chance(0.5) {
        let floor = dice.between(1, 6);
        person.office_location =
            Some(format!("Building {} {floor}.{:02}", dice.letters(1), dice.between(1, 40)));
    }
}

fn employment(dice: &mut Dice, person: &mut Person) {
    match dice.between(0, 99) {
        0..=8 => {
            person.employee_type = Some("Contractor".into());
            person.company_name = Some(
                dice.pick(&["Brightwell Staffing", "Ostrava Controls", "Lumen Partners"]).into(),
            );
            person.employee_id = None;
        }
        9..=11 => person.employee_type = Some("Intern".into()),
        12..=14 => {
            person.user_type = Some("Guest".into());
            person.employee_type = Some("Vendor".into());
            person.employee_id = None;
            person.employee_hire_date = None;
        }
        15..=24 => person.employee_type = None,
        _ => {}
    }
}

/// What HR provisioning writes for some: the legal name and the date of birth.
fn hr_attributes(dice: &mut Dice, person: &mut Person) {
    if person.on_premises_sync_enabled != Some(true) || !dice.chance(0.3) {
        return;
    }
    let legal = format!("{} {}", person.legal.given, person.legal.surname);
    let attributes = &mut person.on_premises_extension_attributes;
    attributes.insert("extensionAttribute1".into(), Some(legal.trim().to_owned()));
    attributes.insert("extensionAttribute2".into(), Some(person.legal.born.to_string()));
}
