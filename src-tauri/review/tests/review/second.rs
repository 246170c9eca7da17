//! Two people are asked for exactly where the rules say so, and no approval is one person's.

use std::collections::BTreeSet;

use proptest::prelude::*;
use review::file::RoleHeld;
use review::{Because, Mark, Outcome, Policy, StandingVerdict, Verdict, outcome, second_person};

use crate::sample::{facts, person};

#[test]
fn each_cause_asks_for_a_second_person_by_itself() {
    let strict = Policy::strict();
    assert_eq!(second_person(&facts(), &[Mark::PhoneChanged], &strict), []);
    for active in [true, false] {
        let mut privileged = facts();
        let name = "User administrator".to_owned();
        privileged.person.roles.push(RoleHeld { name, active, privileged: true });
        assert_eq!(second_person(&privileged, &[], &strict), [Because::Privileged]);
    }
    let finance = second_person(&facts(), &[Mark::FinanceApprover], &strict);
    assert_eq!(finance, [Because::FinanceApprover]);
    let mut edited = facts();
    edited.person.changes[0].after_capture = true;
    assert_eq!(second_person(&edited, &[], &strict), [Because::ProfileEdited]);
    let threat = Policy { heightened_threat: true, ..strict };
    assert_eq!(second_person(&facts(), &[], &threat), [Because::HeightenedThreat]);
}

proptest! {
    /// People decide one after the other, nobody twice, until the case is decided.
    #[test]
    fn two_different_people_agreed_on_whatever_is_carried_out(
        verdicts in prop::collection::vec(prop::sample::select(Verdict::ALL.to_vec()), 1..8),
    ) {
        let mut standing: Vec<StandingVerdict> = Vec::new();
        for (number, verdict) in verdicts.into_iter().enumerate() {
            let by = person(number as u128);
            match outcome(verdict, true, &standing) {
                Outcome::Decided => {
                    let agreed = standing.iter().filter(|one| one.verdict == verdict);
                    let people: BTreeSet<_> = agreed.map(|one| one.by.object_id).collect();
                    prop_assert!(!people.is_empty() && !people.contains(&by.object_id));
                    return Ok(());
                }
                Outcome::AwaitsSecond => {
                    prop_assert!(standing.is_empty());
                    standing.push(StandingVerdict { by, verdict });
                }
                Outcome::Disagreed => {
                    prop_assert!(standing.iter().all(|one| one.verdict != verdict));
                    standing.push(StandingVerdict { by, verdict });
                }
                Outcome::AwaitsCapture => standing.clear(),
                Outcome::Escalated => prop_assert_eq!(verdict, Verdict::Escalate),
            }
            prop_assert!(standing.len() <= 2, "a third verdict always agrees with one of two");
        }
    }
}
