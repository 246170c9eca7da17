//! What a person set for the window (theme, sizes, filters): JSON by key.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Store;
use crate::error::Result;

impl Store {
    /// The preference under a key, if one was set.
    pub async fn preference<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>> {
        let value: Option<String> =
            sqlx::query_scalar("SELECT value FROM preferences WHERE key = ?")
                .bind(key)
                .fetch_optional(self.readers())
                .await?;
        Ok(value.map(|value| serde_json::from_str(&value)).transpose()?)
    }

    /// Sets the preference under a key.
    pub async fn set_preference<T: Serialize + Sync>(&self, key: &str, value: &T) -> Result<()> {
        let value = serde_json::to_string(value)?;
        let mut tx = self.write().await?;
        sqlx::query("INSERT OR REPLACE INTO preferences VALUES (?, ?)")
            .bind(key)
            .bind(value)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets the preference under a key.
    pub async fn delete_preference(&self, key: &str) -> Result<()> {
        let mut tx = self.write().await?;
        sqlx::query("DELETE FROM preferences WHERE key = ?").bind(key).execute(&mut *tx).await?;
        tx.commit().await?;
        Ok(())
    }
}
