import { describe, expect, it } from 'vitest';
import type { Reason } from '../backend/bindings.ts';
import { namesOf, put, withReason } from './fields.ts';

const catalogue: Reason[] = [
  { code: 'N-01', label: 'Same name', verdicts: ['approve'] },
  { code: 'Q-01', label: 'Picture unusable', verdicts: ['deny', 'new_capture'] },
];

describe('the parts of a proposal', () => {
  it('closes a reason for one verdict and keeps it for the other', () => {
    const closed = withReason(catalogue, catalogue, 'Q-01', 'deny', false);
    expect(closed[1]?.verdicts).toEqual(['new_capture']);
    expect(closed[0]).toEqual(catalogue[0]);
    expect(withReason(catalogue, closed, 'Q-01', 'deny', true)).toEqual(catalogue);
  });

  it('takes a reason out that is open for nothing', () => {
    const gone = withReason(catalogue, catalogue, 'N-01', 'approve', false);
    expect(gone.map(({ code }) => code)).toEqual(['Q-01']);
    expect(withReason(catalogue, gone, 'N-01', 'approve', true)).toEqual(catalogue);
  });

  it('reads names one per line', () => {
    expect(namesOf(' Treasury \n\nPayroll')).toEqual(['Treasury', 'Payroll']);
    expect(put(['a', 'b'], 'a', false)).toEqual(['b']);
    expect(put(['a'], 'a', true)).toEqual(['a']);
  });
});
