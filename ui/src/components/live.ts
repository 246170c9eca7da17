import { signal } from './signal.ts';

export type Said = { text: string; nth: number };

const said = signal<{ polite: Said; assertive: Said }>({
  polite: { text: '', nth: 0 },
  assertive: { text: '', nth: 0 },
});

/** Says a sentence through the polite live region. Never a name before the faces are judged. */
export const announce = (text: string) => say('polite', text);

/** For what needs an answer: conflict, lease lost, signed out, broken log. */
export const announceAtOnce = (text: string) => say('assertive', text);

export const useAnnounced = said.use;

function say(urgency: 'polite' | 'assertive', text: string): void {
  const now = said.get();
  said.set({ ...now, [urgency]: { text, nth: now[urgency].nth + 1 } });
}
