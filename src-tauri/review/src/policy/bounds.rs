//! Limits within which a policy makes sense: beyond them a rule would be off, or nobody could work.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Policy;
use crate::case::CaseKind;
use crate::statement::Verdict;

/// Roles that are never ordinary: each can make itself any other. Source: *Microsoft Entra built-in
/// roles* (Global, Privileged Role and Privileged Authentication Administrator).
const NEVER_ORDINARY: [u128; 3] = [
    0x62e9_0394_69f5_4237_9190_0121_7714_5e10,
    0xe861_1ab8_c189_46e8_94e1_6021_3ab1_f814,
    0x7be4_4c8a_adaf_4e2a_84d6_ab26_49e0_8a13,
];
const MOST_GROUPS: usize = 100;
const MOST_ROLES: usize = 200;
const LONGEST_NAME: usize = 256;

/// One value that can't be meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutOfBounds {
    /// Which field of the document.
    pub field: String,
    /// What it may be.
    pub sentence: String,
}

impl Policy {
    /// What can't be meant in this document; empty: it is a policy.
    #[must_use]
    pub fn out_of_bounds(&self) -> Vec<OutOfBounds> {
        let mut all = Vec::new();
        let mut say = |field: &str, sentence: String| {
            all.push(OutOfBounds { field: field.to_owned(), sentence });
        };
        let mut between = |field: &str, value: u32, least: u32, most: u32, unit: &str| {
            if !(least..=most).contains(&value) {
                say(field, format!("From {least} to {most} {unit}."));
            }
        };
        between("version", self.version, 1, u32::MAX - 1, "");
        let age = self.approval_sign_in_max_age_seconds;
        between("approval_sign_in_max_age_seconds", age, 60, 900, "seconds");
        between("lease_seconds", self.lease_seconds, 120, 7_200, "seconds");
        between("retention_days", self.retention_days, 1, 3_650, "days");
        between("readable_face_side", self.readable_face_side, 120, 4_096, "pixels");
        between("readable_document_side", self.readable_document_side, 240, 4_096, "pixels");
        let lifetime = self.approval_lifetime_minutes;
        between("approval_lifetime_minutes", lifetime, 5, 1_440, "minutes");
        between("velocity_cases", self.velocity_cases, 2, 20, "cases");
        between("velocity_days", self.velocity_days, 1, 90, "days");
        between("recent_change_hours", self.recent_change_hours, 0, 720, "hours");
        between("prior_ppm", self.prior_ppm, 10_000, 990_000, "parts per million");
        for (_, hours) in &self.due_hours {
            between("due_hours", *hours, 1, 720, "hours");
        }
        let each_kind = |kinds: Vec<CaseKind>| {
            CaseKind::ALL.iter().all(|kind| kinds.iter().filter(|one| *one == kind).count() == 1)
        };
        if !each_kind(self.due_hours.iter().map(|(kind, _)| *kind).collect()) {
            say("due_hours", "Each kind of case once.".to_owned());
        }
        if !each_kind(self.required_evidence.iter().map(|(kind, _)| *kind).collect()) {
            say("required_evidence", "Each kind of case once.".to_owned());
        }
        for (_, roles) in &self.required_evidence {
            let faces = roles.iter().filter(|role| role.is_face()).count();
            if faces == 0 || faces == roles.len() {
                let sentence = "For each kind at least one face and one side of the document.";
                say("required_evidence", sentence.to_owned());
            }
        }
        self.lists(&mut say);
        self.catalogued(&mut say);
        all
    }

    fn lists(&self, say: &mut impl FnMut(&str, String)) {
        let lists = [
            ("privileged.groups", &self.privileged.groups),
            ("finance_groups", &self.finance_groups),
        ];
        for (field, list) in lists {
            if list.len() > MOST_GROUPS {
                say(field, format!("At most {MOST_GROUPS} groups."));
            }
            for (at, name) in list.iter().enumerate() {
                if name.trim().is_empty() || name.len() > LONGEST_NAME || name.chars().any(unseen) {
                    say(field, "A group's name or object id, as the directory has it.".to_owned());
                } else if list.iter().take(at).any(|before| before == name) {
                    say(field, format!("{name} is listed twice."));
                }
            }
        }
        let roles = &self.privileged.ordinary_roles;
        let field = "privileged.ordinary_roles";
        if roles.len() > MOST_ROLES {
            say(field, format!("At most {MOST_ROLES} roles."));
        }
        for (at, role) in roles.iter().enumerate() {
            let name = &role.name;
            if name.trim().is_empty() || name.len() > LONGEST_NAME || name.chars().any(unseen) {
                say(field, "A role's name, as the directory has it.".to_owned());
            } else if NEVER_ORDINARY.contains(&role.template_id.as_u128()) {
                say(field, format!("{name} is always privileged."));
            } else if roles.iter().take(at).any(|before| before.template_id == role.template_id) {
                say(field, format!("{name} is listed twice."));
            }
        }
    }

    fn catalogued(&self, say: &mut impl FnMut(&str, String)) {
        let catalogue = Self::catalogue();
        for (at, reason) in self.reasons.iter().enumerate() {
            let known = catalogue.iter().find(|one| one.code == reason.code);
            let fits = known.is_some_and(|known| {
                known.label == reason.label
                    && reason.verdicts.iter().all(|verdict| known.verdicts.contains(verdict))
            });
            if !fits || reason.verdicts.is_empty() {
                say(
                    "reasons",
                    "A reason of the catalogue, for verdicts that it is for.".to_owned(),
                );
            }
            if self.reasons.iter().take(at).any(|before| before.code == reason.code) {
                say("reasons", format!("{} is listed twice.", reason.code.0));
            }
        }
        for verdict in Verdict::ALL {
            if self.reasons_for(verdict).next().is_none() {
                say("reasons", "Each verdict needs at least one reason.".to_owned());
            }
        }
    }
}

/// Controls, and marks without width or that turn the direction: two names would look like one.
fn unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
