//! What a change of the policy does: each difference in words, and whether it makes the rules
//! stricter. Whatever is not provably stricter counts as looser.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{HelpdeskPictures, Policy, Privileged};
use crate::case::CaseKind;
use crate::evidence::EvidenceRole;
use crate::statement::Verdict;

/// How long a change that loosens anything waits after the second signature.
const WAIT: TimeDelta = TimeDelta::hours(24);

/// What one difference does to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Nothing that was closed opens.
    Tightening,
    /// Something that was closed may open, or it can't be told.
    Loosening,
    /// It closes and opens nothing.
    Neutral,
}

/// One difference between two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "PolicyDifference")]
pub struct Difference {
    /// Which field of the document.
    pub field: String,
    /// What it does.
    pub direction: Direction,
    /// What changes, in words.
    pub what: String,
    /// What it was; empty: nothing.
    pub from: String,
    /// What it becomes; empty: nothing.
    pub to: String,
}

/// When a change takes effect whose second signature was given then: at once, or a day later when
/// anything in it is looser.
#[must_use]
pub fn effective_at(changes: &[Difference], signed_at: DateTime<Utc>) -> DateTime<Utc> {
    let looser = changes.iter().any(|change| change.direction == Direction::Loosening);
    if looser { signed_at + WAIT } else { signed_at }
}

/// Every difference between two policies but for their versions; none: they are the same.
#[must_use]
pub fn differences(from: &Policy, to: &Policy) -> Vec<Difference> {
    // Taken apart so that a new field can't be forgotten here.
    let Policy {
        version: _,
        approval_sign_in_max_age_seconds,
        lease_seconds,
        retention_days,
        due_hours,
        reasons: _,
        readable_face_side,
        readable_document_side,
        approval_lifetime_minutes,
        velocity_cases,
        velocity_days,
        recent_change_hours,
        heightened_threat,
        prior_ppm,
        privileged,
        finance_groups,
        required_evidence: _,
        helpdesk_pictures,
    } = from;
    let mut found = Found(Vec::new());
    let less = |stricter: Stricter, field: &'static str, what: &str, was: u32, is: u32, unit| {
        Limit { stricter, field, what: what.to_owned(), was, is, unit }
    };
    use Stricter::{Less, More, Never, Same};
    let threat = (*heightened_threat, to.heightened_threat);
    if threat.0 != threat.1 {
        let word = |on: bool| if on { "on" } else { "off" }.to_owned();
        let what = "Heightened threat: two people for every approval";
        let stricter = threat.1;
        found.say("heightened_threat", stricter, what, word(threat.0), word(threat.1));
    }
    people(&mut found, privileged, to);
    found.names(
        "finance_groups",
        "Groups that approve payments",
        finance_groups,
        &to.finance_groups,
    );
    let limits = [
        less(
            Less,
            "velocity_cases",
            "Cases of one person until approve closes",
            *velocity_cases,
            to.velocity_cases,
            "cases",
        ),
        less(
            More,
            "velocity_days",
            "How far back they are counted",
            *velocity_days,
            to.velocity_days,
            "days",
        ),
        less(
            More,
            "recent_change_hours",
            "Time after a change of the profile in which approve is closed",
            *recent_change_hours,
            to.recent_change_hours,
            "hours",
        ),
        less(
            Less,
            "approval_sign_in_max_age_seconds",
            "Age of the sign-in of an approval, at most",
            *approval_sign_in_max_age_seconds,
            to.approval_sign_in_max_age_seconds,
            "seconds",
        ),
        less(
            Less,
            "approval_lifetime_minutes",
            "What an approval opens stays open",
            *approval_lifetime_minutes,
            to.approval_lifetime_minutes,
            "minutes",
        ),
        less(
            More,
            "readable_face_side",
            "A face counts as seen from",
            *readable_face_side,
            to.readable_face_side,
            "pixels",
        ),
        less(
            More,
            "readable_document_side",
            "A document counts as seen from",
            *readable_document_side,
            to.readable_document_side,
            "pixels",
        ),
        less(
            Less,
            "lease_seconds",
            "A case is held without activity for",
            *lease_seconds,
            to.lease_seconds,
            "seconds",
        ),
        less(
            Less,
            "prior_ppm",
            "Probability that a flagged case is its owner's, before its claims",
            *prior_ppm,
            to.prior_ppm,
            "parts per million",
        ),
        // Longer keeps more of people's data, shorter leaves less to prove a wrong with.
        less(
            Never,
            "retention_days",
            "Pictures are kept after the decision for",
            *retention_days,
            to.retention_days,
            "days",
        ),
    ];
    limits.into_iter().for_each(|limit| found.limit(limit));
    evidence(&mut found, from, to);
    reasons(&mut found, from, to);
    if *helpdesk_pictures != to.helpdesk_pictures {
        let word = |pictures: HelpdeskPictures| match pictures {
            HelpdeskPictures::Shown => "shown".to_owned(),
            HelpdeskPictures::Withheld => "withheld".to_owned(),
        };
        let stricter = to.helpdesk_pictures == HelpdeskPictures::Withheld;
        let (was, is) = (word(*helpdesk_pictures), word(to.helpdesk_pictures));
        found.say("helpdesk_pictures", stricter, "Pictures for helpdesk", was, is);
    }
    for kind in CaseKind::ALL {
        let what = format!("Due after, {}", kind.words());
        let (was, is) = (from.due_hours_for(kind), to.due_hours_for(kind));
        found.limit(Limit { stricter: Same, field: "due_hours", what, was, is, unit: "hours" });
    }
    // The same lists in another order are another document, and nothing else.
    if found.0.is_empty() && (Policy { version: to.version, ..from.clone() }) != *to {
        let _ = due_hours;
        found.0.push(Difference {
            field: "order".to_owned(),
            direction: Direction::Neutral,
            what: "The order of a list".to_owned(),
            from: String::new(),
            to: String::new(),
        });
    }
    found.0
}

fn people(found: &mut Found, from: &Privileged, to: &Policy) {
    let Privileged { ordinary_roles, eligible_counts, groups } = from;
    let after = &to.privileged;
    if *eligible_counts != after.eligible_counts {
        let word = |on: bool| if on { "counts" } else { "does not count" }.to_owned();
        let stricter = after.eligible_counts;
        let what = "A privileged role that is only eligible";
        let (was, is) = (word(*eligible_counts), word(after.eligible_counts));
        found.say("privileged.eligible_counts", stricter, what, was, is);
    }
    let field = "privileged.ordinary_roles";
    let what = "Directory role that is not privileged";
    for role in ordinary_roles.iter().filter(|role| !after.ordinary_roles.contains(role)) {
        let renamed = after.ordinary_roles.iter().any(|one| one.template_id == role.template_id);
        // A name alone is for people; what it says may mislead them.
        found.say(field, !renamed, what, role.name.clone(), String::new());
    }
    for role in after.ordinary_roles.iter().filter(|role| !ordinary_roles.contains(role)) {
        found.say(field, false, what, String::new(), role.name.clone());
    }
    found.names("privileged.groups", "Further privileged groups", groups, &after.groups);
}

fn evidence(found: &mut Found, from: &Policy, to: &Policy) {
    for kind in CaseKind::ALL {
        let (was, is) = (from.required_for(kind), to.required_for(kind));
        let what = format!("Required picture, {}", kind.words());
        let mut say = |role: &EvidenceRole, added: bool| {
            let name = role.words().to_owned();
            let (before, after) = if added { (String::new(), name) } else { (name, String::new()) };
            found.say("required_evidence", added, &what, before, after);
        };
        was.iter().filter(|role| !is.contains(role)).for_each(|role| say(role, false));
        is.iter().filter(|role| !was.contains(role)).for_each(|role| say(role, true));
    }
}

fn reasons(found: &mut Found, from: &Policy, to: &Policy) {
    for verdict in Verdict::ALL {
        let what = format!("Reason to {}", verdict.words());
        let open = |policy: &Policy| -> Vec<String> {
            policy.reasons_for(verdict).map(|r| format!("{} {}", r.code.0, r.label)).collect()
        };
        let (was, is) = (open(from), open(to));
        // One reason less to approve closes; one less to stop somebody does not.
        let approve = verdict == Verdict::Approve;
        for gone in was.iter().filter(|one| !is.contains(one)) {
            found.say("reasons", approve, &what, gone.clone(), String::new());
        }
        for come in is.iter().filter(|one| !was.contains(one)) {
            found.say("reasons", !approve, &what, String::new(), come.clone());
        }
    }
}

/// Which way of changing a number is stricter.
#[derive(Clone, Copy)]
enum Stricter {
    Less,
    More,
    /// Neither way is provably so.
    Never,
    /// It opens and closes nothing.
    Same,
}

struct Limit {
    stricter: Stricter,
    field: &'static str,
    what: String,
    was: u32,
    is: u32,
    unit: &'static str,
}

struct Found(Vec<Difference>);

impl Found {
    fn say(&mut self, field: &str, stricter: bool, what: &str, from: String, to: String) {
        let direction = if stricter { Direction::Tightening } else { Direction::Loosening };
        let (field, what) = (field.to_owned(), what.to_owned());
        self.0.push(Difference { field, direction, what, from, to });
    }

    fn limit(&mut self, limit: Limit) {
        let Limit { stricter, field, what, was, is, unit } = limit;
        let direction = match stricter {
            _ if was == is => return,
            Stricter::Less if is < was => Direction::Tightening,
            Stricter::More if is > was => Direction::Tightening,
            Stricter::Same => Direction::Neutral,
            Stricter::Less | Stricter::More | Stricter::Never => Direction::Loosening,
        };
        let (from, to) = (format!("{was} {unit}"), format!("{is} {unit}"));
        self.0.push(Difference { field: field.to_owned(), direction, what, from, to });
    }

    /// A list where more names guard more.
    fn names(&mut self, field: &str, what: &str, was: &[String], is: &[String]) {
        for gone in was.iter().filter(|one| !is.contains(one)) {
            self.say(field, false, what, gone.clone(), String::new());
        }
        for come in is.iter().filter(|one| !was.contains(one)) {
            self.say(field, true, what, String::new(), come.clone());
        }
    }
}
