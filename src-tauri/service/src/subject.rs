//! The subject as the service itself finds them in the directory, never as a desk says.

pub(crate) mod history;

use chrono::{DateTime, Utc};
use claims::Profile;
use entra::graph::{Group, Manager, Priority, RoleHeld as GraphRole, RoleState, User};
use review::file::RoleHeld;
use review::{PersonRef, SubjectFacts};
use uuid::Uuid;

use crate::Error;
use crate::app::{App, locked};
use crate::cases::snapshot::Contacts;

/// Roles that only read what everybody in the directory may read. Source: *Privileged roles and
/// permissions*, Microsoft Entra.
const READERS: [u128; 5] = [
    0x88d8_e3e3_8f55_4a1e_953a_9b98_98b8_876b, // Directory Readers
    0x95e7_9109_95c0_4d8e_aee3_d01a_ccf2_d47b, // Guest Inviter
    0x790c_1fb9_7f7d_4f88_86a1_ef1f_95c0_5c1b, // Message Center Reader
    0x4a5d_8f65_41da_4de4_8968_e035_b653_39cf, // Reports Reader
    0x7593_4031_6c7e_415a_99d7_48db_d49e_875e, // Usage Summary Reports Reader
];

/// How long a person's managers are remembered.
const CHAIN_KEPT: chrono::TimeDelta = chrono::TimeDelta::minutes(10);

/// What the directory says of one person.
pub(crate) struct Found {
    pub(crate) id: Uuid,
    pub(crate) profile: Profile,
    pub(crate) facts: SubjectFacts,
    pub(crate) contacts: Contacts,
    pub(crate) starts: Option<chrono::NaiveDate>,
    pub(crate) finance_approver: bool,
    /// What history follows, by Graph's names.
    pub(crate) followed: Vec<(&'static str, String)>,
}

/// What closes doors and can change while somebody reviews, and what history follows.
pub(crate) struct Standing {
    account_enabled: Option<bool>,
    manager: Option<String>,
    manager_chain: Vec<PersonRef>,
    roles: Vec<RoleHeld>,
    pub(crate) followed: Vec<(&'static str, String)>,
}

impl Standing {
    /// As a look at the directory found it.
    pub(crate) fn of(found: &Found) -> Self {
        let facts = &found.facts;
        Self {
            account_enabled: facts.account_enabled,
            manager: facts.manager.clone(),
            manager_chain: facts.manager_chain.clone(),
            roles: facts.roles.clone(),
            followed: found.followed.clone(),
        }
    }

    /// Puts it in the place of what was known; true when that was something else.
    pub(crate) fn put(&self, facts: &mut SubjectFacts) -> bool {
        let before = facts.clone();
        facts.account_enabled = self.account_enabled;
        facts.manager.clone_from(&self.manager);
        facts.manager_chain.clone_from(&self.manager_chain);
        facts.roles.clone_from(&self.roles);
        *facts != before
    }
}

/// Looks at a subject again.
///
/// # Errors
/// When the directory does not answer: then nobody can say what is true now.
pub(crate) async fn standing(
    app: &App,
    person: Uuid,
    priority: Priority,
) -> Result<Standing, Error> {
    let graph = app.graph.with_priority(priority);
    let (user, managers, groups, roles) = futures::future::try_join4(
        graph.user(&person.to_string(), &User::SELECT),
        graph.manager_chain(person),
        graph.transitive_groups(person),
        graph.directory_roles(person),
    )
    .await?;
    Ok(Standing::of(&found(app, user, None, &managers, &groups, &roles, app.now())))
}

/// Looks a person up by sign-in name or object id.
///
/// # Errors
/// [`entra::Error::NotFound`] inside when there is no such person.
pub(crate) async fn look_up(
    app: &App,
    id_or_upn: &str,
    now: DateTime<Utc>,
) -> Result<Found, Error> {
    let graph = app.graph.with_priority(Priority::Low);
    let user = graph.user(id_or_upn, &User::SELECT).await?;
    let (birthday, managers, groups, roles) = futures::future::try_join4(
        graph.birthday(user.id),
        graph.manager_chain(user.id),
        graph.transitive_groups(user.id),
        graph.directory_roles(user.id),
    )
    .await?;
    Ok(found(app, user, birthday, &managers, &groups, &roles, now))
}

/// A reviewer's managers, nearest first.
///
/// # Errors
/// When the directory does not answer: then nobody can say that this person may decide.
pub(crate) async fn chain_of(app: &App, person: PersonRef) -> Result<Vec<PersonRef>, Error> {
    let now = app.now();
    let kept = locked(&app.chains).get(&person.object_id).cloned();
    if let Some((at, chain)) = kept
        && now - at < CHAIN_KEPT
    {
        return Ok(chain);
    }
    let managers = app.graph.with_priority(Priority::High).manager_chain(person.object_id).await?;
    let chain: Vec<PersonRef> = managers.iter().map(|manager| app.person(manager.id)).collect();
    locked(&app.chains).insert(person.object_id, (now, chain.clone()));
    Ok(chain)
}

fn found(
    app: &App,
    user: User,
    birthday: Option<chrono::NaiveDate>,
    managers: &[Manager],
    groups: &[Group],
    roles: &[GraphRole],
    now: DateTime<Utc>,
) -> Found {
    let named = |list: &[String], group: &Group| {
        group.display_name.as_ref().is_some_and(|name| list.iter().any(|one| one == name))
    };
    let tenant = &app.config.tenant;
    let mut held: Vec<RoleHeld> = roles
        .iter()
        .map(|role| RoleHeld {
            name: role.name.clone(),
            active: role.state == RoleState::Active,
            privileged: !READERS.contains(&role.template_id.as_u128()),
        })
        .collect();
    let (carrying, other): (Vec<&Group>, Vec<&Group>) = groups
        .iter()
        .partition(|group| group.is_assignable_to_role || named(&tenant.privileged_groups, group));
    held.extend(carrying.into_iter().map(|group| RoleHeld {
        name: group.display_name.clone().unwrap_or_else(|| group.id.to_string()),
        active: true,
        privileged: true,
    }));
    held.sort_by(|a, b| {
        (!a.privileged, !a.active, &a.name).cmp(&(!b.privileged, !b.active, &b.name))
    });
    held.dedup_by(|a, b| a.name == b.name && a.active == b.active);
    let phone = user.mobile_phone.clone().filter(|phone| !phone.trim().is_empty());
    let profile = Profile {
        given: user.given_name.clone(),
        surname: user.surname.clone(),
        display_name: user.display_name.clone(),
        date_of_birth: birthday,
        user_principal_name: user.user_principal_name.clone(),
        mail: user.mail.clone(),
        country: user.country.clone(),
    };
    let manager = managers.first();
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    Found {
        id: user.id,
        followed: vec![
            ("givenName", text(&user.given_name)),
            ("surname", text(&user.surname)),
            ("displayName", text(&user.display_name)),
            ("mail", text(&user.mail)),
            ("mobilePhone", text(&user.mobile_phone)),
            ("manager", manager.map(|one| one.id.to_string()).unwrap_or_default()),
        ],
        contacts: Contacts {
            mail: user.mail.clone(),
            has_other_mail: !user.other_mails.is_empty(),
            manager_mail: manager.and_then(|one| one.mail.clone()),
            given: user.given_name.clone(),
            surname: user.surname.clone(),
        },
        starts: user
            .employee_hire_date
            .map(|at| at.date_naive())
            .filter(|date| *date >= now.date_naive() - chrono::TimeDelta::days(3)),
        finance_approver: groups.iter().any(|group| named(&tenant.finance_groups, group)),
        facts: SubjectFacts {
            display_name: user.display_name.clone().unwrap_or_default(),
            user_principal_name: user.user_principal_name.clone().unwrap_or_default(),
            mail: user.mail.clone(),
            job_title: user.job_title.clone(),
            department: user.department.clone(),
            place: user
                .more
                .get("officeLocation")
                .and_then(|v| v.as_str())
                .map(str::to_owned)
                .or_else(|| user.city.clone()),
            account_enabled: user.account_enabled,
            account_since: user.created_date_time,
            manager: manager.and_then(|one| one.display_name.clone()),
            manager_chain: managers.iter().map(|one| app.person(one.id)).collect(),
            phone_masked: phone.as_deref().map(mask_phone),
            phone_since: None,
            roles: held,
            groups: other.into_iter().filter_map(|group| group.display_name.clone()).collect(),
            changes: Vec::new(),
            as_of: now,
        },
        profile,
    }
}

/// Keeps the last two digits: enough to recognise, too few to call.
fn mask_phone(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    let tail: String = digits.iter().skip(digits.len().saturating_sub(2)).collect();
    format!("•••• ••{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_shows_two_digits_at_most() {
        assert_eq!(mask_phone("+48 601 234 567"), "•••• ••67");
        assert_eq!(mask_phone("7"), "•••• ••7");
        assert_eq!(mask_phone("none"), "•••• ••");
    }
}
