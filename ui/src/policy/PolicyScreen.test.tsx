import { createMemoryHistory } from '@tanstack/react-router';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { App } from '../App.tsx';
import type { SessionState } from '../backend/bindings.ts';
import { pretend, type Scenario } from '../backend/pretend.ts';

const manager: SessionState = {
  state: 'signed_in',
  person: {
    name: 'Mireille Okou',
    user_principal_name: 'mireille.okou@tarnholm.example',
    initials: 'MO',
  },
  roles: ['Policy.Manage'],
};

function open(scenario: Scenario = { session: manager }, path = '/policy') {
  const backend = pretend(scenario);
  const history = createMemoryHistory({ initialEntries: [path] });
  render(<App backend={backend} history={history} />);
  return { backend, history };
}

describe('the policy', () => {
  it('says the rules in sentences, with version, since when, and who', async () => {
    open();
    expect(await screen.findByRole('heading', { level: 1, name: 'Policy' })).toHaveFocus();
    expect(await screen.findByText(/From 2 cases of one person in 7 days on/)).toBeVisible();
    expect(screen.getAllByText('Version 2')[0]).toBeVisible();
    expect(screen.getByText(/In force since 20 Nov/)).toHaveTextContent(
      /Henrik Solberg.*Mireille Okou/,
    );
    expect(document.title).toBe('Policy · Countersign');
  });

  it('is read by everybody, and changed by nobody without the role', async () => {
    open({});
    const button = await screen.findByRole('button', { name: 'Propose a change' });
    expect(button).toHaveAttribute('aria-disabled', 'true');
    expect(button).toHaveAccessibleDescription(/A policy manager changes it/);
    await userEvent.click(button);
    expect(screen.queryByRole('button', { name: 'Sign and propose' })).toBeNull();
  });

  it('shows what differs between two versions with a word for the direction', async () => {
    open();
    const list = await screen.findByRole('list', { name: 'From version 1 to version 2' });
    const [groups, due] = within(list).getAllByRole('listitem');
    expect(groups).toHaveTextContent('Stricter');
    expect(groups).toHaveTextContent('Treasury');
    expect(due).toHaveTextContent('Neither');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Version' }), '2');
    expect(await screen.findByText('They are the same.')).toBeVisible();
  });

  it('previews a proposal before it is signed, and says which value can’t be meant', async () => {
    const { backend } = open();
    const proposed = vi.spyOn(backend, 'proposePolicy');
    await userEvent.click(await screen.findByRole('button', { name: 'Propose a change' }));
    const sign = screen.getByRole('button', { name: 'Sign and propose' });
    expect(sign).toHaveAccessibleDescription('Nothing is changed yet.');
    const cases = screen.getByRole('spinbutton', { name: /Cases of one person/ });
    await userEvent.clear(cases);
    await userEvent.type(cases, '1');
    expect(await screen.findByText('From 2 to 20 cases.')).toBeVisible();
    expect(cases).toBeInvalid();
    expect(sign).toHaveAccessibleDescription(/can’t be meant/);
    await userEvent.click(sign);
    expect(proposed).not.toHaveBeenCalled();
    await userEvent.clear(cases);
    await userEvent.type(cases, '5');
    expect(await screen.findByText(/takes effect 24 hours after/)).toBeVisible();
    expect(screen.getByText('Looser')).toBeVisible();
    await userEvent.click(sign);
    await waitFor(() => expect(proposed).toHaveBeenCalledOnce());
    expect(proposed.mock.calls[0]?.[0].velocity_cases).toBe(5);
    expect(await screen.findByRole('region', { name: 'A change waits' })).toHaveTextContent(
      'Another policy manager has yet to sign.',
    );
  });

  it('is agreed to by another person, and then says how long it waits', async () => {
    open({ session: manager, policyWaits: 'second' });
    const pending = await screen.findByRole('region', { name: 'A change waits' });
    expect(pending).toHaveTextContent('Another policy manager has yet to sign.');
    await userEvent.click(within(pending).getByRole('button', { name: 'Agree…' }));
    await waitFor(() => expect(pending).toHaveTextContent(/Takes effect on .* in 22 h 30 min/));
    expect(within(pending).getByRole('button', { name: 'Agree…' })).toHaveAccessibleDescription(
      'Two people signed it. It waits for its time.',
    );
    await userEvent.click(within(pending).getByRole('button', { name: 'Withdraw' }));
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'A change waits' })).toBeNull(),
    );
  });

  it('keeps the change when the sign-in failed, and says so', async () => {
    open({
      session: manager,
      policyWaits: 'second',
      refuses: { approvePolicy: { kind: 'step_up_failed', cause: 'different_account' } },
    });
    const pending = await screen.findByRole('region', { name: 'A change waits' });
    await userEvent.click(within(pending).getByRole('button', { name: 'Agree…' }));
    expect(await within(pending).findByText(/different account/i)).toBeVisible();
  });

  it('comes by its key, and heightened threat is in sight on every screen', async () => {
    const { history } = open({ threat: true }, '/queue');
    await screen.findByRole('grid', { name: 'Cases' });
    const strip = 'Heightened threat: two people for every approval.';
    expect(await screen.findByRole('region', { name: strip })).toBeVisible();
    await userEvent.keyboard('gp');
    await waitFor(() => expect(history.location.pathname).toBe('/policy'));
    expect(screen.getByRole('region', { name: strip })).toBeVisible();
  });
});
