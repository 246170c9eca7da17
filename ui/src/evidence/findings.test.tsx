import { createMemoryHistory } from '@tanstack/react-router';
import { act, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { App } from '../App.tsx';
import { rowsByView } from '../backend/pretend/cases.ts';
import { inScripts } from '../backend/pretend/scripts.ts';
import { pretend, type Scenario } from '../backend/pretend.ts';

async function reconciling(scenario: Scenario = {}) {
  const backend = pretend(scenario);
  const id = rowsByView.open.find(({ number }) => number === 'CS-20417')?.id ?? '';
  await backend.keepFaces({ case: id, answer: 'same', sureness: 'very' });
  const history = createMemoryHistory({ initialEntries: [`/cases/${id}/reconcile`] });
  render(<App backend={backend} history={history} />);
  return screen.findByRole('figure', { name: 'Weight of the evidence' });
}

const claim = (name: string) => document.querySelector(`[data-claim="${name}"]`);

describe('the weight of the evidence', () => {
  it('is summed up in one sentence, and said bar by bar', async () => {
    const figure = await reconciling();
    expect(figure).toHaveAccessibleDescription(
      'From 1 in 100, 3 findings for and 2 against one person lead to 99.99 in 100.',
    );
    const bars = within(figure).getAllByRole('listitem');
    expect(bars.map(({ textContent }) => textContent?.replace(/[\u2068\u2069]/g, ''))).toEqual([
      'Starting point, 1 in 100−4.6',
      'Date of birth identical+9.2. The dates of birth are the same.',
      'Surname Wójcik+3.9. ó is written o.',
      'Short form Kasia+2.0. Kasia is the everyday form of Katarzyna.',
      'Half of surname missing−1.1. Nowak is not in the profile.',
      'Second name missing−0.4. Anna is not in the profile.',
      'Together, 99.99 in 100+9.0',
    ]);
    expect(figure).toHaveTextContent(
      'Counted as 99.6 at most: a name and a birth date cannot tell namesakes or twins apart.',
    );
    expect(figure.querySelectorAll('[style]')).toHaveLength(0);
  });

  it('marks the claim of the bar that has the focus', async () => {
    const figure = await reconciling();
    const bar = within(figure)
      .getByText(/^Short form/)
      .closest('li');
    act(() => bar?.focus());
    expect(claim('given_names')).toHaveAttribute('data-lit');
    expect(claim('surname')).not.toHaveAttribute('data-lit');
    act(() => bar?.blur());
    expect(claim('given_names')).not.toHaveAttribute('data-lit');
  });

  it('is a table on demand, with the running sum', async () => {
    const figure = await reconciling();
    await userEvent.click(within(figure).getByRole('button', { name: 'Show as table' }));
    const rows = within(within(figure).getByRole('table')).getAllByRole('row');
    expect(rows).toHaveLength(8);
    expect(rows[5]).toHaveTextContent(
      'Half of surname missing−1.1+9.4Nowak is not in the profile.',
    );
  });
});

describe('what others would have said', () => {
  it('is reached by M, and hidden and shown by M from there', async () => {
    await reconciling();
    const group = screen.getByRole('group', { name: 'What other rules say' });
    expect(within(group).getAllByRole('listitem')).toHaveLength(3);
    await userEvent.keyboard('m');
    expect(group).toHaveFocus();
    await userEvent.keyboard('m');
    expect(within(group).queryAllByRole('listitem')).toHaveLength(0);
    expect(group).toHaveFocus();
    await userEvent.keyboard('m');
    expect(group).toHaveTextContent('Plain equality not equalGiven names and surname differ.');
  });
});

describe('what the report says besides', () => {
  it('names what would settle it, other readings, and copies the hash of the tables', async () => {
    await reconciling();
    const settle = screen.getByRole('list', { name: 'What would settle it' });
    expect(within(settle).getAllByRole('listitem')).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: 'Also possible, 1 other reading' }));
    expect(screen.getByText(/\+8\.7, 99\.98 in 100\.$/)).toBeVisible();
    const user = userEvent.setup();
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await user.click(screen.getByRole('button', { name: /Copy engine and tables hash/ }));
    expect(write).toHaveBeenCalledExactlyOnceWith(
      expect.stringMatching(/^weighed 2, [0-9a-f]{64}$/),
    );
  });

  it('draws names of 10,000 characters up to a limit, and says so', async () => {
    await reconciling({ report: inScripts });
    expect(claim('full_name')).toHaveTextContent('9,904 more characters are not drawn.');
    expect(claim('full_name')?.textContent?.length).toBeLessThan(3000);
    expect(claim('surname')?.querySelector('[data-unseen]')).toHaveTextContent('ZWJ');
    expect(screen.getByText('4 smaller ones')).toBeVisible();
  });
});
