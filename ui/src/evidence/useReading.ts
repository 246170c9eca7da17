import type { ClaimFinding, ClaimName } from '../backend/bindings.ts';
import { announce } from '../components/live.ts';
import type { DraftHandle } from '../decision/useDraft.ts';
import { useCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import { heard } from './heard.ts';

export type Reading = { read: readonly ClaimName[]; toggle: (claim: ClaimName) => void };

/** Differences that the reviewer marks as read, kept in the draft. */
export function useReading({ draft, change }: DraftHandle): Reading {
  const toggle = (claim: ClaimName) => {
    const had = draft.read.includes(claim);
    const read = had ? draft.read.filter((one) => one !== claim) : [...draft.read, claim];
    change({ ...draft, read });
    const name = words.findings.claims[claim];
    announce(had ? words.findings.unreadSaid(name) : words.findings.readSaid(name));
  };
  useCommand('reconcile.read', {
    run: () => {
      const claim = focusedClaim()?.dataset.claim as ClaimName | undefined;
      if (claim) toggle(claim);
    },
  });
  return { read: draft.read, toggle };
}

/** Spells the focused claim out, letter by letter; the first difference where none is focused. */
export function useSpelling(claims: readonly ClaimFinding[]): void {
  useCommand('reconcile.spell', {
    run: () => {
      const name = focusedClaim()?.dataset.claim;
      const finding = claims.find(({ claim }) => claim === name) ?? claims.find(isDifference);
      if (!finding) return;
      const f = words.findings;
      const title = f.claims[finding.claim];
      announce(finding.spelling ? f.spelled(title, heard(finding.spelling)) : f.notSpelled(title));
    },
  });
}

/** Moves the focus along the claims. */
export function stepClaim(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-claim]')];
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = here === -1 ? (by === 1 ? 0 : rows.length - 1) : here + by;
  rows[Math.min(rows.length - 1, Math.max(0, next))]?.focus();
}

export const isDifference = ({ severity }: ClaimFinding) => severity !== 'none';

const focusedClaim = () => document.activeElement?.closest<HTMLElement>('[data-claim]') ?? null;
