import type { CaseKind, Mark, QueueRequest, QueueRow, QueueView } from '../backend/bindings.ts';
import { type DueGroup, dueGroupOf } from './due.ts';

export type Sort = 'due' | '-due' | 'case' | '-case';
export type HeldBy = 'free' | 'me' | 'others';
export type MarkName = Mark['mark'];

/** What of the queue is shown. Empty lists mean *any*. */
export type Filters = {
  view: QueueView;
  kind: CaseKind[];
  mark: MarkName[];
  due: DueGroup[];
  held: HeldBy[];
  /** The empty word stands for cases without a department. */
  department: string[];
  q: string;
  sort: Sort;
};

export type QueueSearch = { [name in keyof Filters]?: string | undefined };

const VIEWS: readonly QueueView[] = [
  'open',
  'mine',
  'second',
  'waiting',
  'escalated',
  'decided',
  'stuck',
  'unexplained',
  'incidents',
];
const KINDS: readonly CaseKind[] = [
  'password_reset',
  'mfa_recovery',
  'external_authentication',
  'onboarding',
];
const DUE: readonly DueGroup[] = ['past', 'hour', 'today', 'later'];
const HELD: readonly HeldBy[] = ['free', 'me', 'others'];
const SORTS: readonly Sort[] = ['due', '-due', 'case', '-case'];
export const MARKS: readonly MarkName[] = [
  'privileged',
  'finance_approver',
  'second_review',
  'repeat',
  'phone_changed',
  'profile_edited',
  'new_capture',
  'came_back',
  'starts',
];

/** Reads an address. Words it does not know are dropped: an old link still opens. */
export function filtersOf(search: QueueSearch): Filters {
  return {
    view: oneOf(VIEWS, search.view) ?? 'open',
    kind: listOf(KINDS, search.kind),
    mark: listOf(MARKS, search.mark),
    due: listOf(DUE, search.due),
    held: listOf(HELD, search.held),
    department: search.department?.split(',').map(decodeURIComponent) ?? [],
    q: search.q ?? '',
    sort: oneOf(SORTS, search.sort) ?? 'due',
  };
}

/** Writes an address; what is as usual is left out. */
export function searchOf(filters: Filters): QueueSearch {
  const lists = {
    kind: filters.kind.join(','),
    mark: filters.mark.join(','),
    due: filters.due.join(','),
    held: filters.held.join(','),
    department: filters.department.map(encodeURIComponent).join(','),
    q: filters.q,
    view: filters.view === 'open' ? '' : filters.view,
    sort: filters.sort === 'due' ? '' : filters.sort,
  };
  return Object.fromEntries(Object.entries(lists).filter(([, value]) => value !== ''));
}

/**
 * The desk finds by view and text: it alone may match names, and only of cases whose faces this
 * reviewer judged. The rest is chosen here, so that each filter can count what it would show.
 */
export function requestOf({ view, q, sort }: Filters): QueueRequest {
  return { view, text: q, kinds: [], marks: [], departments: [], held: [], sort };
}

export type FilterName = 'kind' | 'mark' | 'due' | 'held' | 'department';
export const filterNames: readonly FilterName[] = ['kind', 'mark', 'due', 'held', 'department'];

export function fits(row: QueueRow, filters: Filters, now: Date): boolean {
  return filterNames.every((name) => fitsOne(row, name, filters, now));
}

/** How many rows each value of a filter would show, the other filters being as they are. */
export function countsFor(
  rows: readonly QueueRow[],
  name: FilterName,
  filters: Filters,
  now: Date,
): Map<string, number> {
  const counts = new Map<string, number>();
  const others = filterNames.filter((other) => other !== name);
  for (const row of rows) {
    if (!others.every((other) => fitsOne(row, other, filters, now))) continue;
    for (const value of valuesOf(row, name, now)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

export const isFiltered = (filters: Filters) =>
  filters.q !== '' || filterNames.some((name) => filters[name].length > 0);

export const unfiltered = (filters: Filters): Filters => ({
  ...filters,
  kind: [],
  mark: [],
  due: [],
  held: [],
  department: [],
  q: '',
});

function fitsOne(row: QueueRow, name: FilterName, filters: Filters, now: Date): boolean {
  const wanted: readonly string[] = filters[name];
  return wanted.length === 0 || valuesOf(row, name, now).some((value) => wanted.includes(value));
}

function valuesOf(row: QueueRow, name: FilterName, now: Date): readonly string[] {
  switch (name) {
    case 'kind':
      return [row.kind];
    case 'mark':
      return [...new Set(row.marks.map((mark) => mark.mark))];
    case 'due':
      return [dueGroupOf(row.due_at, now)];
    case 'held':
      return [row.held_by_me ? 'me' : row.held_by ? 'others' : 'free'];
    case 'department':
      return [row.department ?? ''];
  }
}

function listOf<Word extends string>(known: readonly Word[], text: string | undefined): Word[] {
  const given = new Set(text?.split(','));
  return known.filter((word) => given.has(word));
}

function oneOf<Word extends string>(
  known: readonly Word[],
  text: string | undefined,
): Word | undefined {
  return known.find((word) => word === text);
}
