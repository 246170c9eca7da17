import { useRef } from 'react';
import type { MattersView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { EVERYTHING_OPEN, useMatters, useQueue, useStatus } from '../backend/queries.ts';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { announce } from '../components/live.ts';
import { useCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import type { Filters } from './filters.ts';
import { MatterCard } from './MatterCard.tsx';
import styles from './MattersScreen.module.css';
import { type MatterView, neighbour } from './matters.ts';
import { QueueHead } from './QueueHead.tsx';
import screenStyles from './QueueScreen.module.css';
import { reportProblem } from './trouble.ts';
import { useHeadCommands } from './useHeadCommands.ts';

/** Stuck, unexplained, incidents: each with its owner, and what is to be done. */
export function MattersScreen({ filters, view }: { filters: Filters; view: MatterView }) {
  const { data, isError, error, refetch } = useMatters();
  const counts = useQueue(EVERYTHING_OPEN).data?.counts;
  const list = useRef<HTMLUListElement>(null);
  const rows = data?.[view] ?? [];
  useHeadCommands();
  useMatterCommands(list, view, data);
  return (
    <div className={screenStyles.screen}>
      <QueueHead filters={filters} counts={counts} />
      <section className={styles.body} data-region="main" aria-label={words.queue.views[view]}>
        <p className={styles.lead}>{words.matters.lead[view]}</p>
        {isError && <ErrorPlace problem={problemOf(error)} onRetry={() => void refetch()} />}
        {data && rows.length === 0 && <p className={styles.empty}>{words.matters.empty[view]}</p>}
        {rows.length > 0 && (
          <ul ref={list} className={styles.list}>
            {rows.map((row) => (
              <MatterCard key={row.matter.id} row={row} all={data as MattersView} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

const idOf = (element: Element | null) =>
  element?.closest<HTMLElement>('[data-matter]')?.dataset.matter ?? null;

/** J and K walk through the list; O takes the one that the focus is in, or the first. */
function useMatterCommands(
  list: React.RefObject<HTMLUListElement | null>,
  view: MatterView,
  data: MattersView | undefined,
): void {
  const backend = useBackend();
  const offline = useStatus().data?.connection.connection === 'offline';
  const rows = data?.[view] ?? [];
  const ids = rows.map(({ matter }) => matter.id);
  const go = (id: string | null) => {
    if (id) list.current?.querySelector<HTMLElement>(`[data-matter="${CSS.escape(id)}"]`)?.focus();
  };
  const here = () => idOf(document.activeElement);
  useCommand('list.down', { run: () => go(neighbour(ids, here(), 1)) });
  useCommand('list.up', { run: () => go(neighbour(ids, here(), -1)) });
  useCommand('list.first', { run: () => go(ids[0] ?? null) });
  useCommand('list.last', { run: () => go(ids.at(-1) ?? null) });
  useCommand('queue.own', {
    run: () => {
      const me = data?.responders.find((one) => one.me)?.id;
      const matter = here() ?? ids[0];
      if (!matter || !me) return;
      backend.giveMatter({ matter, owner: me }).then(
        () => announce(words.matters.taken),
        (thrown) => reportProblem(problemOf(thrown)),
      );
    },
    disabledReason:
      data?.tending_closed ??
      (ids.length === 0 ? words.matters.nothingChosen : undefined) ??
      (offline ? words.matters.needsService : undefined),
  });
}
