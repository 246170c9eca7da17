import type { Look } from './usePicture.ts';

/** How one picture is looked at: times of fit, middle (0 to 1 of the upright original), turns, contrast. */
export type Setting = { zoom: number; x: number; y: number; turns: number; contrast: number };

export const fit: Setting = { zoom: 1, x: 0.5, y: 0.5, turns: 0, contrast: 1 };

const ZOOMS: readonly number[] = [1, 2, 3, 4, 6, 8];
const CONTRASTS: readonly number[] = [1, 1.4, 1.8];

export function zoomed(setting: Setting, direction: 1 | -1): Setting {
  const at = ZOOMS.indexOf(setting.zoom) + direction;
  const zoom = ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, at))] ?? 1;
  return inside({ ...setting, zoom });
}

export const turned = (setting: Setting, quarter: 1 | -1): Setting => ({
  ...setting,
  turns: (setting.turns + quarter + 4) % 4,
});

export function contrasted(setting: Setting): Setting {
  const at = CONTRASTS.indexOf(setting.contrast);
  return { ...setting, contrast: CONTRASTS[(at + 1) % CONTRASTS.length] ?? 1 };
}

/** Moves what is seen by a quarter of the view, as the picture is turned on the screen. */
export function panned(setting: Setting, dx: number, dy: number): Setting {
  let [x, y] = [dx, dy];
  for (let turn = 0; turn < setting.turns; turn += 1) [x, y] = [y, -x];
  const step = 0.25 / setting.zoom;
  return inside({ ...setting, x: setting.x + x * step, y: setting.y + y * step });
}

/** What is asked of the desk for a setting. */
export function lookOf({ zoom, x, y, turns, contrast }: Setting): Look {
  const part = 1 / zoom;
  return {
    region: zoom === 1 ? null : [x - part / 2, y - part / 2, part, part],
    quarterTurns: turns,
    contrast,
  };
}

function inside(setting: Setting): Setting {
  const half = 0.5 / setting.zoom;
  const keep = (middle: number) => Math.min(1 - half, Math.max(half, middle));
  return { ...setting, x: keep(setting.x), y: keep(setting.y) };
}
