import { words } from '../words/words.ts';
import { type Command, commands, type Scope } from './commands.ts';

export type SheetRow = { label: string; keys: string[] };
export type SheetGroup = { title: string; rows: SheetRow[] };

/** Where each scope stands on the key sheet: three columns, groups under each other. */
const COLUMNS: readonly (readonly { title: Scope; scopes: readonly Scope[] }[])[] = [
  [
    { title: 'anywhere', scopes: ['anywhere'] },
    { title: 'evidence', scopes: ['evidence'] },
  ],
  [
    { title: 'queue', scopes: ['lists', 'queue'] },
    { title: 'reconcile', scopes: ['reconcile'] },
    { title: 'case', scopes: ['case'] },
  ],
  [
    { title: 'faces', scopes: ['faces'] },
    { title: 'decision', scopes: ['decision'] },
  ],
];

export const sheetColumns = (): SheetGroup[][] =>
  COLUMNS.map((column) =>
    column.map(({ title, scopes }) => ({
      title: words.scopes[title],
      rows: rowsOf(
        commands.filter((command) => scopes.includes(command.scope) && command.keys.length > 0),
      ),
    })),
  );

/** One row per command; commands of a pair share the row of the first. */
function rowsOf(shown: readonly Command[]): SheetRow[] {
  const rows = new Map<string, SheetRow>();
  for (const { id, pair, label, keys } of shown) {
    const chord = keys[0] ?? '';
    const row = rows.get(pair ?? id);
    if (row) row.keys.push(chord);
    else rows.set(pair ?? id, { label: pair ? words.pairs[pair] : label, keys: [chord] });
  }
  return [...rows.values()];
}
