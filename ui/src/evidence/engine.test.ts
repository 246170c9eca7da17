/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ClaimFinding, Step } from '../backend/bindings.ts';
import { words } from '../words/words.ts';
import { chipIcons } from './chipIcons.ts';
import { stepLabel } from './stepLabel.ts';

/** The identifiers that the engine can give, read from its own list. */
const idsOf = (file: string) =>
  Array.from(
    readFileSync(`../src-tauri/claims/src/${file}`, 'utf8').matchAll(/^ {4}\w+ "(\w+)"/gm),
    ([, id]) => id ?? '',
  );

describe('the engine', () => {
  it('weighs nothing that has no words here', () => {
    const ids = idsOf('feature.rs');
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.filter((id) => !(id in words.weighed))).toEqual([]);
  });

  it('gives no reason that has no icon here', () => {
    const ids = idsOf('reason.rs');
    expect(ids.length).toBeGreaterThan(30);
    expect(ids.filter((id) => !(id in chipIcons))).toEqual([]);
  });
});

describe('the label of a weight', () => {
  const claim = { claim: 'surname', document: 'Wo\u0301jcik', profile: 'Wojcik', chips: [] };
  const step: Step = {
    id: 'surname_same',
    reason: null,
    claim: 'surname',
    millinats: 1,
    sentence: 'The surname agrees.',
    document: { start: 0, end: 7 },
    profile: { start: 0, end: 6 },
  };
  const label = (one: Partial<Step>, of: object = {}) =>
    stepLabel({ ...step, ...one }, [{ ...claim, ...of } as unknown as ClaimFinding]).replace(
      /[\u2068\u2069]/g,
      '',
    );

  it('names the word as its span has it, on the side that tells', () => {
    expect(label({})).toBe('Surname Wo\u0301jcik');
    expect(label({ id: 'surname_typo', reason: 'typo' })).toBe('Surname, typing slip Wojcik');
    expect(label({ profile: null })).toBe('Surname');
  });

  it('cuts a long word, and does not trust a span beyond the value', () => {
    const long = { document: 'a'.repeat(10_000) };
    expect(label({ document: { start: 0, end: 9000 } }, long)).toBe(`Surname ${'a'.repeat(14)}…`);
    expect(label({ document: { start: 0, end: 9000 } })).toBe('Surname');
  });

  it('is the sentence where the weight is not known here', () => {
    expect(label({ id: 'of_another_time', document: null })).toBe('The surname agrees.');
  });
});
