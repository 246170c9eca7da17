/** What of a key event decides. A `KeyboardEvent` is one. */
export type Stroke = {
  key: string;
  code?: string;
  ctrlKey?: boolean;
  metaKey?: boolean;
  altKey?: boolean;
  shiftKey?: boolean;
};

const isMac = /mac/i.test(globalThis.navigator?.platform ?? '');

/** Whether the stroke is the chord, written as `Mod+K`, `Shift+T`, `?`, `F6`. */
export function strokeIs(chord: string, stroke: Stroke, mac = isMac): boolean {
  const { key, mod, alt, shift } = parsed(chord);
  const modPressed = Boolean(mac ? stroke.metaKey : stroke.ctrlKey);
  const otherPressed = Boolean(mac ? stroke.ctrlKey : stroke.metaKey);
  if (mod !== modPressed || otherPressed || alt !== Boolean(stroke.altKey)) return false;
  const pressed = pressedKey(stroke);
  if (/^[A-Z]$/.test(key))
    return pressed.toUpperCase() === key && shift === Boolean(stroke.shiftKey);
  // Signs such as ? and ! need Shift on some layouts and not on others: the sign itself decides.
  if (key.length === 1) return pressed === key;
  return pressed === key && shift === Boolean(stroke.shiftKey);
}

/** The chords of `G Q`, in order. */
export const chordsOf = (keys: string): string[] => keys.split(' ');

/** A letter, digit or sign without Ctrl or Alt: what WCAG 2.1.4 lets people switch off. */
export function isSingleCharacter(keys: string): boolean {
  const { key, mod, alt } = parsed(chordsOf(keys)[0] ?? '');
  return key.length === 1 && !mod && !alt;
}

export function isModifier(stroke: Stroke): boolean {
  return ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock'].includes(stroke.key);
}

function parsed(chord: string) {
  const parts = chord.split('+');
  const key = parts.pop() || '+';
  return {
    key,
    mod: parts.includes('Mod'),
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
  };
}

/** The letter at the key's place where the layout is not a Latin one; else the key itself. */
function pressedKey({ key, code, altKey }: Stroke): string {
  if (key === ' ') return 'Space';
  const digit = altKey ? /^Digit(\d)$/.exec(code ?? '') : null;
  if (digit?.[1]) return digit[1];
  const foreign = key.length === 1 && key.charCodeAt(0) > 0x24f;
  const letter = foreign ? /^Key([A-Z])$/.exec(code ?? '') : null;
  return letter?.[1] ?? key;
}
