import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Problem, QueueRow } from '../backend/bindings.ts';
import { problemOf } from '../backend/problem.ts';
import { useQueue, useSession, useSetPreferences } from '../backend/queries.ts';
import { Button } from '../components/Button.tsx';
import { copy } from '../components/clipboard.ts';
import { ErrorPlace } from '../components/ErrorPlace.tsx';
import { announce } from '../components/live.ts';
import { explain } from '../components/problems.ts';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { useMedia } from '../components/useMedia.ts';
import type { GridHandle } from '../components/VirtualGrid.tsx';
import { useCommand } from '../keyboard/registry.ts';
import { stringifySearch } from '../search.ts';
import { rolesForQueue, seesQueue } from '../session/roles.ts';
import { useNow } from '../words/time.ts';
import { words } from '../words/words.ts';
import { FilterBar } from './FilterBar.tsx';
import {
  type Filters,
  filtersOf,
  fits,
  isFiltered,
  requestOf,
  searchOf,
  unfiltered,
} from './filters.ts';
import { showHeld } from './held.ts';
import { Inspector } from './Inspector.tsx';
import { MattersScreen } from './MattersScreen.tsx';
import { isMatterView } from './matters.ts';
import { QueueHead } from './QueueHead.tsx';
import { QueueList } from './QueueList.tsx';
import styles from './QueueScreen.module.css';
import { useFreshRows } from './useFreshRows.ts';
import { useHeadCommands, useTakingClosed } from './useHeadCommands.ts';
import { useRecall } from './useRecall.ts';

export function QueueScreen() {
  const { data: session } = useSession();
  const search = useSearch({ from: '/desk/queue' });
  if (session && !seesQueue(session)) return <NoPermission />;
  const filters = filtersOf(search);
  if (isMatterView(filters.view)) return <MattersScreen filters={filters} view={filters.view} />;
  return <Queue />;
}

function NoPermission() {
  const router = useRouter();
  const problem: Problem = { kind: 'role_missing', needs: [...rolesForQueue] };
  const { text } = explain(problem);
  return (
    <div className={styles.place}>
      <ScreenTitle documentTitle={words.queue.title}>{words.queue.title}</ScreenTitle>
      <ErrorPlace problem={problem}>
        <Button
          size="small"
          onPress={() =>
            copy(`${words.problems.role_missing.title}: ${text}`, words.widgets.copied)
          }
        >
          {words.widgets.copyDetails}
        </Button>
        <Button size="small" look="quiet" onPress={() => router.history.back()}>
          {words.widgets.back}
        </Button>
      </ErrorPlace>
    </div>
  );
}

function Queue() {
  const search = useSearch({ from: '/desk/queue' });
  const filters = useMemo(() => filtersOf(search), [search]);
  const setFilters = useSetFilters();
  const now = useNow();
  const queue = useQueue(requestOf(filters));
  const all = queue.data?.rows ?? NO_ROWS;
  const fitting = useMemo(() => all.filter((row) => fits(row, filters, now)), [all, filters, now]);
  const [listFocused, setListFocused] = useState(false);
  const fresh = useFreshRows(fitting, stringifySearch(search), listFocused);
  const [current, setCurrent] = useState<string | null>(null);
  const grid = useRef<GridHandle>(null);
  const wide = useMedia('(min-width: 1680px)');
  useCounted(fitting.length, filters, queue.isPlaceholderData);
  useQueueCommands({ grid, rows: fitting, current, filters, setFilters });
  return (
    <div className={styles.screen}>
      <QueueHead filters={filters} counts={queue.data?.counts} />
      <FilterBar filters={filters} onChange={setFilters} rows={all} now={now} />
      <div className={styles.body}>
        <section
          className={styles.list}
          data-region="main"
          aria-label={words.regions.cases}
          onFocus={() => setListFocused(true)}
          onBlur={() => setListFocused(false)}
        >
          {fresh.waiting > 0 && <Fresh count={fresh.waiting} onShow={fresh.show} />}
          {queue.isError ? (
            <div className={styles.place}>
              <ErrorPlace problem={problemOf(queue.error)} onRetry={() => void queue.refetch()} />
            </div>
          ) : (
            <QueueList
              rows={fresh.shown}
              loading={queue.isPending}
              filters={filters}
              onSort={(sort) => setFilters({ ...filters, sort })}
              onClear={() => setFilters(unfiltered(filters))}
              lastCaseAt={queue.data?.last_case_at ?? null}
              filtered={isFiltered(filters)}
              now={now}
              current={current}
              onCurrent={setCurrent}
              handle={grid}
            />
          )}
        </section>
        {wide && <Inspector row={fitting.find((row) => row.id === current)} />}
      </div>
    </div>
  );
}

const NO_ROWS: readonly QueueRow[] = [];

/** Writes filters into the address, and remembers them for the next start. */
function useSetFilters(): (filters: Filters) => void {
  const navigate = useNavigate();
  const { mutate } = useSetPreferences();
  return (filters) => {
    const search = searchOf(filters);
    void navigate({ to: '/queue', search, replace: true });
    mutate({ queue_filters: stringifySearch(searchOf({ ...filters, q: '', view: 'open' })) });
  };
}

/** Says how many cases fit after a filter changed. */
function useCounted(count: number, filters: Filters, loading: boolean): void {
  const said = useRef(filters);
  useEffect(() => {
    if (loading || said.current === filters) return;
    said.current = filters;
    announce(words.queue.filters.count(count));
  }, [count, filters, loading]);
}

type Commands = {
  grid: React.RefObject<GridHandle | null>;
  rows: readonly QueueRow[];
  current: string | null;
  filters: Filters;
  setFilters: (filters: Filters) => void;
};

function useQueueCommands({ grid, rows, current, filters, setFilters }: Commands): void {
  const closed = useTakingClosed();
  const chosen = rows.find((row) => row.id === current);
  const foreign = chosen?.held_by && !chosen.held_by_me ? chosen : undefined;
  useHeadCommands();
  useRecall(
    chosen?.state.state === 'decided' ? { id: chosen.id, closed: chosen.recall_closed } : undefined,
  );
  useCommand('list.down', { run: () => grid.current?.move('ArrowDown') });
  useCommand('list.up', { run: () => grid.current?.move('ArrowUp') });
  useCommand('list.first', { run: () => grid.current?.move('Home') });
  useCommand('list.last', { run: () => grid.current?.move('End') });
  useCommand('list.search', {
    run: () => document.querySelector<HTMLElement>('[data-search]')?.focus(),
  });
  useCommand('list.filter', {
    run: () => document.querySelector<HTMLElement>('[data-filter]')?.focus(),
  });
  useCommand('queue.take_over', {
    run: () => foreign && showHeld(foreign),
    disabledReason: closed ?? (foreign ? undefined : words.queue.held.nobody),
  });
  useCommand('queue.past_due', {
    run: () => setFilters({ ...unfiltered(filters), due: ['past'] }),
  });
}

function Fresh({ count, onShow }: { count: number; onShow: () => void }) {
  useEffect(() => announce(words.queue.freshSaid(count)), [count]);
  return (
    <p className={styles.fresh}>
      {words.queue.fresh(count)}{' '}
      <Button look="link" onPress={onShow}>
        {words.queue.show}
      </Button>
    </p>
  );
}
