import { convertFileSrc, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import type { Backend } from './backend.ts';
import type { Notice } from './bindings.ts';
import { zoomPage } from './zoom.ts';

/** The desk behind the window. No other file imports Tauri. */
export const tauri: Backend = {
  session: () => invoke('session'),
  serviceReached: () => invoke('service_reached'),
  signIn: () => invoke('sign_in'),
  cancelSignIn: () => invoke('cancel_sign_in'),
  signInLink: () => invoke('sign_in_link'),
  openSignInAgain: () => invoke('open_sign_in_again'),
  signOut: () => invoke('sign_out'),

  status: () => invoke('status'),
  syncNow: () => invoke('sync_now'),
  queue: (request) => invoke('queue', { request }),

  takeNext: () => invoke('take_next'),
  openCase: (request) => invoke('open_case', { request }),
  case: (id) => invoke('case', { case: id }),
  keepFaces: (request) => invoke('keep_faces', { request }),
  giveBack: (id, note) => invoke('give_back', { case: id, note }),
  picture: (request) => invoke('picture', { request }),

  saveDraft: (request) => invoke('save_draft', { request }),
  decisionForm: (id) => invoke('decision_form', { case: id }),
  decide: (request) => invoke('decide', { request }),
  cancelDecide: () => invoke('cancel_decide'),
  receipt: (id) => invoke('receipt', { case: id }),
  saveReceipt: (id) => invoke('save_receipt', { case: id }),
  takeBack: (id) => invoke('take_back', { decision: id }),

  recall: (id) => invoke('recall', { case: id }),
  matters: () => invoke('matters'),
  giveMatter: (request) => invoke('give_matter', { request }),
  tickMatter: (request) => invoke('tick_matter', { request }),
  closeMatter: (request) => invoke('close_matter', { request }),

  policy: () => invoke('policy'),
  policyVersions: () => invoke('policy_versions'),
  comparePolicies: (request) => invoke('compare_policies', { request }),
  previewPolicy: (policy) => invoke('preview_policy', { policy }),
  proposePolicy: (policy) => invoke('propose_policy', { policy }),
  approvePolicy: (change) => invoke('approve_policy', { change }),
  withdrawPolicy: (change) => invoke('withdraw_policy', { change }),

  directorySearch: (text) => invoke('directory_search', { text }),
  person: (id) => invoke('person', { id }),
  preferences: () => invoke('preferences'),
  setPreferences: (preferences) => invoke('set_preferences', { preferences }),

  evidenceAddress: (token) => convertFileSrc(token, 'evidence'),
  // The webview's own zoom makes the page narrower, as a browser's does; where it is not granted,
  // the page is drawn larger instead.
  zoom: (percent) =>
    getCurrentWebview()
      .setZoom(percent / 100)
      .catch(() => zoomPage(percent)),
  listen(heard) {
    const stop = listen<Notice>('notice', ({ payload }) => heard(payload));
    return () => void stop.then((unlisten) => unlisten());
  },
};
