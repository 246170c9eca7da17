import { useEffect, useState } from 'react';
import { words } from './words.ts';

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const dayOfYear = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});
const zoned = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' });
const numbers = new Intl.NumberFormat('en-GB');

/** Local time of an RFC 3339 instant: `09:41`. */
export const clockOf = (instant: string) => clock.format(new Date(instant));

/** `09:41:16`. */
export function secondsOf(instant: string): string {
  const at = new Date(instant);
  return `${clock.format(at)}:${String(at.getSeconds()).padStart(2, '0')}`;
}

/** `09:41:16`, and with milliseconds where the instant has them. */
export function exactClockOf(instant: string): string {
  const milliseconds = new Date(instant).getMilliseconds();
  const seconds = secondsOf(instant);
  return milliseconds === 0 ? seconds : `${seconds}.${String(milliseconds).padStart(3, '0')}`;
}

/** `23 Nov`. */
export const dayOf = (instant: string) => short(day.format(new Date(instant)));

/** Three letters for every month. */
const short = (text: string) => text.replace('Sept', 'Sep');

/** `23 Nov, 07:12`. */
export const dayAndClockOf = (instant: string) => `${dayOf(instant)}, ${clockOf(instant)}`;

/** A calendar date without any zone: `1 Dec`, or `14 Mar 1989` with its year. */
export function dateOf(date: string, withYear = false): string {
  const [year = 0, month = 1, dayNumber = 1] = date.split('-').map(Number);
  return short((withYear ? dayOfYear : day).format(new Date(year, month - 1, dayNumber)));
}

/** With zone, for hovering. */
export const zonedOf = (instant: string) => zoned.format(new Date(instant));

/** `1,043,812`. */
export const numberOf = (value: number) => numbers.format(value);

/** `4 s ago`, `2 min ago`. */
export function ageOf(instant: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(instant)) / 1000));
  if (seconds < 60) return words.ages.seconds(seconds);
  if (seconds < 3600) return words.ages.minutes(Math.floor(seconds / 60));
  if (seconds < 86_400) return words.ages.hours(Math.floor(seconds / 3600));
  return words.ages.days(Math.floor(seconds / 86_400));
}

let frozen: Date | null = null;

/** Development and tests only: the pretend backend's now. */
export function freezeNow(at: Date | null): void {
  frozen = at;
}

/** The present, renewed every `seconds`. Ages are shown from it; nothing is decided by it. */
export function useNow(seconds = 10): Date {
  const [now, setNow] = useState(() => frozen ?? new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(frozen ?? new Date()), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  return now;
}
