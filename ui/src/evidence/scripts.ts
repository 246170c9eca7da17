const SCRIPTS = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Armenian',
  'Georgian',
  'Devanagari',
  'Bengali',
  'Tamil',
  'Thai',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
] as const;
export type Script = (typeof SCRIPTS)[number];

const patterns = SCRIPTS.map(
  (script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const,
);
/** Letters that join: apart from each other they would take another shape. */
const JOINS =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}]/u;

const scriptsOf = (text: string) =>
  patterns.filter(([, pattern]) => pattern.test(text)).map(([script]) => script);

/** Whether the letters of two values cannot stand over each other: joined, or of two scripts. */
export function standsApart(document: string, profile: string): boolean {
  if (JOINS.test(document) || JOINS.test(profile)) return true;
  const [d, p] = [scriptsOf(document), scriptsOf(profile)];
  return d.length > 0 && p.length > 0 && !d.some((script) => p.includes(script));
}

const LOOK_ALIKE = ['Latin', 'Cyrillic', 'Greek', 'Armenian'] as const;
export type LookAlike = (typeof LOOK_ALIKE)[number];

/** Letters of another script inside a word: by place in the text, in UTF-16 units. */
export function lookAlikes(text: string): Map<number, LookAlike> {
  const found = new Map<number, LookAlike>();
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const letters = Array.from(word.matchAll(/\p{L}/gu), (letter) => ({
      at: index + letter.index,
      script: LOOK_ALIKE.find((one) => patternOf(one).test(letter[0])),
    }));
    const count = (script: LookAlike) => letters.filter((one) => one.script === script).length;
    const present = LOOK_ALIKE.filter((script) => count(script) > 0);
    if (present.length < 2) continue;
    const home = present.reduce((most, script) => (count(script) > count(most) ? script : most));
    for (const { at, script } of letters) if (script && script !== home) found.set(at, script);
  }
  return found;
}

const patternOf = (script: Script) => patterns.find(([one]) => one === script)?.[1] ?? /(?!)/u;

const NAMES: Readonly<Record<number, string>> = {
  173: 'SHY',
  847: 'CGJ',
  1564: 'ALM',
  6158: 'MVS',
  8203: 'ZWSP',
  8204: 'ZWNJ',
  8205: 'ZWJ',
  8206: 'LRM',
  8207: 'RLM',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8288: 'WJ',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
};

/** Code points without width, fillers that look like blanks, controls and tags. */
const UNSEEN = /[\p{Cf}\p{Cc}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}|\u034f/u;

export type Glyph =
  | { kind: 'text'; text: string }
  | { kind: 'box'; name: string }
  | { kind: 'foreign'; text: string; script: LookAlike };

/** A value as it can be seen: what has no width by its name, look-alikes apart. */
export function glyphsOf(
  text: string,
  alikes: ReadonlyMap<number, LookAlike>,
  offset = 0,
): Glyph[] {
  const out: Glyph[] = [];
  let at = offset;
  for (const one of text) {
    const script = alikes.get(at);
    at += one.length;
    const last = out.at(-1);
    if (UNSEEN.test(one)) out.push({ kind: 'box', name: nameOf(one) });
    else if (script) out.push({ kind: 'foreign', text: one, script });
    else if (last?.kind === 'text') last.text += one;
    else out.push({ kind: 'text', text: one });
  }
  return out;
}

function nameOf(one: string): string {
  const point = one.codePointAt(0) ?? 0;
  return NAMES[point] ?? `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
