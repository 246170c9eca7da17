import styles from './Guilloche.module.css';
import { linesPath, type Ring, ringPath } from './guilloche.ts';

const ROSETTE: readonly Ring[] = [
  { radius: 272, depth: 33.5, loops: 252, petals: 12, swing: 14 },
  { radius: 198, depth: 27.5, loops: 204, petals: 12, swing: 11 },
  { radius: 137, depth: 24, loops: 156, petals: 12, swing: 7 },
  { radius: 82.5, depth: 19.5, loops: 120, petals: 0, swing: 0 },
  { radius: 36.5, depth: 13.5, loops: 84, petals: 0, swing: 0 },
];
const rosette = ROSETTE.map((ring) => ringPath(ring));
const seal = [
  ringPath({ radius: 67, depth: 14, loops: 96, petals: 0, swing: 0 }),
  ringPath({ radius: 38, depth: 14, loops: 64, petals: 0, swing: 0 }),
];

/** The whole field of sign-in: lines, and the rosette in the middle. Decoration only. */
export function GuillocheField() {
  return (
    <svg
      className={styles.field}
      viewBox="0 0 760 800"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <path className={styles.lines} d={linesPath(760, 800, 13)} />
      <g transform="translate(380 392)">
        {rosette.map((path) => (
          <path key={path.length} className={styles.thread} d={path} />
        ))}
      </g>
    </svg>
  );
}

/** The seal of a recorded receipt, 160 px wide; `recorded` false leaves an empty dashed ring. */
export function GuillocheSeal({ recorded }: { recorded: boolean }) {
  return (
    <svg
      className={styles.seal}
      width="164"
      height="164"
      viewBox="-82 -82 164 164"
      aria-hidden="true"
    >
      {recorded ? (
        seal.map((path) => <path key={path.length} className={styles.thread} d={path} />)
      ) : (
        <circle r="60" className={styles.absent} />
      )}
    </svg>
  );
}

/** Running lines behind a head. */
export function GuillocheLines({ width, height }: { width: number; height: number }) {
  return (
    <svg
      className={styles.behind}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
    >
      <path className={styles.lines} d={linesPath(width, height, 11)} />
    </svg>
  );
}
