import type {
  CaseId,
  Notice,
  OpenCaseRequest,
  PersonRow,
  PersonView,
  Preferences,
  QueueList,
  QueueRequest,
  SessionView,
  StatusView,
} from './bindings.ts';

/**
 * What the window may ask of the desk. `tauri.ts` is the only real one; `pretend.ts` serves
 * development and tests. Every call rejects with a `Problem`.
 */
export interface Backend {
  session(): Promise<SessionView>;
  /** Opens the system browser; comes back when the sign-in ended, whichever way. */
  signIn(): Promise<SessionView>;
  cancelSignIn(): Promise<void>;
  /** The address that the browser was opened with. */
  signInLink(): Promise<string>;
  /** Opens the browser again with the same address. */
  openAgain(): Promise<void>;
  signOut(): Promise<void>;
  status(): Promise<StatusView>;
  queue(request: QueueRequest): Promise<QueueList>;
  syncNow(): Promise<void>;
  /** Takes the riskiest, then oldest, free case. Null when none is free. */
  takeNext(): Promise<CaseId | null>;
  /** Takes a lease; with a reason, from the reviewer who holds the case. */
  openCase(request: OpenCaseRequest): Promise<void>;
  /** At once and silently. */
  escalate(id: CaseId): Promise<void>;
  directorySearch(text: string): Promise<PersonRow[]>;
  person(objectId: string): Promise<PersonView>;
  preferences(): Promise<Preferences>;
  setPreferences(preferences: Preferences): Promise<Preferences>;
  /** The size of everything drawn, in percent. */
  zoom(percent: number): Promise<void>;
  /** Calls back at every notice until the returned function is called. */
  listen(heard: (notice: Notice) => void): () => void;
}
