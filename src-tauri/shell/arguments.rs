//! The command line: `countersign [--profile FILE] [--data FOLDER]`.

use std::ffi::OsString;
use std::path::PathBuf;

use desk::Profile;

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    /// Tenant profile; without it, the machine-wide one.
    pub profile: Option<PathBuf>,
    /// Folder of the encrypted store; without it, the user's data folder.
    pub data: Option<PathBuf>,
}

impl Arguments {
    /// Reads the arguments after the program's name.
    pub fn read(arguments: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let mut read = Self::default();
        let mut rest = arguments;
        while let Some(argument) = rest.next() {
            let place = match argument.to_str() {
                Some("--profile") => &mut read.profile,
                Some("--data") => &mut read.data,
                _ => return Err(usage(&argument.to_string_lossy())),
            };
            let value = rest.next().ok_or_else(|| usage("a missing value"))?;
            *place = Some(PathBuf::from(value));
        }
        Ok(read)
    }

    /// One store for each tenant of the administrator's profile. A profile that anybody may have
    /// named gets a store of its own, so that no token and no decision ever goes to its hosts that
    /// was meant for others.
    pub fn data_for(&self, profile: &Profile) -> PathBuf {
        self.data.clone().unwrap_or_else(|| {
            let tenant = profile.tenant.tenant_id.to_string();
            let name = match &self.profile {
                None => tenant,
                Some(_) => format!("{tenant}-{}", profile.fingerprint()),
            };
            user_data().join("countersign").join(name)
        })
    }
}

/// The device's name for people: `desk-` and the host's first label.
pub fn device_name() -> String {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .unwrap_or_default();
    let label: String = host
        .trim()
        .split('.')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .take(32)
        .collect();
    if label.is_empty() { "desk".to_owned() } else { format!("desk-{}", label.to_lowercase()) }
}

/// The user's data folder: XDG on Linux, Application Support on macOS, local app data on Windows.
fn user_data() -> PathBuf {
    let home = || std::env::home_dir().unwrap_or_default();
    if cfg!(target_os = "windows") {
        return std::env::var_os("LOCALAPPDATA").map_or_else(home, PathBuf::from);
    }
    if cfg!(target_os = "macos") {
        return home().join("Library/Application Support");
    }
    std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .unwrap_or_else(|| home().join(".local/share"))
}

fn usage(what: &str) -> String {
    format!("{what} is not understood; use: countersign [--profile FILE] [--data FOLDER]")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(arguments: &[&str]) -> Result<Arguments, String> {
        Arguments::read(arguments.iter().map(OsString::from))
    }

    #[test]
    fn both_arguments_are_read_and_nothing_else() {
        let both = read(&["--profile", "p.toml", "--data", "d"]);
        let want = Arguments { profile: Some("p.toml".into()), data: Some("d".into()) };
        assert_eq!(both, Ok(want));
        assert!(read(&["--profile"]).is_err());
        assert!(read(&["evil://approve?case=1"]).is_err());
    }
}
