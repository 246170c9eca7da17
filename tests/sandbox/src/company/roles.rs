//! Directory roles and who has them: directly or by a group, in force or only available.

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::dice::Dice;
use super::group::Group;
use super::person::Person;
use super::role::{Assignment, AssignmentState, DirectoryRole, Principal};

/// Name, template id, description. Template ids are the same in every tenant (Microsoft Learn,
/// "Microsoft Entra built-in roles").
const ROLES: &[(&str, u128, &str)] = &[
    (
        "Global Administrator",
        0x62e90394_69f5_4237_9190_012177145e10,
        "Can manage all aspects of Microsoft Entra ID and Microsoft services that use it.",
    ),
    (
        "Privileged Authentication Administrator",
        0x7be44c8a_adaf_4e2a_84d6_ab2649e08a13,
        "Can view, set and reset authentication method information for any user.",
    ),
    (
        "Authentication Administrator",
        0xc4e39bd9_1100_46d3_8c65_fb160da0071f,
        "Can view, set and reset authentication method information for any non-admin user.",
    ),
    (
        "User Administrator",
        0xfe930be7_5e62_47db_91af_98c3a49a38b1,
        "Can manage all aspects of users and groups, including resetting passwords for limited admins.",
    ),
    (
        "Helpdesk Administrator",
        0x729827e3_9c14_49f7_bb1b_9608f156bbb8,
        "Can reset passwords for non-administrators and Helpdesk Administrators.",
    ),
    (
        "Password Administrator",
        0x966707d0_3269_4727_9be2_8c3a10f19b9d,
        "Can reset passwords for non-administrators and Password Administrators.",
    ),
    (
        "Directory Readers",
        0x88d8e3e3_8f55_4a1e_953a_9b9898b8876b,
        "Can read basic directory information.",
    ),
    (
        "Security Reader",
        0x5d6b6bb7_de71_4623_b4af_96380a352509,
        "Can read security information and reports in Microsoft Entra ID and Office 365.",
    ),
];

/// Roles given to groups by name, and whether they are in force.
const BY_GROUP: &[(&str, &str, AssignmentState)] = &[
    (
        "Privileged Authentication Administrator",
        "Privileged identity operators",
        AssignmentState::Eligible,
    ),
    ("Helpdesk Administrator", "Service desk tier 1", AssignmentState::Active),
    ("Authentication Administrator", "Service desk tier 2", AssignmentState::Active),
    ("User Administrator", "Directory operators", AssignmentState::Eligible),
    ("Global Administrator", "Cloud emergency access", AssignmentState::Active),
    ("Security Reader", "Security responders", AssignmentState::Active),
];

/// All roles with their assignments. `subjects` are people with a case who get one, so that some
/// cases are about privileged people.
pub fn invent(
    people: &[Person],
    groups: &[Group],
    subjects: &[Uuid],
    seed: u64,
    now: DateTime<Utc>,
) -> Vec<DirectoryRole> {
    let mut dice = Dice::new(seed, "roles");
    let mut subjects = subjects.iter();
    let mut roles = Vec::new();
    for (place, (name, template, description)) in ROLES.iter().enumerate() {
        let mut assignments = Vec::new();
        for (_, group, state) in BY_GROUP.iter().filter(|(role, ..)| role == name) {
            let group = groups.iter().find(|one| one.display_name == *group);
            assignments.extend(
                group.map(|group| assign(Principal::Group(group.id), *state, &mut dice, now)),
            );
        }
        for turn in 0..dice.between(1, 3) + i64::from(place > 4) * 3 {
            let state =
                if turn % 2 == 0 { AssignmentState::Active } else { AssignmentState::Eligible };
            let chosen = people.get(20 + dice.below(people.len().saturating_sub(20)));
            let fit = chosen.filter(|one| one.account_enabled && one.app_roles.is_empty());
            assignments.extend(
                fit.map(|person| assign(Principal::Person(person.id), state, &mut dice, now)),
            );
        }
        if let Some(subject) = subjects.next() {
            let state =
                if place % 2 == 0 { AssignmentState::Eligible } else { AssignmentState::Active };
            assignments.push(assign(Principal::Person(*subject), state, &mut dice, now));
        }
        roles.push(DirectoryRole {
            id: dice.uuid(),
            role_template_id: Uuid::from_u128(*template),
            display_name: (*name).to_owned(),
            description: (*description).to_owned(),
            assignments,
        });
    }
    roles
}

fn assign(
    principal: Principal,
    state: AssignmentState,
    dice: &mut Dice,
    now: DateTime<Utc>,
) -> Assignment {
    let start = now - Duration::days(dice.between(3, 700));
    let end =
        (state == AssignmentState::Eligible).then(|| now + Duration::days(dice.between(20, 300)));
    Assignment { id: dice.uuid(), principal, state, start, end }
}
