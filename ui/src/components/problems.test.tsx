import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { Problem } from '../backend/bindings.ts';
import { problemOf } from '../backend/problem.ts';
import { ErrorPlace } from './ErrorPlace.tsx';
import { explain } from './problems.ts';

const id = '0198f3c2-7b41-7e55-8e55-000000020417';

/** One of each kind; the type makes this list complete. */
const one: { [Kind in Problem['kind']]: Extract<Problem, { kind: Kind }> } = {
  signed_out: { kind: 'signed_out' },
  sign_in_blocked: {
    kind: 'sign_in_blocked',
    cause: { cause: 'clock_wrong', minutes: -7 },
    correlation_id: null,
  },
  role_missing: { kind: 'role_missing', needs: ['Recovery.Review'] },
  offline: { kind: 'offline' },
  untrusted: { kind: 'untrusted', from: 'directory', what: 'foreign_link' },
  throttled: { kind: 'throttled', retry_after_seconds: 60 },
  held: { kind: 'held', case: id, by_name: 'Mireille Okou', since: '2026-11-23T09:20:00Z' },
  lease_lost: { kind: 'lease_lost', case: id, by_name: null },
  changed: { kind: 'changed', case: id, revision: 7 },
  already_decided: { kind: 'already_decided', case: id, by_name: 'Tomasz Wilk', verdict: 'deny' },
  closed: { kind: 'closed', closed: [{ code: 'H-05', why: 'Birth dates differ.', opens: null }] },
  step_up_failed: { kind: 'step_up_failed', cause: 'different_account' },
  evidence_refused: { kind: 'evidence_refused', cause: 'hash_differs' },
  store_closed: { kind: 'store_closed', cause: 'keyring_locked' },
  not_found: { kind: 'not_found' },
  invalid: { kind: 'invalid', sentence: 'A note is at most 2,000 characters.' },
  fault: { kind: 'fault', reference: '7F3C-19' },
};

describe('a problem', () => {
  it.each(Object.values(one))('of kind $kind has a title and a sentence', (problem) => {
    const { title, text } = explain(problem);
    expect(title).toMatch(/^[A-Z][^!]+$/);
    expect(text).toMatch(/[.]\u2069?$/);
  });

  it('names what the person can act on', () => {
    expect(explain(one.sign_in_blocked).text).toContain('7 minutes');
    expect(explain(one.already_decided).text).toContain('Tomasz Wilk\u2069 denied');
    expect(explain(one.evidence_refused).text).toContain('not the one that was signed for');
    expect(explain(one.fault).text).toBe('Reference 7F3C-19.');
  });

  it('that nobody foresaw is a fault', () => {
    expect(problemOf(new TypeError('x is undefined'))).toEqual({ kind: 'fault', reference: '' });
    expect(problemOf('text')).toEqual({ kind: 'fault', reference: '' });
    expect(problemOf(one.offline)).toBe(one.offline);
  });

  it('that is a fault can be tried again, and its reference copied', async () => {
    const retry = vi.fn();
    render(<ErrorPlace problem={one.fault} onRetry={retry} />);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
    expect(screen.getByRole('button', { name: 'Copy reference' })).toBeVisible();
  });
});
