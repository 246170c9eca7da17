//! The cases as a table, and the order in which they are taken.

use super::country::{self, Country};
use super::dice::Dice;
use super::document::DocumentKind;
use super::people::Inventor;
use super::person::Sex;
use super::session::SessionKind;
use super::truth::{Artefact, Attack, Defect, Truth};

const CAST: &str = include_str!("../../data/cast.tsv");

/// One case to be staged.
#[derive(Debug, Clone)]
pub struct Scene {
    /// Kind of case.
    pub kind: SessionKind,
    /// What lies behind it.
    pub truth: Truth,
    /// Document shown.
    pub document: DocumentKind,
    /// Country that issued it.
    pub country: &'static Country,
    /// Sex of the subject.
    pub sex: Sex,
    /// Legal given names of the account's owner.
    pub given: String,
    /// Legal family names of the account's owner.
    pub surname: String,
    /// First name in the directory.
    pub directory_given: String,
    /// Last name in the directory.
    pub directory_surname: String,
    /// Particulars: `key=value` or a word.
    pub notes: Vec<String>,
}

impl Scene {
    /// Whether a word stands in the notes.
    pub fn has(&self, word: &str) -> bool {
        self.notes.iter().any(|note| note == word)
    }

    /// The value of a note.
    pub fn note(&self, key: &str) -> Option<&str> {
        self.notes.iter().find_map(|note| note.strip_prefix(key)?.strip_prefix('='))
    }

    /// A note of the form `key=one/two`.
    pub fn two(&self, key: &str) -> Option<(String, String)> {
        let (one, two) = self.note(key)?.split_once('/')?;
        Some((one.to_owned(), two.to_owned()))
    }
}

/// `count` scenes in mixed order: every truth once before any comes twice, the case of the
/// product's pictures first. Beyond the table, people of the house are taken as they are.
pub fn scenes(count: usize, inventor: &mut Inventor, dice: &mut Dice) -> Vec<Scene> {
    let table: Vec<Scene> = CAST.lines().filter_map(read).collect();
    let mut seen = Vec::new();
    let (mut first, mut again) = (Vec::new(), Vec::new());
    for scene in table {
        let ring = scene.has("ring");
        if !seen.contains(&scene.truth) || ring {
            seen.push(scene.truth);
            first.push(scene);
        } else {
            again.push(scene);
        }
    }
    first.extend(again);
    first.truncate(count);
    while first.len() < count {
        first.push(everyday(inventor, dice));
    }
    if let Some((_, others)) = first.split_first_mut() {
        dice.shuffle(others);
    }
    first
}

fn read(line: &str) -> Option<Scene> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [
        kind,
        truth,
        document,
        country,
        sex,
        given,
        surname,
        directory_given,
        directory_surname,
        notes,
    ] = cells[..]
    else {
        return None;
    };
    Some(Scene {
        kind: match kind {
            "P" => SessionKind::PasswordReset,
            "M" => SessionKind::MfaRecovery,
            "E" => SessionKind::ExternalAuthentication,
            "O" => SessionKind::Onboarding,
            _ => return None,
        },
        truth: truth_named(truth)?,
        document: match document {
            "P" => DocumentKind::Passport,
            "I" => DocumentKind::IdentityCard,
            "D" => DocumentKind::DrivingLicence,
            _ => return None,
        },
        country: country::by_icao(country),
        sex: if sex == "M" { Sex::Male } else { Sex::Female },
        given: given.to_owned(),
        surname: surname.to_owned(),
        directory_given: directory_given.to_owned(),
        directory_surname: directory_surname.to_owned(),
        notes: notes.split(';').map(str::to_owned).collect(),
    })
}

fn truth_named(name: &str) -> Option<Truth> {
    fn find<T: Copy + std::fmt::Debug>(all: &[T], name: &str) -> Option<T> {
        all.iter().copied().find(|one| format!("{one:?}") == name)
    }
    if let Some(name) = name.strip_prefix('!') {
        return Some(Truth::Attacker { method: find(Attack::ALL, name)? });
    }
    if let Some(name) = name.strip_prefix('#') {
        return Some(Truth::DocumentDefect { defect: find(Defect::ALL, name)? });
    }
    Some(Truth::TrueOwner { artefact: find(Artefact::ALL, name)? })
}

/// A case like most: an owner, and whatever the directory happens to have.
fn everyday(inventor: &mut Inventor, dice: &mut Dice) -> Scene {
    let person = inventor.anybody();
    let country = country::by_icao(&person.legal.nationality);
    let directory_given = person.given_name.clone().unwrap_or_default();
    let artefact = match () {
        () if person.legal.given.is_empty() => Artefact::Mononym,
        () if person.legal.given.starts_with(&format!("{directory_given} ")) => {
            Artefact::MiddleMissing
        }
        () if person.legal.given != directory_given => Artefact::Diacritics,
        () => Artefact::Exact,
    };
    Scene {
        kind: dice.pick(&KINDS.map(Some)).unwrap_or(SessionKind::PasswordReset),
        truth: Truth::TrueOwner { artefact },
        document: DocumentKind::Passport,
        country,
        sex: person.legal.sex,
        given: person.legal.given,
        surname: person.legal.surname,
        directory_given,
        directory_surname: person.surname.unwrap_or_default(),
        notes: Vec::new(),
    }
}

const KINDS: [SessionKind; 4] = [
    SessionKind::PasswordReset,
    SessionKind::MfaRecovery,
    SessionKind::ExternalAuthentication,
    SessionKind::Onboarding,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines: Vec<&str> = CAST.lines().filter(|line| !line.starts_with('#')).collect();
        for line in &lines {
            let scene = read(line);
            assert!(scene.is_some(), "{line}");
            let country = line.split('\t').nth(3).unwrap();
            assert_eq!(scene.unwrap().country.icao, country, "{line}");
        }
        // Lines of the table that begin with a defect do not begin with its mark.
        assert!(lines.len() >= 84, "{}", lines.len());
    }
}
