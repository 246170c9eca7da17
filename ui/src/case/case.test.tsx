import { createMemoryHistory } from '@tanstack/react-router';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { App } from '../App.tsx';
import { type Pretence, pretend } from '../backend/pretend.ts';

async function rowOf(backend: Pretence, number: string) {
  const { rows } = await backend.queue({
    view: 'open',
    text: number,
    kinds: [],
    marks: [],
    departments: [],
    held: [],
    sort: 'due',
  });
  return rows[0];
}

async function open(step: string, prepare?: (backend: Pretence, id: string) => Promise<unknown>) {
  const backend = pretend();
  const id = (await rowOf(backend, 'CS-20417'))?.id ?? '';
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

describe('the tools of the faces', () => {
  const asked = (backend: Pretence) => vi.spyOn(backend, 'picture');

  it('act on the picture that is reached, and on both when they move together', async () => {
    const { backend } = await open('faces');
    await screen.findByRole('img', { name: /^Selfie, / });
    const picture = asked(backend);
    await userEvent.keyboard('z');
    await waitFor(() => expect(picture).toHaveBeenCalledOnce());
    expect(picture.mock.lastCall?.[0].region).not.toBeNull();
    expect(picture.mock.lastCall?.[0].evidence).toMatch(/0001$/);
    await userEvent.keyboard('bz');
    expect(screen.getByRole('button', { name: 'Move both' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
    await waitFor(() => expect(picture).toHaveBeenCalledTimes(3));
    expect(picture.mock.calls.slice(1).map(([{ evidence }]) => evidence.slice(-4))).toEqual([
      '0001',
      '0002',
    ]);
    await userEvent.keyboard('b]r');
    await waitFor(() => expect(picture.mock.lastCall?.[0].quarter_turns).toBe(1));
    expect(picture.mock.lastCall?.[0].evidence).toMatch(/0002$/);
    expect(screen.getByRole('group', { name: 'Selfie' })).toHaveFocus();
  });

  it('swap the sides, and show and hide the eye line', async () => {
    await open('faces');
    const names = () =>
      screen.getAllByRole('group', { name: /^(Portrait|Selfie)/ }).map((one) => one.ariaLabel);
    await screen.findByRole('img', { name: /^Selfie, / });
    expect(names()).toEqual(['Portrait from the document', 'Selfie']);
    await userEvent.keyboard('s');
    expect(names()).toEqual(['Selfie', 'Portrait from the document']);
    const line = screen.getByRole('slider', { name: 'Height of the eye line' });
    line.focus();
    await userEvent.keyboard('{ArrowDown}');
    expect(line).toHaveAttribute('aria-valuenow', '45');
    await userEvent.keyboard('l');
    expect(line).not.toBeInTheDocument();
  });
});

describe('a case without a face crop', () => {
  it('shows its document blank but for a window, and marks the answer', async () => {
    const backend = pretend();
    const id = (await rowOf(backend, 'CS-20419'))?.id ?? '';
    const picture = vi.spyOn(backend, 'picture');
    const history = createMemoryHistory({ initialEntries: [`/cases/${id}/faces`] });
    render(<App backend={backend} history={history} />);
    const frame = await screen.findByRole('button', { name: /^Window over the document/ });
    expect(screen.getByText(/^The vendor gave no face crop\./)).toBeVisible();
    const pages = () =>
      picture.mock.calls
        .map(([request]) => request)
        .filter(({ evidence }) => /0003$/.test(evidence));
    expect(pages().every(({ window }) => window && window[2] <= 0.4 && window[3] <= 0.4)).toBe(
      true,
    );
    frame.focus();
    await userEvent.keyboard('{ArrowRight}');
    await waitFor(() => expect(pages().at(-1)?.window?.[0]).toBeCloseTo(0.06));
    await userEvent.keyboard('16');
    await userEvent.click(screen.getByRole('button', { name: 'Keep this answer' }));
    expect(await screen.findByText('Not blind')).toBeVisible();
  });
});

describe('escalating', () => {
  it('at once is silent: the toast of saving, and the queue', async () => {
    const { backend, history, id } = await open('faces');
    const decide = vi.spyOn(backend, 'decide');
    await screen.findByRole('radio', { name: 'Same person' });
    await userEvent.keyboard('!');
    expect(decide).toHaveBeenCalledExactlyOnceWith({
      case: id,
      verdict: 'escalate',
      reasons: [],
      note: '',
    });
    await waitFor(() => expect(history.location.pathname).toBe('/queue'));
    expect(screen.getByRole('region', { name: 'Saved.' })).toBeVisible();
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
    expect(document.body).not.toHaveTextContent(/CS-20417 escalated/);
  });

  it('that fails says no more than that nothing was saved', async () => {
    const { backend, history } = await open('faces');
    vi.spyOn(backend, 'decide').mockRejectedValue({ kind: 'fault', reference: '7F3C-19' });
    await screen.findByRole('radio', { name: 'Same person' });
    await userEvent.keyboard('!');
    expect(await screen.findByRole('region', { name: 'Not saved.' })).toBeVisible();
    expect(history.location.pathname).toMatch(/\/faces$/);
    expect(document.body).not.toHaveTextContent('7F3C-19');
  });

  it('with E asks once', async () => {
    const { backend } = await open('faces');
    const decide = vi.spyOn(backend, 'decide');
    await screen.findByRole('radio', { name: 'Same person' });
    await userEvent.keyboard('e');
    const dialog = await screen.findByRole('alertdialog');
    expect(decide).not.toHaveBeenCalled();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Escalate' }));
    expect(decide).toHaveBeenCalledOnce();
  });
});

describe('the history', () => {
  it('opens by H once the faces are judged, and not before', async () => {
    const { backend, id } = await open('faces');
    await screen.findByRole('radio', { name: 'Same person' });
    await userEvent.keyboard('h');
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await backend.keepFaces({ case: id, answer: 'same', sureness: 'very' });
    backend.notify('case');
    await waitFor(() => expect(screen.getByText(/Your first answer: Same person/)).toBeVisible());
    await userEvent.keyboard('h');
    const dialog = await screen.findByRole('dialog', { name: 'History' });
    expect(within(dialog).getAllByRole('listitem').length).toBe(4);
    expect(dialog).toHaveTextContent('First face answer kept');
  });
});

describe('a claim', () => {
  it('is spelled out on demand', async () => {
    await open('reconcile', judged);
    await screen.findByText(/^Surname\. Document:/);
    document.querySelector<HTMLElement>('[data-claim="surname"]')?.focus();
    await userEvent.keyboard('{Control>}{Shift>}s{/Shift}{/Control}');
    expect(screen.getByRole('status')).toHaveTextContent('W, o acute, j, c, i, k, hyphen');
  });
});

describe('a lease that is lost', () => {
  it('is said at once, locks the form, and keeps the draft', async () => {
    const { backend, id } = await open('decide', judged);
    await userEvent.click(await screen.findByRole('radio', { name: 'Deny' }));
    await userEvent.type(screen.getByLabelText('Note'), 'half a thought');
    const view = await backend.case(id);
    vi.spyOn(backend, 'case').mockResolvedValue({ ...view, held_since: null });
    backend.notify('case');
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent(
        'You no longer hold this case. Your draft is kept.',
      ),
    );
    expect(screen.getByRole('radio', { name: 'Deny' })).toBeDisabled();
    expect(screen.getByLabelText('Note')).toHaveValue('half a thought');
    expect(screen.getByRole('button', { name: 'Take this case' })).toBeVisible();
  });
});
