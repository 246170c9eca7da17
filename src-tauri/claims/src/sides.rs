//! The names of both sides as words, laid out by the claims under which they are shown.

use std::borrow::Cow;

use crate::{
    ClaimName, Document, Profile,
    aamva::Truncation,
    filled,
    token::{self, Field, Token},
};

/// One side's names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Side {
    pub tokens: Vec<Token>,
    /// The claim in whose value each word stands.
    pub claims: Vec<ClaimName>,
    /// Shown values by claim.
    pub values: Vec<(ClaimName, Option<String>)>,
    /// Whether the value is longer than is compared.
    pub too_long: bool,
}

/// Names as one side gives them, blanks as `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Given<'a> {
    pub given: Option<Cow<'a, str>>,
    pub surname: Option<Cow<'a, str>>,
    pub whole: Option<Cow<'a, str>>,
    pub given_cut: bool,
    pub surname_cut: bool,
}

impl<'a> Given<'a> {
    /// What a (filled) document says.
    pub(crate) fn of_document(document: &'a Document) -> Self {
        let cut = filled::cut(document);
        let truncated = |cut: Truncation| cut == Truncation::Truncated;
        let mut names = Self {
            given: text(document.given.as_deref()),
            surname: text(document.surname.as_deref()),
            whole: text(document.full_name.as_deref()),
            given_cut: truncated(cut.given),
            surname_cut: truncated(cut.surname),
        };
        if cut.given == Truncation::NotStated && names.fills_a_zone() {
            (names.given_cut, names.surname_cut) = (true, true);
        }
        names
    }

    /// Whether the names, all in capitals, are as long as the name field of a card's zone (30),
    /// less what its rules may leave free: then their ends may be cut off.
    fn fills_a_zone(&self) -> bool {
        const NEARLY: usize = 24;
        let capitals = |name: &&str| !name.chars().any(char::is_lowercase);
        let parts = || self.parts().into_iter().flatten();
        let blanks = parts().count().saturating_sub(1);
        parts().all(|name| capitals(&name))
            && parts().map(|name| name.chars().count()).sum::<usize>() + blanks >= NEARLY
    }

    /// What the profile says.
    pub(crate) fn of_profile(profile: &'a Profile) -> Self {
        Self {
            given: text(profile.given.as_deref()),
            surname: text(profile.surname.as_deref()),
            whole: text(profile.display_name.as_deref()),
            given_cut: false,
            surname_cut: false,
        }
    }

    /// Only the whole name of this side.
    pub(crate) fn whole_only(&self) -> Option<Self> {
        self.whole.as_ref().map(|whole| Self { whole: Some(whole.clone()), ..Self::default() })
    }

    /// The same with names of its own.
    pub(crate) fn into_owned(self) -> Given<'static> {
        let own = |name: Option<Cow<'_, str>>| name.map(|name| Cow::Owned(name.into_owned()));
        Given {
            given: own(self.given),
            surname: own(self.surname),
            whole: own(self.whole),
            given_cut: self.given_cut,
            surname_cut: self.surname_cut,
        }
    }

    fn has_fields(&self) -> bool {
        self.given.is_some() || self.surname.is_some()
    }

    /// Given names and surname, or all that there is.
    pub(crate) fn joined(&self) -> Option<Cow<'_, str>> {
        match self.parts() {
            [Some(given), Some(surname)] => Some([given, " ", surname].concat().into()),
            [one, other] => one.or(other).map(Cow::Borrowed),
        }
    }

    /// Given names and surname, or all that there is.
    fn parts(&self) -> [Option<&str>; 2] {
        if self.has_fields() {
            [self.given.as_deref(), self.surname.as_deref()]
        } else {
            [self.whole.as_deref(), None]
        }
    }

    fn is_blank(&self) -> bool {
        self.parts() == [None, None]
    }

    /// One field is blank while the whole name has more words than the other.
    fn fields_fall_short(&self) -> bool {
        let words = |name: &str| name.split_whitespace().count();
        self.has_fields()
            && (self.given.is_none() || self.surname.is_none())
            && self.whole.as_deref().map_or(0, words) > self.joined().as_deref().map_or(0, words)
    }
}

/// Both sides under the same claims: given names and surname, or the full name where one side has
/// only that.
pub(crate) fn lay_out(document: &Given<'_>, profile: &Given<'_>) -> (Side, Side) {
    let by_fields = |side: &Given<'_>| side.has_fields() && !side.fields_fall_short();
    let neither = document.is_blank() && profile.is_blank();
    let whole_is_all = |side: &Given<'_>| !side.has_fields() && side.whole.is_some();
    if neither
        || (by_fields(document) || by_fields(profile))
            && !whole_is_all(document)
            && !whole_is_all(profile)
            && !document.fields_fall_short()
            && !profile.fields_fall_short()
    {
        return (in_fields(document), in_fields(profile));
    }
    (as_whole(document), as_whole(profile))
}

fn in_fields(names: &Given<'_>) -> Side {
    let lone = names.given.is_none() != names.surname.is_none();
    let mut side = Side {
        values: vec![
            (ClaimName::GivenNames, names.given.as_deref().map(str::to_owned)),
            (ClaimName::Surname, names.surname.as_deref().map(str::to_owned)),
        ],
        ..Side::default()
    };
    for (claim, value, field, cut) in [
        (ClaimName::GivenNames, &names.given, Field::Given, names.given_cut),
        (ClaimName::Surname, &names.surname, Field::Surname, names.surname_cut),
    ] {
        let Some(value) = value else { continue };
        let mut tokens = token::tokens(value, field, cut);
        if lone && tokens.len() > 1 {
            tokens = token::tokens(value, Field::Whole { surname: false }, cut);
            for token in &mut tokens {
                token.moved = true;
            }
        }
        side.too_long |=
            value.chars().count() > token::MAX_VALUE || tokens.len() >= token::MAX_TOKENS;
        side.claims.resize(side.claims.len() + tokens.len(), claim);
        if side.tokens.is_empty() {
            side.tokens = tokens;
        } else {
            side.tokens.extend(tokens);
        }
    }
    side.keep_within_limits();
    side
}

fn as_whole(names: &Given<'_>) -> Side {
    let short = names.fields_fall_short();
    let value = if short { names.whole.clone() } else { names.joined() };
    let value = value.map(Cow::into_owned);
    let mut side = Side { values: vec![(ClaimName::FullName, value.clone())], ..Side::default() };
    let Some(value) = value else { return side };
    if names.has_fields() && !short {
        let first = names.given.as_ref().map_or(0, |given| given.chars().count() + 1);
        let offset = u32::try_from(first).unwrap_or(u32::MAX);
        for (part, field, cut, offset) in [
            (&names.given, Field::Given, names.given_cut, 0),
            (&names.surname, Field::Surname, names.surname_cut, offset),
        ] {
            let Some(part) = part else { continue };
            let mut tokens = token::tokens(part, field, cut);
            for token in &mut tokens {
                token.span =
                    (token.span.0.saturating_add(offset), token.span.1.saturating_add(offset));
            }
            side.tokens.extend(tokens);
        }
    } else {
        let whole = Field::Whole { surname: false };
        side.tokens = token::tokens(&value, whole, names.given_cut || names.surname_cut);
    }
    side.too_long = value.chars().count() > token::MAX_VALUE;
    side.claims = vec![ClaimName::FullName; side.tokens.len()];
    side.keep_within_limits();
    side
}

impl Side {
    fn keep_within_limits(&mut self) {
        let over = self.tokens.len().saturating_sub(token::MAX_TOKENS);
        if over > 0 {
            let half = token::MAX_TOKENS / 2;
            self.tokens.drain(half..half + over);
            self.claims.drain(half..half + over);
            self.too_long = true;
        }
    }
}

fn text(value: Option<&str>) -> Option<Cow<'_, str>> {
    value.filter(|value| !value.trim().is_empty()).map(Cow::Borrowed)
}
