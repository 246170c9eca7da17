import { useEffect, useRef } from 'react';
import { signal } from '../components/signal.ts';
import { type Command, type CommandId, commandOf, commands } from './commands.ts';

/** What a screen gives a command while it is shown. */
export type Offer = {
  run: () => void;
  /** Why the command is closed now, as a sentence. Absent when it is open. */
  disabledReason?: string | undefined;
};

export type OfferedCommand = Command & { run?: () => void; disabledReason?: string | undefined };

type Entry = { id: CommandId; offer: () => Offer; shownReason: string | undefined };

const entries = signal<readonly Entry[]>([]);

/** Offers a command for as long as the component is mounted. The last offer of an id wins. */
export function useCommand(id: CommandId, offer: Offer | null): void {
  const latest = useRef(offer);
  latest.current = offer;
  const offered = offer !== null;
  const shownReason = offer?.disabledReason;
  useEffect(() => {
    if (!offered) return;
    const entry: Entry = { id, offer: () => latest.current ?? { run: () => {} }, shownReason };
    entries.set([...entries.get(), entry]);
    return () => entries.set(entries.get().filter((other) => other !== entry));
  }, [id, offered, shownReason]);
}

/** Every command of the table with what the shown screens offer for it. */
export function useOfferedCommands(): readonly OfferedCommand[] {
  const now = entries.use();
  return commands.map((command) => withOffer(command, now));
}

/** One command with its offer: for a button, a tooltip or a key cap. */
export function useOfferedCommand(id: CommandId): OfferedCommand {
  const now = entries.use();
  return withOffer(commandOf(id), now);
}

/** The offers at this moment, the latest first: what key handling looks through. */
export function offersNow(): { command: Command; offer: Offer }[] {
  return entries
    .get()
    .map(({ id, offer }) => ({ command: commandOf(id), offer: offer() }))
    .reverse();
}

function withOffer(command: Command, now: readonly Entry[]): OfferedCommand {
  const entry = now.findLast(({ id }) => id === command.id);
  if (!entry) return { ...command, disabledReason: command.closedElsewhere };
  return { ...command, run: () => entry.offer().run(), disabledReason: entry.shownReason };
}
