// Made from src-tauri/desk/src/view by its test `bindings`. Not edited by hand.

export type Alternative = { 
/**
 * Stable identifier: `machine_readable_names`, `display_name`, `fields`.
 */
id: string, 
/**
 * In one plain sentence.
 */
sentence: string, 
/**
 * Log-odds at the prior under this reading, in thousandths of a nat.
 */
log_odds_millinats: number, };

export type Band = "consistent" | "explainable" | "needs_evidence" | "conflict";

export type Because = "privileged" | "finance_approver" | "profile_edited" | "heightened_threat";

export type CaseId = string;

export type CaseKind = "password_reset" | "mfa_recovery" | "external_authentication" | "onboarding";

export type CaseNumber = string;

export type CaseState = { "state": "open" } | { "state": "awaiting_capture" } | { "state": "second_review", 
/**
 * Who decided first; the window never names them.
 */
first: PersonRef, 
/**
 * When the service recorded it.
 */
at: string, } | { "state": "escalated" } | { "state": "decided", 
/**
 * Approve or deny.
 */
verdict: Verdict, 
/**
 * Who decided.
 */
by: PersonRef, 
/**
 * Their display name, for the conflict's sentence.
 */
by_name: string, 
/**
 * When the service recorded it.
 */
at: string, } | { "state": "expired" };

export type CaseView = { 
/**
 * Its id.
 */
id: CaseId, 
/**
 * Its number.
 */
number: CaseNumber, 
/**
 * Its kind.
 */
kind: CaseKind, 
/**
 * Where it stands.
 */
state: CaseState, 
/**
 * Revision.
 */
revision: number, 
/**
 * Held by me since, RFC 3339; `None`: not held by me.
 */
held_since: string | null, 
/**
 * Pictures released so far: two faces first.
 */
pictures: Array<PictureView>, 
/**
 * Whether the portrait is a crop (else the answer is *not blind*).
 */
blind: boolean, 
/**
 * My answers, the first one first.
 */
judgements: Array<FaceJudgement>, 
/**
 * After the face answer only.
 */
facts: FactsView | null, 
/**
 * Which verdicts are open, and why others are closed.
 */
doors: Array<Door>, 
/**
 * Kept draft.
 */
draft: Draft | null, 
/**
 * What must be seen before approve.
 */
readiness: Readiness, };

export type CheckOutcome = "passed" | "warning" | "failed" | "not_performed" | "not_on_this_type";

export type Chip = { 
/**
 * Stable identifier, such as `diacritics`.
 */
id: string, 
/**
 * At most three English words.
 */
label: string, };

export type ClaimFinding = { 
/**
 * Which claim.
 */
claim: ClaimName, 
/**
 * Its value on the document.
 */
document: string | null, 
/**
 * Its value in the profile.
 */
profile: string | null, 
/**
 * How the two relate, before any reason.
 */
relation: Relation, 
/**
 * What the difference weighs.
 */
severity: Severity, 
/**
 * The two values aligned. The `document` parts put together are exactly the document's
 * value (nothing where it is absent), and likewise the `profile` parts.
 */
pieces: Array<Piece>, 
/**
 * Reasons, at most three words each.
 */
chips: Array<Chip>, 
/**
 * All reasons as one plain text.
 */
sentence: string, 
/**
 * The same finding for a screen reader: both values and each difference in words.
 */
spoken: string, 
/**
 * Both values spelled out, read on demand.
 */
spelling: string, 
/**
 * The differences with their places, for highlighting.
 */
marks: Array<ClaimMark>, };

export type ClaimMark = { 
/**
 * The reason's identifier.
 */
reason: string, 
/**
 * Where on the document's value; nothing where the profile alone has it.
 */
document: Span | null, 
/**
 * Where on the profile's value; nothing where the document alone has it.
 */
profile: Span | null, 
/**
 * What it is worth, in thousandths of a nat.
 */
millinats: number, 
/**
 * In one plain sentence.
 */
sentence: string, };

export type ClaimName = "given_names" | "surname" | "full_name" | "date_of_birth" | "nationality" | "document_number";

export type CloseMatterRequest = { 
/**
 * Which.
 */
matter: MatterId, 
/**
 * How it ended.
 */
ended: Ended, };

export type Closed = { 
/**
 * Stable code: `H-…` hard stop, `E-…` evidence, `P-…` people, `S-…` state.
 */
code: string, 
/**
 * Why.
 */
why: string, 
/**
 * What would open it; `None`: nothing in this case.
 */
opens: string | null, };

export type ComparePoliciesRequest = { 
/**
 * One version.
 */
from: number, 
/**
 * Another.
 */
to: number, };

export type Connection = { "connection": "connected" } | { "connection": "offline", 
/**
 * Since when.
 */
since: string, } | { "connection": "unknown" };

export type DecideRequest = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * Verdict.
 */
verdict: Verdict, 
/**
 * Reasons.
 */
reasons: Array<ReasonCode>, 
/**
 * Note.
 */
note: string, };

export type DecisionForm = { 
/**
 * Reasons of the policy.
 */
reasons: Array<Reason>, 
/**
 * Policy version.
 */
policy_version: number, 
/**
 * *What approving does*, in sentences.
 */
approving_does: Array<string>, 
/**
 * The neutral text the person receives on deny or new capture.
 */
person_reads: string, 
/**
 * Codes the findings suggest; ticking them is the reviewer's.
 */
fitting: Array<ReasonCode>, };

export type DecisionId = string;

export type DeliveryState = { "state": "queued", 
/**
 * Next try, RFC 3339.
 */
next_try_at: string | null, } | { "state": "recorded" } | { "state": "awaits_second" } | { "state": "escalated" } | { "state": "outvoted" } | { "state": "recalled", 
/**
 * Who.
 */
by_name: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Whether it may have been carried out by then.
 */
incident: boolean, } | { "state": "stuck", 
/**
 * Why.
 */
why: string, } | { "state": "refused_changed" } | { "state": "already_decided", 
/**
 * Who.
 */
by_name: string, 
/**
 * How.
 */
verdict: Verdict, } | { "state": "refused", 
/**
 * Why, in a sentence.
 */
why: string, } | { "state": "taken_back" };

export type Direction = "tightening" | "loosening" | "neutral";

export type DocumentCheck = { 
/**
 * Stable identifier, such as `mrz_check_digits`.
 */
id: string, 
/**
 * A few words, as listed.
 */
label: string, 
/**
 * How it came out.
 */
outcome: CheckOutcome, 
/**
 * What was compared, in one or two sentences.
 */
sentence: string, 
/**
 * The fields that were looked at, as `page.surname`, `mrz.date_of_birth` or
 * `barcode.document_number`; empty where there was nothing to look at, and for the vendor's
 * own checks.
 */
fields: Array<string>, };

export type Door = { 
/**
 * Which verdict.
 */
verdict: Verdict, 
/**
 * Why it is closed, worst first; empty: it is open.
 */
closed: Array<Closed>, };

export type Draft = { 
/**
 * Chosen verdict.
 */
verdict: Verdict | null, 
/**
 * Ticked reasons.
 */
reasons: Array<ReasonCode>, 
/**
 * Note.
 */
note: string, 
/**
 * Claims marked as read.
 */
read: Array<ClaimName>, 
/**
 * Kept when, RFC 3339; set by the desk.
 */
kept_at: string | null, };

export type DraftRequest = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * The draft.
 */
draft: Draft, };

export type Ended = "revoked" | "not_used" | "right_person" | "vendor_corrected" | "done_otherwise" | "given_up";

export type Ending = { 
/**
 * Which.
 */
ended: Ended, 
/**
 * Why it is closed; empty: it is open.
 */
closed: Array<Closed>, };

export type Equality = { 
/**
 * Whether both are the same characters.
 */
equal: boolean, 
/**
 * Which name differs.
 */
sentence: string, };

export type EvidenceId = string;

export type EvidenceRole = "portrait" | "selfie" | "document_front" | "document_back";

export type FaceAnswer = "same" | "different" | "cannot_tell" | "unusable";

export type FaceJudgement = { 
/**
 * The answer.
 */
answer: FaceAnswer, 
/**
 * How sure.
 */
sureness: Sureness, 
/**
 * Whether it was given before anything else of the case was shown.
 */
blind: boolean, 
/**
 * Whose.
 */
by: PersonRef, 
/**
 * When the service kept it.
 */
at: string, };

export type FactsView = { 
/**
 * Marks of the account.
 */
marks: Array<Mark>, 
/**
 * The reconciliation.
 */
report: Report, 
/**
 * Document checks.
 */
checks: Array<DocumentCheck>, 
/**
 * The vendor's own result.
 */
vendor: VendorResult, 
/**
 * The person.
 */
person: SubjectFacts, 
/**
 * *This case*.
 */
timeline: Array<TimelineEntry>, 
/**
 * Repeats.
 */
repeats: Repeats, 
/**
 * Why two people decide this case; none: one does (R6).
 */
two_people: Array<Because>, 
/**
 * The document's number, covered but for its ends.
 */
document_number_masked: string | null, };

export type FilterCount = { 
/**
 * Value.
 */
value: string, 
/**
 * How many.
 */
count: number, };

export type GiveMatterRequest = { 
/**
 * Which.
 */
matter: MatterId, 
/**
 * Object id of a responder; `None`: nobody.
 */
owner: string | null, };

export type HelpdeskPictures = "shown" | "withheld";

export type Holder = { 
/**
 * Who.
 */
person: PersonRef, 
/**
 * Their display name.
 */
name: string, 
/**
 * Since when; never until when (R12).
 */
since: string, };

export type KeepFacesRequest = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * Answer.
 */
answer: FaceAnswer, 
/**
 * How sure.
 */
sureness: Sureness, };

export type LogView = { "log": "none" } | { "log": "verified", 
/**
 * Tree size.
 */
size: number, } | { "log": "broken", 
/**
 * `fork`, `rollback`, `signature`, `proof`.
 */
what: string, };

export type MailNotice = { 
/**
 * `person`, `manager` or `fallback`.
 */
to: string, 
/**
 * Masked address.
 */
address_masked: string, 
/**
 * Accepted by the mail system when; `None`: not yet.
 */
accepted_at: string | null, };

export type Mark = { "mark": "privileged" } | { "mark": "finance_approver" } | { "mark": "repeat", 
/**
 * How many.
 */
count: number, } | { "mark": "phone_changed" } | { "mark": "profile_edited" } | { "mark": "second_review" } | { "mark": "new_capture" } | { "mark": "came_back" } | { "mark": "starts", 
/**
 * The date, in the tenant's calendar.
 */
date: string, };

export type Matter = { 
/**
 * Its id.
 */
id: MatterId, 
/**
 * Which list it is on.
 */
kind: MatterKind, 
/**
 * The case, where there is one.
 */
case: MatterCase | null, 
/**
 * The vendor's interview id; for `Security.Respond` and `Decisions.Audit` only.
 */
interview_id: string | null, 
/**
 * The decision that it is about.
 */
decision: DecisionId | null, 
/**
 * That decision's verdict.
 */
verdict: Verdict | null, 
/**
 * Since when.
 */
since: string, 
/**
 * Why it is here, in words.
 */
why: string, 
/**
 * Whose it is.
 */
owner: Owner | null, 
/**
 * What must be revoked, in this order.
 */
steps: Array<MatterStep>, };

export type MatterCase = { 
/**
 * Its id.
 */
id: CaseId, 
/**
 * Its number.
 */
number: CaseNumber, 
/**
 * Its kind.
 */
kind: CaseKind, };

export type MatterId = string;

export type MatterKind = "stuck" | "unexplained" | "incident";

export type MatterRow = { 
/**
 * The matter.
 */
matter: Matter, 
/**
 * Whether it is mine.
 */
mine: boolean, 
/**
 * How it can end, and what each end still wants.
 */
endings: Array<Ending>, };

export type MatterStep = { 
/**
 * What.
 */
what: Revocation, 
/**
 * Who ticked it off; `None`: nobody yet.
 */
done: StepDone | null, };

export type MattersView = { 
/**
 * Recorded decisions that got no further.
 */
stuck: Array<MatterRow>, 
/**
 * Approved by the vendor, with no statement here.
 */
unexplained: Array<MatterRow>, 
/**
 * Recalled after they may have been carried out.
 */
incidents: Array<MatterRow>, 
/**
 * Whom one can be given to.
 */
responders: Array<ResponderRow>, 
/**
 * Why this person can't see to them; `None`: they can.
 */
tending_closed: string | null, };

export type MicrosoftLine = { 
/**
 * Which rule.
 */
rule: MicrosoftRule, 
/**
 * What it would say.
 */
outcome: MicrosoftOutcome, 
/**
 * The clause that fails, or that all hold.
 */
sentence: string, 
/**
 * Always `as documented`: Microsoft's code is not reproduced, only its documentation.
 */
note: string, };

export type MicrosoftOutcome = "match" | "no_match" | "unspecified" | "cannot_match";

export type MicrosoftRule = "exact" | "relaxed";

export type Notice = { 
/**
 * What changed.
 */
topics: Array<Topic>, 
/**
 * A sentence for the polite live region and the toast; never a name.
 */
say: string | null, };

export type OpenCaseRequest = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * Why it is taken over from its holder.
 */
take_over_reason: string | null, };

export type OrdinaryRole = { 
/**
 * Its template id, the same in every tenant.
 */
template_id: string, 
/**
 * What people call it.
 */
name: string, };

export type OutOfBounds = { 
/**
 * Which field of the document.
 */
field: string, 
/**
 * What it may be.
 */
sentence: string, };

export type Owner = { 
/**
 * Who.
 */
person: PersonRef, 
/**
 * Their display name.
 */
name: string, 
/**
 * Since when.
 */
since: string, };

export type PendingPolicyView = { 
/**
 * Which.
 */
id: PolicyChangeId, 
/**
 * The version that it makes.
 */
version: number, 
/**
 * Who proposed it.
 */
proposed_by: string, 
/**
 * When, RFC 3339.
 */
proposed_at: string, 
/**
 * Who agreed; `None`: another person has yet to sign.
 */
approved_by: string | null, 
/**
 * When, RFC 3339.
 */
approved_at: string | null, 
/**
 * When it takes effect, RFC 3339; `None`: not before somebody agrees.
 */
effective_at: string | null, 
/**
 * Whether it takes effect a day after the second signature.
 */
waits_a_day: boolean, 
/**
 * What it changes.
 */
differences: Array<PolicyDifference>, 
/**
 * Why this person can't agree; `None`: they can.
 */
agreeing_closed: string | null, 
/**
 * Why this person can't withdraw it; `None`: they can.
 */
withdrawing_closed: string | null, };

export type PersonLine = { 
/**
 * Display name.
 */
name: string, 
/**
 * Sign-in name.
 */
user_principal_name: string, 
/**
 * `AF`.
 */
initials: string, };

export type PersonRef = { 
/**
 * Entra tenant id.
 */
tenant_id: string, 
/**
 * Entra object id within the tenant.
 */
object_id: string, };

export type PersonRow = { 
/**
 * Object id.
 */
id: string, 
/**
 * Display name.
 */
display_name: string, 
/**
 * Sign-in name.
 */
user_principal_name: string, 
/**
 * Department.
 */
department: string | null, 
/**
 * Enabled.
 */
account_enabled: boolean | null, };

export type PersonView = { 
/**
 * The row.
 */
row: PersonRow, 
/**
 * Job title.
 */
job_title: string | null, 
/**
 * Given name.
 */
given_name: string | null, 
/**
 * Surname.
 */
surname: string | null, 
/**
 * Mail.
 */
mail: string | null, 
/**
 * City.
 */
city: string | null, 
/**
 * Country.
 */
country: string | null, 
/**
 * Groups held in the copy.
 */
groups: Array<string>, 
/**
 * Not in this tenant any more.
 */
removed: boolean, 
/**
 * Synced when, RFC 3339.
 */
as_of: string | null, };

export type PictureLink = { 
/**
 * One-time token: `<img src="evidence://localhost/<token>">`.
 */
token: string, 
/**
 * Width of the drawn picture, device pixels.
 */
width: number, 
/**
 * Height.
 */
height: number, };

export type PictureRequest = { 
/**
 * Which case.
 */
case: CaseId, 
/**
 * Which picture.
 */
evidence: EvidenceId, 
/**
 * Box it is drawn into, in device pixels.
 */
width: number, 
/**
 * Box height.
 */
height: number, 
/**
 * Part of the upright original, 0 to 1 (left, top, width, height); `None`: all.
 */
region: [number, number, number, number] | null, 
/**
 * Quarter turns clockwise, 0 to 3.
 */
quarter_turns: number, 
/**
 * 1 is as captured.
 */
contrast: number, 
/**
 * All but this part is drawn blank, 0 to 1 as `region`. A document without a face crop is shown
 * so, in windows of at most [`WINDOW_LIMIT`] a side, until the faces are judged.
 */
window: [number, number, number, number] | null, };

export type PictureState = { "picture": "ready", 
/**
 * Upright width in pixels of the original.
 */
width: number, 
/**
 * Upright height.
 */
height: number, } | { "picture": "fetching" } | { "picture": "refused", 
/**
 * Why.
 */
cause: string, } | { "picture": "gone" };

export type PictureView = { 
/**
 * Its id.
 */
id: EvidenceId, 
/**
 * What it is of.
 */
role: EvidenceRole, 
/**
 * Can it be shown, and if not why.
 */
state: PictureState, 
/**
 * SHA-256, hex; the screen shows the first and last four.
 */
sha256: string, 
/**
 * When it was captured, RFC 3339.
 */
captured_at: string | null, 
/**
 * Whether it was rendered at readable size under this lease.
 */
seen: boolean, };

export type Piece = { 
/**
 * The characters on the document; empty for [`PieceKind::OnlyProfile`].
 */
document: string, 
/**
 * The characters in the profile; empty for [`PieceKind::OnlyDocument`].
 */
profile: string, 
/**
 * How they relate.
 */
kind: PieceKind, };

export type PieceKind = "same" | "changed" | "only_document" | "only_profile";

export type Policy = { 
/**
 * Counts up.
 */
version: number, 
/**
 * How fresh the sign-in of an approval must be, in seconds.
 */
approval_sign_in_max_age_seconds: number, 
/**
 * Lease length without activity, in seconds.
 */
lease_seconds: number, 
/**
 * How long evidence is kept after the decision, in days.
 */
retention_days: number, 
/**
 * Hours until a case is due, by kind.
 */
due_hours: Array<[CaseKind, number]>, 
/**
 * Reason catalogue.
 */
reasons: Array<Reason>, 
/**
 * Smallest longest side, in device pixels, at which a face counts as seen (R2).
 */
readable_face_side: number, 
/**
 * Smallest longest side, in device pixels, that a whole document has at a scale at which its
 * print is readable (R2).
 */
readable_document_side: number, 
/**
 * What approving opens, in minutes (R11).
 */
approval_lifetime_minutes: number, 
/**
 * From how many cases of one person within [`Self::velocity_days`], the present one counted,
 * approve is closed until the security desk lifts it (R7).
 */
velocity_cases: number, 
/**
 * How far back they are counted, in days.
 */
velocity_days: number, 
/**
 * How long before its opening a change of the profile closes approve until the security desk
 * lifts it, in hours (R7).
 */
recent_change_hours: number, 
/**
 * Every approval takes two people (R20).
 */
heightened_threat: boolean, 
/**
 * Probability, in parts per million, that a flagged case is its true owner's, before its
 * claims are weighed: where every reconciliation starts. From 1 % to 99 %.
 */
prior_ppm: number, 
/**
 * Whose account takes two people (R6).
 */
privileged: Privileged, 
/**
 * Groups whose members approve payments, by name or object id (R6).
 */
finance_groups: Array<string>, 
/**
 * Pictures without which nothing is approved, by kind (R2).
 */
required_evidence: Array<[CaseKind, Array<EvidenceRole>]>, 
/**
 * Whether helpdesk sees pictures (R17).
 */
helpdesk_pictures: HelpdeskPictures, };

export type PolicyChangeId = string;

export type PolicyDifference = { 
/**
 * Which field of the document.
 */
field: string, 
/**
 * What it does.
 */
direction: Direction, 
/**
 * What changes, in words.
 */
what: string, 
/**
 * What it was; empty: nothing.
 */
from: string, 
/**
 * What it becomes; empty: nothing.
 */
to: string, };

export type PolicyPreview = { 
/**
 * What would change.
 */
differences: Array<PolicyDifference>, 
/**
 * What can't be meant; empty: it can be proposed.
 */
out_of_bounds: Array<OutOfBounds>, 
/**
 * Whether it would take effect a day after the second signature.
 */
waits_a_day: boolean, };

export type PolicyVersionLine = { 
/**
 * Its number.
 */
version: number, 
/**
 * From when on, RFC 3339.
 */
effective_at: string, 
/**
 * Whether it decides now.
 */
in_force: boolean, 
/**
 * Whether its time is yet to come.
 */
waits: boolean, 
/**
 * Who proposed it; `None`: installed.
 */
proposed_by: string | null, 
/**
 * Who agreed; `None`: installed.
 */
approved_by: string | null, 
/**
 * Who stopped it before its time.
 */
withdrawn_by: string | null, 
/**
 * Hex SHA-256 of its canonical text.
 */
sha256: string, };

export type PolicyView = { 
/**
 * The version in force.
 */
version: number, 
/**
 * Since when, RFC 3339.
 */
in_force_since: string, 
/**
 * Who proposed it; `None`: installed.
 */
proposed_by: string | null, 
/**
 * Who agreed; `None`: installed.
 */
approved_by: string | null, 
/**
 * Hex SHA-256 of its canonical text.
 */
sha256: string, 
/**
 * The rules in sentences.
 */
rules: Array<RuleSection>, 
/**
 * The document, where a change starts from.
 */
policy: Policy, 
/**
 * Every reason that can be opened.
 */
catalogue: Array<Reason>, 
/**
 * The version that the next proposal makes.
 */
next_version: number, 
/**
 * The change that waits.
 */
pending: PendingPolicyView | null, 
/**
 * Why no change can be proposed here now; `None`: it can.
 */
proposing_closed: string | null, };

export type Preferences = { 
/**
 * `system`, `light`, `dark`.
 */
theme: string, 
/**
 * 100 to 200.
 */
text_size_percent: number, 
/**
 * `system` or `reduced`.
 */
motion: string, 
/**
 * WCAG 2.1.4.
 */
single_letter_keys: boolean, 
/**
 * The last queue filters, as the URL's search string.
 */
queue_filters: string, };

export type Privileged = { 
/**
 * Directory roles that are not privileged. Every other one is, also one made tomorrow.
 */
ordinary_roles: Array<OrdinaryRole>, 
/**
 * Whether a role that is only eligible to be activated counts like an active one.
 */
eligible_counts: boolean, 
/**
 * Further groups, by name or object id.
 */
groups: Array<string>, };

export type Problem = { "kind": "signed_out" } | { "kind": "sign_in_blocked", 
/**
 * Why, for the sentence of the screen.
 */
cause: SignInCause, 
/**
 * Entra's correlation id, to copy.
 */
correlation_id: string | null, } | { "kind": "role_missing", 
/**
 * What it would need.
 */
needs: Array<string>, } | { "kind": "offline" } | { "kind": "untrusted", 
/**
 * Who answered so: `service`, `directory`, `sign_in`.
 */
from: string, 
/**
 * `foreign_link`, `endless`, `certificate`, `answer`.
 */
what: string, } | { "kind": "throttled", 
/**
 * Seconds until the next try.
 */
retry_after_seconds: number, } | { "kind": "held", 
/**
 * Which.
 */
case: CaseId, 
/**
 * Who.
 */
by_name: string, 
/**
 * Since when, RFC 3339.
 */
since: string, } | { "kind": "lease_lost", 
/**
 * Which.
 */
case: CaseId, 
/**
 * Who took it, if the service said so.
 */
by_name: string | null, } | { "kind": "changed", 
/**
 * Which.
 */
case: CaseId, 
/**
 * The revision now.
 */
revision: number | null, } | { "kind": "already_decided", 
/**
 * Which.
 */
case: CaseId, 
/**
 * Who.
 */
by_name: string, 
/**
 * How.
 */
verdict: Verdict, } | { "kind": "closed", 
/**
 * Which rules.
 */
closed: Array<Closed>, } | { "kind": "step_up_failed", 
/**
 * `cancelled`, `different_account`, `not_fresh`, `not_bound`.
 */
cause: string, } | { "kind": "evidence_refused", 
/**
 * `hash_differs`, `not_an_image`, `too_large`, `unsupported`, `timed_out`, `gone`.
 */
cause: string, } | { "kind": "store_closed", 
/**
 * Why, for the sentence of the screen.
 */
cause: StoreCause, } | { "kind": "not_found" } | { "kind": "invalid", 
/**
 * What to do.
 */
sentence: string, } | { "kind": "fault", 
/**
 * Like `7F3C-19`.
 */
reference: string, };

export type ProfileChange = { 
/**
 * Seen when.
 */
at: string, 
/**
 * Which property, in Graph's word.
 */
property: string, 
/**
 * Whether it came after the capture (R9).
 */
after_capture: boolean, };

export type ProofView = { 
/**
 * Entry index.
 */
index: number, 
/**
 * Tree size of the checkpoint.
 */
size: number, 
/**
 * Log origin.
 */
origin: string, 
/**
 * Root, base64.
 */
root: string, 
/**
 * Sibling hashes from leaf to root, base64; drawn as the path.
 */
path: Array<string>, };

export type QueueList = { 
/**
 * Rows.
 */
rows: Array<QueueRow>, 
/**
 * Rows in each view without filters, for the tabs and the rail.
 */
counts: Array<ViewCount>, 
/**
 * Values to filter by, with counts in this view.
 */
departments: Array<FilterCount>, 
/**
 * When the last case came in, RFC 3339; for the empty state.
 */
last_case_at: string | null, };

export type QueueRequest = { 
/**
 * Which view.
 */
view: QueueView, 
/**
 * Case number, department or kind; a name only finds cases whose faces this reviewer judged.
 */
text: string, 
/**
 * Kinds.
 */
kinds: Array<CaseKind>, 
/**
 * Mark names (`privileged`, `repeat`, …).
 */
marks: Array<string>, 
/**
 * Departments.
 */
departments: Array<string>, 
/**
 * `free`, `me`, `others`.
 */
held: Array<string>, 
/**
 * `due` (default) or `case`, with `-` before it for descending.
 */
sort: string, };

export type QueueRow = { 
/**
 * Its id.
 */
id: CaseId, 
/**
 * Its number.
 */
number: CaseNumber, 
/**
 * Its kind.
 */
kind: CaseKind, 
/**
 * Where it stands.
 */
state: CaseState, 
/**
 * `K••• W•••`.
 */
person_masked: string, 
/**
 * Department.
 */
department: string | null, 
/**
 * Marks.
 */
marks: Array<Mark>, 
/**
 * RFC 3339.
 */
due_at: string, 
/**
 * Who holds it.
 */
held_by: Holder | null, 
/**
 * Whether that is me.
 */
held_by_me: boolean, 
/**
 * Whether it was recalled, and its incident is open.
 */
recalled: boolean, 
/**
 * Why it can't be recalled, in a sentence; `None`: it can.
 */
recall_closed: string | null, };

export type QueueView = "open" | "mine" | "second" | "waiting" | "escalated" | "decided" | "stuck" | "unexplained" | "incidents";

export type Readiness = { 
/**
 * Pictures seen at readable size.
 */
pictures_seen: number, 
/**
 * Pictures there are.
 */
pictures: number, 
/**
 * Differences marked as read.
 */
differences_read: number, 
/**
 * Differences there are.
 */
differences: number, };

export type Reason = { 
/**
 * Its code.
 */
code: ReasonCode, 
/**
 * What the reviewer reads.
 */
label: string, 
/**
 * For which verdicts.
 */
verdicts: Array<Verdict>, };

export type ReasonCode = string;

export type RecallView = { 
/**
 * Which case.
 */
number: CaseNumber, 
/**
 * Who recalled it, first.
 */
by_name: string, 
/**
 * When, RFC 3339.
 */
at: string, 
/**
 * Whether an incident is open; otherwise the approval was withdrawn.
 */
incident: boolean, };

export type ReceiptView = { 
/**
 * Which decision.
 */
decision: DecisionId, 
/**
 * Of which case.
 */
case: CaseId, 
/**
 * Its number.
 */
number: CaseNumber, 
/**
 * Its kind.
 */
kind: CaseKind, 
/**
 * Verdict.
 */
verdict: Verdict, 
/**
 * The subject's display name: the faces are judged by now.
 */
person: string | null, 
/**
 * Who decided.
 */
decided_by: string, 
/**
 * Where it stands.
 */
state: DeliveryState, 
/**
 * Times of the five stages, RFC 3339.
 */
signed_at: string, 
/**
 * Delivered.
 */
delivered_at: string | null, 
/**
 * Receipt verified.
 */
verified_at: string | null, 
/**
 * Carried out: Incode's own status read back.
 */
acted_at: string | null, 
/**
 * Notices.
 */
notices: Array<MailNotice>, 
/**
 * The verified proof.
 */
proof: ProofView | null, 
/**
 * Device key print.
 */
device_key: string, 
/**
 * Policy version.
 */
policy_version: number, 
/**
 * Revision that was decided.
 */
revision: number, 
/**
 * Why it can't be recalled, in a sentence; `None`: it can.
 */
recall_closed: string | null, 
/**
 * Whether *Take back* is open: no attempt can have reached the service.
 */
can_take_back: boolean, };

export type Relation = "identical" | "different" | "only_document" | "only_profile" | "absent";

export type Repeats = { 
/**
 * Cases of this person.
 */
person: number, 
/**
 * Cases of this person within the policy's window (R7).
 */
recent: number, 
/**
 * Cases of other people with this document.
 */
document_elsewhere: number, 
/**
 * Cases of other people with this device.
 */
device_elsewhere: number, 
/**
 * Whether the vendor saw this face under another identity; `None`: not performed.
 */
face_elsewhere: boolean | null, };

export type Report = { 
/**
 * Name and version of the engine, such as `plain 1`.
 */
engine: string, 
/**
 * One sentence that sums up, without personal data.
 */
headline: string, 
/**
 * How much is left to settle.
 */
band: Band, 
/**
 * One per claim, in the order in which they are shown.
 */
claims: Array<ClaimFinding>, 
/**
 * What Microsoft's account recovery would say by its documentation: Exact, then Relaxed.
 */
microsoft: Array<MicrosoftLine>, 
/**
 * What plain equality of the names says, by which the vendor flags a case.
 */
equality: Equality, 
/**
 * Stable identifiers of all reasons, the principal one first; none for identical claims.
 */
reasons: Array<string>, 
/**
 * Probability that both are one person, at the prior, in parts per million. Never certain:
 * capped below 1 by what was compared.
 */
probability_ppm: number, 
/**
 * Its interval of 95 %, in parts per million.
 */
interval_ppm: [number, number], 
/**
 * Log-odds at the prior in thousandths of a nat, never capped: the sum of the steps and the
 * prior's own.
 */
log_odds_millinats: number, 
/**
 * The prior probability, in parts per million.
 */
prior_ppm: number, 
/**
 * What was weighed, in the order in which it is told.
 */
steps: Array<Step>, 
/**
 * Other ways of reading the names that were considered.
 */
alternatives: Array<Alternative>, 
/**
 * What would settle what is open, the most telling first.
 */
what_would_settle: Array<Settling>, 
/**
 * SHA-256 of the weights and tables of names, in hexadecimal.
 */
tables: string, };

export type ResponderRow = { 
/**
 * Their object id.
 */
id: string, 
/**
 * Their display name.
 */
name: string, 
/**
 * Whether that is me.
 */
me: boolean, };

export type Revocation = "sign_in_sessions" | "authentication_methods" | "temporary_access_pass" | "password" | "devices";

export type Role = "Recovery.Review" | "Onboarding.Review" | "Decisions.Audit" | "Security.Respond" | "Policy.Manage";

export type RoleHeld = { 
/**
 * Its name.
 */
name: string, 
/**
 * Active now, or eligible to be activated.
 */
active: boolean, 
/**
 * Whether policy counts it as privileged.
 */
privileged: boolean, };

export type RuleSection = { 
/**
 * What they are about.
 */
title: string, 
/**
 * One rule each.
 */
rules: Array<string>, };

export type SessionState = { "state": "signed_out", 
/**
 * Why, when it was not the person who ended it.
 */
reason: Problem | null, } | { "state": "waiting", 
/**
 * The three lines.
 */
step: WaitingStep, } | { "state": "blocked", 
/**
 * Why.
 */
cause: SignInCause, 
/**
 * Entra's correlation id, to copy.
 */
correlation_id: string | null, } | { "state": "wrong_role", 
/**
 * Who.
 */
person: PersonLine, } | { "state": "signed_in", 
/**
 * Who.
 */
person: PersonLine, 
/**
 * Roles.
 */
roles: Array<Role>, };

export type SessionView = { 
/**
 * *Tarnholm Instruments*.
 */
organisation: string, 
/**
 * `tarnholm.example`.
 */
domain: string, 
/**
 * A visible band says so.
 */
sandbox: boolean, 
/**
 * `desk-af-02`.
 */
device: string, 
/**
 * Version of the program.
 */
version: string, 
/**
 * Signed out, waiting, blocked, signed in.
 */
state: SessionState, };

export type Settling = { 
/**
 * Stable identifier, such as `date_in_profile`.
 */
id: string, 
/**
 * In one plain sentence.
 */
sentence: string, };

export type Severity = "none" | "explained" | "needs_evidence" | "conflict";

export type SignInCause = { "cause": "cancelled" } | { "cause": "timed_out" } | { "cause": "conditional_access" } | { "cause": "consent_missing" } | { "cause": "other_tenant" } | { "cause": "clock_wrong", 
/**
 * By how many minutes.
 */
minutes: number, } | { "cause": "unreachable" } | { "cause": "port_refused" } | { "cause": "untrusted", 
/**
 * What.
 */
what: string, } | { "cause": "refused", 
/**
 * OAuth `error`.
 */
error: string, };

export type Span = { 
/**
 * The first character.
 */
start: number, 
/**
 * The first character after it.
 */
end: number, };

export type StatusView = { 
/**
 * Connected, or offline since when.
 */
connection: Connection, 
/**
 * When the directory was last synced, RFC 3339.
 */
directory_synced_at: string | null, 
/**
 * When the queue was last synced, RFC 3339.
 */
queue_synced_at: string | null, 
/**
 * People and groups in the directory copy.
 */
people: number, 
/**
 * Groups.
 */
groups: number, 
/**
 * The log's state on this device.
 */
log: LogView, 
/**
 * Decisions waiting to be delivered.
 */
outbox: number, 
/**
 * Every approval takes two people (R20).
 */
heightened_threat: boolean, };

export type Step = { 
/**
 * Stable identifier of what is weighed, such as `surname_same_rare`.
 */
id: string, 
/**
 * The reason's identifier, where it is a difference.
 */
reason: string | null, 
/**
 * The claim whose values hold it.
 */
claim: ClaimName | null, 
/**
 * Log-likelihood ratio in thousandths of a nat: above 0 speaks for the same person.
 */
millinats: number, 
/**
 * In one plain sentence.
 */
sentence: string, 
/**
 * Where on the document's value.
 */
document: Span | null, 
/**
 * Where on the profile's value.
 */
profile: Span | null, };

export type StepDone = { 
/**
 * Their display name.
 */
by_name: string, 
/**
 * When.
 */
at: string, };

export type StoreCause = "no_keyring" | "keyring_locked" | "key_missing" | "wrong_key" | "corrupt" | "rolled_back" | "already_open";

export type SubjectFacts = { 
/**
 * Display name.
 */
display_name: string, 
/**
 * Sign-in name.
 */
user_principal_name: string, 
/**
 * Mail.
 */
mail: string | null, 
/**
 * Job title.
 */
job_title: string | null, 
/**
 * Department.
 */
department: string | null, 
/**
 * Office or city.
 */
place: string | null, 
/**
 * Whether the account is enabled; `None`: the directory does not say.
 */
account_enabled: boolean | null, 
/**
 * Created when.
 */
account_since: string | null, 
/**
 * The manager's display name.
 */
manager: string | null, 
/**
 * Managers up the chain; nobody of them decides this case, nor the person's reports.
 */
manager_chain: Array<PersonRef>, 
/**
 * Phone on file before the case, masked but for the last digits (R8).
 */
phone_masked: string | null, 
/**
 * When the service first saw that phone; `None`: unknown before installation, which counts against.
 */
phone_since: string | null, 
/**
 * Directory roles and role-assignable groups, privileged first.
 */
roles: Array<RoleHeld>, 
/**
 * Other groups' names.
 */
groups: Array<string>, 
/**
 * Changes to the profile in 90 days, newest first.
 */
changes: Array<ProfileChange>, 
/**
 * When this snapshot was taken.
 */
as_of: string, };

export type Sureness = "a_little" | "fairly" | "very";

export type TickMatterRequest = { 
/**
 * Which.
 */
matter: MatterId, 
/**
 * What was revoked.
 */
what: Revocation, 
/**
 * Whether it was.
 */
done: boolean, };

export type TimelineEntry = { 
/**
 * When.
 */
at: string, 
/**
 * What, as a stable code (`started`, `captured`, `mismatch`, `opened`, `given_back` …).
 */
what: string, };

export type Topic = "session" | "status" | "queue" | "case" | "directory" | "preferences" | "policy";

export type VendorResult = { 
/**
 * Face match between portrait and selfie, 0 to 1, 1 is a match; `None`: not performed.
 */
face_match: number | null, 
/**
 * Liveness, 0 to 1, 1 is live (the vendor's own polarity is reversed); `None`: not performed.
 */
liveness: number | null, 
/**
 * The vendor's overall status, in its word (`OK`, `WARN`, `FAIL`, …).
 */
overall: string | null, 
/**
 * The face was used before with other data (`idAlreadyUsedCheck` failed).
 */
face_used_elsewhere: boolean, };

export type Verdict = "approve" | "deny" | "new_capture" | "escalate";

export type ViewCount = { 
/**
 * Which view.
 */
view: QueueView, 
/**
 * How many.
 */
count: number, };

export type WaitingStep = "browser_opened" | "waiting_for_entra" | "checking_roles";
