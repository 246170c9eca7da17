//! People of the directory: by id with their groups, and by the words of a search.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteTransaction};
use uuid::Uuid;

use crate::Store;
use crate::error::Result;

/// A user as synced.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Object id.
    pub id: Uuid,
    /// Display name.
    pub display_name: String,
    /// Sign-in name.
    pub user_principal_name: String,
    /// Mail.
    pub mail: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Whether the account is enabled; `None`: the directory does not say.
    pub account_enabled: Option<bool>,
    /// The rest, as JSON.
    pub details: serde_json::Value,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A person and where they belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonWithGroups {
    /// The person.
    pub person: Person,
    /// Their groups, direct ones first, then by name.
    pub groups: Vec<PersonGroup>,
}

/// A group of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonGroup {
    /// The group's object id.
    pub id: Uuid,
    /// Its display name.
    pub display_name: String,
    /// Whether it is privileged.
    pub privileged: bool,
    /// Whether the person is a member themselves, or through another group.
    pub direct: bool,
}

impl Store {
    /// One person, with direct and nested groups.
    pub async fn person(&self, id: Uuid) -> Result<Option<PersonWithGroups>> {
        let row = sqlx::query("SELECT * FROM people WHERE id = ?")
            .bind(id)
            .fetch_optional(self.readers())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let groups = sqlx::query(
            "WITH RECURSIVE belongs (id) AS (
                 SELECT group_id FROM memberships WHERE member_id = ?1
                 UNION
                 SELECT group_id FROM memberships JOIN belongs ON member_id = belongs.id)
             SELECT groups.*, EXISTS (SELECT 1 FROM memberships
                 WHERE group_id = groups.id AND member_id = ?1) AS direct
             FROM groups JOIN belongs USING (id) ORDER BY direct DESC, display_name, id",
        )
        .bind(id)
        .fetch_all(self.readers())
        .await?;
        let groups = groups
            .iter()
            .map(|row| {
                Ok(PersonGroup {
                    id: row.try_get("id")?,
                    display_name: row.try_get("display_name")?,
                    privileged: row.try_get("privileged")?,
                    direct: row.try_get("direct")?,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Some(PersonWithGroups { person: person(&row)?, groups }))
    }

    /// People with a word beginning with each word of the search, best match first. Accents and
    /// case do not matter: `wojcik` finds Wójcik, `lukasz` finds Łukasz. An empty search lists
    /// people by name.
    pub async fn search_people(&self, text: &str, limit: u32) -> Result<Vec<Person>> {
        let words = folded(text);
        let terms: Vec<String> =
            words.split_whitespace().map(|word| format!("\"{word}\"*")).collect();
        let rows = if terms.is_empty() {
            sqlx::query("SELECT * FROM people ORDER BY display_name, id LIMIT ?")
                .bind(limit)
                .fetch_all(self.readers())
                .await?
        } else {
            sqlx::query(
                "SELECT people.* FROM people_search JOIN people ON people.key = people_search.rowid
                 WHERE people_search MATCH ? ORDER BY rank, display_name, people.id LIMIT ?",
            )
            .bind(terms.join(" "))
            .bind(limit)
            .fetch_all(self.readers())
            .await?
        };
        rows.iter().map(person).collect()
    }
}

pub(crate) async fn upsert(
    tx: &mut SqliteTransaction<'_>,
    person: &Person,
    generation: i64,
) -> Result<()> {
    let key: i64 = sqlx::query_scalar(
        "INSERT INTO people (id, display_name, user_principal_name, mail, job_title, department,
             account_enabled, details, generation)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET display_name = excluded.display_name,
             user_principal_name = excluded.user_principal_name, mail = excluded.mail,
             job_title = excluded.job_title, department = excluded.department,
             account_enabled = excluded.account_enabled, details = excluded.details,
             generation = excluded.generation
         RETURNING key",
    )
    .bind(person.id)
    .bind(&person.display_name)
    .bind(&person.user_principal_name)
    .bind(&person.mail)
    .bind(&person.job_title)
    .bind(&person.department)
    .bind(person.account_enabled)
    .bind(serde_json::to_string(&person.details)?)
    .bind(generation)
    .fetch_one(&mut **tx)
    .await?;
    let words = folded(&format!(
        "{} {} {} {}",
        person.display_name,
        person.user_principal_name,
        person.mail.as_deref().unwrap_or_default(),
        person.department.as_deref().unwrap_or_default(),
    ));
    sqlx::query("INSERT OR REPLACE INTO people_search (rowid, words) VALUES (?, ?)")
        .bind(key)
        .bind(words)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut SqliteTransaction<'_>, id: Uuid) -> Result<()> {
    for statement in [
        "DELETE FROM people_search WHERE rowid = (SELECT key FROM people WHERE id = ?)",
        "DELETE FROM people WHERE id = ?",
        "DELETE FROM memberships WHERE member_id = ?",
    ] {
        sqlx::query(statement).bind(id).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Drops people whom a full round did not name.
pub(crate) async fn sweep(tx: &mut SqliteTransaction<'_>, generation: i64) -> Result<()> {
    for statement in [
        "DELETE FROM people_search WHERE rowid IN (SELECT key FROM people WHERE generation < ?)",
        "DELETE FROM memberships WHERE member_id IN (SELECT id FROM people WHERE generation < ?)",
        "DELETE FROM people WHERE generation < ?",
    ] {
        sqlx::query(statement).bind(generation).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Words in lower case, with letters spelt out that no accent removal reaches. FTS5's tokenizer
/// removes the accents.
fn folded(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'ł' => words.push('l'),
            'ø' => words.push('o'),
            'đ' | 'ð' => words.push('d'),
            'ħ' => words.push('h'),
            'ı' => words.push('i'),
            'ß' => words.push_str("ss"),
            'æ' => words.push_str("ae"),
            'œ' => words.push_str("oe"),
            'þ' => words.push_str("th"),
            mark if is_mark(mark) => {}
            letter if letter.is_alphanumeric() => words.push(letter),
            _ => words.push(' '),
        }
    }
    words
}

/// Combining marks, so that a decomposed spelling is the same word as a composed one.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}

fn person(row: &SqliteRow) -> Result<Person> {
    Ok(Person {
        id: row.try_get("id")?,
        display_name: row.try_get("display_name")?,
        user_principal_name: row.try_get("user_principal_name")?,
        mail: row.try_get("mail")?,
        job_title: row.try_get("job_title")?,
        department: row.try_get("department")?,
        account_enabled: row.try_get("account_enabled")?,
        details: serde_json::from_str(row.try_get("details")?)?,
    })
}
