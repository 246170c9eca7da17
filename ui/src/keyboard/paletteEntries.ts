import type { QueueRow } from '../backend/bindings.ts';
import type { OfferedCommand } from './registry.ts';

export type PaletteEntry =
  | { kind: 'case'; id: string; row: QueueRow }
  | { kind: 'command'; id: string; command: OfferedCommand };

const MOST_CASES = 4;

/** Offered beside cases when no command fits the text. */
const SUGGESTED: readonly string[] = [
  'queue.next',
  'queue.past_due',
  'decision.approve',
  'theme.dark',
  'theme.light',
];

/** What fits the text: cases by number, commands by their words. Names are not searched. */
export function entriesFor(
  text: string,
  rows: readonly QueueRow[],
  commands: readonly OfferedCommand[],
): PaletteEntry[] {
  const wanted = text.trim().toLowerCase();
  const cases =
    wanted === '' ? [] : rows.filter((row) => row.number.toLowerCase().includes(wanted));
  const listed = commands.filter(
    (command) => !command.silent && (command.run || command.disabledReason),
  );
  const fitting = listed.filter((command) => fits(command.label, wanted));
  const shown =
    fitting.length === 0 && cases.length > 0
      ? listed.filter(({ id }) => SUGGESTED.includes(id))
      : fitting;
  return [
    ...cases.slice(0, MOST_CASES).map((row): PaletteEntry => ({ kind: 'case', id: row.id, row })),
    ...openFirst(shown).map(
      (command): PaletteEntry => ({ kind: 'command', id: command.id, command }),
    ),
  ];
}

/** Every word of the text begins a word of the label. */
function fits(label: string, wanted: string): boolean {
  const words = label.toLowerCase().split(/\s+/);
  return wanted.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)));
}

/** The screen's own commands before those that work anywhere; closed ones keep their place. */
function openFirst(commands: readonly OfferedCommand[]): OfferedCommand[] {
  return commands.toSorted((a, b) => rank(a) - rank(b));
}

const rank = (command: OfferedCommand) => (command.scope === 'anywhere' ? 1 : 0);
