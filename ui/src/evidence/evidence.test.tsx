import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import type { CheckOutcome, DocumentCheck, Piece } from '../backend/bindings.ts';
import { AlignedPair } from './AlignedPair.tsx';
import { DocumentChecks } from './DocumentChecks.tsx';

const check = (outcome: CheckOutcome, nth: number): DocumentCheck => ({
  id: `${outcome}-${nth}`,
  label: `Check ${outcome} ${nth}`,
  outcome,
  sentence: 'Compared.',
  fields: [],
});
const many = (outcome: CheckOutcome, n: number) =>
  Array.from({ length: n }, (_, nth) => check(outcome, nth));

describe('a long list of checks', () => {
  const checks = [
    ...many('passed', 27),
    ...many('not_performed', 3),
    ...many('failed', 1),
    ...many('warning', 1),
  ];

  it('begins with what needs eyes, and hides none of it', () => {
    render(<DocumentChecks checks={checks} />);
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent);
    expect(lines).toEqual([
      'Check failed 0failed',
      'Check warning 0warning',
      'Check not_performed 0not performed',
      'Check not_performed 1not performed',
      'Check not_performed 2not performed',
    ]);
    expect(screen.getByText('1 failed · 1 warning · 3 not performed · 27 passed')).toBeVisible();
  });

  it('opens what passed', async () => {
    render(<DocumentChecks checks={checks} />);
    await userEvent.click(screen.getByRole('button', { name: '27 passed' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(32);
  });

  it('is not folded while it is short', () => {
    render(<DocumentChecks checks={many('passed', 4)} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(4);
    expect(screen.queryByRole('button', { name: '4 passed' })).not.toBeInTheDocument();
  });
});

describe('a check', () => {
  it('opens to its sentence and the fields compared', async () => {
    const fields = ['page.date_of_birth', 'mrz.date_of_birth'];
    render(<DocumentChecks checks={[{ ...check('passed', 0), fields }]} />);
    const line = screen.getByRole('button', { name: /Check passed 0/ });
    expect(line).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(line);
    expect(line).toHaveAttribute('aria-expanded', 'true');
    expect(line).toHaveAccessibleDescription('Compared.');
    expect(screen.getByRole('listitem')).toHaveTextContent(
      'Compared: date of birth (page), date of birth (machine lines).',
    );
  });

  it('says when no field was compared', async () => {
    render(<DocumentChecks checks={many('not_performed', 1)} />);
    await userEvent.click(screen.getByRole('button'));
    expect(screen.getByText(/No single field was compared\./)).toBeVisible();
  });
});

describe('an aligned pair', () => {
  const marked = (pieces: Piece[]) => {
    const value = (side: 'document' | 'profile') => pieces.map((piece) => piece[side]).join('');
    const { container } = render(
      <AlignedPair
        pieces={pieces}
        finding={{
          document: value('document'),
          profile: value('profile'),
          marks: [],
          severity: 'explained',
        }}
      />,
    );
    return [...container.querySelectorAll('mark')].map((mark) => mark.textContent);
  };
  const changed = (document: string, profile: string): Piece => ({
    document,
    profile,
    kind: 'changed',
  });

  it('does not mark letters that differ by case only', () => {
    expect(marked([changed('Ó', 'ó'), changed('J', 'j'), changed('C', 'c')])).toEqual([]);
  });

  it('marks another letter, and one side alone', () => {
    expect(
      marked([changed('Ó', 'o'), { document: '-NOWAK', profile: '', kind: 'only_document' }]),
    ).toEqual(['Ó', 'o', '-NOWAK']);
  });
});
