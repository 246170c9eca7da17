//! Why a case looks as it does. Known to the sandbox alone.

/// Who really stood before the camera, and why the claims did not match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Truth {
    /// The owner of the account, kept out by a difference that has a good reason.
    TrueOwner {
        /// The difference.
        artefact: Artefact,
    },
    /// Somebody else.
    Attacker {
        /// How they went about it.
        method: Attack,
    },
    /// The owner of the account, with a document or pictures that do not do.
    DocumentDefect {
        /// What is wrong.
        defect: Defect,
    },
}

/// Benign differences between document and profile, named as the reasons of the matcher.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Artefact {
    /// No difference: another attribute was missing in the profile.
    Exact,
    /// Capitals only.
    Case,
    /// Marks are missing: José, Jose.
    Diacritics,
    /// Official transliteration: Müller, MUELLER.
    IcaoTransliteration,
    /// The profile is in another script.
    ScriptTransliteration,
    /// Another romanisation or spelling: Mohammed, Muhammad.
    SpellingVariant,
    /// An everyday form: Kasia for Katarzyna.
    Nickname,
    /// An initial for a name.
    Initial,
    /// The machine readable zone has no room.
    TruncatedMrz,
    /// The barcode says that it was cut (DDE, DDF, DDG = T).
    TruncatedFlag,
    /// The vendor misread a character: 0 and O, I and 1.
    OcrConfusion,
    /// A slip in the profile.
    Typo,
    /// One word here, two there: Mary Jane, Maryjane.
    TokenJoined,
    /// Family name first.
    OrderSwap,
    /// A name stands in the wrong field.
    FieldShift,
    /// No second given name in the profile.
    MiddleMissing,
    /// One more name in the profile.
    ExtraToken,
    /// One of two surnames.
    CompoundPartial,
    /// The surname changed by marriage or deed.
    MarriedOrChangedSurname,
    /// Particle dropped or joined: van der Berg.
    Particle,
    /// Patronymic here, not there.
    Patronymic,
    /// Nováková, Novák.
    GenderedSurname,
    /// Jr or III here, not there.
    SuffixMissing,
    /// A script that the vendor could not read.
    UnreadableScript,
    /// One name only.
    Mononym,
    /// Date of birth: day and month exchanged.
    BirthDayMonthSwap,
    /// Date of birth: one digit differs.
    BirthOneDigit,
    /// Date of birth: the vendor misread a digit.
    BirthOcrDigit,
    /// Date of birth: only the year agrees.
    BirthYearOnly,
    /// Date of birth: the century.
    BirthCentury,
    /// Date of birth: 1 January stands for unknown.
    BirthPlaceholder,
    /// Date of birth: none in the profile.
    BirthMissing,
}

/// Ways to take over somebody's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attack {
    /// Another person of the same name, with their own document.
    Namesake,
    /// A look-alike with the victim's stolen document.
    LookAlike,
    /// The attacker's portrait in the victim's document.
    SwappedPortrait,
    /// Parent or child: the same names, another generation.
    ParentChild,
    /// Brother or sister with their own document.
    Sibling,
    /// A twin: same surname and date of birth.
    Twin,
    /// The date of birth on the attacker's own document was altered.
    AlteredBirthDate,
    /// Somebody who shares one word of the name.
    SharedWord,
    /// The stolen document of somebody else altogether.
    StolenOther,
    /// The victim's real document, held by somebody who looks nothing like them.
    StolenVictim,
    /// The selfie is a replayed screen.
    Replay,
    /// A colleague's name one letter away.
    SimilarName,
    /// Second given name in conflict: Anna M., Anna K.
    MiddleConflict,
    /// One face under several names in several interviews.
    SameFaceOtherName,
}

/// What is wrong with a document or its pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Defect {
    /// A check digit in the machine readable zone fails.
    CheckDigit,
    /// Signs of tampering.
    Tampering,
    /// Expired.
    Expired,
    /// A photograph of a screen.
    ScreenCopy,
    /// A photograph of a paper copy.
    PaperCopy,
    /// The barcode could not be read, so that the cross-checks are absent.
    UnreadableBarcode,
    /// Machine lines and page disagree.
    ZoneMismatch,
    /// Barcode and front disagree.
    BarcodeMismatch,
    /// Glare over the fields.
    Glare,
    /// Out of focus.
    Blurred,
    /// The wrong side was photographed twice.
    WrongSide,
    /// The vendor removed the pictures.
    Purged,
    /// The vendor cut no portrait.
    NoPortrait,
    /// The front image is larger than the vendor's interface carries.
    Oversized,
    /// Issued before the holder's birth, or after today.
    ImpossibleDates,
    /// Not of a kind that is accepted.
    WrongType,
}

macro_rules! every {
    ($name:ident: $($variant:ident)+) => {
        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

every!(Artefact: Exact Case Diacritics IcaoTransliteration ScriptTransliteration SpellingVariant
    Nickname Initial TruncatedMrz TruncatedFlag OcrConfusion Typo TokenJoined OrderSwap FieldShift
    MiddleMissing ExtraToken CompoundPartial MarriedOrChangedSurname Particle Patronymic
    GenderedSurname SuffixMissing UnreadableScript Mononym BirthDayMonthSwap BirthOneDigit
    BirthOcrDigit BirthYearOnly BirthCentury BirthPlaceholder BirthMissing);
every!(Attack: Namesake LookAlike SwappedPortrait ParentChild Sibling Twin AlteredBirthDate
    SharedWord StolenOther StolenVictim Replay SimilarName MiddleConflict SameFaceOtherName);
every!(Defect: CheckDigit Tampering Expired ScreenCopy PaperCopy UnreadableBarcode ZoneMismatch
    BarcodeMismatch Glare Blurred WrongSide Purged NoPortrait Oversized ImpossibleDates WrongType);
