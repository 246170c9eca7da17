import type { ProofView } from '../backend/bindings.ts';
import { words } from '../words/words.ts';
import { sidesOf } from './proof.ts';
import styles from './ReceiptScreen.module.css';

const WIDTH = 340;
const HEIGHT = 150;
/** Levels that are drawn; the rest of a long path is told in words. */
const MOST = 5;

/** The way from this decision up to the signed checkpoint, with the hashes beside it. */
export function ProofPath({ proof }: { proof: ProofView }) {
  const r = words.receipt;
  const levels = Math.min(proof.path.length, MOST);
  const sides = sidesOf(proof);
  // The desk has verified the proof; one that cannot be drawn is still told in facts.
  if (!sides) return null;
  const gap = HEIGHT / (levels + 1);
  const nodes = placesOf(sides.slice(0, levels), gap);
  const top = nodes.at(-1);
  const leaf = nodes[0];
  return (
    <svg
      className={styles.proof}
      viewBox={`0 0 ${WIDTH} ${HEIGHT + 24}`}
      role="img"
      aria-label={r.tree(proof.path.length)}
    >
      {nodes.slice(1).map((node, level) => {
        const below = nodes[level];
        if (!below) return null;
        const sibling = node.x * 2 - below.x;
        return (
          <g key={node.y}>
            <path
              className={styles.beside}
              d={`M${sibling} ${below.y}V${node.y + gap / 2}H${node.x}`}
            />
            <path
              className={styles.way}
              d={`M${below.x} ${below.y}V${node.y + gap / 2}H${node.x}V${node.y}`}
            />
            <Node x={sibling} y={below.y} look={styles.sibling} />
          </g>
        );
      })}
      {nodes.map((node) => (
        <Node key={node.y} x={node.x} y={node.y} look={styles.node} />
      ))}
      {top && (
        <text className={styles.caption} x={top.x + 18} y={top.y + 4}>
          {proof.path.length > levels ? r.further(proof.path.length - levels) : r.checkpoint}
        </text>
      )}
      {leaf && (
        <text
          className={styles.caption}
          x={Math.min(leaf.x, WIDTH - 40)}
          y={leaf.y + 24}
          textAnchor="middle"
        >
          {r.thisDecision}
        </text>
      )}
    </svg>
  );
}

function Node({ x, y, look }: { x: number; y: number; look: string | undefined }) {
  return <rect className={look} x={x - 11} y={y - 7} width="22" height="14" rx="4" />;
}

/** Where each node stands, the leaf first; a hash on the left puts the node to the right of its parent. */
function placesOf(sides: readonly ('left' | 'right')[], gap: number): { x: number; y: number }[] {
  const places = [{ x: WIDTH / 2, y: 10 }];
  const fromTop = sides.toReversed();
  let spread = WIDTH / 4;
  for (const [level, side] of fromTop.entries()) {
    const parent = places[level];
    if (!parent) break;
    const x = parent.x + (side === 'left' ? spread : -spread) * 0.75;
    places.push({ x, y: 10 + gap * (level + 1) });
    spread /= 1.6;
  }
  return places.toReversed();
}
