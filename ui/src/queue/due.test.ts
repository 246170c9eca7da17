import { describe, expect, it } from 'vitest';
import { NOW, openRows } from '../backend/pretend/cases.ts';
import { dueGroupOf, dueText } from './due.ts';
import { groupId, listRows, rowName } from './rows.ts';

const now = new Date(2026, 10, 23, 9, 50);
const local = (hours: number, minutes: number, day = 23) =>
  new Date(2026, 10, day, hours, minutes).toISOString();

describe('due', () => {
  it.each([
    [local(9, 49), 'past', '1 min late'],
    [local(9, 24), 'past', '26 min late'],
    [local(8, 38), 'past', '1 h 12 min late'],
    [local(7, 50), 'past', '2 h late'],
    [local(9, 0, 21), 'past', '2 days late'],
    [local(9, 50), 'hour', '09:50'],
    [local(10, 50), 'hour', '10:50'],
    [local(10, 51), 'today', '10:51'],
    [local(23, 59), 'today', '23:59'],
    [local(0, 5, 24), 'later', '24 Nov, 00:05'],
  ] as const)('%s is %s, said as %s', (dueAt, group, text) => {
    expect(dueGroupOf(dueAt, now)).toBe(group);
    expect(dueText(dueAt, now)).toBe(text);
  });

  it('within the hour of the next day is still within the hour', () => {
    expect(dueGroupOf(local(0, 10, 24), new Date(2026, 10, 23, 23, 30))).toBe('hour');
  });
});

describe('the list', () => {
  const options = {
    sort: 'due',
    hidden: new Set<never>(),
    now: NOW,
    heights: { row: 36, group: 30 },
  } as const;

  it('groups by due time, soonest first, and counts', () => {
    const list = listRows(openRows.toReversed(), options);
    const groups = list.flatMap((line) =>
      line.kind === 'group' ? [`${line.group} ${line.count}`] : [],
    );
    expect(groups).toEqual(['past 2', 'hour 5', 'today 12', 'later 4']);
    expect(list[1]).toMatchObject({ kind: 'case', row: { number: 'CS-20398' } });
  });

  it('hides the cases of a closed group and keeps its head', () => {
    const list = listRows(openRows, { ...options, hidden: new Set(['past'] as const) });
    expect(list[0]).toMatchObject({
      id: groupId('past'),
      shown: false,
      name: 'Past due, 2 cases, hidden',
    });
    expect(list[1]).toMatchObject({ id: groupId('hour') });
  });

  it('turns round, and has no groups by case number', () => {
    expect(listRows(openRows, { ...options, sort: '-due' })[0]).toMatchObject({ group: 'later' });
    const byCase = listRows(openRows, { ...options, sort: 'case' });
    expect(byCase.some((line) => line.kind === 'group')).toBe(false);
    expect(byCase[0]).toMatchObject({ row: { number: 'CS-20398' } });
  });

  it('says a row in words, without a name', () => {
    const row = openRows.find(({ number }) => number === 'CS-20422');
    expect(row && rowName(row, NOW)).toBe(
      'CS-20422, MFA recovery, due 10:02, within the hour, privileged, repeat 3, phone changed, free',
    );
    expect(openRows.map((one) => rowName(one, NOW)).join()).not.toContain('•');
  });
});
