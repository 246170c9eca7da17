//! Who is signed in, and the token that keeps them so.

use chrono::{DateTime, Utc};
use review::{PersonRef, Role};
use secrecy::{ExposeSecret, SecretString};
use sqlx::Row;

use crate::error::{Error, Result};
use crate::instant::{micros, time};
use crate::{Store, journal};

/// The signed-in person.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Tenant id and object id.
    pub person: PersonRef,
    /// Display name, from the id_token.
    pub name: String,
    /// Sign-in name, from the id_token.
    pub user_principal_name: String,
    /// App roles, from the id_token.
    pub roles: Vec<Role>,
    /// When this sign-in was made.
    pub signed_in_at: DateTime<Utc>,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account").field("roles", &self.roles).finish_non_exhaustive()
    }
}

impl Store {
    /// Keeps the signed-in person and their refresh token, and journals the sign-in.
    ///
    /// A cached queue is what one person's roles allowed: for another person, or after a change of
    /// roles, cases, evidence and the feed's cursor are dropped, to be fetched anew.
    pub async fn sign_in(&self, account: &Account, refresh_token: &SecretString) -> Result<()> {
        let roles = serde_json::to_string(&account.roles)?;
        let mut tx = self.write().await?;
        let same: Option<i64> = sqlx::query_scalar(
            "SELECT one FROM queue_owner WHERE tenant_id = ? AND person_id = ? AND roles = ?",
        )
        .bind(account.person.tenant_id)
        .bind(account.person.object_id)
        .bind(&roles)
        .fetch_optional(&mut *tx)
        .await?;
        if same.is_none() {
            sqlx::raw_sql(
                "DELETE FROM evidence; DELETE FROM case_files; DELETE FROM leases;
                 DELETE FROM cases; DELETE FROM streams WHERE name = 'cases';",
            )
            .execute(&mut *tx)
            .await?;
        }
        sqlx::query("INSERT OR REPLACE INTO queue_owner VALUES (1, ?, ?, ?)")
            .bind(account.person.tenant_id)
            .bind(account.person.object_id)
            .bind(&roles)
            .execute(&mut *tx)
            .await?;
        sqlx::query("INSERT OR REPLACE INTO account VALUES (1, ?, ?, ?, ?, ?, ?)")
            .bind(account.person.tenant_id)
            .bind(account.person.object_id)
            .bind(&account.name)
            .bind(&account.user_principal_name)
            .bind(&roles)
            .bind(micros(account.signed_in_at))
            .execute(&mut *tx)
            .await?;
        replace_token(&mut tx, refresh_token).await?;
        let detail = serde_json::json!({ "roles": account.roles });
        journal::append(&mut tx, "session.signed_in", None, &detail, account.signed_in_at).await?;
        tx.commit().await?;
        if same.is_none() {
            self.drop_unkeyed_evidence().await?;
        }
        Ok(())
    }

    /// The signed-in person, if any.
    pub async fn account(&self) -> Result<Option<Account>> {
        let row = sqlx::query("SELECT * FROM account").fetch_optional(self.readers()).await?;
        row.map(|row| {
            Ok(Account {
                person: PersonRef {
                    tenant_id: row.try_get("tenant_id")?,
                    object_id: row.try_get("person_id")?,
                },
                name: row.try_get("name")?,
                user_principal_name: row.try_get("user_principal_name")?,
                roles: serde_json::from_str(row.try_get("roles")?)?,
                signed_in_at: time(row.try_get("signed_in_at")?)?,
            })
        })
        .transpose()
    }

    /// The newest refresh token, if somebody is signed in.
    pub async fn refresh_token(&self) -> Result<Option<SecretString>> {
        let token: Option<String> =
            sqlx::query_scalar("SELECT token FROM refresh_tokens ORDER BY generation DESC LIMIT 1")
                .fetch_optional(self.readers())
                .await?;
        Ok(token.map(SecretString::from))
    }

    /// Replaces the refresh token after a rotation: the new one is written before the old one goes,
    /// in one transaction. [`Error::SignedOut`] if nobody is signed in (a late answer after a
    /// sign-out must not bring the session back).
    pub async fn replace_refresh_token(&self, refresh_token: &SecretString) -> Result<()> {
        let mut tx = self.write().await?;
        signed_in(&mut tx).await?;
        replace_token(&mut tx, refresh_token).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Drops tokens, evidence keys, evidence files, opened case files and leases, and journals it.
    /// Queue rows, directory, drafts, decisions, outbox and device key stay, encrypted.
    pub async fn sign_out(&self, now: DateTime<Utc>) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::raw_sql(
            "DELETE FROM account; DELETE FROM refresh_tokens; DELETE FROM evidence;
             DELETE FROM case_files; DELETE FROM leases;",
        )
        .execute(&mut *tx)
        .await?;
        journal::append(&mut tx, "session.signed_out", None, &serde_json::json!({}), now).await?;
        tx.commit().await?;
        self.forget_deleted_pages().await?;
        self.drop_unkeyed_evidence().await
    }
}

/// [`Error::SignedOut`] if nobody is signed in: what comes late must not undo a sign-out.
pub(crate) async fn signed_in(tx: &mut sqlx::SqliteTransaction<'_>) -> Result<()> {
    let one: Option<i64> =
        sqlx::query_scalar("SELECT one FROM account").fetch_optional(&mut **tx).await?;
    one.map(|_| ()).ok_or(Error::SignedOut)
}

async fn replace_token(
    tx: &mut sqlx::SqliteTransaction<'_>,
    refresh_token: &SecretString,
) -> Result<()> {
    let generation = sqlx::query("INSERT INTO refresh_tokens (token) VALUES (?)")
        .bind(refresh_token.expose_secret())
        .execute(&mut **tx)
        .await?
        .last_insert_rowid();
    crate::crash::point("new token written");
    sqlx::query("DELETE FROM refresh_tokens WHERE generation < ?")
        .bind(generation)
        .execute(&mut **tx)
        .await?;
    crate::crash::point("old token dropped");
    Ok(())
}
