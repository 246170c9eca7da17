import type { QueueRow } from '../backend/bindings.ts';
import type { VirtualRow } from '../components/VirtualGrid.tsx';
import { clockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { type DueGroup, dueGroupOf, dueGroups, dueText } from './due.ts';
import type { Sort } from './filters.ts';

export type CaseRow = VirtualRow & { kind: 'case'; row: QueueRow };
export type GroupRow = VirtualRow & {
  kind: 'group';
  group: DueGroup;
  count: number;
  shown: boolean;
};
export type ListRow = CaseRow | GroupRow;

type Heights = { row: number; group: number };

/** The rows of the list: groups by due time with their cases; one run by case number or once decided. */
export function listRows(
  rows: readonly QueueRow[],
  {
    sort,
    hidden,
    now,
    heights,
  }: { sort: Sort; hidden: ReadonlySet<DueGroup>; now: Date; heights: Heights },
): ListRow[] {
  const decided = rows.filter((row) => row.state.state === 'decided');
  const sorted = rows.toSorted(decided.length > 0 ? latestDecision : comparing(sort));
  const caseRow = (row: QueueRow): CaseRow => ({
    kind: 'case',
    id: row.id,
    name: rowName(row, now),
    height: heights.row,
    row,
  });
  if (decided.length > 0 || sort === 'case' || sort === '-case') return sorted.map(caseRow);
  const order = sort === 'due' ? dueGroups : dueGroups.toReversed();
  return order.flatMap((group) => {
    const members = sorted.filter((row) => dueGroupOf(row.due_at, now) === group);
    if (members.length === 0) return [];
    const shown = !hidden.has(group);
    const head: GroupRow = {
      kind: 'group',
      id: groupId(group),
      name: groupName(group, members.length, shown),
      height: heights.group,
      group,
      count: members.length,
      shown,
    };
    return [head, ...(shown ? members.map(caseRow) : [])];
  });
}

export const groupId = (group: DueGroup) => `group-${group}`;

/** `CS-20422, MFA recovery, due 10:02, within the hour, privileged, repeat 3, phone changed, free`. */
export function rowName(row: QueueRow, now: Date): string {
  const r = words.queue.rowName;
  if (row.state.state === 'decided') {
    const { verdict, by_name } = row.state;
    const by = words.queue.decidedBy(words.queue.verdicts[verdict], by_name);
    const recalled = row.recalled && words.recall.title.toLowerCase();
    const said = [row.number, words.kinds[row.kind], by, clockOf(row.state.at), recalled];
    return said.filter(Boolean).join(', ');
  }
  const group = dueGroupOf(row.due_at, now);
  const due = dueText(row.due_at, now);
  return [
    row.number,
    words.kinds[row.kind],
    group === 'past' ? due : r.due(due),
    group === 'hour' && r.withinHour,
    ...row.marks.map((mark) => {
      if (mark.mark === 'repeat') return r.repeat(mark.count);
      if (mark.mark === 'starts') return words.queue.marks.starts(mark.date).toLowerCase();
      return words.queue.marks[mark.mark].toLowerCase();
    }),
    row.held_by_me ? r.heldByMe : row.held_by ? r.heldBy(row.held_by.name) : r.free,
  ]
    .filter(Boolean)
    .join(', ');
}

function groupName(group: DueGroup, count: number, shown: boolean): string {
  const q = words.queue;
  return `${q.groupRow(q.groups[group], count)}, ${shown ? q.groupOpen : q.groupClosed}`;
}

const latestDecision = (a: QueueRow, b: QueueRow) => decidedAt(b) - decidedAt(a);
const decidedAt = ({ state }: QueueRow) => (state.state === 'decided' ? Date.parse(state.at) : 0);

function comparing(sort: Sort): (a: QueueRow, b: QueueRow) => number {
  const turn = sort.startsWith('-') ? -1 : 1;
  if (sort.endsWith('case'))
    return (a, b) => turn * a.number.localeCompare(b.number, 'en', { numeric: true });
  return (a, b) => turn * (Date.parse(a.due_at) - Date.parse(b.due_at));
}
