//! Commands of the window: one line each over [`Desk`]. `src-tauri/permissions` grants each one.

use desk::view::{
    CaseView, CloseMatterRequest, ComparePoliciesRequest, DecideRequest, DecisionForm, Draft,
    DraftRequest, GiveMatterRequest, KeepFacesRequest, MattersView, OpenCaseRequest, PersonRow,
    PersonView, PictureLink, PictureRequest, PolicyPreview, PolicyVersionLine, PolicyView,
    Preferences, QueueList, QueueRequest, RecallView, ReceiptView, SessionView, StatusView,
    TickMatterRequest,
};
use desk::{Desk, Result};
use tauri::{Runtime, State, command, ipc::Invoke};

use review::policy::Difference;
use review::{CaseId, DecisionId, Policy, PolicyChangeId};

type D<'a> = State<'a, Desk>;

/// All commands.
pub fn handler<R: Runtime>() -> impl Fn(Invoke<R>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        session,
        service_reached,
        sign_in,
        cancel_sign_in,
        sign_in_link,
        open_sign_in_again,
        sign_out,
        status,
        sync_now,
        queue,
        take_next,
        open_case,
        case,
        keep_faces,
        give_back,
        picture,
        save_draft,
        decision_form,
        decide,
        cancel_decide,
        receipt,
        save_receipt,
        take_back,
        recall,
        matters,
        give_matter,
        tick_matter,
        close_matter,
        directory_search,
        person,
        policy,
        policy_versions,
        compare_policies,
        preview_policy,
        propose_policy,
        approve_policy,
        withdraw_policy,
        preferences,
        set_preferences,
        #[cfg(feature = "e2e")]
        ungranted,
    ]
}

#[command]
fn session(desk: D<'_>) -> SessionView {
    desk.session()
}

#[command]
async fn service_reached(desk: D<'_>) -> Result<bool> {
    Ok(desk.service_reached().await)
}

#[command]
async fn sign_in(desk: D<'_>) -> Result<SessionView> {
    desk.sign_in().await
}

#[command]
fn cancel_sign_in(desk: D<'_>) {
    desk.cancel_sign_in();
}

#[command]
fn sign_in_link(desk: D<'_>) -> Option<String> {
    desk.sign_in_link()
}

#[command]
fn open_sign_in_again(desk: D<'_>) -> Result<()> {
    desk.open_sign_in_again()
}

#[command]
async fn sign_out(desk: D<'_>) -> Result<SessionView> {
    desk.sign_out().await
}

#[command]
async fn status(desk: D<'_>) -> Result<StatusView> {
    desk.status().await
}

#[command]
async fn sync_now(desk: D<'_>) -> Result<StatusView> {
    desk.sync_now().await
}

#[command]
async fn queue(desk: D<'_>, request: QueueRequest) -> Result<QueueList> {
    desk.queue(request).await
}

#[command]
async fn take_next(desk: D<'_>) -> Result<CaseView> {
    desk.take_next().await
}

#[command]
async fn open_case(desk: D<'_>, request: OpenCaseRequest) -> Result<CaseView> {
    desk.open_case(request).await
}

#[command]
async fn case(desk: D<'_>, case: CaseId) -> Result<CaseView> {
    desk.case(case).await
}

#[command]
async fn keep_faces(desk: D<'_>, request: KeepFacesRequest) -> Result<CaseView> {
    desk.keep_faces(request).await
}

#[command]
async fn give_back(desk: D<'_>, case: CaseId, note: String) -> Result<()> {
    desk.give_back(case, note).await
}

#[command]
async fn picture(desk: D<'_>, request: PictureRequest) -> Result<PictureLink> {
    desk.picture(request).await
}

#[command]
async fn save_draft(desk: D<'_>, request: DraftRequest) -> Result<Draft> {
    desk.save_draft(request.case, request.draft).await
}

#[command]
async fn decision_form(desk: D<'_>, case: CaseId) -> Result<DecisionForm> {
    desk.decision_form(case).await
}

#[command]
async fn decide(desk: D<'_>, request: DecideRequest) -> Result<ReceiptView> {
    desk.decide(request).await
}

#[command]
fn cancel_decide(desk: D<'_>) {
    desk.cancel_decide();
}

#[command]
async fn receipt(desk: D<'_>, case: CaseId) -> Result<ReceiptView> {
    desk.receipt(case).await
}

#[command]
async fn save_receipt(desk: D<'_>, case: CaseId) -> Result<String> {
    desk.save_receipt(case).await
}

#[command]
async fn take_back(desk: D<'_>, decision: DecisionId) -> Result<()> {
    desk.take_back(decision).await
}

#[command]
async fn recall(desk: D<'_>, case: CaseId) -> Result<RecallView> {
    desk.recall(case).await
}

#[command]
async fn matters(desk: D<'_>) -> Result<MattersView> {
    desk.matters().await
}

#[command]
async fn give_matter(desk: D<'_>, request: GiveMatterRequest) -> Result<MattersView> {
    desk.give_matter(request).await
}

#[command]
async fn tick_matter(desk: D<'_>, request: TickMatterRequest) -> Result<MattersView> {
    desk.tick_matter(request).await
}

#[command]
async fn close_matter(desk: D<'_>, request: CloseMatterRequest) -> Result<MattersView> {
    desk.close_matter(request).await
}

#[command]
async fn directory_search(desk: D<'_>, text: String) -> Result<Vec<PersonRow>> {
    desk.directory_search(text).await
}

#[command]
async fn person(desk: D<'_>, id: String) -> Result<PersonView> {
    desk.person(id).await
}

#[command]
async fn policy(desk: D<'_>) -> Result<PolicyView> {
    desk.policy_view().await
}

#[command]
async fn policy_versions(desk: D<'_>) -> Result<Vec<PolicyVersionLine>> {
    desk.policy_versions().await
}

#[command]
async fn compare_policies(desk: D<'_>, request: ComparePoliciesRequest) -> Result<Vec<Difference>> {
    desk.compare_policies(request).await
}

#[command]
async fn preview_policy(desk: D<'_>, policy: Policy) -> Result<PolicyPreview> {
    desk.preview_policy(policy).await
}

#[command]
async fn propose_policy(desk: D<'_>, policy: Policy) -> Result<PolicyView> {
    desk.propose_policy(policy).await
}

#[command]
async fn approve_policy(desk: D<'_>, change: PolicyChangeId) -> Result<PolicyView> {
    desk.approve_policy(change).await
}

#[command]
async fn withdraw_policy(desk: D<'_>, change: PolicyChangeId) -> Result<PolicyView> {
    desk.withdraw_policy(change).await
}

#[command]
async fn preferences(desk: D<'_>) -> Result<Preferences> {
    desk.preferences().await
}

#[command]
async fn set_preferences(desk: D<'_>, preferences: Preferences) -> Result<Preferences> {
    desk.set_preferences(preferences).await
}

/// Has no grant, so that the window test can prove that a command without one is refused.
#[cfg(feature = "e2e")]
#[command]
fn ungranted() -> &'static str {
    "reached"
}
