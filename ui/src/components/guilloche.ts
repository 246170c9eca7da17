/** Security print: closed rosettes and running lines, both from sine curves. */

export type Ring = {
  /** Middle radius of the band and half its width. */
  radius: number;
  depth: number;
  /** Loops of the thread around the band. */
  loops: number;
  /** Slow waves of the band itself, and how deep they are. */
  petals: number;
  swing: number;
};

/** Straight pieces per loop: enough that none is seen. */
const PIECES = 22;
/** How round a loop is: 0 goes in and out only, 1 is a circle. */
const LEAN = 0.55;

/** One thread that circles around a band, as SVG path data about (0, 0). */
export function ringPath({ radius, depth, loops, petals, swing }: Ring): string {
  const points: string[] = [];
  const pieces = loops * PIECES;
  for (let piece = 0; piece < pieces; piece += 1) {
    const a = (piece / pieces) * 2 * Math.PI;
    const middle = radius + swing * Math.cos(petals * a);
    const r = middle + depth * Math.cos(loops * a);
    const lean = a + ((LEAN * depth) / radius) * Math.sin(loops * a);
    points.push(`${round(r * Math.sin(lean))} ${round(-r * Math.cos(lean))}`);
  }
  return `M${points.join('L')}Z`;
}

/** Wavy lines across a field, one path. */
export function linesPath(width: number, height: number, gap: number): string {
  let path = '';
  for (let row = 0, y = -gap; y < height + gap; row += 1, y += gap) {
    path += `M0 ${round(wave(0, y, row))}`;
    for (let x = 12; x <= width + 12; x += 12) path += `L${x} ${round(wave(x, y, row))}`;
  }
  return path;
}

function wave(x: number, y: number, row: number): number {
  return (
    y +
    6 * Math.sin(x / 58 + row * 0.31) +
    4 * Math.sin(x / 23 + row * 0.83) * Math.sin(x / 190 + row * 0.17) +
    3 * Math.sin(x / 131 - row * 0.5)
  );
}

const round = (value: number) => Math.round(value * 10) / 10;
