import { describe, expect, it } from 'vitest';
import type { SessionState } from '../backend/bindings.ts';
import { pretendMatters } from '../backend/pretend/matters.ts';
import { isMatterView, neighbour, progress, takers } from './matters.ts';

const responder: SessionState = {
  state: 'signed_in',
  person: { name: 'Mireille Okou', user_principal_name: '', initials: 'MO' },
  roles: ['Security.Respond'],
};

describe('matters', () => {
  it('are the rows of three views', () => {
    expect(isMatterView('stuck')).toBe(true);
    expect(isMatterView('escalated')).toBe(false);
  });

  it('are walked through and not beyond', () => {
    const ids = ['a', 'b', 'c'];
    expect(neighbour(ids, null, 1)).toBe('a');
    expect(neighbour(ids, null, -1)).toBe('c');
    expect(neighbour(ids, 'a', 1)).toBe('b');
    expect(neighbour(ids, 'c', 1)).toBe('c');
    expect(neighbour(ids, 'a', -1)).toBe('a');
    expect(neighbour([], null, 1)).toBeNull();
  });

  it('are given to others, and count what is done', async () => {
    const view = await pretendMatters({ session: responder }, () => {}, new Set()).matters();
    const [incident] = view.incidents;
    if (!incident) throw new Error('no incident');
    expect(takers(view, incident).map(({ name }) => name)).toEqual(['Sara Lindqvist']);
    expect(progress(incident)).toEqual([1, 4]);
  });
});
