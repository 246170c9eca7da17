//! The names of both sides as words, laid out by the claims under which they are shown.

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
pub(crate) struct Given {
    pub given: Option<String>,
    pub surname: Option<String>,
    pub whole: Option<String>,
    pub given_cut: bool,
    pub surname_cut: bool,
}

impl Given {
    /// What a (filled) document says.
    pub(crate) fn of_document(document: &Document) -> Self {
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
        let joined = self.joined().unwrap_or_default();
        joined.chars().count() >= NEARLY && !joined.chars().any(char::is_lowercase)
    }

    /// What the profile says.
    pub(crate) fn of_profile(profile: &Profile) -> Self {
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

    fn has_fields(&self) -> bool {
        self.given.is_some() || self.surname.is_some()
    }

    /// Given names and surname, or all that there is.
    pub(crate) fn joined(&self) -> Option<String> {
        let fields: Vec<&str> =
            [&self.given, &self.surname].into_iter().flatten().map(String::as_str).collect();
        if fields.is_empty() { self.whole.clone() } else { Some(fields.join(" ")) }
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
pub(crate) fn lay_out(document: &Given, profile: &Given) -> (Side, Side) {
    let by_fields = |side: &Given| side.has_fields() && !side.fields_fall_short();
    let neither = document.joined().is_none() && profile.joined().is_none();
    let whole_is_all = |side: &Given| !side.has_fields() && side.whole.is_some();
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

fn in_fields(names: &Given) -> Side {
    let lone = names.given.is_none() != names.surname.is_none();
    let mut side = Side {
        values: vec![
            (ClaimName::GivenNames, names.given.clone()),
            (ClaimName::Surname, names.surname.clone()),
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
        side.tokens.extend(tokens);
    }
    side.keep_within_limits();
    side
}

fn as_whole(names: &Given) -> Side {
    let short = names.fields_fall_short();
    let value = if short { names.whole.clone() } else { names.joined() };
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

fn text(value: Option<&str>) -> Option<String> {
    value.filter(|value| !value.trim().is_empty()).map(str::to_owned)
}
