import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { useStatus } from '../backend/queries.ts';
import { toast } from '../components/toasts.ts';
import { useCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import { reportProblem } from './trouble.ts';

/** What can be recalled here: the case, and why it is closed. */
export type Recallable = { id: string; closed: string | null };

/** Offers *Recall*: one key, no question asked, and the result in words. */
export function useRecall(chosen: Recallable | undefined): void {
  const backend = useBackend();
  const offline = useStatus().data?.connection.connection === 'offline';
  const closed = chosen ? chosen.closed : words.recall.noneChosen;
  useCommand('queue.recall', {
    run: () => {
      if (!chosen) return;
      backend.recall(chosen.id).then(
        (view) => {
          reportProblem(null);
          toast(words.recall.said(view));
        },
        (thrown) => reportProblem(problemOf(thrown)),
      );
    },
    disabledReason: closed ?? (offline ? words.recall.needsService : undefined),
  });
}
