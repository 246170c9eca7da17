//! Labelled pairs from comma-separated files.

use std::{collections::HashMap, fs, io, path::Path};

use claims::{Document, Profile};

/// One labelled pair.
pub struct Pair {
    pub set: &'static str,
    pub id: String,
    pub same: bool,
    pub reason: String,
    pub country: String,
    pub document: Document,
    pub profile: Profile,
    /// Pairs of one person share a group, and so a fold.
    pub group: usize,
}

/// The files with how much each pair counts in the fit.
pub const SETS: [(&str, &str, f64); 6] = [
    ("synthetic", "synthetic.csv", 0.25),
    ("pairs", "pairs.csv", 2.0),
    ("scripts", "scripts.csv", 0.6),
    ("hard", "hard.csv", 2.0),
    ("hard_a", "hard_a.csv", 2.0),
    ("hard_b", "hard_b.csv", 1.0),
];

/// Reads all sets of a folder.
pub fn read(folder: &Path) -> io::Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    for (set, file, _) in SETS {
        let path = folder.join(file);
        if !path.exists() {
            continue;
        }
        let text = fs::read_to_string(path)?;
        let mut rows = text.lines().map(cells);
        let header = rows.next().unwrap_or_default();
        for row in rows {
            let cell = |name: &str| {
                let at = header.iter().position(|own| own == name);
                at.and_then(|at| row.get(at)).map(String::as_str).unwrap_or_default().to_owned()
            };
            let text = |name: &str| Some(cell(name)).filter(|value| !value.is_empty());
            pairs.push(Pair {
                set,
                id: cell("id"),
                same: cell("same") == "1",
                reason: cell("reason"),
                country: cell("country"),
                document: Document {
                    given: text("given"),
                    surname: text("surname"),
                    full_name: text("full_name"),
                    date_of_birth: cell("born").parse().ok(),
                    ..Document::default()
                },
                profile: Profile {
                    given: text("profile_given"),
                    surname: text("profile_surname"),
                    display_name: text("display_name"),
                    date_of_birth: cell("profile_born").parse().ok(),
                    user_principal_name: text("user_principal_name"),
                    ..Profile::default()
                },
                group: 0,
            });
        }
    }
    group(&mut pairs);
    Ok(pairs)
}

/// Pairs that share a whole name on any side are one group.
fn group(pairs: &mut [Pair]) {
    let mut parent: Vec<usize> = (0..pairs.len()).collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (n, pair) in pairs.iter().enumerate() {
        let join = |parts: [&Option<String>; 2]| {
            let words: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
            words.join(" ").to_lowercase()
        };
        let names = [
            join([&pair.document.given, &pair.document.surname]),
            join([&pair.document.full_name, &None]),
            join([&pair.profile.given, &pair.profile.surname]),
            join([&pair.profile.display_name, &None]),
        ];
        for name in names.into_iter().filter(|name| !name.is_empty()) {
            match seen.get(&name) {
                Some(&first) => {
                    let (a, b) = (root(&mut parent, first), root(&mut parent, n));
                    if let Some(entry) = parent.get_mut(b) {
                        *entry = a;
                    }
                }
                None => {
                    seen.insert(name, n);
                }
            }
        }
    }
    for (n, pair) in pairs.iter_mut().enumerate() {
        pair.group = root(&mut parent, n);
    }
}

fn root(parent: &mut [usize], mut n: usize) -> usize {
    while let Some(&up) = parent.get(n).filter(|up| **up != n) {
        n = up;
    }
    n
}

/// The cells of a line; quotes hold commas.
fn cells(line: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => out.push(String::new()),
            _ => {
                if let Some(cell) = out.last_mut() {
                    cell.push(c);
                }
            }
        }
    }
    out
}
