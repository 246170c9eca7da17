//! Known deviations from the card design standard.

/// A deviation that the reader stepped over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Note {
    /// The text does not begin with a header.
    NoHeader,
    /// The file type is `AAMVA` instead of `ANSI ` (Maryland and North Carolina, 2000).
    FileTypeAamva,
    /// The header has fewer digits than its version says (North Carolina, Illinois), or more.
    HeaderDigits,
    /// The declared offset is not where the data begins (Ontario declares 0).
    OffsetWrong,
    /// No separators between elements: scanners that type drop them.
    SeparatorsLost,
    /// Text that belongs to no element.
    StrayText,
    /// An element occurs twice with different values; the first is taken.
    RepeatedElement,
    /// The whole name is in one element (DAA, or DCS with commas).
    NameInOneElement,
    /// All given names are in one element (DCT).
    GivenNamesInOneElement,
    /// A date has year and month in the order of the other country.
    DateOrder,
    /// A date has hyphens or slashes.
    DateSeparators,
    /// A date is none.
    DateUnreadable,
}

impl Note {
    /// Stable identifier.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::NoHeader => "no_header",
            Self::FileTypeAamva => "file_type_aamva",
            Self::HeaderDigits => "header_digits",
            Self::OffsetWrong => "offset_wrong",
            Self::SeparatorsLost => "separators_lost",
            Self::StrayText => "stray_text",
            Self::RepeatedElement => "repeated_element",
            Self::NameInOneElement => "name_in_one_element",
            Self::GivenNamesInOneElement => "given_names_in_one_element",
            Self::DateOrder => "date_order",
            Self::DateSeparators => "date_separators",
            Self::DateUnreadable => "date_unreadable",
        }
    }

    /// One plain sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NoHeader => "The barcode has no header.",
            Self::FileTypeAamva => "Its header says AAMVA instead of ANSI.",
            Self::HeaderDigits => "Its header has an unusual number of digits.",
            Self::OffsetWrong => "Its data does not begin where the header says.",
            Self::SeparatorsLost => "Its separators were lost; where names end is inferred.",
            Self::StrayText => "It has text that belongs to no element.",
            Self::RepeatedElement => "An element occurs twice with different values.",
            Self::NameInOneElement => "The whole name is in one element.",
            Self::GivenNamesInOneElement => "All given names are in one element.",
            Self::DateOrder => "A date has year and month in the other country's order.",
            Self::DateSeparators => "A date is written with separators.",
            Self::DateUnreadable => "A date can't be read.",
        }
    }

    /// Whether a genuine licence is known to deviate so, or a scanner to do it: everything but
    /// contradicting and unreadable data.
    #[must_use]
    pub fn is_known(self) -> bool {
        !matches!(self, Self::RepeatedElement | Self::DateUnreadable | Self::NoHeader)
    }
}

/// Adds a note once.
pub(super) fn add(notes: &mut Vec<Note>, note: Note) {
    if !notes.contains(&note) {
        notes.push(note);
    }
}
