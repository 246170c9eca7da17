import { describe, expect, it } from 'vitest';
import { NOW, openRows } from '../backend/pretend/cases.ts';
import { parseSearch, stringifySearch } from '../search.ts';
import {
  countsFor,
  filtersOf,
  fits,
  isFiltered,
  requestOf,
  searchOf,
  unfiltered,
} from './filters.ts';

describe('filters in the address', () => {
  it('survive the way there and back', () => {
    const search = parseSearch(
      '?kind=mfa_recovery,onboarding&due=past&department=R%2526D%252C%20lab&q=legal&sort=-due',
    );
    const filters = filtersOf(search);
    expect(filters).toEqual({
      view: 'open',
      kind: ['mfa_recovery', 'onboarding'],
      mark: [],
      due: ['past'],
      held: [],
      department: ['R&D, lab'],
      q: 'legal',
      sort: '-due',
    });
    expect(filtersOf(parseSearch(stringifySearch(searchOf(filters))))).toEqual(filters);
  });

  it('keep a department of no name', () => {
    const filters = { ...filtersOf({}), department: ['', 'Sales'] };
    expect(filtersOf(parseSearch(stringifySearch(searchOf(filters))))).toEqual(filters);
  });

  it('drop words that nobody knows', () => {
    const filters = filtersOf({ view: 'everything', kind: 'mfa_recovery,bribery', sort: 'name' });
    expect(filters).toMatchObject({ view: 'open', kind: ['mfa_recovery'], sort: 'due' });
  });

  it('leave out what is as usual', () => {
    expect(searchOf(filtersOf({}))).toEqual({});
    expect(stringifySearch({})).toBe('');
  });

  it('ask the desk by view and text only', () => {
    const request = requestOf(filtersOf({ view: 'mine', kind: 'onboarding', q: '204' }));
    expect(request).toMatchObject({ view: 'mine', text: '204', kinds: [], marks: [], held: [] });
  });
});

describe('filters on rows', () => {
  const numbers = (search: Record<string, string>) =>
    openRows.filter((row) => fits(row, filtersOf(search), NOW)).map((row) => row.number);

  it('fit every row when nothing is chosen', () => {
    expect(numbers({})).toHaveLength(openRows.length);
  });

  it('choose by each property, and by all together', () => {
    expect(numbers({ due: 'past' })).toEqual(['CS-20398', 'CS-20401']);
    expect(numbers({ mark: 'phone_changed,new_capture' })).toEqual(['CS-20422', 'CS-20419']);
    expect(numbers({ due: 'past', held: 'free' })).toEqual(['CS-20401']);
    expect(numbers({ department: 'Legal', kind: 'mfa_recovery' })).toEqual(['CS-20431']);
  });

  it('count what each value would show beside the other filters', () => {
    const filters = filtersOf({ due: 'hour', kind: 'mfa_recovery' });
    expect(Object.fromEntries(countsFor(openRows, 'kind', filters, NOW))).toEqual({
      mfa_recovery: 2,
      password_reset: 2,
      external_authentication: 1,
    });
    expect(countsFor(openRows, 'due', filters, NOW).get('past')).toBe(1);
  });

  it('are cleared but for view and order', () => {
    const filters = filtersOf({ view: 'mine', kind: 'onboarding', q: 'x', sort: 'case' });
    expect(isFiltered(filters)).toBe(true);
    expect(isFiltered(unfiltered(filters))).toBe(false);
    expect(unfiltered(filters)).toMatchObject({ view: 'mine', sort: 'case' });
  });
});
