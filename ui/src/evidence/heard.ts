import { words } from '../words/words.ts';
import { cut } from './sides.ts';

/** Characters that can be listened to. */
const MOST = 1500;

/** What is heard of a claim: whole up to a length that can be listened to, and then how much is left. */
export function heard(text: string): string {
  const { shown, left } = cut(text, MOST);
  return left > 0 ? `${shown}… ${words.findings.cutSaid(left)}` : shown;
}
