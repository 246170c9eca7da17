import {
  createContext,
  type FocusEvent,
  type ReactNode,
  type Ref,
  useContext,
  useImperativeHandle,
  useMemo,
  useRef,
} from 'react';
import { GridList, GridListItem, type Key, Virtualizer } from 'react-aria-components';
import { RowsLayout } from './rowsLayout.ts';
import styles from './VirtualGrid.module.css';

const CurrentRow = createContext<string | null>(null);

/** Whether the row is the one that the focus is on, or was last on. Only such a row is drawn anew. */
export const useIsCurrentRow = (id: string) => useContext(CurrentRow) === id;

export type VirtualRow = {
  id: string;
  /** What is heard: the whole row in words. */
  name: string;
  /** CSS pixels. */
  height: number;
};

/** What key commands may do to the grid. */
export type GridHandle = {
  /** Moves as the arrow, Home and End keys do; enters the grid if the focus is elsewhere. */
  move: (key: 'ArrowDown' | 'ArrowUp' | 'Home' | 'End') => void;
  focusRow: (id: string) => void;
  hasFocus: () => boolean;
};

type Props<Row extends VirtualRow> = {
  label: string;
  rows: readonly Row[];
  /** Draws a row; stable, or every row is drawn anew. */
  children: (row: Row) => ReactNode;
  /** ↵ or a click on a row. */
  onOpen: (id: string) => void;
  /** The row that the focus is on, or was last on. */
  current: string | null;
  onCurrent: (id: string) => void;
  handle?: Ref<GridHandle>;
};

/** A list of any length: one grid, arrow keys, only the rows in sight are drawn. */
export function VirtualGrid<Row extends VirtualRow>(props: Props<Row>) {
  const { label, rows, children, onOpen, current, onCurrent, handle } = props;
  const grid = useRef<HTMLDivElement>(null);
  const open = useRef(onOpen);
  open.current = onOpen;
  useImperativeHandle(handle, () => handleOf(grid), []);
  // Moving the focus must not draw the whole collection anew.
  const list = useMemo(() => {
    const heights = new Map<Key, number>(rows.map((row) => [row.id, row.height]));
    return (
      <Virtualizer
        layout={RowsLayout}
        layoutOptions={{ heightOf: (key) => heights.get(key) ?? 36, stamp: heights }}
      >
        <GridList
          ref={grid}
          className={styles.grid ?? ''}
          aria-label={label}
          items={rows}
          dependencies={[children]}
          selectionMode="none"
          disallowTypeAhead
          onAction={(key) => open.current(String(key))}
        >
          {(row) => (
            <GridListItem id={row.id} textValue={row.name} className={styles.row ?? ''}>
              {children(row)}
            </GridListItem>
          )}
        </GridList>
      </Virtualizer>
    );
  }, [label, rows, children]);
  const noteFocus = (event: FocusEvent) => {
    const row = (event.target as Element).closest<HTMLElement>('[data-key]');
    if (row?.dataset.key === undefined) return;
    // The list scrolls a frame later, and not at all when the focus only comes back to it.
    row.scrollIntoView?.({ block: 'nearest' });
    onCurrent(row.dataset.key);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notes which row the focus is on
    <div className={styles.place} onFocus={noteFocus}>
      <CurrentRow value={current}>{list}</CurrentRow>
    </div>
  );
}

function handleOf(grid: { current: HTMLDivElement | null }): GridHandle {
  const rowOf = (id: string) =>
    grid.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"]`);
  const hasFocus = () => grid.current?.contains(document.activeElement) ?? false;
  return {
    hasFocus,
    focusRow: (id) => rowOf(id)?.focus(),
    move: (key) => {
      if (!hasFocus()) {
        // The grid hands the focus to the row that last had it, drawn or not, or to the first.
        grid.current?.focus();
        return;
      }
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
    },
  };
}
