//! The rules in force, in sentences.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{HelpdeskPictures, Policy};
use crate::case::CaseKind;
use crate::statement::Verdict;

/// Rules about one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RuleSection {
    /// What they are about.
    pub title: String,
    /// One rule each.
    pub rules: Vec<String>,
}

impl Policy {
    /// What the policy says, for somebody who has to know it now.
    #[must_use]
    pub fn rules(&self) -> Vec<RuleSection> {
        let section =
            |title: &str, rules: Vec<String>| RuleSection { title: title.to_owned(), rules };
        vec![
            section("Two people", self.two_people()),
            section("What closes approve", self.stops()),
            section("What must have been seen", self.seen()),
            section("Approving", self.approving()),
            section("Working on a case", self.working()),
        ]
    }

    fn two_people(&self) -> Vec<String> {
        let threat = if self.heightened_threat {
            "Heightened threat is on: every approval takes two people."
        } else {
            "Heightened threat is off."
        };
        let ordinary = names(self.privileged.ordinary_roles.iter().map(|role| &*role.name));
        let eligible = if self.privileged.eligible_counts {
            "A role that is only eligible counts like an active one."
        } else {
            "A role that is only eligible does not count."
        };
        let mut rules = vec![
            threat.to_owned(),
            format!("Two people decide for every holder of a directory role but {ordinary}."),
            eligible.to_owned(),
            "Two people decide for every member of a group that roles can be given to.".to_owned(),
        ];
        let groups = [
            (&self.privileged.groups, "Two people decide for members of"),
            (&self.finance_groups, "Two people decide for those who approve payments:"),
        ];
        for (list, what) in groups {
            if !list.is_empty() {
                rules.push(format!("{what} {}.", names(list.iter().map(String::as_str))));
            }
        }
        rules.push("Two people decide when the profile was edited after the capture.".to_owned());
        rules
    }

    fn stops(&self) -> Vec<String> {
        let (cases, days) = (self.velocity_cases, self.velocity_days);
        let hours = self.recent_change_hours;
        vec![
            format!(
                "From {cases} cases of one person in {days} days on, only the security desk approves."
            ),
            format!(
                "When the profile changed up to {hours} hours before the case, only the security \
                 desk approves."
            ),
        ]
    }

    fn seen(&self) -> Vec<String> {
        let (face, document) = (self.readable_face_side, self.readable_document_side);
        let mut rules: Vec<String> = CaseKind::ALL
            .into_iter()
            .map(|kind| {
                let roles = names(self.required_for(kind).iter().map(|role| role.words()));
                format!("To approve a case of {}: {roles}.", kind.words())
            })
            .collect();
        rules
            .push(format!("A face counts as seen from {face} pixels, a document from {document}."));
        rules.push(match self.helpdesk_pictures {
            HelpdeskPictures::Shown => "Helpdesk sees the pictures of new hires.".to_owned(),
            HelpdeskPictures::Withheld => {
                "Helpdesk sees no pictures, and can only escalate or give back.".to_owned()
            }
        });
        rules
    }

    fn approving(&self) -> Vec<String> {
        let age = self.approval_sign_in_max_age_seconds;
        let minutes = self.approval_lifetime_minutes;
        let mut rules = vec![
            format!("The sign-in of an approval is at most {age} seconds old."),
            format!("What an approval opens stays open for {minutes} minutes."),
        ];
        for verdict in Verdict::ALL {
            let codes = names(self.reasons_for(verdict).map(|reason| &*reason.code.0));
            rules.push(format!("Reasons to {}: {codes}.", verdict.words()));
        }
        rules
    }

    fn working(&self) -> Vec<String> {
        let due = CaseKind::ALL
            .map(|kind| format!("{} after {} hours", kind.words(), self.due_hours_for(kind)));
        let percent = f64::from(self.prior_ppm) / 10_000.0;
        vec![
            format!("A case is held for {} seconds without activity.", self.lease_seconds),
            format!("Due: {}.", names(due.iter().map(String::as_str))),
            format!("Pictures are kept for {} days after the decision.", self.retention_days),
            format!("The weighing of claims starts at {percent} percent for the true owner."),
        ]
    }
}

/// `a, b and c`; nothing: `none`.
fn names<'a>(list: impl Iterator<Item = &'a str>) -> String {
    let list: Vec<&str> = list.collect();
    match list.split_last() {
        None => "none".to_owned(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
