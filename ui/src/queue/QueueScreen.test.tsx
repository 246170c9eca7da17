import { createMemoryHistory } from '@tanstack/react-router';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { App } from '../App.tsx';
import { pretend, type Scenario } from '../backend/pretend.ts';

function open(path = '/queue', scenario: Scenario = {}) {
  const backend = pretend(scenario);
  const history = createMemoryHistory({ initialEntries: [path] });
  render(<App backend={backend} history={history} />);
  return { backend, history };
}

describe('the queue', () => {
  it('has one grid with the whole count, and masks every name', async () => {
    open();
    const grid = await screen.findByRole('grid', { name: 'Cases' });
    // 23 cases and the heads of 4 groups.
    await waitFor(() => expect(grid).toHaveAttribute('aria-rowcount', '27'));
    expect(document.body).not.toHaveTextContent('Wojcik');
    expect(document.title).toBe('Queue · Countersign');
  });

  it('puts the focus on the heading', async () => {
    open();
    expect(await screen.findByRole('heading', { level: 1, name: 'Queue' })).toHaveFocus();
  });

  it('keeps filters in the address', async () => {
    const { history } = open();
    await userEvent.click(await screen.findByRole('button', { name: 'Add filter: Mark' }));
    await userEvent.click(await screen.findByRole('checkbox', { name: /Phone changed/ }));
    await waitFor(() => expect(history.location.search).toBe('?mark=phone_changed'));
    await userEvent.keyboard('{Escape}');
    expect(await screen.findByRole('grid')).toHaveAttribute('aria-rowcount', '2');
  });

  it('offers to clear filters that nothing fits', async () => {
    open('/queue?q=nothing');
    await userEvent.click(await screen.findByRole('button', { name: 'Clear filters' }));
    expect(await screen.findByRole('grid', { name: 'Cases' })).toBeVisible();
  });

  it('says so when nothing waits', async () => {
    open('/queue', { empty: true });
    expect(
      await screen.findByText(/Nothing waits for you\. The last case came in at/),
    ).toBeVisible();
  });

  it('takes the next case by its key', async () => {
    const { history } = open();
    await screen.findByRole('grid', { name: 'Cases' });
    await userEvent.keyboard('n');
    await waitFor(() => expect(history.location.pathname).toMatch(/^\/cases\/.*20401\/faces$/));
  });

  it('keeps taking closed without the service, and says why', async () => {
    const { backend } = open('/queue', { offline: true });
    const take = vi.spyOn(backend, 'takeNext');
    const button = await screen.findByRole('button', { name: 'Take next case' });
    await waitFor(() => expect(button).toHaveAttribute('aria-disabled', 'true'));
    expect(button).toHaveAccessibleDescription('Taking a case needs the service.');
    await userEvent.keyboard('n');
    await userEvent.click(button);
    expect(take).not.toHaveBeenCalled();
    expect(
      within(screen.getByRole('status')).getByText('Taking a case needs the service.'),
    ).toBeInTheDocument();
  });
});

describe('who is not signed in', () => {
  it('sees sign-in, and comes back to where they wanted to go', async () => {
    const { backend, history } = open('/directory', {
      session: { state: 'signed_out', reason: null },
    });
    expect(await screen.findByRole('heading', { name: 'Sign in to review' })).toBeVisible();
    expect(history.location.search).toBe('?next=%2Fdirectory');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in with your browser' }));
    expect(await screen.findByRole('heading', { name: 'Finish in your browser' })).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(await screen.findByRole('heading', { name: 'Sign in to review' })).toBeVisible();
    await act(() =>
      backend.become({ state: 'signed_in', person: backend.ana, roles: ['Recovery.Review'] }),
    );
    expect(await screen.findByRole('heading', { level: 1, name: 'Directory' })).toBeVisible();
  });

  it('is shown sign-in again after signing out', async () => {
    const { backend } = open();
    await screen.findByRole('heading', { level: 1, name: 'Queue' });
    await act(() => backend.signOut());
    expect(await screen.findByRole('heading', { name: 'Sign in to review' })).toBeVisible();
    expect(screen.queryByRole('grid')).not.toBeInTheDocument();
  });
});
