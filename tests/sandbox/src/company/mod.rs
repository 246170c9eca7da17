//! Tarnholm Instruments: a company that does not exist, with its people, groups, roles and the
//! interviews that became cases. The same seed gives the same company.

mod aamva;
mod artefact;
mod cast;
mod checks;
pub mod country;
mod device;
pub mod dice;
pub mod document;
pub mod face;
pub mod group;
mod groups;
mod invention;
mod known;
pub mod latin;
pub mod mrz;
mod naming;
mod organisation;
mod papers;
mod people;
pub mod person;
mod pictures;
mod reader;
pub mod reading;
pub mod role;
mod roles;
mod score;
pub mod session;
mod stage;
pub mod truth;

use std::collections::HashMap;

use uuid::Uuid;

pub use document::{Document, DocumentKind};
pub use face::Face;
pub use group::Group;
pub use person::{Legal, Person, Sex};
pub use role::{Assignment, AssignmentState, DirectoryRole, Principal};
pub use session::{ImageKind, Picture, PictureFormat, Session, SessionKind};
pub use truth::{Artefact, Attack, Defect, Truth};

/// The company's domain; all sign-in names end in it.
pub const DOMAIN: &str = "tarnholm.example";
/// The company's name.
pub const NAME: &str = "Tarnholm Instruments";

/// The whole invented company.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Company {
    /// Everybody with an account. Known accounts come first.
    pub people: Vec<Person>,
    /// All groups.
    pub groups: Vec<Group>,
    /// Directory roles that somebody holds or may take up.
    pub directory_roles: Vec<DirectoryRole>,
    /// Interviews, in the order in which they were captured.
    pub sessions: Vec<Session>,
    by_id: HashMap<Uuid, usize>,
    by_name: HashMap<String, usize>,
    by_interview: HashMap<String, usize>,
}

impl Company {
    /// The person with an object id.
    #[must_use]
    pub fn person(&self, id: Uuid) -> Option<&Person> {
        self.by_id.get(&id).and_then(|at| self.people.get(*at))
    }

    /// The person with a sign-in name, in any case.
    #[must_use]
    pub fn by_user_principal_name(&self, name: &str) -> Option<&Person> {
        self.by_name.get(&name.to_lowercase()).and_then(|at| self.people.get(*at))
    }

    /// The interview with an id.
    #[must_use]
    pub fn session(&self, interview_id: &str) -> Option<&Session> {
        self.by_interview.get(interview_id).and_then(|at| self.sessions.get(*at))
    }

    /// The known accounts: those with an app role, and the one that has none.
    pub fn accounts(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| {
            !person.app_roles.is_empty() || person.user_principal_name.starts_with("idris.khan@")
        })
    }

    /// The group with an object id.
    #[must_use]
    pub fn group(&self, id: Uuid) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }
}
