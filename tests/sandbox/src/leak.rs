//! Looks for planted values where none belongs, in every form that a program gives to bytes.

use std::io;
use std::path::{Path, PathBuf};

use aho_corasick::AhoCorasick;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};

/// Shorter values would be found by accident.
const SHORTEST: usize = 8;
/// A long value is known by pieces of this length: half a token is a leak too.
const PIECE: usize = 40;

/// Values that must be found nowhere.
pub struct Planted {
    patterns: Vec<(String, &'static str)>,
    machine: AhoCorasick,
}

/// A planted value that was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// What the value was called when it was planted.
    pub name: String,
    /// The form in which it was found, such as `base64`.
    pub form: &'static str,
    /// The file, or what else was searched.
    pub place: PathBuf,
    /// At which byte; none for a name of a file.
    pub at: Option<usize>,
}

impl std::fmt::Display for Leak {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} as {} in {}", self.name, self.form, self.place.display())?;
        match self.at {
            Some(at) => write!(f, " at byte {at}"),
            None => f.write_str(", in its name"),
        }
    }
}

impl Planted {
    /// Values by name. A text is looked for in UTF-16 too.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidInput`] if a value is shorter than eight bytes.
    pub fn new<V: AsRef<[u8]>>(values: impl IntoIterator<Item = (String, V)>) -> io::Result<Self> {
        let (mut patterns, mut needles) = (Vec::new(), Vec::new());
        for (name, value) in values {
            let value = value.as_ref();
            if value.len() < SHORTEST {
                return Err(invalid(format!("{name} is too short to be unmistakable")));
            }
            for piece in pieces(value) {
                for (form, needle) in forms(piece) {
                    patterns.push((name.clone(), form));
                    needles.push(needle);
                }
            }
        }
        let machine = AhoCorasick::new(needles).map_err(|error| invalid(error.to_string()))?;
        Ok(Self { patterns, machine })
    }

    /// What stands in these bytes, each value and form once.
    pub fn in_bytes(&self, place: &Path, bytes: &[u8]) -> Vec<Leak> {
        let mut leaks: Vec<Leak> = Vec::new();
        for found in self.machine.find_overlapping_iter(bytes) {
            let (name, form) = &self.patterns[found.pattern().as_usize()];
            if !leaks.iter().any(|leak| leak.name == *name && leak.form == *form) {
                let (name, place) = (name.clone(), place.to_owned());
                leaks.push(Leak { name, form, place, at: Some(found.start()) });
            }
        }
        leaks
    }

    /// What stands in a file, or in all files below a folder, or in their names. Sockets and the
    /// like are passed by; so is what vanishes meanwhile.
    ///
    /// # Errors
    /// If something can't be read: an unread file is no clean one.
    pub fn below(&self, path: &Path) -> io::Result<Vec<Leak>> {
        let mut leaks = self.in_bytes(path, path.as_os_str().as_encoded_bytes());
        leaks.iter_mut().for_each(|leak| leak.at = None);
        let kind = match std::fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(leaks),
            found => found?.file_type(),
        };
        if kind.is_dir() {
            for inside in std::fs::read_dir(path)? {
                leaks.extend(self.below(&inside?.path())?);
            }
        } else if kind.is_file() {
            leaks.extend(self.in_bytes(path, &std::fs::read(path)?));
        }
        Ok(leaks)
    }
}

/// The whole of a short value; of a long one its middle and its end.
fn pieces(value: &[u8]) -> Vec<&[u8]> {
    if value.len() <= 2 * PIECE {
        return vec![value];
    }
    let middle = (value.len() - PIECE) / 2;
    vec![&value[middle..middle + PIECE], &value[value.len() - PIECE..]]
}

fn forms(value: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut forms = vec![
        ("itself", value.to_vec()),
        ("hex", hex::encode(value).into_bytes()),
        ("capital hex", hex::encode_upper(value).into_bytes()),
        ("numbers", format!("{value:?}").trim_matches(['[', ']']).as_bytes().to_vec()),
    ];
    for before in 0..3 {
        let standard = base64_after(&BASE64_STANDARD, value, before);
        let safe = base64_after(&BASE64_URL_SAFE_NO_PAD, value, before);
        if safe != standard {
            forms.push(("URL-safe base64", safe));
        }
        forms.push(("base64", standard));
    }
    if let Ok(text) = std::str::from_utf8(value) {
        let units: Vec<u16> = text.encode_utf16().collect();
        forms.push(("UTF-16LE", units.iter().flat_map(|unit| unit.to_le_bytes()).collect()));
        forms.push(("UTF-16BE", units.iter().flat_map(|unit| unit.to_be_bytes()).collect()));
    }
    forms
}

/// Base64 of the value where `before` other bytes stand before it and any after it: only the
/// letters that the value alone decides.
fn base64_after(engine: &impl base64::Engine, value: &[u8], before: usize) -> Vec<u8> {
    let whole = [vec![0; before], value.to_vec()].concat();
    let text = engine.encode(&whole);
    let first = (before * 8).div_ceil(6);
    let last = whole.len() * 8 / 6;
    text.as_bytes()[first..last].to_vec()
}

fn invalid(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, reason)
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    use super::*;

    const SECRET: &str = "Zzyzx-Quillbane?>~ÿ";

    fn planted() -> Planted {
        Planted::new([("secret".to_owned(), SECRET)]).unwrap()
    }

    fn found(bytes: &[u8]) -> Vec<&'static str> {
        planted().in_bytes(Path::new("here"), bytes).iter().map(|leak| leak.form).collect()
    }

    #[test]
    fn every_form_is_found_wherever_it_stands() {
        for before in 0..7 {
            for after in 0..4 {
                let around = |middle: &[u8]| {
                    [vec![0xa5; before], middle.to_vec(), vec![0x5a; after]].concat()
                };
                let raw = around(SECRET.as_bytes());
                assert_eq!(found(&raw), ["itself"]);
                assert_eq!(found(BASE64_STANDARD.encode(&raw).as_bytes()), ["base64"]);
                let safe = BASE64_URL_SAFE_NO_PAD.encode(&raw);
                assert_eq!(found(safe.as_bytes()), ["URL-safe base64"]);
                assert_eq!(found(hex::encode(&raw).as_bytes()), ["hex"]);
                assert_eq!(found(hex::encode_upper(&raw).as_bytes()), ["capital hex"]);
                assert_eq!(found(format!("{raw:?}").as_bytes()), ["numbers"]);
                let units = || SECRET.encode_utf16();
                let little: Vec<u8> = units().flat_map(u16::to_le_bytes).collect();
                assert_eq!(found(&around(&little)), ["UTF-16LE"]);
                let big: Vec<u8> = units().flat_map(u16::to_be_bytes).collect();
                assert_eq!(found(&around(&big)), ["UTF-16BE"]);
            }
        }
        assert!(found(SECRET.to_lowercase().as_bytes()).is_empty());
    }

    #[test]
    fn a_piece_of_a_long_value_is_a_leak() {
        let token: String = (0..300).map(|n| char::from(b'a' + (n * 7 % 26) as u8)).collect();
        let planted = Planted::new([("token".to_owned(), &token)]).unwrap();
        assert_eq!(planted.in_bytes(Path::new("log"), &token.as_bytes()[200..]).len(), 1);
        assert_eq!(planted.in_bytes(Path::new("log"), &token.as_bytes()[..30]), []);
    }

    #[test]
    fn files_and_their_names_are_searched() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("a/b");
        std::fs::create_dir_all(&inside).unwrap();
        std::fs::write(inside.join("log"), format!("x{SECRET}x")).unwrap();
        std::fs::write(inside.join(hex::encode(SECRET)), "").unwrap();
        let mut leaks = planted().below(folder.path()).unwrap();
        leaks.sort();
        let told: Vec<_> = leaks.iter().map(|leak| (leak.form, leak.at)).collect();
        assert_eq!(told, [("hex", None), ("itself", Some(1))]);
    }

    #[test]
    fn a_short_value_can_not_be_planted() {
        assert!(Planted::new([("pin".to_owned(), "1234567")]).is_err());
    }
}
