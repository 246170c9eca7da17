//! What this person set on this device.

use crate::view::{Preferences, Topic};
use crate::{Desk, Result, fault};

const KEY: &str = "appearance";

impl Desk {
    /// Preferences, or the defaults before any were set.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn preferences(&self) -> Result<Preferences> {
        let Ok(store) = self.store().await else { return Ok(Preferences::default()) };
        let kept = store.preference(KEY).await.map_err(fault::store)?;
        Ok(kept.unwrap_or_default())
    }

    /// Keeps them.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn set_preferences(&self, mut preferences: Preferences) -> Result<Preferences> {
        preferences.text_size_percent = preferences.text_size_percent.clamp(100, 200);
        let store = self.store().await?;
        store.set_preference(KEY, &preferences).await.map_err(fault::store)?;
        self.changed(&[Topic::Preferences]);
        Ok(preferences)
    }
}
