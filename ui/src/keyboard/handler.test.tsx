import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import type { CommandId } from './commands.ts';
import { useCommand } from './registry.ts';
import { useKeys } from './useKeys.ts';

type Props = {
  runs?: Partial<Record<CommandId, () => void>>;
  closed?: Partial<Record<CommandId, string>>;
  say?: (reason: string) => void;
  singleLetterKeys?: boolean;
};

function Window({ runs = {}, closed = {}, say = () => {}, singleLetterKeys = true }: Props) {
  useKeys({ singleLetterKeys, say });
  return (
    <>
      {(Object.keys({ ...runs, ...closed }) as CommandId[]).map((id) => (
        <Offer key={id} id={id} run={runs[id] ?? (() => {})} reason={closed[id]} />
      ))}
      <input aria-label="field" />
      <div role="menu" aria-label="menu" tabIndex={0} />
      <button type="button">button</button>
    </>
  );
}

function Offer({
  id,
  run,
  reason,
}: {
  id: CommandId;
  run: () => void;
  reason: string | undefined;
}) {
  useCommand(id, { run, disabledReason: reason });
  return null;
}

describe('keys', () => {
  it('run what the screen offers', async () => {
    const run = vi.fn();
    render(<Window runs={{ 'queue.next': run }} />);
    await userEvent.keyboard('n');
    expect(run).toHaveBeenCalledOnce();
  });

  it('do nothing for a command that no screen offers', async () => {
    const run = vi.fn();
    render(<Window runs={{ 'queue.next': run }} />);
    await userEvent.keyboard('a');
    expect(run).not.toHaveBeenCalled();
  });

  it('never act inside a text field or a menu, but for chords with Ctrl', async () => {
    const next = vi.fn();
    const palette = vi.fn();
    render(<Window runs={{ 'queue.next': next, 'palette.open': palette }} />);
    for (const place of [screen.getByLabelText('field'), screen.getByRole('menu')]) {
      place.focus();
      await userEvent.keyboard('n');
      expect(next).not.toHaveBeenCalled();
    }
    await userEvent.keyboard('{Control>}k{/Control}');
    expect(palette).toHaveBeenCalledOnce();
  });

  it('leave ↵ and Space to what has the focus', async () => {
    const keep = vi.fn();
    render(<Window runs={{ 'faces.keep': keep }} />);
    screen.getByRole('button').focus();
    await userEvent.keyboard('{Enter}');
    expect(keep).not.toHaveBeenCalled();
    screen.getByRole('button').blur();
    await userEvent.keyboard('{Enter}');
    expect(keep).toHaveBeenCalledOnce();
  });

  it('never act while composing or held down', () => {
    const run = vi.fn();
    render(<Window runs={{ 'queue.next': run }} />);
    fireEvent.keyDown(document.body, { key: 'n', isComposing: true });
    fireEvent.keyDown(document.body, { key: 'n', keyCode: 229 });
    fireEvent.keyDown(document.body, { key: 'n', repeat: true });
    expect(run).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: 'n' });
    expect(run).toHaveBeenCalledOnce();
  });

  it('can have single characters off; chords stay', async () => {
    const next = vi.fn();
    const queue = vi.fn();
    const finish = vi.fn();
    render(
      <Window
        singleLetterKeys={false}
        runs={{ 'queue.next': next, 'go.queue': queue, 'decision.finish': finish }}
      />,
    );
    await userEvent.keyboard('n?gq{Control>}{Enter}{/Control}');
    expect(next).not.toHaveBeenCalled();
    expect(queue).not.toHaveBeenCalled();
    expect(finish).toHaveBeenCalledOnce();
  });

  it('follow G Q in order only', async () => {
    const queue = vi.fn();
    const directory = vi.fn();
    render(<Window runs={{ 'go.queue': queue, 'go.directory': directory }} />);
    await userEvent.keyboard('qg');
    expect(queue).not.toHaveBeenCalled();
    await userEvent.keyboard('q');
    expect(queue).toHaveBeenCalledOnce();
    await userEvent.keyboard('gd');
    expect(directory).toHaveBeenCalledOnce();
  });

  it('forget a sequence after a while', () => {
    const queue = vi.fn();
    render(<Window runs={{ 'go.queue': queue }} />);
    const press = (key: string, timeStamp: number) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true });
      Object.defineProperty(event, 'timeStamp', { value: timeStamp });
      document.body.dispatchEvent(event);
    };
    press('g', 1000);
    press('q', 3000);
    expect(queue).not.toHaveBeenCalled();
    press('g', 4000);
    press('q', 5000);
    expect(queue).toHaveBeenCalledOnce();
  });

  it('say why a closed command does not run', async () => {
    const say = vi.fn();
    const run = vi.fn();
    render(
      <Window
        runs={{ 'queue.next': run }}
        closed={{ 'queue.next': 'Taking a case needs the service.' }}
        say={say}
      />,
    );
    await userEvent.keyboard('n');
    expect(run).not.toHaveBeenCalled();
    expect(say).toHaveBeenCalledWith('Taking a case needs the service.');
  });

  it('belong to a dialog while one is open', async () => {
    const run = vi.fn();
    render(
      <>
        <Window runs={{ 'queue.next': run }} />
        <div role="dialog" aria-label="dialog" />
      </>,
    );
    await userEvent.keyboard('n');
    expect(run).not.toHaveBeenCalled();
  });
});
