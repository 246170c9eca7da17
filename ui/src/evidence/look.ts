import type { Box } from './useBox.ts';

/** How one picture is looked at: times of fit, middle (0 to 1 of the upright original), turns, contrast. */
export type Setting = { zoom: number; x: number; y: number; turns: number; contrast: number };

/** A part of the upright original, 0 to 1: left, top, width, height. */
export type Part = [number, number, number, number];

/** What is asked of the desk beside the box. */
export type Look = {
  region: Part | null;
  quarterTurns: number;
  contrast: number;
  /** All but this part is drawn blank. */
  window: Part | null;
};

/** The upright original in its pixels, and the box that it is drawn into, in CSS pixels. */
export type Place = { original: Box; box: Box };

export const fit: Setting = { zoom: 1, x: 0.5, y: 0.5, turns: 0, contrast: 1 };

const ZOOMS: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
const CONTRASTS: readonly number[] = [1, 1.4, 1.8];
/** Times of an original pixel beyond which nothing more is to be seen. */
const MOST_TIMES = 8;
/** How much of the view one press of an arrow moves. */
const STEP = 0.25;

export function zoomed(setting: Setting, direction: 1 | -1, place: Place): Setting {
  const most = ZOOMS.filter(
    (zoom) => zoom === 1 || scaleOf({ ...setting, zoom }, place) <= MOST_TIMES,
  );
  const at = ZOOMS.indexOf(setting.zoom) + direction;
  const zoom = most[Math.min(most.length - 1, Math.max(0, at))] ?? 1;
  return inside({ ...setting, zoom }, place);
}

export const turned = (setting: Setting, quarter: 1 | -1, place: Place): Setting =>
  inside({ ...setting, turns: (setting.turns + quarter + 4) % 4 }, place);

export function contrasted(setting: Setting): Setting {
  const at = CONTRASTS.indexOf(setting.contrast);
  return { ...setting, contrast: CONTRASTS[(at + 1) % CONTRASTS.length] ?? 1 };
}

/** Which step of contrast it is; 0 is as captured. */
export const contrastStep = ({ contrast }: Setting) => CONTRASTS.indexOf(contrast);

/** Moves what is seen by a part of the view, as the picture is turned on the screen. */
export function panned(setting: Setting, dx: number, dy: number, place: Place): Setting {
  const { box } = place;
  return dragged(setting, -dx * STEP * box.width, -dy * STEP * box.height, place);
}

/** Moves the picture with the pointer, in CSS pixels. */
export function dragged(setting: Setting, dx: number, dy: number, place: Place): Setting {
  const [x, y] = shareOf(setting, dx, dy, place);
  return inside({ ...setting, x: setting.x - x, y: setting.y - y }, place);
}

/** A way on the screen in CSS pixels as shares of the upright original. */
export function shareOf(setting: Setting, dx: number, dy: number, place: Place): [number, number] {
  const scale = scaleOf(setting, place);
  const [x, y] = turnedBy(dx, dy, 4 - setting.turns);
  return [x / (place.original.width * scale), y / (place.original.height * scale)];
}

/** What is asked of the desk for a setting: as much of the picture as its box has room for. */
export function lookOf(setting: Setting, place: Place, window: Part | null = null): Look {
  const { x, y, width, height } = seenOf(setting, place);
  const whole = width === 1 && height === 1;
  return {
    region: whole ? null : [x - width / 2, y - height / 2, width, height],
    quarterTurns: setting.turns,
    contrast: setting.contrast,
    window,
  };
}

/** Where a part of the original lies in the box, in CSS pixels. */
export function placeOf(part: Part, setting: Setting, place: Place): Part {
  const { box, original } = place;
  const scale = scaleOf(setting, place);
  const seen = seenOf(setting, place);
  const [across, down] = turnedBy(
    (part[0] + part[2] / 2 - seen.x) * original.width * scale,
    (part[1] + part[3] / 2 - seen.y) * original.height * scale,
    setting.turns,
  );
  const sides = [part[2] * original.width * scale, part[3] * original.height * scale] as const;
  const [width, height] = setting.turns % 2 === 1 ? [sides[1], sides[0]] : sides;
  return [box.width / 2 + across - width / 2, box.height / 2 + down - height / 2, width, height];
}

/** How a picture that was drawn for one setting is moved until the one for another has come. */
export function meanwhile(drawn: Setting, wanted: Setting, place: Place): string | null {
  if (drawn.turns !== wanted.turns) return null;
  const [from, to] = [seenOf(drawn, place), seenOf(wanted, place)];
  const scale = scaleOf(wanted, place);
  const [dx, dy] = turnedBy(
    (from.x - to.x) * place.original.width * scale,
    (from.y - to.y) * place.original.height * scale,
    wanted.turns,
  );
  const times = scale / scaleOf(drawn, place);
  if (dx === 0 && dy === 0 && times === 1) return null;
  return `translate(${hundredths(dx)}px, ${hundredths(dy)}px) scale(${times})`;
}

function inside(setting: Setting, place: Place): Setting {
  const { x, y } = seenOf(setting, place);
  return { ...setting, x, y };
}

/** Middle and size of what is seen, as shares of the upright original. */
function seenOf(setting: Setting, place: Place) {
  const scale = scaleOf(setting, place);
  const { box, original } = place;
  const room = setting.turns % 2 === 1 ? { width: box.height, height: box.width } : box;
  const width = Math.min(1, room.width / (original.width * scale));
  const height = Math.min(1, room.height / (original.height * scale));
  const keep = (middle: number, part: number) => Math.min(1 - part / 2, Math.max(part / 2, middle));
  return { x: keep(setting.x, width), y: keep(setting.y, height), width, height };
}

/** CSS pixels for one pixel of the original. */
export function scaleOf({ zoom, turns }: Setting, { original, box }: Place): number {
  const room = turns % 2 === 1 ? { width: box.height, height: box.width } : box;
  return zoom * Math.min(room.width / original.width, room.height / original.height);
}

const hundredths = (pixels: number) => Math.round(pixels * 100) / 100;

/** A way turned clockwise by quarters. */
function turnedBy(x: number, y: number, quarters: number): [number, number] {
  let way: [number, number] = [x, y];
  for (let turn = 0; turn < quarters % 4; turn += 1) way = [-way[1], way[0]];
  return way;
}
