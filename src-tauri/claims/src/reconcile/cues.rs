//! What of the evidence tells a twin or a parent from a stranger of a like name.

use crate::{evidence::Item, feature::Feature, token::Token, weighing::Weighed};

impl Weighed {
    /// Whether other given names or surnames beside the agreeing ones differ.
    pub(super) fn other_names_differ(&self) -> bool {
        self.found.iter().any(|found| found.id == Feature::OtherGivenConflict.id())
    }

    /// Whether the given names are in different scripts.
    pub(super) fn across_scripts(&self) -> bool {
        self.found.iter().any(|found| found.id == Feature::GivenScriptSimilar.id())
    }

    /// Whether the given names that differ begin with the same sound.
    pub(super) fn given_begin_alike(&self) -> bool {
        let first = |tokens: &[Token], places: &[usize]| {
            let token = places.first().and_then(|n| tokens.get(*n))?;
            token.phones.first().and_then(|phones| phones.first()).copied()
        };
        let differs = |item: &&Item| item.feature == Some(Feature::GivenConflict);
        self.names.items.iter().find(differs).is_some_and(|item| {
            let one = first(&self.document.tokens, &item.document);
            one.is_some() && one == first(&self.profile.tokens, &item.profile)
        })
    }

    /// Whether hardly anybody bears the surname.
    pub(super) fn surname_is_rare(&self) -> bool {
        let rare = |item: &Item| item.feature == Some(Feature::SurnameRare) && item.amount >= 900;
        self.names.items.iter().any(rare)
    }
}
