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

/** One thread around a band, as SVG path data about (0, 0). */
export function ringPath({ radius, depth, loops, petals, swing }: Ring, step = 0.5): string {
  const points: string[] = [];
  for (let degrees = 0; degrees <= 360; degrees += step / Math.max(1, loops / 90)) {
    const a = (degrees * Math.PI) / 180;
    const r = radius + swing * Math.cos(petals * a) + depth * Math.sin(loops * a);
    const lean = (depth / radius) * Math.cos(loops * a);
    points.push(`${round(r * Math.sin(a + lean))} ${round(-r * Math.cos(a + lean))}`);
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
