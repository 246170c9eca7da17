import type { Policy } from '../backend/bindings.ts';
import type { words } from '../words/words.ts';

type NumberField = keyof typeof words.policy.fields;

/** The limits of a policy in the order in which people think of them. */
export const LIMITS: readonly { field: NumberField; unit: keyof typeof words.policy.units }[] = [
  { field: 'velocity_cases', unit: 'cases' },
  { field: 'velocity_days', unit: 'days' },
  { field: 'recent_change_hours', unit: 'hours' },
  { field: 'approval_sign_in_max_age_seconds', unit: 'seconds' },
  { field: 'approval_lifetime_minutes', unit: 'minutes' },
  { field: 'readable_face_side', unit: 'pixels' },
  { field: 'readable_document_side', unit: 'pixels' },
  { field: 'lease_seconds', unit: 'seconds' },
  { field: 'retention_days', unit: 'days' },
  { field: 'prior_ppm', unit: 'ppm' },
];

/** One thing put into a list or taken out of it, the rest in its order. */
export function put<T>(list: readonly T[], item: T, isIn: boolean): T[] {
  const rest = list.filter((one) => one !== item);
  return isIn ? [...rest, item] : rest;
}

/** The catalogue with a reason opened or closed for a verdict; in the catalogue's order. */
export function withReason(
  catalogue: Policy['reasons'],
  open: Policy['reasons'],
  code: string,
  verdict: Policy['reasons'][number]['verdicts'][number],
  isOpen: boolean,
): Policy['reasons'] {
  return catalogue.flatMap((known) => {
    const now = open.find((one) => one.code === known.code)?.verdicts ?? [];
    const next = known.verdicts.filter((one) =>
      known.code === code && one === verdict ? isOpen : now.includes(one),
    );
    return next.length === 0 ? [] : [{ ...known, verdicts: next }];
  });
}

/** Lines of a text as a list of names. */
export const namesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
