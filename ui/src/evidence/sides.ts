import type { ClaimFinding, ClaimMark, Piece, Severity, Span } from '../backend/bindings.ts';

export type Tone = 'none' | 'explained' | 'needs_evidence' | 'conflict';

/** A piece with what its marks say of it. */
export type MarkedPiece = Piece & { tone: Tone; title: string | undefined; lit: boolean };

/** A run of one value that looks alike. */
export type Run = {
  text: string;
  marked: boolean;
  tone: Tone;
  title: string | undefined;
  lit: boolean;
};

/** Where a weight under the pointer stands on the values. */
export type Lit = { document: Span | null; profile: Span | null };

/** Characters of one value that are drawn. The rest is counted, not drawn. */
export const DRAWN = 100;

/** Pieces with their marks, cut where too many characters would be drawn. */
export function markedPieces(
  pieces: readonly Piece[],
  finding: Pick<ClaimFinding, 'marks' | 'severity'>,
  lit: Lit | null,
): { pieces: MarkedPiece[]; left: number } {
  const out: MarkedPiece[] = [];
  let [document, profile] = [0, 0];
  for (const piece of pieces) {
    const room = DRAWN - Math.max(document, profile);
    if (room <= 0) break;
    const shown = {
      ...piece,
      document: cut(piece.document, room).shown,
      profile: cut(piece.profile, room).shown,
    };
    for (const part of inLines(shown)) {
      const at = {
        document: { start: document, end: document + lengthOf(part.document) },
        profile: { start: profile, end: profile + lengthOf(part.profile) },
      };
      const marks = finding.marks.filter((mark) => touches(mark, at));
      out.push({
        ...part,
        tone: toneOf(marks, finding.severity),
        title: titleOf(marks),
        lit: lit !== null && touches(lit, at),
      });
      document = at.document.end;
      profile = at.profile.end;
    }
  }
  return { pieces: out, left: leftOf(pieces, document, profile) };
}

/** What agrees over many letters, in parts that can wrap with both sides still over each other. */
function inLines(piece: Piece): Piece[] {
  /** Letters of a part. */
  const MOST = 10;
  const [d, p] = [clusters(piece.document), clusters(piece.profile)];
  // A cut leaves more letters on the side whose accents are not letters of their own.
  const letters = Math.min(d.length, p.length);
  if (piece.kind !== 'same' || letters <= MOST) return [piece];
  return Array.from({ length: Math.ceil(letters / MOST) }, (_, n) => {
    const part = [n * MOST, Math.min((n + 1) * MOST, letters)] as const;
    return {
      kind: 'same',
      document: d.slice(...part).join(''),
      profile: p.slice(...part).join(''),
    };
  });
}

/** One value in runs, by the spans of its marks: for values that cannot stand letter over letter. */
export function runsOf(
  side: 'document' | 'profile',
  value: string,
  finding: Pick<ClaimFinding, 'marks' | 'severity'>,
  lit: Lit | null,
): { runs: Run[]; left: number } {
  const { shown, left } = cut(value, DRAWN);
  const letters = clusters(shown);
  const spans = finding.marks.filter((mark) => mark[side] !== null);
  // What no mark places is open as a whole.
  const whole = spans.length === 0 && finding.severity !== 'none';
  const runs: Run[] = [];
  let at = 0;
  for (const letter of letters) {
    const here = { start: at, end: at + lengthOf(letter) };
    at = here.end;
    const marks = spans.filter((mark) => overlap(mark[side], here));
    const next: Run = {
      text: letter,
      marked: whole || marks.length > 0,
      tone: toneOf(marks, finding.severity),
      title: titleOf(marks),
      lit: lit !== null && overlap(lit[side], here),
    };
    const last = runs.at(-1);
    if (last && alike(last, next)) last.text += letter;
    else runs.push(next);
  }
  return { runs, left };
}

const alike = (a: Run, b: Run) =>
  a.marked === b.marked && a.tone === b.tone && a.title === b.title && a.lit === b.lit;

/** What speaks for one person is explained, even where another part of the claim conflicts. */
function toneOf(marks: readonly ClaimMark[], severity: Severity): Tone {
  const harmless = marks.length > 0 && marks.every(({ millinats }) => millinats >= 0);
  return harmless && severity !== 'none' ? 'explained' : severity;
}

const titleOf = (marks: readonly ClaimMark[]) =>
  [...new Set(marks.map(({ sentence }) => cut(sentence, DRAWN * 2).shown))].join(' ') || undefined;

const touches = (one: Lit, other: Lit) =>
  overlap(one.document, other.document) || overlap(one.profile, other.profile);

const overlap = (a: Span | null, b: Span | null) =>
  a !== null && b !== null && a.start < b.end && b.start < a.end;

function leftOf(pieces: readonly Piece[], document: number, profile: number): number {
  let [d, p] = [-document, -profile];
  for (const piece of pieces) {
    d += lengthOf(piece.document);
    p += lengthOf(piece.profile);
  }
  return Math.max(d, p);
}

/** Unicode scalar values, in which the engine counts its spans. */
function lengthOf(text: string): number {
  let n = 0;
  for (const _ of text) n += 1;
  return n;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Letters with all their accents: a mark never falls between the two. */
export const clusters = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

/** At most so many characters, never through a letter and its accents, and how many are left out. */
export function cut(text: string, most: number): { shown: string; left: number } {
  if (text.length <= most) return { shown: text, left: 0 };
  const scalars = Array.from(text);
  if (scalars.length <= most) return { shown: text, left: 0 };
  // One letter can carry hundreds of accents: then the cut falls among them.
  const near = scalars.slice(0, most + 1).join('');
  const parts = clusters(near);
  const whole = parts.slice(0, -1).join('');
  const shown = whole || scalars.slice(0, most).join('');
  return { shown, left: scalars.length - lengthOf(shown) };
}
