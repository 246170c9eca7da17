import { createMemoryHistory } from '@tanstack/react-router';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { App } from '../App.tsx';
import { type Pretence, pretend } from '../backend/pretend.ts';

async function open(step: string, prepare?: (backend: Pretence, id: string) => Promise<unknown>) {
  const backend = pretend();
  const rows = await backend.queue({
    view: 'open',
    text: 'CS-20417',
    kinds: [],
    marks: [],
    departments: [],
    held: [],
    sort: 'due',
  });
  const id = rows.rows[0]?.id ?? '';
  await prepare?.(backend, id);
  const history = createMemoryHistory({ initialEntries: [`/cases/${id}/${step}`] });
  render(<App backend={backend} history={history} />);
  return { backend, history, id };
}

const judged = (backend: Pretence, id: string) =>
  backend.keepFaces({ case: id, answer: 'same', sureness: 'very' });

describe('the faces', () => {
  it.each(['reconcile', 'decide'])('come before %s', async (step) => {
    const { history } = await open(step);
    expect(await screen.findByRole('radio', { name: 'Same person' })).toHaveFocus();
    expect(history.location.pathname).toMatch(/\/faces$/);
    expect(document.body).not.toHaveTextContent('Wojcik');
    expect(document.title).toBe('Faces CS-20417 · Countersign');
  });

  it('are described without a word about the face', async () => {
    await open('faces');
    expect(
      await screen.findByRole('img', { name: 'Portrait from the document, 1024 by 1280' }),
    ).toBeVisible();
    expect(screen.getByRole('img', { name: 'Selfie, 1024 by 1280' })).toBeVisible();
  });

  it('are kept by keys, and only with sureness', async () => {
    const { backend, history, id } = await open('faces');
    const keep = vi.spyOn(backend, 'keepFaces');
    await screen.findByRole('radio', { name: 'Same person' });
    await userEvent.keyboard('1{Enter}');
    expect(keep).not.toHaveBeenCalled();
    await userEvent.keyboard('6{Enter}');
    expect(keep).toHaveBeenCalledWith({ case: id, answer: 'same', sureness: 'very' });
    await waitFor(() => expect(history.location.pathname).toMatch(/\/reconcile$/));
  });
});

describe('the findings', () => {
  it('are heard as a sentence, and seen as aligned pieces', async () => {
    await open('reconcile', judged);
    expect(await screen.findByText(/^Surname\. Document: Wójcik hyphen Nowak/)).toBeInTheDocument();
    const row = document.querySelector('[data-claim="surname"]');
    const marks = [...(row?.querySelectorAll('[aria-hidden="true"] mark') ?? [])];
    expect(marks.map((mark) => mark.textContent)).toEqual(['ó', 'o', '-Nowak']);
    expect(row?.querySelectorAll('[data-missing="all"]')).toHaveLength(1);
    expect(document.title).toBe('Reconcile CS-20417 · Countersign');
  });

  it('are marked as read by Space, and kept in the draft', async () => {
    const { backend } = await open('reconcile', judged);
    const save = vi.spyOn(backend, 'saveDraft');
    await screen.findByRole('button', { name: 'Mark as read: Surname' });
    document.querySelector<HTMLElement>('[data-claim="surname"]')?.focus();
    await userEvent.keyboard(' ');
    await waitFor(() => expect(save.mock.lastCall?.[0].draft.read).toEqual(['surname']));
    expect(screen.getByRole('button', { name: 'Read: Surname' })).toBeVisible();
  });
});

describe('the decision', () => {
  it('says why a door is closed, and does not choose it', async () => {
    await open('decide', async (backend, id) => {
      const view = await judged(backend, id);
      vi.spyOn(backend, 'case').mockResolvedValue({
        ...view,
        doors: view.doors.map((door) =>
          door.verdict === 'approve'
            ? {
                ...door,
                closed: [{ code: 'H-03', why: 'The faces were judged different.', opens: null }],
              }
            : door,
        ),
      });
    });
    const approve = await screen.findByRole('radio', { name: 'Approve' });
    expect(approve).toHaveAttribute('aria-disabled', 'true');
    expect(approve).toHaveAccessibleDescription('The faces were judged different.');
    await userEvent.click(approve);
    expect(approve).not.toBeChecked();
    expect(screen.getByRole('region', { name: 'Why approve is closed' })).toHaveTextContent('H-03');
  });

  it('ticks nothing by itself, and leads to the receipt', async () => {
    const { backend, history, id } = await open('decide', judged);
    const decide = vi.spyOn(backend, 'decide');
    await userEvent.click(await screen.findByRole('radio', { name: 'Approve' }));
    const finish = screen.getByRole('button', { name: 'Sign in and approve…' });
    expect(finish).toHaveAccessibleDescription('Tick at least one reason.');
    for (const box of await screen.findAllByRole('checkbox')) expect(box).not.toBeChecked();
    await userEvent.click(screen.getByRole('checkbox', { name: /Accent/ }));
    await userEvent.click(finish);
    expect(decide).toHaveBeenCalledWith({
      case: id,
      verdict: 'approve',
      reasons: ['N-05'],
      note: '',
    });
    expect(await screen.findByRole('heading', { name: 'Recorded: approved' })).toBeVisible();
    expect(history.location.pathname).toMatch(/\/receipt$/);
  });

  it('returns to the draft when the sign-in did not confirm it', async () => {
    const { backend } = await open('decide', async (backend, id) => {
      await judged(backend, id);
      await backend.saveDraft({
        case: id,
        draft: { verdict: 'approve', reasons: ['N-05'], note: '', read: [], kept_at: null },
      });
    });
    vi.spyOn(backend, 'decide').mockRejectedValue({
      kind: 'step_up_failed',
      cause: 'different_account',
    });
    const finish = await screen.findByRole('button', { name: 'Sign in and approve…' });
    await userEvent.click(finish);
    expect(
      await screen.findByText('Entra confirmed a different account. The draft is kept.'),
    ).toBeVisible();
    expect(screen.getByRole('radio', { name: 'Approve' })).toBeChecked();
  });
});
