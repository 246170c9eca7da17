import { createMemoryHistory } from '@tanstack/react-router';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { App } from '../App.tsx';
import { pretend } from '../backend/pretend.ts';

describe('a case that cannot be taken', () => {
  it('says why on the screen where it was asked for, until dismissed', async () => {
    const backend = pretend();
    vi.spyOn(backend, 'openCase').mockRejectedValue({
      kind: 'role_missing',
      needs: ['Recovery.Review'],
    });
    const history = createMemoryHistory({ initialEntries: ['/directory'] });
    render(<App backend={backend} history={history} />);
    await screen.findByRole('heading', { level: 1, name: 'Directory' });
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await screen.findByRole('combobox'), '20417');
    await screen.findByRole('option', { name: /20417/ });
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('region', { name: 'No permission' })).toHaveTextContent(
      'Recovery.Review',
    );
    expect(history.location.pathname).toBe('/directory');
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'No permission' })).toBeNull());
  });

  it('that another reviewer holds can be asked for from anywhere', async () => {
    const history = createMemoryHistory({ initialEntries: ['/settings/storage'] });
    render(<App backend={pretend()} history={history} />);
    await screen.findByRole('heading', { level: 1, name: 'Settings' });
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.type(await screen.findByRole('combobox'), '20409');
    await screen.findByRole('option', { name: /20409/ });
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('alertdialog')).toHaveTextContent(
      /Mireille Okou.* holds this since/,
    );
  });
});
