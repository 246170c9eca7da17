//! The subject as the service itself finds them in the directory, never as a desk says.

pub(crate) mod history;

use chrono::{DateTime, Utc};
use claims::Profile;
use entra::graph::{Group, Manager, Priority, RoleHeld as GraphRole, RoleState, User};
use review::policy::{Membership, MembershipOf};
use review::{PersonRef, Policy, SubjectFacts};
use uuid::Uuid;

use crate::Error;
use crate::app::{App, locked};
use crate::cases::snapshot::{Contacts, Snapshot};
use crate::policy;

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
    pub(crate) memberships: Vec<Membership>,
    /// The version of the policy by which roles and groups were read.
    pub(crate) policy_version: u32,
    /// What history follows, by Graph's names.
    pub(crate) followed: Vec<(&'static str, String)>,
}

/// What closes doors and can change while somebody reviews, and what history follows.
pub(crate) struct Standing {
    account_enabled: Option<bool>,
    manager: Option<String>,
    manager_chain: Vec<PersonRef>,
    memberships: Vec<Membership>,
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
            memberships: found.memberships.clone(),
            followed: found.followed.clone(),
        }
    }

    /// Puts it in the place of what was known; true when that was something else, as this policy
    /// reads it.
    pub(crate) fn put(&self, snapshot: &mut Snapshot, policy: &Policy) -> bool {
        let facts = &mut snapshot.person;
        let before = facts.clone();
        facts.account_enabled = self.account_enabled;
        facts.manager.clone_from(&self.manager);
        facts.manager_chain.clone_from(&self.manager_chain);
        let otherwise = *facts != before;
        snapshot.memberships = Some(self.memberships.clone());
        snapshot.read_by(policy) || otherwise
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
    let policy = policy::now(app).await?;
    let memberships = memberships(&groups, &roles);
    Ok(Standing::of(&found(app, &policy, user, None, &managers, memberships, app.now())))
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
    let policy = policy::now(app).await?;
    let memberships = memberships(&groups, &roles);
    Ok(found(app, &policy, user, birthday, &managers, memberships, now))
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

/// What the directory says, before any policy reads it.
fn memberships(groups: &[Group], roles: &[GraphRole]) -> Vec<Membership> {
    let roles = roles.iter().map(|role| Membership {
        id: role.template_id,
        name: Some(role.name.clone()),
        of: MembershipOf::Role { active: role.state == RoleState::Active },
    });
    let groups = groups.iter().map(|group| Membership {
        id: group.id,
        name: group.display_name.clone(),
        of: MembershipOf::Group { assignable: group.is_assignable_to_role },
    });
    roles.chain(groups).collect()
}

fn found(
    app: &App,
    policy: &Policy,
    user: User,
    birthday: Option<chrono::NaiveDate>,
    managers: &[Manager],
    memberships: Vec<Membership>,
    now: DateTime<Utc>,
) -> Found {
    let stands = policy.standing_of(&memberships);
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
        finance_approver: stands.finance_approver,
        memberships,
        policy_version: policy.version,
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
            roles: stands.roles,
            groups: stands.groups,
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
