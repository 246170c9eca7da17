//! Keyrings that live as long as a journey needs them.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Mutex;

use store::{Result, SecretStore};
use zeroize::Zeroizing;

/// In memory: survives a desk's restart within one journey.
#[derive(Default)]
pub struct Memory(Mutex<HashMap<String, Vec<u8>>>);

impl SecretStore for Memory {
    fn probe(&self) -> Result<()> {
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        Ok(self.0.lock().unwrap().get(name).cloned().map(Zeroizing::new))
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<()> {
        self.0.lock().unwrap().insert(name.to_owned(), secret.to_vec());
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<()> {
        self.0.lock().unwrap().remove(name);
        Ok(())
    }
}

/// In a file beside the desk's folder: survives the desk's process, and lets the journey look in.
pub struct Shared(pub PathBuf);

impl Shared {
    pub fn entries(&self) -> HashMap<String, Vec<u8>> {
        let Ok(text) = std::fs::read(&self.0) else { return HashMap::new() };
        serde_json::from_slice(&text).unwrap()
    }

    fn change(&self, change: impl FnOnce(&mut HashMap<String, Vec<u8>>)) {
        let mut entries = self.entries();
        change(&mut entries);
        std::fs::write(&self.0, serde_json::to_vec(&entries).unwrap()).unwrap();
    }
}

impl SecretStore for Shared {
    fn probe(&self) -> Result<()> {
        Ok(())
    }

    fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        Ok(self.entries().remove(name).map(Zeroizing::new))
    }

    fn set(&self, name: &str, secret: &[u8]) -> Result<()> {
        self.change(|entries| {
            entries.insert(name.to_owned(), secret.to_vec());
        });
        Ok(())
    }

    fn delete(&self, name: &str) -> Result<()> {
        self.change(|entries| {
            entries.remove(name);
        });
        Ok(())
    }
}
