//! Looks for planted values in files and folders: `find-leaks PATH… < values.json`.
//!
//! The values come by standard input, as one JSON object of names and texts: an argument would be
//! a leak of its own. A line is printed for each find, and the exit status is 1; 0 if there is
//! none, 2 if something could not be read.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use sandbox::leak::{Leak, Planted};

fn main() -> ExitCode {
    match search() {
        Ok(leaks) if leaks.is_empty() => ExitCode::SUCCESS,
        Ok(leaks) => {
            let lines: String = leaks.iter().map(|leak| format!("{leak}\n")).collect();
            let _ = std::io::stdout().write_all(lines.as_bytes());
            ExitCode::from(1)
        }
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "find-leaks: {error}");
            ExitCode::from(2)
        }
    }
}

fn search() -> std::io::Result<Vec<Leak>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let values: BTreeMap<String, String> = serde_json::from_str(&text)?;
    let planted = Planted::new(values)?;
    let mut leaks = Vec::new();
    for path in std::env::args_os().skip(1) {
        leaks.extend(planted.below(Path::new(&path))?);
    }
    Ok(leaks)
}
