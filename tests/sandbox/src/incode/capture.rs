//! Things that happen at the vendor: somebody captures anew, an operator decides.

use uuid::Uuid;

use super::session::{Live, OnboardingStatus, Review, Verdict};
use super::webhook;
use crate::company::Session;
use crate::world::Shared;

/// 24 hex digits, as the vendor's ids have.
pub(crate) fn new_id() -> String {
    let mut id = Uuid::new_v4().simple().to_string();
    id.truncate(24);
    id
}

/// A new session with the evidence of another one: the same person captures again.
pub(crate) fn again(world: &Shared, like: &str) -> Option<String> {
    let live = world.incode.live(like)?;
    let id = new_id();
    let again = Live { custom_fields: live.custom_fields, ..Live::new(live.source) };
    world.incode.keep(id.clone(), again);
    webhook::send(world, &id);
    Some(id)
}

/// The same session, photographed again: from now on it shows the evidence of `like`, and waits for
/// review. Whom it is about and why stays.
pub(crate) fn photographed_again(world: &Shared, interview: &str, like: &str) -> Option<()> {
    let source = world.incode.live(like)?.source?;
    let company = world.directory.company();
    world.incode.change(interview, |live| {
        let before = live.source.replace(source);
        if live.custom_fields.is_none() {
            let fields =
                before.and_then(|id| company.session(&id)).map(Session::custom_fields_json);
            live.custom_fields =
                fields.and_then(|fields| fields["customFields"].as_object().cloned());
        }
        live.status = OnboardingStatus::OnboardingFinished;
    })?;
    webhook::send(world, interview);
    Some(())
}

/// An operator enters a verdict; a webhook tells of the new status.
pub(crate) fn review(
    world: &Shared,
    interview: &str,
    operator: &str,
    verdict: Verdict,
) -> Option<()> {
    let at = world.clock.now();
    world.incode.change(interview, |live| {
        live.status = match verdict {
            Verdict::Approved => OnboardingStatus::ManualReviewApproved,
            Verdict::Rejected => OnboardingStatus::ManualReviewRejected,
        };
        live.review = Some(Review { operator: operator.to_owned(), verdict, at });
    })?;
    webhook::send(world, interview);
    Some(())
}
