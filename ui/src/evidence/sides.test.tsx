import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ClaimFinding, ClaimMark, Piece } from '../backend/bindings.ts';
import { AlignedPair } from './AlignedPair.tsx';
import { chipsOf } from './chipsOf.ts';
import { Said } from './Said.tsx';
import { glyphsOf, lookAlikes, standsApart } from './scripts.ts';
import { cut, DRAWN, markedPieces, runsOf } from './sides.ts';

const mark = (
  reason: string,
  document: [number, number] | null,
  profile: [number, number] | null,
  millinats = 1000,
): ClaimMark => {
  const span = (of: [number, number] | null) => of && { start: of[0], end: of[1] };
  return {
    reason,
    document: span(document),
    profile: span(profile),
    millinats,
    sentence: `${reason}.`,
  };
};
const finding = (
  document: string,
  profile: string,
  marks: ClaimMark[] = [],
  severity: ClaimFinding['severity'] = 'explained',
) => ({ document, profile, marks, severity });
const drawn = (pieces: Piece[], of: ReturnType<typeof finding>) =>
  render(<AlignedPair pieces={pieces} finding={of} />).container;
const marksIn = (box: HTMLElement) =>
  [...box.querySelectorAll('mark')].map(({ textContent }) => textContent);
const changed = (document: string, profile: string): Piece[] => [
  { document, profile, kind: 'changed' },
];

describe('Arabic beside Latin', () => {
  const of = finding('محمد الأحمد', 'Mohammed Al-Ahmad', [
    mark('script_transliteration', [0, 4], [0, 8]),
    mark('script_transliteration', [5, 11], [9, 17], -2000),
  ]);

  it('stands whole and isolated on each line, so that its letters keep their joins', () => {
    const box = drawn(changed(of.document, of.profile), of);
    expect(marksIn(box)).toEqual(['محمد', 'الأحمد', 'Mohammed', 'Al-Ahmad']);
    const lines = [...box.querySelectorAll('bdi')];
    expect(lines.map((line) => line.getAttribute('dir'))).toEqual(['auto', 'auto']);
    expect(lines.map(({ textContent }) => textContent)).toEqual([of.document, of.profile]);
  });

  it('is marked whole where no mark says where', () => {
    expect(runsOf('profile', of.profile, { ...of, marks: [] }, null).runs).toMatchObject([
      { text: of.profile, marked: true },
    ]);
  });
});

describe('a decomposed accent', () => {
  it('stays with its letter, in the values and at the cut', () => {
    const decomposed = 'Wo\u0301jcik';
    const { runs } = runsOf(
      'document',
      decomposed,
      finding(decomposed, '', [mark('diacritics', [1, 2], null)]),
      null,
    );
    expect(runs.map(({ text, marked }) => [text, marked])).toEqual([
      ['W', false],
      ['o\u0301', true],
      ['jcik', false],
    ]);
    expect(cut('ao\u0301b', 2)).toEqual({ shown: 'a', left: 3 });
  });
});

describe('pieces and marks', () => {
  const pieces: Piece[] = [
    { document: 'Ana', profile: 'Ana', kind: 'same' },
    { document: '-', profile: ' ', kind: 'changed' },
    { document: 'Ruiz', profile: 'Roca', kind: 'changed' },
  ];
  const of = finding(
    'Ana-Ruiz',
    'Ana Roca',
    [mark('punctuation', [3, 4], [3, 4], 0), mark('different_person', [4, 8], [4, 8], -3000)],
    'conflict',
  );

  it('tell what is harmless inside a claim that conflicts', () => {
    const { pieces: marked } = markedPieces(pieces, of, null);
    expect(marked.map(({ tone }) => tone)).toEqual(['conflict', 'explained', 'conflict']);
    expect(marked[2]?.title).toBe('different_person.');
  });

  it('light up where a weight stands', () => {
    const lit = { document: { start: 4, end: 8 }, profile: null };
    expect(markedPieces(pieces, of, lit).pieces.map((piece) => piece.lit)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('a name of 10,000 characters', () => {
  const letters = 'o\u0301'.repeat(5000);
  const single: Piece[] = Array.from({ length: 10_000 }, (_, n) => ({
    document: n % 2 ? 'a' : 'b',
    profile: 'a',
    kind: n % 2 ? 'same' : 'changed',
  }));

  it('is drawn up to a limit that is said', () => {
    const document = single.map((piece) => piece.document).join('');
    const box = drawn(single, finding(document, 'a'.repeat(10_000)));
    expect(box.querySelectorAll('[data-kind]')).toHaveLength(DRAWN);
    expect(box).toHaveTextContent('9,900 more characters are not drawn.');
  });

  it('that agrees is wrapped with both sides over each other', () => {
    const { pieces: marked, left } = markedPieces(
      [{ document: letters, profile: letters.normalize('NFC'), kind: 'same' }],
      finding(letters, letters.normalize('NFC')),
      null,
    );
    expect(marked.map((piece) => piece.document.length)).toEqual(Array(5).fill(20));
    expect(left).toBeGreaterThan(4000);
  });

  it('is cut inside one piece too, and across scripts', () => {
    expect(marksIn(drawn(changed(letters, 'x'), finding(letters, 'x')))[0]).toHaveLength(DRAWN);
    const arabic = 'م'.repeat(10_000);
    expect(drawn(changed(arabic, 'M'), finding(arabic, 'M'))).toHaveTextContent(
      '9,900 more characters are not drawn.',
    );
  });

  it('that is one letter under thousands of accents is cut among them', () => {
    const { shown, left } = cut(`o${'\u0301'.repeat(9999)}`, DRAWN);
    expect([shown.length, left]).toEqual([DRAWN, 10_000 - DRAWN]);
  });
});

describe('what hides', () => {
  it('is shown by name: no width, direction, tags', () => {
    const names = glyphsOf('a\u200db\u202ec\u2062\u{e0041}', new Map());
    expect(names.flatMap((one) => (one.kind === 'box' ? [one.name] : []))).toEqual([
      'ZWJ',
      'RLO',
      'U+2062',
      'U+E0041',
    ]);
  });

  it('look-alikes of another script are found in a word, and whole words are let be', () => {
    expect([...lookAlikes('Pаvel')]).toEqual([[1, 'Cyrillic']]);
    expect(lookAlikes('Павел Pavel').size).toBe(0);
    const box = drawn(changed('Pаvel', 'Pavel'), finding('Pаvel', 'Pavel'));
    expect(box.querySelector('[data-script="Cyrillic"]')).toHaveTextContent('аCyr');
  });

  it('two scripts stand apart, one does not', () => {
    expect(standsApart('Павел', 'Pavel')).toBe(true);
    expect(standsApart('Wójcik', 'Wojcik')).toBe(false);
    expect(standsApart('احمد', 'أحمد')).toBe(true);
  });
});

describe('a sentence', () => {
  it('that begins with an Arabic name runs from left to right, the name isolated', () => {
    const { container } = render(<Said>{'محمد علي and Ali are one name.'}</Said>);
    expect(container.querySelector('bdi')).toHaveAttribute('dir', 'ltr');
    expect(container.textContent).toBe('\u2068محمد علي\u2069 and Ali are one name.');
  });
});

describe('the chips', () => {
  it('begin with the principal reason, and carry their sentence', () => {
    const claim = {
      ...finding('Ana', 'Anna', [mark('typo', [0, 3], [0, 4])]),
      chips: [
        { id: 'diacritics', label: 'Accent' },
        { id: 'typo', label: 'Typing slip' },
      ],
      sentence: 'Two things differ.',
    } as ClaimFinding;
    expect(chipsOf(claim, { reasons: ['typo', 'diacritics'], steps: [] })).toEqual([
      { id: 'typo', label: 'Typing slip', description: 'typo.' },
      { id: 'diacritics', label: 'Accent', description: undefined },
    ]);
  });
});
