//! The company put together.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::cast::{self, Scene};
use super::dice::Dice;
use super::people::Inventor;
use super::person::Person;
use super::{Company, groups, known, organisation, roles, stage};

impl Company {
    /// Invents `people` people (more if the known accounts and the cases need more) and `cases`
    /// interviews before `now`. The same arguments give the same company.
    #[must_use]
    pub fn invent(seed: u64, people: usize, cases: usize, now: DateTime<Utc>) -> Self {
        let mut inventor = Inventor::new(seed, now);
        let mut dice = Dice::new(seed, "cases");
        let mut everybody = known::people(&mut inventor);
        let scenes = cast::scenes(cases, &mut inventor, &mut dice);
        let subjects = stage_subjects(&scenes, &mut everybody, &mut inventor, &mut dice, now);
        while everybody.len() < people {
            everybody.push(inventor.anybody());
        }
        let mut forgetful = Dice::new(seed, "managers");
        let forgotten: Vec<bool> = everybody.iter().map(|_| forgetful.chance(0.04)).collect();
        organisation::managers(&mut everybody, |at| forgotten[at]);
        for (_, at) in scenes.iter().zip(&subjects).filter(|(scene, _)| scene.has("nomanager")) {
            everybody[*at].manager = None;
        }
        let treasurer = everybody[0].id;
        everybody[known::KASIA].manager = Some(treasurer);
        let groups = groups::invent(&everybody, seed, now);
        let privileged: Vec<Uuid> = scenes
            .iter()
            .zip(&subjects)
            .filter(|(scene, _)| scene.has("role"))
            .map(|(_, at)| everybody[*at].id)
            .collect();
        let directory_roles = roles::invent(&everybody, &groups, &privileged, seed, now);
        let sessions = sessions(&scenes, &subjects, &everybody, &mut dice, now);
        let mut company =
            Self { people: everybody, groups, directory_roles, sessions, ..Self::default() };
        company.index();
        company
    }

    fn index(&mut self) {
        let people = self.people.iter().enumerate();
        self.by_id = people.clone().map(|(at, person)| (person.id, at)).collect();
        self.by_name =
            people.map(|(at, person)| (person.user_principal_name.clone(), at)).collect();
        let sessions = self.sessions.iter().enumerate();
        self.by_interview = sessions
            .map(|(at, session)| (session.interview_id.clone(), at))
            .collect::<HashMap<_, _>>();
    }
}

/// The subject of each scene, as a position among the people.
fn stage_subjects(
    scenes: &[Scene],
    everybody: &mut Vec<Person>,
    inventor: &mut Inventor,
    dice: &mut Dice,
    now: DateTime<Utc>,
) -> Vec<usize> {
    let mut places = Vec::new();
    for scene in scenes {
        if scene.has("kasia") {
            let known = everybody[known::KASIA].clone();
            everybody[known::KASIA] = stage::subject(scene, Some(known), inventor, dice, now);
            places.push(known::KASIA);
        } else {
            places.push(everybody.len());
            everybody.push(stage::subject(scene, None, inventor, dice, now));
        }
    }
    places
}

fn sessions(
    scenes: &[Scene],
    subjects: &[usize],
    everybody: &[Person],
    dice: &mut Dice,
    now: DateTime<Utc>,
) -> Vec<super::Session> {
    let mut ring = None;
    // Over the last day and a half, closer together towards now.
    let count = scenes.len().max(1) as i64;
    let mut all: Vec<super::Session> = Vec::new();
    for (place, (scene, at)) in scenes.iter().zip(subjects).enumerate() {
        let left = count - place as i64;
        let minutes = 20 + 36 * 60 * left * left / (count * count) + dice.between(0, 9);
        // The case of the pictures was captured two and a half hours ago.
        let minutes = if scene.has("kasia") { 150 } else { minutes };
        let captured = now - Duration::minutes(minutes) - Duration::seconds(dice.between(0, 59));
        all.push(stage::session(scene, &everybody[*at], captured, &mut ring, dice, now));
    }
    all.sort_by_key(|session| session.captured);
    all
}
