//! Reading users, groups, managers and photos.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use futures::{Stream, TryStreamExt};
use serde_json::Value;
use uuid::Uuid;

use super::Graph;
use super::call::Call;
use super::people::{Group, Manager, Photo, User};
use crate::error::Error;
use crate::transport::unexpected;

const PHOTO_LIMIT: usize = 4 * 1024 * 1024;
// Deeper than any company; a circle is found before.
const MOST_MANAGERS: usize = 64;

impl Graph {
    /// All users, up to 999 a page.
    pub fn users(
        &self,
        select: &[&str],
    ) -> impl Stream<Item = Result<Vec<User>, Error>> + Send + use<> {
        let query = [("$select", select.join(",")), ("$top", "999".to_owned())];
        let query: Vec<_> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.pages("users", self.address(&["users"], &query), false)
    }

    /// The users who are direct members of a group, up to 999 a page. Members that are no users
    /// are left out.
    pub fn group_users(
        &self,
        group: Uuid,
        select: &[&str],
    ) -> impl Stream<Item = Result<Vec<User>, Error>> + Send + use<> {
        let select = select.join(",");
        let query = [("$select", select.as_str()), ("$top", "999")];
        let first = self.address(&["groups", &group.to_string(), "members"], &query);
        self.pages::<Value>("members", first, false).and_then(async |members| {
            let users = members.into_iter().filter(is_user).map(serde_json::from_value);
            users
                .collect::<Result<Vec<User>, _>>()
                .map_err(|_| unexpected("members", "a user of another shape"))
        })
    }

    /// One user by object id or sign-in name.
    ///
    /// # Errors
    /// [`Error::NotFound`], and as [`Self::users_delta`].
    pub async fn user(&self, id_or_upn: &str, select: &[&str]) -> Result<User, Error> {
        let select = select.join(",");
        let url = self.address(&["users", id_or_upn], &[("$select", &select)])?;
        self.call(Call::get("user", url)).await?.json("user")
    }

    /// Date of birth, which Graph gives for one user at a time only. `None` if it isn't kept.
    ///
    /// # Errors
    /// As [`Self::user`].
    pub async fn birthday(&self, id: Uuid) -> Result<Option<NaiveDate>, Error> {
        let url = self.address(&["users", &id.to_string()], &[("$select", "birthday")])?;
        let user: Value = self.call(Call::get("birthday", url)).await?.json("birthday")?;
        match user.get("birthday") {
            None | Some(Value::Null) => Ok(None),
            Some(value) => birthday(value.as_str().unwrap_or_default()),
        }
    }

    /// The managers above a user, nearest first. Empty if there is none.
    ///
    /// # Errors
    /// As [`Self::users_delta`].
    pub async fn manager_chain(&self, id: Uuid) -> Result<Vec<Manager>, Error> {
        let mut chain: Vec<Manager> = Vec::new();
        let mut seen = HashSet::from([id]);
        let mut below = id;
        while chain.len() < MOST_MANAGERS {
            let Some(manager) = self.manager(below).await? else { break };
            if !seen.insert(manager.id) {
                break;
            }
            below = manager.id;
            chain.push(manager);
        }
        Ok(chain)
    }

    /// All groups that a user is in, also through other groups.
    ///
    /// # Errors
    /// As [`Self::user`].
    pub async fn transitive_groups(&self, id: Uuid) -> Result<Vec<Group>, Error> {
        let id = id.to_string();
        let segments = ["users", &id, "transitiveMemberOf", "microsoft.graph.group"];
        let query =
            [("$select", "id,displayName,isAssignableToRole"), ("$top", "999"), ("$count", "true")];
        self.whole("groups of a user", self.address(&segments, &query), true).await
    }

    /// A user's photo, 240 × 240 pixels if the tenant keeps that size. `None` if there is none.
    /// The bytes are untrusted.
    ///
    /// # Errors
    /// As [`Self::users_delta`].
    pub async fn photo(&self, id: Uuid) -> Result<Option<Photo>, Error> {
        let id = id.to_string();
        let url = self.address(&["users", &id, "photos", "240x240", "$value"], &[])?;
        let call = Call { limit: PHOTO_LIMIT, ..Call::get("photo", url) };
        match self.call(call).await {
            Ok(answer) => {
                let content_type = answer.text_header("content-type");
                Ok(Some(Photo { content_type, bytes: answer.body }))
            }
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn manager(&self, id: Uuid) -> Result<Option<Manager>, Error> {
        let select = "id,displayName,mail,userPrincipalName,accountEnabled";
        let url = self.address(&["users", &id.to_string(), "manager"], &[("$select", select)])?;
        match self.call(Call::get("manager", url)).await {
            Ok(answer) => answer.json("manager").map(Some),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

fn is_user(member: &Value) -> bool {
    match member.get("@odata.type").and_then(Value::as_str) {
        Some(kind) => kind == "#microsoft.graph.user",
        None => member.get("userPrincipalName").is_some(),
    }
}

// SharePoint keeps a date and time, and year 1 for "never set".
fn birthday(text: &str) -> Result<Option<NaiveDate>, Error> {
    let date = text.split('T').next().unwrap_or_default();
    let date = NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .map_err(|_| unexpected("birthday", "not a date"))?;
    Ok((date.year() > 1).then_some(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_is_a_date_or_never_set() {
        let date = NaiveDate::from_ymd_opt(1990, 1, 15);
        assert_eq!(birthday("1990-01-15T00:00:00Z"), Ok(date));
        assert_eq!(birthday("1990-01-15"), Ok(date));
        assert_eq!(birthday("0001-01-01T08:00:00Z"), Ok(None));
        assert!(birthday("15 Jan").is_err());
    }
}
