//! The sign-in name beside the names: it often keeps an earlier surname or the given name in full.
//! It is the profile's own, so that it counts only where it says what the profile's names do not.

use crate::{
    Profile,
    compare::compare,
    evidence::Verdict,
    feature::Feature,
    fold, messages,
    reason::Reason,
    text::Text,
    token::{Field, Kind, Token, tokens},
    weighing::{Weighed, step},
};

/// Shortest word of an address that is a name.
const SHORTEST: usize = 4;

impl Weighed {
    /// Weighs the address where a name differs or is an initial.
    pub(crate) fn weigh_address(&mut self, profile: &Profile) {
        let open = self.names.given != Verdict::Agrees
            || self.names.surname != Verdict::Agrees
            || self.names.items.iter().any(|item| {
                matches!(
                    item.reason,
                    Some(Reason::Nickname | Reason::Initial | Reason::SpellingVariant)
                )
            });
        let address = profile.user_principal_name.as_deref().or(profile.mail.as_deref());
        let (true, Some(address)) = (open, address) else { return };
        let local = fold::base(&address.split('@').next().unwrap_or_default().to_lowercase());
        if self.contradicts(&local) {
            self.names.given = Verdict::Conflict;
            let sentence = messages::agreement(Feature::AddressDiffers);
            self.found.push(step(
                Some(Feature::AddressDiffers),
                1000,
                Some(Reason::DifferentPerson),
                sentence,
            ));
            return;
        }
        if let Some(shown) = self.kept(&local).map(|token| token.shown.clone()) {
            let sentence = messages::sentence(Reason::Address, &shown, "");
            self.found.push(step(Some(Feature::Address), 1000, Some(Reason::Address), sentence));
        }
    }

    /// A name of the document that the address has and the profile's names do not.
    fn kept(&self, local: &str) -> Option<&Token> {
        self.document.tokens.iter().find(|token| {
            token.kind == Kind::Name
                && spellings(token).any(|name| {
                    let own = |own: &Token| own.plain.contains(name);
                    name.len() >= SHORTEST
                        && words(local).any(|word| {
                            word == name || name.len() > SHORTEST && word.contains(name)
                        })
                        && !self.profile.tokens.iter().any(own)
                })
        })
    }

    /// Whether the address writes out an initial of the profile as another name than the
    /// document's.
    fn contradicts(&self, local: &str) -> bool {
        let given: Vec<&Token> =
            self.profile.tokens.iter().filter(|token| !token.is_surname()).collect();
        let [initial] = given.as_slice() else { return false };
        if initial.kind != Kind::Initial {
            return false;
        }
        let Some(written) = words(local).find(|word| {
            word.len() >= SHORTEST
                && word.starts_with(initial.plain.as_str())
                && !self.profile.tokens.iter().any(|own| own.plain.contains(word))
                && !self
                    .document
                    .tokens
                    .iter()
                    .any(|own| own.is_surname() && own.plain.contains(word))
        }) else {
            return false;
        };
        let parted = words(local).count() > 1;
        let written = tokens(written, Field::Given, false);
        let own = |token: &&Token| !token.is_surname() && matches!(token.kind, Kind::Name);
        let mut document = self.document.tokens.iter().filter(own).peekable();
        parted
            && document.peek().is_some()
            && written.first().is_some_and(|written| {
                document.all(|token| compare(token, written).is_none_or(|like| !like.agrees()))
            })
    }
}

fn words(local: &str) -> impl Iterator<Item = &str> {
    local.split(|c: char| !c.is_ascii_alphabetic())
}

fn spellings(token: &Token) -> impl Iterator<Item = &str> {
    std::iter::once(&token.plain).filter(|_| token.latin).chain(&token.spellings).map(Text::as_str)
}
