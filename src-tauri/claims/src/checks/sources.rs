//! The parts of a document that checks compare: page, machine readable zone, barcode.

use chrono::NaiveDate;

use super::{CheckOutcome, DocumentCheck, Named};
use crate::{
    Document,
    aamva::{self, Licence},
    mrz::{self, Mrz},
};

pub(super) struct Sources<'a> {
    pub(super) page: &'a Document,
    pub(super) today: NaiveDate,
    zone: Part<Mrz>,
    barcode: Part<Licence>,
}

/// A part that machines read.
enum Part<T> {
    Read(Box<T>),
    Unreadable(String),
    Absent,
    NotOnThisType,
}

impl<'a> Sources<'a> {
    pub(super) fn of(page: &'a Document, today: NaiveDate) -> Self {
        let licence = is_licence(page);
        let zone = if page.mrz.iter().all(|line| line.trim().is_empty()) {
            if licence { Part::NotOnThisType } else { Part::Absent }
        } else {
            match mrz::read(&page.mrz) {
                Ok(read) => Part::Read(Box::new(read)),
                Err(why) => Part::Unreadable(format!("The machine lines can't be read: {why}.")),
            }
        };
        let barcode = match page.aamva.as_deref().filter(|text| !text.trim().is_empty()) {
            None if licence => Part::Absent,
            None => Part::NotOnThisType,
            Some(text) => match aamva::read(text) {
                Ok(read) => Part::Read(Box::new(read)),
                Err(why) => Part::Unreadable(format!("The barcode can't be read: {why}.")),
            },
        };
        Self { page, today, zone, barcode }
    }

    pub(super) fn zone(&self) -> Option<&Mrz> {
        self.zone.read()
    }

    pub(super) fn barcode(&self) -> Option<&Licence> {
        self.barcode.read()
    }

    /// The zone, or how a check that needs it comes out without it.
    pub(super) fn zone_for(&self, named: Named) -> Result<&Mrz, DocumentCheck> {
        let absent = "No machine lines were captured.";
        self.zone.needed(named, "mrz", absent, "Driving licences have no machine lines.")
    }

    /// The barcode, likewise.
    pub(super) fn barcode_for(&self, named: Named) -> Result<&Licence, DocumentCheck> {
        let absent = "No barcode was captured.";
        let other = "Only driving licences have one that is read.";
        self.barcode.needed(named, "barcode", absent, other)
    }
}

impl<T> Part<T> {
    fn read(&self) -> Option<&T> {
        match self {
            Self::Read(read) => Some(read),
            Self::Unreadable(_) | Self::Absent | Self::NotOnThisType => None,
        }
    }

    fn needed(
        &self,
        named: Named,
        field: &str,
        absent: &str,
        other_type: &str,
    ) -> Result<&T, DocumentCheck> {
        Err(match self {
            Self::Read(read) => return Ok(read),
            Self::Unreadable(why) => named.comes_out(CheckOutcome::Failed, why.as_str(), &[field]),
            Self::Absent => named.comes_out(CheckOutcome::NotPerformed, absent, &[]),
            Self::NotOnThisType => named.comes_out(CheckOutcome::NotOnThisType, other_type, &[]),
        })
    }
}

fn is_licence(document: &Document) -> bool {
    document.document_type.as_ref().is_some_and(|kind| {
        let kind = kind.to_lowercase();
        kind.contains("driv") || kind.contains("licen")
    })
}
