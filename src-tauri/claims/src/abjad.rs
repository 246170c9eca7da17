//! Names in Arabic and Hebrew letters beside Latin ones: what the consonants alone do not tell.

use crate::{
    compare::{Class, Level, Likeness, like, near},
    lexicon::{self, Kin},
    sound::{self, Manner, Row},
    token::Token,
};

/// A given name in Arabic or Hebrew letters whose usual spellings are known, beside a Latin word.
pub(crate) fn usual(native: &Token, latin: &Token) -> Option<Likeness> {
    if native.usual.is_empty() || !latin.latin {
        return None;
    }
    let names = || native.usual.split(' ');
    let kin = names().filter_map(|name| lexicon::kin(name, &latin.plain)).min();
    if kin == Some(Kin::Variant) || names().any(|name| name == latin.plain.as_str()) {
        return like(Class::Script, Level::Strong, 96);
    }
    if native.is_surname() && latin.is_surname() {
        return None;
    }
    let apart = names()
        .flat_map(|name| {
            let row = sound::phones(name);
            let apart = move |other: &Row| sound::unlikeness(&row, other, Manner::Alphabet);
            latin.phones.iter().map(apart)
        })
        .min()
        .unwrap_or(1000);
    match kin {
        _ if apart <= 60 => like(Class::Script, Level::Strong, 94),
        Some(_) => like(Class::Nickname, Level::Strong, 80),
        None if lexicon::attested(&latin.plain) => near(1, 6, apart),
        None if apart <= 110 => like(Class::Script, Level::Fair, 86),
        None => None,
    }
}

/// Whether a name in consonants ends otherwise than the other: Amir and Amira. A final a is
/// written, and a written final vowel is read.
pub(crate) fn other_end(a: &Token, b: &Token) -> bool {
    let (latin, native) = if a.latin { (a, b) } else { (b, a) };
    let last = |token: &Token| token.phones.first().and_then(|row| row.last()).copied();
    let (Some(heard), Some(written)) = (last(latin), last(native)) else { return false };
    let open = matches!(written, b'a' | b'h' | b'e' | b'i' | b'w' | b'o' | b'u');
    heard == b'a' && !open
        || native.plain.ends_with('ة') && !matches!(heard, b'a' | b'e' | b'h' | b't' | b'T')
}
