import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { useStatus } from '../backend/queries.ts';
import { announce } from '../components/live.ts';
import { useCommand } from '../keyboard/registry.ts';
import { useDecides } from '../session/roles.ts';
import { words } from '../words/words.ts';
import { reportProblem } from './trouble.ts';
import { useTakeNext } from './useOpenCase.ts';

/** What the head offers in every view of the queue: take the next case, and sync. */
export function useHeadCommands(): void {
  const backend = useBackend();
  const takeNext = useTakeNext();
  const closed = useTakingClosed();
  useCommand('queue.next', { run: takeNext, disabledReason: closed });
  useCommand('queue.sync', {
    run: () =>
      void backend.syncNow().then(
        () => announce(words.queue.syncedSaid),
        (thrown) => reportProblem(problemOf(thrown)),
      ),
  });
}

/** Why no case can be taken now. */
export function useTakingClosed(): string | undefined {
  const offline = useStatus().data?.connection.connection === 'offline';
  const decides = useDecides();
  if (!decides) return words.queue.needsRole;
  return offline ? words.queue.needsService : undefined;
}
