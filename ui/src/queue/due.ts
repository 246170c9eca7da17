import { clockOf, dayAndClockOf } from '../words/time.ts';
import { words } from '../words/words.ts';

export type DueGroup = 'past' | 'hour' | 'today' | 'later';

export const dueGroups: readonly DueGroup[] = ['past', 'hour', 'today', 'later'];

const HOUR_MS = 3_600_000;

/** Where a case stands in time. Lateness is coloured in the queue and nowhere else (R12). */
export function dueGroupOf(dueAt: string, now: Date): DueGroup {
  const due = new Date(dueAt);
  const left = due.getTime() - now.getTime();
  if (left < 0) return 'past';
  if (left <= HOUR_MS) return 'hour';
  return due.toDateString() === now.toDateString() ? 'today' : 'later';
}

/** `1 h 12 min late`, `10:15`, `24 Nov, 09:00`. */
export function dueText(dueAt: string, now: Date): string {
  const group = dueGroupOf(dueAt, now);
  if (group === 'past') return words.queue.late(spanOf(now.getTime() - Date.parse(dueAt)));
  return group === 'later' ? dayAndClockOf(dueAt) : clockOf(dueAt);
}

function spanOf(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  if (minutes < 60) return words.queue.lateMinutes(minutes);
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return words.queue.lateHours(hours, minutes % 60);
  return words.queue.lateDays(Math.floor(hours / 24));
}
