import type { QueueRow, Verdict } from '../backend/bindings.ts';
import { Chip, type Tone } from '../components/Chip.tsx';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { KeyCap } from '../components/KeyCap.tsx';
import { useIsCurrentRow } from '../components/VirtualGrid.tsx';
import { clockOf, zonedOf } from '../words/time.ts';
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

type Props = { row: QueueRow; now: Date };

export function CaseLine({ row, now }: Props) {
  const current = useIsCurrentRow(row.id);
  return (
    <div className={styles.line} data-current={current || undefined}>
      <When row={row} now={now} />
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
        {row.state.state === 'decided' ? (
          <>
            <Chip tone={verdictTones[row.state.verdict]}>
              {words.queue.verdicts[row.state.verdict]}
            </Chip>{' '}
            {row.recalled && (
              <Chip tone="stop" icon="shield-alert">
                {words.recall.title}
              </Chip>
            )}
          </>
        ) : (
          <MarkChips marks={row.marks} />
        )}
      </span>
      <span className={styles.held}>
        <HeldBy row={row} current={current} />
      </span>
    </div>
  );
}

/** When it is due; of a decided case, when it was decided, which is never late. */
function When({ row, now }: { row: QueueRow; now: Date }) {
  if (row.state.state === 'decided') {
    return (
      <span className={styles.due} title={zonedOf(row.state.at)}>
        <Icon name="check" size={14} />
        {clockOf(row.state.at)}
      </span>
    );
  }
  const group = dueGroupOf(row.due_at, now);
  return (
    <span className={styles.due} data-due={group} title={zonedOf(row.due_at)}>
      <Icon name={dueIcons[group]} size={14} />
      <bdi>{dueText(row.due_at, now)}</bdi>
    </span>
  );
}

function HeldBy({ row, current }: { row: QueueRow; current: boolean }) {
  if (row.state.state === 'decided') {
    return <Person name={row.state.by_name} />;
  }
  if (row.held_by && !row.held_by_me) {
    return <Person name={row.held_by.name} />;
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

function Person({ name }: { name: string }) {
  return (
    <>
      <span className={styles.initials} aria-hidden="true">
        {initialsOf(name)}
      </span>
      <bdi>{name}</bdi>
    </>
  );
}

const verdictTones: Readonly<Record<Verdict, Tone>> = {
  approve: 'ok',
  deny: 'stop',
  new_capture: 'accent',
  escalate: 'second',
};

/** First letters of the first and the last word. */
export function initialsOf(name: string): string {
  const parts = name.trim().split(/\s+/);
  const ends = parts.length > 1 ? [parts[0], parts[parts.length - 1]] : [parts[0]];
  return ends.map((part) => [...(part ?? '')][0] ?? '').join('');
}
