import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { CaseView, Draft, Problem } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { caseQuery } from '../backend/queries.ts';

export type DraftHandle = {
  draft: Draft;
  change: (next: Draft) => void;
  /** When it was kept last, RFC 3339. */
  keptAt: string | null;
  /** Why the last change is not kept. */
  problem: Problem | null;
};

const EMPTY: Draft = { verdict: null, reasons: [], note: '', read: [], kept_at: null };

/** The draft of this case: kept by the desk on every change, in the order of the changes. */
export function useDraft(view: CaseView): DraftHandle {
  const backend = useBackend();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(view.draft ?? EMPTY);
  const [keptAt, setKeptAt] = useState(view.draft?.kept_at ?? null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const line = useRef<Promise<void>>(Promise.resolve());
  const waiting = useRef<Draft | null>(null);
  const change = useCallback(
    (next: Draft) => {
      setDraft(next);
      waiting.current = next;
      line.current = line.current.then(async () => {
        const newest = waiting.current;
        if (!newest) return;
        waiting.current = null;
        try {
          const kept = await backend.saveDraft({ case: view.id, draft: newest });
          setKeptAt(kept.kept_at);
          setProblem(null);
          const { queryKey } = caseQuery(backend, view.id);
          client.setQueryData<CaseView>(queryKey, (before) => before && { ...before, draft: kept });
          await client.invalidateQueries({ queryKey, exact: true });
        } catch (thrown) {
          setProblem(problemOf(thrown));
        }
      });
    },
    [backend, client, view.id],
  );
  return { draft, change, keptAt, problem };
}
