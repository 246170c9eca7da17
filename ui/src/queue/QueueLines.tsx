import type { QueueRow } from '../backend/bindings.ts';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { KeyCap } from '../components/KeyCap.tsx';
import { zonedOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { type DueGroup, dueGroupOf, dueText } from './due.ts';
import { kindIcons } from './kinds.ts';
import { MarkChips } from './MarkChips.tsx';
import styles from './QueueLines.module.css';
import type { GroupRow } from './rows.ts';

/** A group's head: ↵ hides or shows its cases. */
export function GroupLine({ line }: { line: GroupRow }) {
  return (
    <div className={styles.group}>
      <Icon name={line.shown ? 'chevron-down' : 'chevron-right'} size={14} directional />
      <span>{words.queue.groups[line.group]}</span>
      <span className={styles.groupCount}>{line.count}</span>
    </div>
  );
}

/** Late: triangle. Soon: clock with a mark. In time: plain clock. */
const dueIcons: Readonly<Record<DueGroup, IconName>> = {
  past: 'triangle-alert',
  hour: 'clock-alert',
  today: 'clock',
  later: 'clock',
};

type Props = { row: QueueRow; now: Date; current: boolean };

export function CaseLine({ row, now, current }: Props) {
  const group = dueGroupOf(row.due_at, now);
  return (
    <div className={styles.line} data-current={current || undefined}>
      <span className={styles.due} data-due={group} title={zonedOf(row.due_at)}>
        <Icon name={dueIcons[group]} size={14} />
        {dueText(row.due_at, now)}
      </span>
      <span className={styles.number}>{row.number}</span>
      <span className={styles.person}>
        <bdi className={styles.masked}>{row.person_masked}</bdi>{' '}
        <bdi className={styles.department}>{row.department}</bdi>
      </span>
      <span className={styles.kind}>
        <Icon name={kindIcons[row.kind]} size={14} />
        {words.kinds[row.kind]}
      </span>
      <span className={styles.marks}>
        <MarkChips marks={row.marks} />
      </span>
      <span className={styles.held}>
        <HeldBy row={row} current={current} />
      </span>
    </div>
  );
}

function HeldBy({ row, current }: { row: QueueRow; current: boolean }) {
  if (row.held_by && !row.held_by_me) {
    return (
      <>
        <span className={styles.initials} aria-hidden="true">
          {initialsOf(row.held_by.name)}
        </span>
        <bdi>{row.held_by.name}</bdi>
      </>
    );
  }
  if (current) {
    return (
      <span className={styles.open}>
        {words.queue.open} <KeyCap chord="Enter" />
      </span>
    );
  }
  return (
    <span className={styles.free}>
      {row.held_by_me ? words.queue.filters.held_values.me : words.queue.free}
    </span>
  );
}

/** First letters of the first and the last word. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/);
  const ends = parts.length > 1 ? [parts[0], parts[parts.length - 1]] : [parts[0]];
  return ends.map((part) => [...(part ?? '')][0] ?? '').join('');
}
