import type { ProofView } from '../backend/bindings.ts';
import { words } from '../words/words.ts';
import { sidesOf } from './proof.ts';
import styles from './ReceiptScreen.module.css';

const WIDTH = 344;
const ROW = 36;
const TOP = 12;
/** Levels that are drawn as a tree; the rest of a long path is told in words. */
const MOST = 3;

type Point = { x: number; y: number };

/** The way from this decision up to the signed checkpoint, with the hashes beside it. */
export function ProofPath({ proof }: { proof: ProofView }) {
  const r = words.receipt;
  const sides = sidesOf(proof);
  // The desk has verified the proof; one that cannot be drawn is still told in facts.
  if (!sides) return null;
  const levels = Math.min(sides.length, MOST);
  const more = sides.length - levels;
  const first = more > 0 ? 1 : 0;
  const place = (row: number, index: number): Point => ({
    x: (WIDTH * (index + 0.5)) / 2 ** row,
    y: TOP + (first + row) * ROW,
  });
  const way = wayOf(sides.slice(0, levels));
  const leaf = place(levels, way[levels] ?? 0);
  const checkpoint = { x: WIDTH / 2, y: TOP };
  const rows = Array.from({ length: levels }, (_, level) => level + 1);
  return (
    <svg
      className={styles.proof}
      viewBox={`0 0 ${WIDTH} ${TOP + (first + levels) * ROW + 28}`}
      role="img"
      aria-label={r.tree(sides.length)}
    >
      {rows.map((row) =>
        Array.from({ length: 2 ** row }, (_, index) => (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: a node of the tree is its place
            key={`${row} ${index}`}
            className={styles.beside}
            d={edge(place(row, index), place(row - 1, index >> 1))}
          />
        )),
      )}
      {more > 0 && <path className={styles.further} d={`M${WIDTH / 2} ${TOP}V${TOP + ROW}`} />}
      {rows.map((row) => (
        <path
          key={row}
          className={styles.way}
          d={edge(place(row, way[row] ?? 0), place(row - 1, way[row - 1] ?? 0))}
        />
      ))}
      {rows.map((row) =>
        Array.from({ length: 2 ** row }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a node of the tree is its place
          <Node key={`${row} ${index}`} at={place(row, index)} look={lookOf(row, index, way)} />
        )),
      )}
      <Node at={place(0, 0)} look={styles.node} />
      {more > 0 && <Node at={checkpoint} look={styles.node} />}
      <text className={styles.caption} x={WIDTH / 2 + 20} y={TOP + 4}>
        {r.checkpoint}
      </text>
      {more > 0 && (
        <text className={styles.caption} x={WIDTH / 2 + 20} y={TOP + ROW / 2 + 4}>
          {r.further(more)}
        </text>
      )}
      <text
        className={styles.mine}
        x={Math.min(WIDTH - 36, Math.max(36, leaf.x))}
        y={leaf.y + 24}
        textAnchor="middle"
      >
        {r.thisDecision}
      </text>
    </svg>
  );
}

/** The index of the way's node in each row, the top first. */
function wayOf(sides: readonly ('left' | 'right')[]): number[] {
  const way = [0];
  for (const side of sides.toReversed())
    way.push((way.at(-1) ?? 0) * 2 + (side === 'left' ? 1 : 0));
  return way;
}

function lookOf(row: number, index: number, way: readonly number[]): string | undefined {
  if (index === way[row]) return styles.node;
  return index === ((way[row] ?? 0) ^ 1) ? styles.sibling : styles.grey;
}

const edge = (from: Point, to: Point) =>
  `M${from.x} ${from.y}V${(from.y + to.y) / 2}H${to.x}V${to.y}`;

function Node({ at, look }: { at: Point; look: string | undefined }) {
  return <rect className={look} x={at.x - 11} y={at.y - 7} width="22" height="14" rx="4" />;
}
