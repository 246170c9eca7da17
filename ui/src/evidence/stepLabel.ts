import type { ClaimFinding, Step } from '../backend/bindings.ts';
import { isolate } from '../words/isolate.ts';
import { words } from '../words/words.ts';
import { cut } from './sides.ts';

/** As many characters of a name as have room beside the bars. */
const ROOM = 14;

/** A few words for a weight, with the word of the claim where both sides have it. */
export function stepLabel(step: Step, claims: readonly ClaimFinding[]): string {
  const claim = claims.find((one) => one.claim === step.claim);
  const label = labelOf(step, claim);
  const word = wordOf(step, claim);
  return word ? `${label} ${isolate(word)}` : label;
}

const labelOf = ({ id, reason, sentence }: Step, claim: ClaimFinding | undefined) =>
  words.weighed[id] ?? claim?.chips.find((chip) => chip.id === reason)?.label ?? sentence;

/** As the document has it where they agree, as the profile has it where they differ. */
function wordOf({ id, reason, document, profile }: Step, claim: ClaimFinding | undefined) {
  // Rarity belongs to the word that the step before it has named.
  if (!claim || !document || !profile || id.endsWith('_rare')) return '';
  const [value, span] =
    reason === null || reason === 'diacritics'
      ? [claim.document, document]
      : [claim.profile, profile];
  if (!value || span.end - span.start > value.length) return '';
  const word = scalars(value, span.start, span.end);
  const { shown, left } = cut(word, ROOM);
  return left > 0 ? `${shown}…` : shown;
}

function scalars(value: string, start: number, end: number): string {
  let [out, at] = ['', 0];
  for (const one of value) {
    if (at >= end) break;
    if (at >= start) out += one;
    at += 1;
  }
  return out;
}
