// Types that cross the boundary between the window and the desk.

export type CaseId = string;
export type EvidenceId = string;
export type DecisionId = string;
export type CaseNumber = string;
export type ReasonCode = string;
export type Role = "Recovery.Review" | "Onboarding.Review" | "Decisions.Audit" | "Security.Respond" | "Policy.Manage";
export type CaseKind = "password_reset" | "mfa_recovery" | "external_authentication" | "onboarding";
export type Verdict = "approve" | "deny" | "new_capture" | "escalate";
export type PersonRef = { tenant_id: string, object_id: string, };
export type CaseState = { "state": "open" } | { "state": "awaiting_capture" } | { "state": "escalated" } | { "state": "decided", verdict: Verdict, by: PersonRef, by_name: string, at: string, } | { "state": "expired" };
export type Mark = { "mark": "privileged" } | { "mark": "finance_approver" } | { "mark": "repeat", count: number, } | { "mark": "phone_changed" } | { "mark": "profile_edited" } | { "mark": "second_review" } | { "mark": "new_capture" } | { "mark": "came_back" } | { "mark": "starts", date: string, };
export type Holder = { person: PersonRef, name: string, since: string, };
export type EvidenceRole = "portrait" | "selfie" | "document_front" | "document_back";
export type FaceAnswer = "same" | "different" | "cannot_tell" | "unusable";
export type Sureness = "a_little" | "fairly" | "very";
export type FaceJudgement = { answer: FaceAnswer, sureness: Sureness, blind: boolean, by: PersonRef, at: string, };
export type Closed = { code: string, why: string, opens: string | null, };
export type Door = { verdict: Verdict, closed: Array<Closed>, };

export type SessionView = { organisation: string, domain: string, sandbox: boolean, device: string, version: string, state: SessionState, };
export type SessionState = { "state": "signed_out", reason: Problem | null, } | { "state": "waiting", step: WaitingStep, } | { "state": "blocked", cause: SignInCause, correlation_id: string | null, } | { "state": "wrong_role", person: PersonLine, } | { "state": "signed_in", person: PersonLine, roles: Array<Role>, };
export type WaitingStep = "browser_opened" | "waiting_for_entra" | "checking_roles";
export type PersonLine = { name: string, user_principal_name: string, initials: string, };
export type StatusView = { connection: Connection, directory_synced_at: string | null, queue_synced_at: string | null, people: number, groups: number, log: LogView, outbox: number, };
export type Connection = { "connection": "connected" } | { "connection": "offline", since: string, } | { "connection": "unknown" };
export type LogView = { "log": "none" } | { "log": "verified", size: number, } | { "log": "broken", what: string, };
export type Topic = "session" | "status" | "queue" | "case" | "directory" | "preferences";
export type Notice = { topics: Array<Topic>, say: string | null, };
export type Preferences = { theme: string, text_size_percent: number, motion: string, single_letter_keys: boolean, queue_filters: string, };

export type QueueRequest = { view: QueueView, text: string, kinds: Array<CaseKind>, marks: Array<string>, departments: Array<string>, held: Array<string>, sort: string, };
export type QueueView = "open" | "mine" | "second" | "waiting" | "escalated" | "decided";
export type QueueList = { rows: Array<QueueRow>, counts: Array<ViewCount>, departments: Array<FilterCount>, last_case_at: string | null, };
export type QueueRow = { id: CaseId, number: CaseNumber, kind: CaseKind, state: CaseState, person_masked: string, department: string | null, marks: Array<Mark>, due_at: string, held_by: Holder | null, held_by_me: boolean, };
export type ViewCount = { view: QueueView, count: number, };
export type FilterCount = { value: string, count: number, };

export type PersonRow = { id: string, display_name: string, user_principal_name: string, department: string | null, account_enabled: boolean | null, };
export type PersonView = { row: PersonRow, job_title: string | null, given_name: string | null, surname: string | null, mail: string | null, city: string | null, country: string | null, groups: Array<string>, removed: boolean, as_of: string | null, };

export type OpenCaseRequest = { case: CaseId, take_over_reason: string | null, };

export type SignInCause = { "cause": "cancelled" } | { "cause": "timed_out" } | { "cause": "conditional_access" } | { "cause": "consent_missing" } | { "cause": "other_tenant" } | { "cause": "clock_wrong", minutes: number, } | { "cause": "port_refused" } | { "cause": "untrusted", what: string, } | { "cause": "refused", error: string, };
export type StoreCause = "no_keyring" | "keyring_locked" | "key_missing" | "wrong_key" | "corrupt" | "rolled_back" | "already_open";
export type Problem = { "kind": "signed_out" } | { "kind": "sign_in_blocked", cause: SignInCause, correlation_id: string | null, } | { "kind": "role_missing", needs: Array<string>, } | { "kind": "offline" } | { "kind": "throttled", retry_after_seconds: number, } | { "kind": "held", case: CaseId, by_name: string, since: string, } | { "kind": "lease_lost", case: CaseId, by_name: string | null, } | { "kind": "changed", case: CaseId, revision: number | null, } | { "kind": "already_decided", case: CaseId, by_name: string, verdict: Verdict, } | { "kind": "closed", closed: Array<Closed>, } | { "kind": "step_up_failed", cause: string, } | { "kind": "evidence_refused", cause: string, } | { "kind": "store_closed", cause: StoreCause, } | { "kind": "not_found" } | { "kind": "invalid", sentence: string, } | { "kind": "fault", reference: string, };

// The open case, the decision and the receipt.
export type KeepFacesRequest = { case: CaseId, answer: FaceAnswer, sureness: Sureness, };
export type Readiness = { pictures_seen: number, pictures: number, differences_read: number, differences: number, };
export type PictureState = { "picture": "ready", width: number, height: number, } | { "picture": "fetching" } | { "picture": "refused", cause: string, } | { "picture": "gone" };
export type PictureView = { id: EvidenceId, role: EvidenceRole, state: PictureState, sha256: string, captured_at: string | null, seen: boolean, };
export type PictureRequest = { case: CaseId, evidence: EvidenceId, width: number, height: number, region: [number, number, number, number] | null, quarter_turns: number, contrast: number, };
export type PictureLink = { token: string, width: number, height: number, };
