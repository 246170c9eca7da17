import { describe, expect, it } from 'vitest';
import { words } from '../words/words.ts';
import { commands } from './commands.ts';
import { chordsOf, strokeIs } from './keys.ts';
import { sheetColumns } from './sheet.ts';

/** Scopes that are never on the screen together may use the same key. */
const together: readonly (readonly string[])[] = [
  ['anywhere', 'lists', 'queue'],
  ['anywhere', 'case', 'faces'],
  ['anywhere', 'case', 'evidence', 'reconcile'],
];

describe('the table of commands', () => {
  it('has each command once, with a label', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    expect(commands.map(({ id }) => id).toSorted()).toEqual(Object.keys(words.commands).toSorted());
    expect(commands.every(({ label }) => label.length > 0)).toBe(true);
  });

  it.each(together)('gives no key twice to %s, %s …', (...scopes) => {
    const keys = commands
      .filter(({ scope }) => scopes.includes(scope))
      .flatMap((command) => command.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('begins no sequence with a key that acts alone in the same place', () => {
    const firsts = new Set(
      commands
        .flatMap(({ keys }) => keys)
        .filter((keys) => keys.includes(' '))
        .map((keys) => chordsOf(keys)[0]),
    );
    const alone = commands.flatMap(({ keys }) => keys).filter((keys) => firsts.has(keys));
    expect(alone).toEqual([]);
  });

  it('shows every key on the sheet', () => {
    const shown = sheetColumns()
      .flat()
      .flatMap(({ rows }) => rows)
      .flatMap(({ keys }) => keys);
    const firsts = commands.flatMap(({ keys }) => keys.slice(0, 1));
    expect(shown.toSorted()).toEqual(firsts.toSorted());
  });
});

describe('a stroke', () => {
  it.each([
    ['K', { key: 'k' }, true],
    ['K', { key: 'K', shiftKey: true }, false],
    ['Shift+T', { key: 'T', shiftKey: true }, true],
    ['Shift+T', { key: 't' }, false],
    ['Mod+K', { key: 'k', ctrlKey: true }, true],
    ['Mod+K', { key: 'k' }, false],
    ['K', { key: 'k', ctrlKey: true }, false],
    ['?', { key: '?', shiftKey: true }, true],
    ['!', { key: '!', shiftKey: true }, true],
    ['Alt+2', { key: '™', code: 'Digit2', altKey: true }, true],
    ['Space', { key: ' ' }, true],
    ['F6', { key: 'F6', shiftKey: true }, false],
    ['Shift+F6', { key: 'F6', shiftKey: true }, true],
    // The key of J on a Cyrillic layout.
    ['J', { key: 'о', code: 'KeyJ' }, true],
    // On a French layout the key at A says Q: what it says decides.
    ['A', { key: 'q', code: 'KeyA' }, false],
  ])('%s against %o is %s', (chord, stroke, expected) => {
    expect(strokeIs(chord, stroke, false)).toBe(expected);
  });

  it('uses the command key on macOS', () => {
    expect(strokeIs('Mod+K', { key: 'k', metaKey: true }, true)).toBe(true);
    expect(strokeIs('Mod+K', { key: 'k', ctrlKey: true }, true)).toBe(false);
  });
});
