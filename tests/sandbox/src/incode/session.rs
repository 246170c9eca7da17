//! Sessions as the vendor keeps them: status, review, and what was captured.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::Incode;
use crate::company::{Company, Session};
use crate::guard::lock;

/// How far a session has come. The real list is longer; these are the ones that occur here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OnboardingStatus {
    /// Begun, nothing captured.
    Unknown,
    /// Everything was captured; this is no approval.
    OnboardingFinished,
    /// An operator approved.
    ManualReviewApproved,
    /// An operator rejected.
    ManualReviewRejected,
    /// Never finished.
    Expired,
}

/// An operator's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// The claims belong to the account.
    Approved,
    /// They do not.
    Rejected,
}

/// A verdict that an operator entered by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Who entered it.
    pub operator: String,
    /// Which way.
    pub verdict: Verdict,
    /// When.
    pub at: DateTime<Utc>,
}

/// A session with what changed since it was captured.
#[derive(Clone, Debug)]
pub(crate) struct Live {
    /// The invented session whose evidence it shows; none before a capture.
    pub(crate) source: Option<String>,
    pub(crate) external_id: Option<String>,
    pub(crate) custom_fields: Option<Map<String, Value>>,
    pub(crate) status: OnboardingStatus,
    pub(crate) review: Option<Review>,
    /// Personal data was removed at somebody's request.
    pub(crate) purged: bool,
    /// How often images were fetched; makes changed evidence differ from fetch to fetch.
    pub(crate) fetches: u32,
}

impl Live {
    pub(crate) fn new(source: Option<String>) -> Self {
        let status = match source {
            Some(_) => OnboardingStatus::OnboardingFinished,
            None => OnboardingStatus::Unknown,
        };
        Self {
            source,
            external_id: None,
            custom_fields: None,
            status,
            review: None,
            purged: false,
            fetches: 0,
        }
    }

    pub(crate) fn all(company: &Company) -> BTreeMap<String, Self> {
        let ids = company.sessions.iter().map(|session| session.interview_id.clone());
        ids.map(|id| (id.clone(), Self::new(Some(id)))).collect()
    }

    pub(crate) fn waits_for_review(&self) -> bool {
        self.status == OnboardingStatus::OnboardingFinished
    }
}

impl Incode {
    /// All interview ids with their status, in the order of their ids.
    pub fn sessions(&self) -> Vec<(String, OnboardingStatus)> {
        lock(&self.sessions).iter().map(|(id, live)| (id.clone(), live.status)).collect()
    }

    /// The status of one session.
    pub fn status(&self, interview: &str) -> Option<OnboardingStatus> {
        lock(&self.sessions).get(interview).map(|live| live.status)
    }

    /// The verdict that an operator entered, if one did.
    pub fn entered(&self, interview: &str) -> Option<Review> {
        lock(&self.sessions).get(interview).and_then(|live| live.review.clone())
    }

    pub(crate) fn live(&self, interview: &str) -> Option<Live> {
        lock(&self.sessions).get(interview).cloned()
    }

    /// What was captured in a session; none if nothing was, or if it was purged.
    pub(crate) fn captured(&self, interview: &str) -> Option<&Session> {
        let live = self.live(interview).filter(|live| !live.purged)?;
        self.company.session(&live.source?)
    }

    pub(crate) fn change<T>(
        &self,
        interview: &str,
        change: impl FnOnce(&mut Live) -> T,
    ) -> Option<T> {
        lock(&self.sessions).get_mut(interview).map(change)
    }

    pub(crate) fn keep(&self, interview: String, live: Live) {
        lock(&self.sessions).insert(interview, live);
    }
}
