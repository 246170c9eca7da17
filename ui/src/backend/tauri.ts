import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWebview } from '@tauri-apps/api/webview';
import type { Backend } from './backend.ts';
import type { Notice } from './bindings.ts';

/** The desk behind the window. No other file imports Tauri. */
export const tauri: Backend = {
  session: () => invoke('session'),
  signIn: () => invoke('sign_in'),
  cancelSignIn: () => invoke('cancel_sign_in'),
  signInLink: () => invoke('sign_in_link'),
  openAgain: () => invoke('open_again'),
  signOut: () => invoke('sign_out'),
  status: () => invoke('status'),
  queue: (request) => invoke('queue', { request }),
  syncNow: () => invoke('sync_now'),
  takeNext: () => invoke('take_next'),
  openCase: (request) => invoke('open_case', { request }),
  escalate: (id) => invoke('escalate', { case: id }),
  directorySearch: (text) => invoke('directory_search', { text }),
  person: (id) => invoke('person', { id }),
  preferences: () => invoke('preferences'),
  setPreferences: (preferences) => invoke('set_preferences', { preferences }),
  zoom: (percent) => getCurrentWebview().setZoom(percent / 100),
  listen(heard) {
    const stop = listen<Notice>('notice', ({ payload }) => heard(payload));
    return () => void stop.then((unlisten) => unlisten());
  },
};
