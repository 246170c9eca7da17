import { useEffect, useState } from 'react';
import type { CaseId, QueueRow } from '../backend/bindings.ts';

/**
 * New rows slide in only while the list is not focused: under the reviewer's eyes nothing moves.
 * Rows that are shown already are always as the desk last said.
 */
export function useFreshRows(rows: readonly QueueRow[], question: string, listFocused: boolean) {
  const [accepted, setAccepted] = useState<Accepted>({ question, ids: idsOf(rows) });
  const known = accepted.question === question ? accepted.ids : idsOf(rows);
  const waiting = listFocused ? rows.filter((row) => !known.has(row.id)) : [];
  useEffect(() => {
    if (!listFocused || accepted.question !== question) setAccepted({ question, ids: idsOf(rows) });
  }, [rows, question, listFocused, accepted.question]);
  return {
    shown: waiting.length === 0 ? rows : rows.filter((row) => known.has(row.id)),
    waiting: waiting.length,
    show: () => setAccepted({ question, ids: idsOf(rows) }),
  };
}

type Accepted = { question: string; ids: ReadonlySet<CaseId> };

const idsOf = (rows: readonly QueueRow[]): ReadonlySet<CaseId> =>
  new Set(rows.map((row) => row.id));
