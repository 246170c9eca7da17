//! A policy as data: its bounds, what a change does, and when.

use chrono::TimeDelta;
use proptest::prelude::*;
use review::policy::{
    Difference, Direction, HelpdeskPictures, Membership, MembershipOf, OrdinaryRole, PolicyClaim,
    PolicyStatement, PolicyStep, differences, effective_at,
};
use review::*;
use uuid::Uuid;

use crate::sample::{ana, at, facts, judgement, pictures, reviewer, summary};

fn but(change: impl FnOnce(&mut Policy)) -> Policy {
    let mut policy = Policy::strict();
    change(&mut policy);
    policy
}

fn directions(from: &Policy, to: &Policy) -> Vec<Direction> {
    differences(from, to).into_iter().map(|one| one.direction).collect()
}

fn fields(policy: &Policy) -> Vec<String> {
    policy.out_of_bounds().into_iter().map(|one| one.field).collect()
}

#[test]
fn the_strict_policy_is_within_its_bounds_and_differs_from_itself_in_nothing() {
    let strict = Policy::strict();
    assert!(strict.out_of_bounds().is_empty(), "{:?}", strict.out_of_bounds());
    assert!(differences(&strict, &strict).is_empty());
    let next = but(|policy| policy.version = 2);
    assert!(differences(&strict, &next).is_empty(), "a version alone changes no rule");
}

#[test]
fn each_way_of_loosening_counts_as_one_and_its_opposite_as_tightening() {
    type Change = fn(&mut Policy);
    let looser: [(&str, Change); 16] = [
        ("approval_sign_in_max_age_seconds", |p| p.approval_sign_in_max_age_seconds = 301),
        ("lease_seconds", |p| p.lease_seconds = 901),
        ("readable_face_side", |p| p.readable_face_side = 359),
        ("readable_document_side", |p| p.readable_document_side = 639),
        ("approval_lifetime_minutes", |p| p.approval_lifetime_minutes = 31),
        ("velocity_cases", |p| p.velocity_cases = 3),
        ("velocity_days", |p| p.velocity_days = 6),
        ("recent_change_hours", |p| p.recent_change_hours = 71),
        ("prior_ppm", |p| p.prior_ppm = 500_001),
        ("privileged.eligible_counts", |p| p.privileged.eligible_counts = false),
        ("privileged.ordinary_roles", |p| {
            let role = OrdinaryRole { template_id: Uuid::from_u128(9), name: "Teams".to_owned() };
            p.privileged.ordinary_roles.push(role);
        }),
        ("required_evidence", |p| p.required_evidence[1].1.truncate(1)),
        ("reasons", |p| p.reasons[11].verdicts = vec![Verdict::Escalate]),
        ("reasons", |p| drop(p.reasons.remove(15))),
        ("required_evidence", |p| p.required_evidence.truncate(3)),
        ("reasons", |p| p.reasons[0].label = "She knew her birthday".to_owned()),
    ];
    let strict = Policy::strict();
    for (field, change) in looser {
        let to = but(change);
        let found = differences(&strict, &to);
        assert!(found.iter().all(|one| one.field == field), "{field}: {found:?}");
        assert!(found.iter().any(|one| one.direction == Direction::Loosening), "{field}");
        assert_eq!(effective_at(&found, at(0)), at(0) + TimeDelta::hours(24), "{field}");
        let back = differences(&to, &strict);
        assert!(back.iter().any(|one| one.direction == Direction::Tightening), "{field}");
    }
}

#[test]
fn what_is_stricter_takes_effect_with_the_second_signature_and_one_looser_part_delays_all() {
    let strict = Policy::strict();
    let threat = but(|p| p.heightened_threat = true);
    assert_eq!(directions(&strict, &threat), [Direction::Tightening]);
    assert_eq!(effective_at(&differences(&strict, &threat), at(7)), at(7));
    let mixed = but(|p| {
        p.heightened_threat = true;
        p.velocity_cases = 3;
    });
    let waits = at(7) + TimeDelta::hours(24);
    assert_eq!(effective_at(&differences(&strict, &mixed), at(7)), waits);
    // Off again is looser.
    assert_eq!(effective_at(&differences(&threat, &strict), at(7)), waits);
    let groups = but(|p| p.finance_groups = vec!["Treasury".to_owned()]);
    assert_eq!(directions(&strict, &groups), [Direction::Tightening]);
    assert_eq!(directions(&groups, &strict), [Direction::Loosening]);
    let withheld = but(|p| p.helpdesk_pictures = HelpdeskPictures::Withheld);
    assert_eq!(directions(&strict, &withheld), [Direction::Tightening]);
}

#[test]
fn retention_is_looser_either_way_and_due_hours_are_neither() {
    let strict = Policy::strict();
    for days in [29, 31] {
        let to = but(|p| p.retention_days = days);
        assert_eq!(directions(&strict, &to), [Direction::Loosening], "{days}");
    }
    for hours in [1, 9] {
        let to = but(|p| p.due_hours[0].1 = hours);
        assert_eq!(directions(&strict, &to), [Direction::Neutral], "{hours}");
        assert_eq!(effective_at(&differences(&strict, &to), at(3)), at(3));
    }
}

#[test]
fn a_document_that_would_switch_a_rule_off_is_none() {
    type Change = fn(&mut Policy);
    let bad: [(&str, Change); 16] = [
        ("approval_sign_in_max_age_seconds", |p| p.approval_sign_in_max_age_seconds = 86_400),
        ("lease_seconds", |p| p.lease_seconds = 0),
        ("retention_days", |p| p.retention_days = 0),
        ("readable_face_side", |p| p.readable_face_side = 0),
        ("readable_document_side", |p| p.readable_document_side = 10_000),
        ("approval_lifetime_minutes", |p| p.approval_lifetime_minutes = 0),
        ("velocity_cases", |p| p.velocity_cases = 1),
        ("velocity_days", |p| p.velocity_days = 0),
        ("prior_ppm", |p| p.prior_ppm = 1_000_000),
        ("due_hours", |p| p.due_hours.truncate(3)),
        ("required_evidence", |p| p.required_evidence[0].1.clear()),
        ("required_evidence", |p| p.required_evidence[0].1 = vec![EvidenceRole::Selfie]),
        ("reasons", |p| p.reasons.retain(|r| r.code.0 != "Q-01" && r.code.0 != "Q-02")),
        ("reasons", |p| p.reasons[0].label = "The caller knew the birth date".to_owned()),
        ("finance_groups", |p| p.finance_groups = vec!["Pay\u{202e}yl".to_owned()]),
        ("privileged.ordinary_roles", |p| {
            let id = Uuid::from_u128(0x62e9_0394_69f5_4237_9190_0121_7714_5e10);
            let role = OrdinaryRole { template_id: id, name: "Global Administrator".to_owned() };
            p.privileged.ordinary_roles.push(role);
        }),
    ];
    for (field, change) in bad {
        let policy = but(change);
        let found = fields(&policy);
        assert!(!found.is_empty() && found.iter().all(|one| one == field), "{field}: {found:?}");
    }
}

#[test]
fn only_the_canonical_text_is_read() {
    let text = Policy::strict().to_text().unwrap();
    assert_eq!(Policy::from_text(&text).unwrap(), Policy::strict());
    let spaced = text.replacen(',', ", ", 1);
    let unread = text.replacen('{', "{\"more\":1,", 1);
    let twice = text.replacen("\"version\":1", "\"version\":2,\"version\":1", 1);
    for other in [spaced, unread, twice] {
        assert!(Policy::from_text(&other).is_err(), "{other:.40}");
    }
}

#[test]
fn a_statement_names_the_very_document() {
    let claim = PolicyClaim {
        change: PolicyChangeId(Uuid::from_u128(5)),
        step: PolicyStep::Approve,
        based_on: 1,
        version: 2,
        by: ana(),
        device_key: "34".repeat(32),
        sequence: 3,
        previous: None,
        desk_version: "0.1.0".to_owned(),
        at: at(2),
    };
    let bytes = PolicyStatement::of(claim.clone(), &"ab".repeat(32)).to_bytes().unwrap();
    assert_eq!(PolicyStatement::read(&bytes).unwrap(), (claim, "ab".repeat(32)));
    let text = String::from_utf8(bytes).unwrap();
    for (from, to) in [
        ("policy/2", "policy/3"),
        ("sha256", "sha512"),
        ("attestation/policy/v1", "attestation/decision/v1"),
        ("\"step\"", "\"more\":1,\"step\""),
    ] {
        let other = text.replacen(from, to, 1);
        assert_ne!(other, text);
        assert!(PolicyStatement::read(other.as_bytes()).is_err(), "{to}");
    }
}

#[test]
fn memberships_are_read_as_the_policy_says() {
    let role = |id: u128, active| Membership {
        id: Uuid::from_u128(id),
        name: Some(format!("role {id}")),
        of: MembershipOf::Role { active },
    };
    let group = |id: u128, name: &str, assignable| Membership {
        id: Uuid::from_u128(id),
        name: Some(name.to_owned()),
        of: MembershipOf::Group { assignable },
    };
    let privileged = |policy: &Policy, held: Membership| {
        policy.standing_of(&[held]).roles.iter().any(|role| role.privileged)
    };
    let strict = Policy::strict();
    let reader = strict.privileged.ordinary_roles[0].template_id.as_u128();
    assert!(privileged(&strict, role(1, true)) && privileged(&strict, role(1, false)));
    assert!(!privileged(&strict, role(reader, true)));
    let active_only = but(|p| p.privileged.eligible_counts = false);
    assert!(privileged(&active_only, role(1, true)) && !privileged(&active_only, role(1, false)));
    assert!(privileged(&strict, group(2, "Admins", true)));
    assert!(!privileged(&strict, group(2, "Vault", false)));
    for named in ["Vault".to_owned(), Uuid::from_u128(2).to_string()] {
        let policy = but(|p| p.privileged.groups = vec![named.clone()]);
        assert!(privileged(&policy, group(2, "Vault", false)), "{named}");
        let policy = but(|p| p.finance_groups = vec![named]);
        assert!(policy.standing_of(&[group(2, "Vault", false)]).finance_approver);
        assert!(!policy.standing_of(&[group(3, "Safe", false)]).finance_approver);
    }
    assert_eq!(strict.standing_of(&[group(2, "Vault", false)]).groups, ["Vault"]);
}

#[test]
fn a_required_picture_that_is_missing_closes_approve() {
    let back = but(|p| p.required_evidence[1].1.push(EvidenceRole::DocumentBack));
    assert_eq!(approve(&Policy::strict(), &reviewer(Role::RecoveryReview)), Vec::<String>::new());
    assert_eq!(approve(&back, &reviewer(Role::RecoveryReview)), ["E-01"]);
}

#[test]
fn helpdesk_without_pictures_is_told_so_and_others_see_them() {
    let withheld = but(|p| p.helpdesk_pictures = HelpdeskPictures::Withheld);
    for (role, hidden) in [
        (Role::OnboardingReview, true),
        (Role::RecoveryReview, false),
        (Role::SecurityRespond, false),
    ] {
        let person = reviewer(role);
        assert!(!pictures_withheld(&person, &Policy::strict()));
        assert_eq!(pictures_withheld(&person, &withheld), hidden, "{role:?}");
        let judgements = [];
        let mut case = summary();
        case.kind = CaseKind::Onboarding;
        let mut scene = scene(&case, &judgements, &person);
        scene.facts = None;
        let told = doors(&scene, &withheld)[0].closed.iter().any(|one| one.code == "R-02");
        assert_eq!(told, hidden, "{role:?}");
    }
}

fn scene<'a>(
    case: &'a CaseSummary,
    judgements: &'a [FaceJudgement],
    reviewer: &'a Reviewer,
) -> Situation<'a> {
    Situation {
        case,
        facts: None,
        judgements,
        others_differed: false,
        decided_before: &[],
        evidence: &[],
        seen: &[],
        reviewer,
        reviewer_chain: None,
        holds_lease: true,
        online: true,
    }
}

/// What closes approve in a case in which everything is in order.
fn approve(policy: &Policy, person: &Reviewer) -> Vec<String> {
    closed_in(policy, person, 1, 1000)
}

fn closed_in(policy: &Policy, person: &Reviewer, recent: u32, hours: i64) -> Vec<String> {
    let (case, mut facts, items) = (summary(), facts(), pictures());
    facts.repeats.recent = recent;
    facts.person.changes[0].at = case.opened_at - TimeDelta::hours(hours);
    let seen: Vec<EvidenceId> = items.iter().map(|item| item.id).collect();
    let judgements = [judgement(FaceAnswer::Same)];
    let situation = Situation {
        facts: Some(&facts),
        evidence: &items,
        seen: &seen,
        ..scene(&case, &judgements, person)
    };
    doors(&situation, policy)[0].closed.iter().map(|one| one.code.clone()).collect()
}

prop_compose! {
    fn any_policy()(
        limits in prop::array::uniform9(0u32..3),
        threat: bool,
        eligible: bool,
        withheld: bool,
        groups in prop::sample::subsequence(vec!["Vault", "Treasury", "Admins"], 0..=3),
        finance in prop::sample::subsequence(vec!["Vault", "Treasury"], 0..=2),
        roles in prop::sample::subsequence(vec![0usize, 1, 2, 3, 4], 0..=5),
        reasons in prop::sample::subsequence((0..19).collect::<Vec<usize>>(), 0..=19),
        evidence in prop::array::uniform4(1u8..16),
        due in 1u32..4,
    ) -> Policy {
        let strict = Policy::strict();
        let [age, lease, retention, face, document, life, cases, days, hours] = limits;
        let pictures = [
            EvidenceRole::Portrait, EvidenceRole::Selfie,
            EvidenceRole::DocumentFront, EvidenceRole::DocumentBack,
        ];
        Policy {
            approval_sign_in_max_age_seconds: 100 + age,
            lease_seconds: 500 + lease,
            retention_days: 30 + retention,
            readable_face_side: 300 + face,
            readable_document_side: 600 + document,
            approval_lifetime_minutes: 20 + life,
            velocity_cases: 2 + cases,
            velocity_days: 5 + days,
            recent_change_hours: 70 + hours,
            heightened_threat: threat,
            due_hours: strict.due_hours.iter().map(|(kind, _)| (*kind, due)).collect(),
            reasons: reasons.iter().map(|at| strict.reasons[*at].clone()).collect(),
            privileged: review::policy::Privileged {
                ordinary_roles:
                    roles.iter().map(|at| strict.privileged.ordinary_roles[*at].clone()).collect(),
                eligible_counts: eligible,
                groups: groups.into_iter().map(str::to_owned).collect(),
            },
            finance_groups: finance.into_iter().map(str::to_owned).collect(),
            required_evidence: CaseKind::ALL.into_iter().zip(evidence).map(|(kind, bits)| {
                let chosen = pictures.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
                (kind, chosen.map(|(_, role)| *role).collect())
            }).collect(),
            helpdesk_pictures:
                if withheld { HelpdeskPictures::Withheld } else { HelpdeskPictures::Shown },
            ..strict
        }
    }
}

/// One part of `to` put into `from`: pairs of random policies nearly always differ both ways.
fn one_part(from: &Policy, to: &Policy, part: usize) -> Policy {
    let mut mixed = from.clone();
    let other = to.clone();
    match part {
        0 => mixed.velocity_cases = other.velocity_cases,
        1 => mixed.velocity_days = other.velocity_days,
        2 => mixed.recent_change_hours = other.recent_change_hours,
        3 => mixed.readable_face_side = other.readable_face_side,
        4 => mixed.heightened_threat = other.heightened_threat,
        5 => mixed.privileged.eligible_counts = other.privileged.eligible_counts,
        6 => mixed.privileged.groups = other.privileged.groups,
        7 => mixed.privileged.ordinary_roles = other.privileged.ordinary_roles,
        8 => mixed.finance_groups = other.finance_groups,
        9 => mixed.required_evidence = other.required_evidence,
        10 => mixed.reasons = other.reasons,
        _ => mixed.helpdesk_pictures = other.helpdesk_pictures,
    }
    mixed
}

fn tightens_only(found: &[Difference]) -> bool {
    found.iter().all(|one| one.direction != Direction::Loosening)
}

fn member(of: MembershipOf, id: u128, name: &str) -> Membership {
    Membership { id: Uuid::from_u128(id), name: Some(name.to_owned()), of }
}

proptest! {
    #[test]
    fn policies_differ_exactly_where_something_is_said(a in any_policy(), b in any_policy()) {
        prop_assert_eq!(differences(&a, &b).is_empty(), a == b);
        prop_assert!(differences(&a, &a).is_empty());
        prop_assert_eq!(differences(&a, &b).len(), differences(&b, &a).len());
    }

    #[test]
    fn what_tightens_one_way_loosens_the_other(a in any_policy(), b in any_policy()) {
        let (there, back) = (differences(&a, &b), differences(&b, &a));
        let count = |found: &[Difference], wanted: Direction| {
            found.iter().filter(|one| one.field != "retention_days" && one.direction == wanted).count()
        };
        prop_assert_eq!(
            count(&there, Direction::Tightening), count(&back, Direction::Loosening)
        );
        prop_assert_eq!(count(&there, Direction::Neutral), count(&back, Direction::Neutral));
    }

    /// The promise behind *at once*: no door opens, nobody becomes one instead of two, nothing too
    /// small counts as seen, and no reason to approve appears.
    #[test]
    fn a_change_that_only_tightens_opens_nothing(
        a in any_policy(),
        b in any_policy(),
        part in 0usize..12,
        recent in 1u32..6,
        hours in 60i64..80,
        role in prop::sample::select(vec![Role::RecoveryReview, Role::OnboardingReview]),
        id in prop::sample::select(vec![1u128, 2]),
        ordinary in 0usize..5,
        active: bool,
        name in prop::sample::select(vec!["Vault", "Treasury", "Admins"]),
    ) {
        let to = one_part(&a, &b, part);
        prop_assume!(tightens_only(&differences(&a, &to)));
        let person = reviewer(role);
        let (before, after) =
            (closed_in(&a, &person, recent, hours), closed_in(&to, &person, recent, hours));
        if !before.is_empty() {
            prop_assert!(!after.is_empty(), "{:?} opened", before);
        }
        let reader = Policy::strict().privileged.ordinary_roles[ordinary].template_id.as_u128();
        let held = [
            member(MembershipOf::Role { active }, reader, "reader"),
            member(MembershipOf::Role { active }, id, "role"),
            member(MembershipOf::Group { assignable: false }, 7, name),
        ];
        for one in held {
            let one = [one];
            let (was, is) = (a.standing_of(&one), to.standing_of(&one));
            let guarded = |s: &review::policy::Standing| s.roles.iter().any(|r| r.privileged);
            prop_assert!(guarded(&is) || !guarded(&was));
            prop_assert!(is.finance_approver || !was.finance_approver);
        }
        let asked = |policy: &Policy| second_person(&facts(), &[], policy).len();
        prop_assert!(asked(&to) >= asked(&a));
        for picture in [EvidenceRole::Selfie, EvidenceRole::DocumentFront] {
            prop_assert!(to.readable_side_of(picture) >= a.readable_side_of(picture));
        }
        let codes = |policy: &Policy| -> Vec<ReasonCode> {
            policy.reasons_for(Verdict::Approve).map(|reason| reason.code.clone()).collect()
        };
        let open = codes(&a);
        prop_assert!(codes(&to).iter().all(|code| open.contains(code)));
    }

    #[test]
    fn the_canonical_text_reads_back_as_the_same_policy(policy in any_policy()) {
        let text = policy.to_text().unwrap();
        prop_assert_eq!(Policy::from_text(&text).unwrap(), policy);
    }

    #[test]
    fn every_rule_is_said_in_full_sentences(policy in any_policy()) {
        for section in policy.rules() {
            prop_assert!(!section.rules.is_empty());
            for rule in section.rules {
                prop_assert!(rule.ends_with('.') && !rule.contains(".."), "{}", rule);
            }
        }
    }
}
