import { createMemoryHistory } from '@tanstack/react-router';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { App } from '../App.tsx';
import type { SessionState } from '../backend/bindings.ts';
import { pretend, type Scenario } from '../backend/pretend.ts';

const responder: SessionState = {
  state: 'signed_in',
  person: { name: 'Mireille Okou', user_principal_name: 'm@tarnholm.example', initials: 'MO' },
  roles: ['Security.Respond'],
};

function open(path: string, scenario: Scenario = {}) {
  const backend = pretend(scenario);
  const history = createMemoryHistory({ initialEntries: [path] });
  render(<App backend={backend} history={history} />);
  return { backend, history };
}

describe('what needs a person', () => {
  it('stands in the rail with its counts', async () => {
    open('/queue');
    const menu = await screen.findByRole('navigation', { name: 'Main menu' });
    await waitFor(() =>
      expect(within(menu).getByRole('link', { name: /Stuck/ })).toHaveTextContent('2'),
    );
    await userEvent.keyboard('gn');
    expect(await screen.findByRole('heading', { level: 1, name: 'Incidents' })).toBeVisible();
  });

  it('says whose it is, and is taken by a key', async () => {
    open('/queue?view=unexplained', { session: responder });
    expect(await screen.findByText('Nobody yet')).toBeVisible();
    await userEvent.keyboard('o');
    expect(await screen.findByText('You')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Put it down' }));
    expect(await screen.findByText('Nobody yet')).toBeVisible();
  });

  it('is ticked off before it is closed as revoked', async () => {
    open('/queue?view=incidents', { session: responder });
    const close = async () => {
      await userEvent.click(await screen.findByRole('button', { name: 'Close as…' }));
      await userEvent.click(
        await screen.findByRole('menuitem', { name: /Everything was revoked/ }),
      );
    };
    await close();
    expect(screen.getByRole('heading', { level: 2, name: 'CS-20379' })).toBeVisible();
    for (const box of await screen.findAllByRole('checkbox', { checked: false }))
      await userEvent.click(box);
    await waitFor(() => expect(screen.queryAllByRole('checkbox', { checked: false })).toEqual([]));
    await close();
    expect(await screen.findByText('No incident is open.')).toBeVisible();
  });

  it('is read by a reviewer, who is told who sees to it', async () => {
    open('/queue?view=incidents');
    const [box] = await screen.findAllByRole('checkbox', { checked: false });
    if (!box) throw new Error('no box');
    await userEvent.click(box);
    expect(box).not.toBeChecked();
    expect(screen.getAllByText('The security desk sees to this.')[0]).toBeVisible();
  });
});

describe('recalling', () => {
  it('is one key on a decided case, and says what happened', async () => {
    open('/queue?view=decided');
    const row = await screen.findByRole('row', { name: /^CS-20390/ });
    row.focus();
    await userEvent.keyboard('{Shift>}R{/Shift}');
    expect(
      (await screen.findAllByText(/^CS-20390 recalled\. It may have been carried out/))[0],
    ).toBeInTheDocument();
  });

  it('is closed for a denial, with the reason', async () => {
    const { backend } = open('/queue?view=decided');
    let asked = false;
    backend.recall = async () => {
      asked = true;
      throw new Error('not reached');
    };
    const row = await screen.findByRole('row', { name: /^CS-20391/ });
    row.focus();
    await userEvent.keyboard('{Shift>}R{/Shift}');
    expect(await screen.findByText('Only an approval can be recalled.')).toBeInTheDocument();
    expect(asked).toBe(false);
  });
});
