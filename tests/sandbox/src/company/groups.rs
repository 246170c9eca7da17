//! The groups of the company: 120 of them.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::country;
use super::dice::Dice;
use super::group::Group;
use super::latin::address_part;
use super::people::DEPARTMENTS;
use super::person::Person;
use super::{DOMAIN, known};

/// How many groups there are.
pub const COUNT: usize = 120;

const APPLICATIONS: &[&str] = &[
    "ERP",
    "Payroll",
    "Timesheets",
    "CAD",
    "Git",
    "Build farm",
    "Wiki",
    "Ticketing",
    "CRM",
    "Data warehouse",
    "VPN",
    "Remote desktop",
    "Badge printing",
    "Travel",
    "Expenses",
    "Contracts",
    "Calibration records",
    "Customer portal",
    "Label printing",
    "Lab notebooks",
    "Licence server",
    "Shipping",
    "E-learning",
    "Visitor desk",
    "Backup restore",
    "Monitoring",
    "Code signing",
    "Mail relay",
];

/// Role-assignable groups; directory roles name them.
pub const PRIVILEGED: [(&str, &str); 8] = [
    ("Privileged identity operators", "May take up Privileged Authentication Administrator"),
    ("Service desk tier 1", "Resets passwords of people without a role"),
    ("Service desk tier 2", "Manages sign-in methods"),
    ("Directory operators", "Maintains people and groups"),
    ("Cloud emergency access", "Break-glass holders"),
    ("Security responders", "Revokes sessions, works on incidents"),
    ("Application owners council", "Consents to applications"),
    ("Device administrators", "Wipes and enrols devices"),
];

/// All groups, with their members.
pub fn invent(people: &[Person], seed: u64, now: DateTime<Utc>) -> Vec<Group> {
    let mut dice = Dice::new(seed, "groups");
    let mut groups = vec![everybody(people, &mut dice, now)];
    groups.extend(DEPARTMENTS.iter().map(|(name, _)| {
        let mut group = new(name, "Department", &mut dice, now);
        group.members = whose(people, |person| person.department.as_deref() == Some(*name));
        group
    }));
    let departments: Vec<Uuid> = groups.iter().skip(1).map(|group| group.id).collect();
    groups.extend(sites(people, &mut dice, now));
    groups.extend(
        PRIVILEGED.iter().map(|(name, task)| privileged(name, task, people, &mut dice, now)),
    );
    groups.extend(APPLICATIONS.iter().map(|name| {
        let mut group = new(&format!("App: {name}"), "Access to an application", &mut dice, now);
        let share = dice.spread(0.01, 0.2);
        group.members = people.iter().filter(|_| dice.chance(share)).map(|one| one.id).collect();
        // Whole departments use some applications: membership by nesting.
        if dice.chance(0.6) {
            group.nested = vec![dice.pick(&departments)];
        }
        group
    }));
    let countries = country::all();
    while groups.len() < COUNT {
        let number = groups.len();
        let place = countries[number % countries.len()].cities[0].name.clone();
        let word = dice.pick(&["Project", "Working group", "Trial", "Programme"]);
        let mut group = new(&format!("{word} {place}"), "Temporary team", &mut dice, now);
        let size = dice.between(4, 24);
        group.members = (0..size).map(|_| people[dice.below(people.len())].id).collect();
        group.members.sort_unstable();
        group.members.dedup();
        if let Some(last) = groups.last().filter(|_| dice.chance(0.25)) {
            group.nested = vec![last.id];
        }
        groups.push(group);
    }
    groups.truncate(COUNT);
    groups
}

fn new(name: &str, description: &str, dice: &mut Dice, now: DateTime<Utc>) -> Group {
    let unified = dice.chance(0.3);
    let nickname = address_part(&name.replace([':', ' '], "-")).replace("--", "-");
    Group {
        id: dice.uuid(),
        display_name: name.to_owned(),
        description: dice.chance(0.8).then(|| description.to_owned()),
        mail: unified.then(|| format!("{nickname}@{DOMAIN}")),
        mail_nickname: nickname,
        mail_enabled: unified,
        security_enabled: !unified || dice.chance(0.5),
        group_types: if unified { vec!["Unified".into()] } else { Vec::new() },
        is_assignable_to_role: None,
        visibility: unified.then(|| "Private".into()),
        created_date_time: now - Duration::days(dice.between(30, 2500)),
        members: Vec::new(),
        nested: Vec::new(),
        eligible: Vec::new(),
        owners: Vec::new(),
    }
}

fn whose(people: &[Person], belongs: impl Fn(&Person) -> bool) -> Vec<Uuid> {
    people.iter().filter(|person| belongs(person)).map(|person| person.id).collect()
}

/// Everybody but guests; what a desk syncs by default.
fn everybody(people: &[Person], dice: &mut Dice, now: DateTime<Utc>) -> Group {
    let mut group = new("All staff", "Everybody with a member account", dice, now);
    group.members = whose(people, |person| person.user_type.as_deref() != Some("Guest"));
    group
}

fn sites(people: &[Person], dice: &mut Dice, now: DateTime<Utc>) -> Vec<Group> {
    let countries = country::all().iter().take(22);
    let cities = countries.flat_map(|country| country.cities.iter().take(2));
    let mut sites: Vec<Group> = cities
        .take(34)
        .map(|city| {
            let mut group = new(&format!("{} staff", city.name), "Site", dice, now);
            group.members = whose(people, |person| person.city.as_deref() == Some(&city.name));
            group
        })
        .collect();
    // One site list above the others shows nesting two deep.
    let mut all = new("All sites", "The lists of all sites", dice, now);
    all.nested = sites.iter().map(|site| site.id).collect();
    sites.push(all);
    sites
}

fn privileged(
    name: &str,
    task: &str,
    people: &[Person],
    dice: &mut Dice,
    now: DateTime<Utc>,
) -> Group {
    let mut group = new(name, task, dice, now);
    group.is_assignable_to_role = Some(true);
    group.security_enabled = true;
    let fit = |person: &&Person| {
        let department = person.department.as_deref();
        matches!(department, Some("IT operations" | "Information security"))
            && person.user_type.as_deref() == Some("Member")
    };
    let mut fit: Vec<Uuid> =
        people.iter().skip(known::KASIA + 1).filter(fit).map(|one| one.id).collect();
    dice.shuffle(&mut fit);
    let (active, eligible) = (dice.below(5) + 2, dice.below(5) + 2);
    group.members = fit.iter().take(active).copied().collect();
    group.eligible = fit.iter().skip(active).take(eligible).copied().collect();
    group
}
