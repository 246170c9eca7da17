//! People of the directory copy. It never shows a person's open cases.

use store::Person;
use uuid::Uuid;

use crate::problem::Problem;
use crate::view::{PersonRow, PersonView};
use crate::{Desk, Result, fault};

/// Most hits shown; more words narrow it.
const MOST_HITS: u32 = 100;

impl Desk {
    /// People whose names or sign-in names start with the words.
    ///
    /// # Errors
    /// [`Problem::SignedOut`].
    pub async fn directory_search(&self, text: String) -> Result<Vec<PersonRow>> {
        self.live().await?;
        let store = self.store().await?;
        let people = store.search_people(&text, MOST_HITS).await.map_err(fault::store)?;
        Ok(people.iter().map(row).collect())
    }

    /// One person with their groups.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when they are not in the copy.
    pub async fn person(&self, id: String) -> Result<PersonView> {
        self.live().await?;
        let id: Uuid = id.parse().map_err(|_| Problem::NotFound)?;
        let store = self.store().await?;
        let known = store.person(id).await.map_err(fault::store)?.ok_or(Problem::NotFound)?;
        let detail = |name: &str| {
            known.person.details.get(name).and_then(|value| value.as_str()).map(str::to_owned)
        };
        Ok(PersonView {
            row: row(&known.person),
            job_title: known.person.job_title.clone(),
            given_name: detail("givenName"),
            surname: detail("surname"),
            mail: known.person.mail.clone(),
            city: detail("city"),
            country: detail("country"),
            groups: known.groups.into_iter().map(|group| group.display_name).collect(),
            removed: false,
            as_of: self.directory_synced_at().await?.map(|at| at.to_rfc3339()),
        })
    }
}

fn row(person: &Person) -> PersonRow {
    PersonRow {
        id: person.id.to_string(),
        display_name: person.display_name.clone(),
        user_principal_name: person.user_principal_name.clone(),
        department: person.department.clone(),
        account_enabled: person.account_enabled,
    }
}
