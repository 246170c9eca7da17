import { type Ref, useCallback, useMemo, useState } from 'react';
import type { QueueRow } from '../backend/bindings.ts';
import { Button } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { useMedia } from '../components/useMedia.ts';
import { type GridHandle, VirtualGrid } from '../components/VirtualGrid.tsx';
import { clockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import type { DueGroup } from './due.ts';
import type { Filters, Sort } from './filters.ts';
import { CaseLine, GroupLine } from './QueueLines.tsx';
import styles from './QueueList.module.css';
import { type ListRow, listRows } from './rows.ts';
import { useOpenCase } from './useOpenCase.ts';

type Props = {
  rows: readonly QueueRow[];
  loading: boolean;
  filters: Filters;
  onSort: (sort: Sort) => void;
  onClear: () => void;
  lastCaseAt: string | null;
  filtered: boolean;
  now: Date;
  current: string | null;
  onCurrent: (id: string) => void;
  handle: Ref<GridHandle>;
};

const WIDE = { row: 36, group: 30 };
const NARROW = { row: 62, group: 30 };
const NARROWEST = { row: 136, group: 30 };

export function QueueList(props: Props) {
  const { rows, loading, filters, now, current } = props;
  const openCase = useOpenCase();
  const [hidden, setHidden] = useState<ReadonlySet<DueGroup>>(new Set());
  const narrow = useMedia('(max-width: 960px)');
  const narrowest = useMedia('(max-width: 480px)');
  const heights = narrowest ? NARROWEST : narrow ? NARROW : WIDE;
  const list = useMemo(
    () => listRows(rows, { sort: filters.sort, hidden, now, heights }),
    [rows, filters.sort, hidden, now, heights],
  );
  const open = (id: string) => {
    const line = list.find((row) => row.id === id);
    if (line?.kind === 'case') openCase(line.row);
    if (line?.kind === 'group') setHidden(toggled(hidden, line.group));
  };
  const renderLine = useCallback(
    (line: ListRow) =>
      line.kind === 'group' ? <GroupLine line={line} /> : <CaseLine row={line.row} now={now} />,
    [now],
  );
  return (
    <>
      {filters.view === 'decided' ? (
        <DecidedColumns />
      ) : (
        <Columns sort={filters.sort} onSort={props.onSort} />
      )}
      {loading ? (
        <Loading />
      ) : list.length === 0 ? (
        <Empty {...props} />
      ) : (
        <VirtualGrid
          label={words.regions.cases}
          rows={list}
          onOpen={open}
          current={current}
          onCurrent={props.onCurrent}
          handle={props.handle}
        >
          {renderLine}
        </VirtualGrid>
      )}
    </>
  );
}

function toggled(hidden: ReadonlySet<DueGroup>, group: DueGroup): ReadonlySet<DueGroup> {
  const next = new Set(hidden);
  if (!next.delete(group)) next.add(group);
  return next;
}

function Columns({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const c = words.queue.columns;
  return (
    <div className={styles.columns}>
      <SortButton by="due" sort={sort} onSort={onSort} label={c.due} />
      <SortButton by="case" sort={sort} onSort={onSort} label={c.case} />
      <span>{c.person}</span>
      <span>{c.kind}</span>
      <span>{c.marks}</span>
      <span>{c.held}</span>
    </div>
  );
}

function DecidedColumns() {
  const c = words.queue.columns;
  return (
    <div className={styles.columns}>
      {[c.decided, c.case, c.person, c.kind, c.verdict, c.decidedBy].map((name) => (
        <span key={name}>{name}</span>
      ))}
    </div>
  );
}

type SortProps = { by: 'due' | 'case'; sort: Sort; onSort: (sort: Sort) => void; label: string };

function SortButton({ by, sort, onSort, label }: SortProps) {
  const here = sort === by || sort === `-${by}`;
  const order = words.queue.sortedBy[sort === by ? 'ascending' : 'descending'];
  return (
    <button
      type="button"
      className={styles.sort}
      aria-label={here ? `${label}, ${order}` : label}
      onClick={() => onSort(sort === by ? `-${by}` : by)}
    >
      {label}
      {here && <Icon name={sort === by ? 'arrow-up' : 'arrow-down'} size={12} />}
    </button>
  );
}

/** Eight grey rows, still. */
function Loading() {
  return (
    <div className={styles.loading} aria-busy="true">
      <span className="unseen">{words.app.loading}</span>
      {[0, 1, 2, 3, 4, 5, 6, 7].map((row) => (
        <div key={row} className={styles.greyRow}>
          <span />
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}

function Empty({ filtered, onClear, lastCaseAt }: Props) {
  const e = words.queue.empty;
  return (
    <div className={styles.empty}>
      {filtered ? (
        <>
          <p>{words.queue.filteredEmpty}</p>
          <Button onPress={onClear}>{words.queue.filters.clear}</Button>
        </>
      ) : (
        <p>
          {e.title} {lastCaseAt ? e.last(clockOf(lastCaseAt)) : e.none}
        </p>
      )}
    </div>
  );
}
