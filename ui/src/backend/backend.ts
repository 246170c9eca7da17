import type {
  CaseId,
  CaseView,
  CloseMatterRequest,
  ComparePoliciesRequest,
  DecideRequest,
  DecisionForm,
  DecisionId,
  Draft,
  DraftRequest,
  GiveMatterRequest,
  KeepFacesRequest,
  MattersView,
  Notice,
  OpenCaseRequest,
  PersonRow,
  PersonView,
  PictureLink,
  PictureRequest,
  Policy,
  PolicyChangeId,
  PolicyDifference,
  PolicyPreview,
  PolicyVersionLine,
  PolicyView,
  Preferences,
  QueueList,
  QueueRequest,
  RecallView,
  ReceiptView,
  SessionView,
  StatusView,
  TickMatterRequest,
} from './bindings.ts';

/**
 * What the window may ask of the desk. `tauri.ts` is the only real one; `pretend.ts` serves
 * development and tests. Every call rejects with a `Problem`.
 */
export interface Backend {
  session(): Promise<SessionView>;
  serviceReached(): Promise<boolean>;
  /** Opens the system browser; comes back when the sign-in ended, whichever way. */
  signIn(): Promise<SessionView>;
  cancelSignIn(): Promise<void>;
  /** The address that the browser was opened with, while it is waited for. */
  signInLink(): Promise<string | null>;
  openSignInAgain(): Promise<void>;
  signOut(): Promise<SessionView>;

  status(): Promise<StatusView>;
  syncNow(): Promise<StatusView>;
  queue(request: QueueRequest): Promise<QueueList>;

  /** Takes the riskiest, then oldest, free case and opens it. `not_found`: none is free. */
  takeNext(): Promise<CaseView>;
  /** Takes the lease; with a reason, from the reviewer who holds the case. */
  openCase(request: OpenCaseRequest): Promise<CaseView>;
  case(id: CaseId): Promise<CaseView>;
  keepFaces(request: KeepFacesRequest): Promise<CaseView>;
  giveBack(id: CaseId, note: string): Promise<void>;
  /** A one-time link: `<img src={evidenceAddress(link.token)}>`. */
  picture(request: PictureRequest): Promise<PictureLink>;

  saveDraft(request: DraftRequest): Promise<Draft>;
  decisionForm(id: CaseId): Promise<DecisionForm>;
  /** An approval opens the browser, and comes back when that ended. */
  decide(request: DecideRequest): Promise<ReceiptView>;
  cancelDecide(): Promise<void>;
  receipt(id: CaseId): Promise<ReceiptView>;
  /** Writes the receipt to a file, and returns its path. */
  saveReceipt(id: CaseId): Promise<string>;
  takeBack(id: DecisionId): Promise<void>;

  /** Withdraws an approval, or opens an incident where it may have been carried out. */
  recall(id: CaseId): Promise<RecallView>;
  /** What is stuck, what is unexplained, and incidents. */
  matters(): Promise<MattersView>;
  giveMatter(request: GiveMatterRequest): Promise<MattersView>;
  tickMatter(request: TickMatterRequest): Promise<MattersView>;
  closeMatter(request: CloseMatterRequest): Promise<MattersView>;

  policy(): Promise<PolicyView>;
  policyVersions(): Promise<PolicyVersionLine[]>;
  comparePolicies(request: ComparePoliciesRequest): Promise<PolicyDifference[]>;
  /** What a document would change, before anybody signs it. */
  previewPolicy(policy: Policy): Promise<PolicyPreview>;
  proposePolicy(policy: Policy): Promise<PolicyView>;
  /** Opens the browser, and comes back when that ended. */
  approvePolicy(change: PolicyChangeId): Promise<PolicyView>;
  withdrawPolicy(change: PolicyChangeId): Promise<PolicyView>;

  directorySearch(text: string): Promise<PersonRow[]>;
  person(objectId: string): Promise<PersonView>;
  preferences(): Promise<Preferences>;
  setPreferences(preferences: Preferences): Promise<Preferences>;

  /** Where the picture of a token is: `evidence://localhost/<token>`. */
  evidenceAddress(token: string): string;
  /** The size of everything drawn, in percent. */
  zoom(percent: number): Promise<void>;
  /** Calls back at every notice until the returned function is called. */
  listen(heard: (notice: Notice) => void): () => void;
}
