import type { Preferences } from '../backend/bindings.ts';

/** Writes what the reviewer prefers onto the root element; tokens.css does the rest. */
export function wear(preferences: Preferences): void {
  const { dataset } = document.documentElement;
  if (preferences.theme === 'system') delete dataset.theme;
  else dataset.theme = preferences.theme;
  dataset.motion = preferences.motion;
}
