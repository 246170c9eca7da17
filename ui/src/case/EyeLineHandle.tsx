import type { KeyboardEvent, PointerEvent } from 'react';
import { Icon } from '../components/Icon.tsx';
import { words } from '../words/words.ts';
import styles from './FaceStage.module.css';

type Props = {
  /** How far down the frame, in percent. */
  height: number;
  onMove: (height: number) => void;
};

const HIGHEST = 5;
const LOWEST = 95;

/** Moves the guide of both pictures up and down. */
export function EyeLineHandle({ height, onMove }: Props) {
  const move = (next: number) => onMove(Math.min(LOWEST, Math.max(HIGHEST, Math.round(next))));
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: height - 1,
    ArrowDown: height + 1,
    PageUp: height - 10,
    PageDown: height + 10,
    Home: HIGHEST,
    End: LOWEST,
  };
  return (
    <div
      className={styles.handle}
      style={{ insetBlockStart: `${height}%` }}
      role="slider"
      tabIndex={0}
      aria-label={words.faceTools.eyeLineHeight}
      aria-orientation="vertical"
      aria-valuemin={HIGHEST}
      aria-valuemax={LOWEST}
      aria-valuenow={height}
      aria-valuetext={words.faceTools.percentDown(height)}
      onKeyDown={(event: KeyboardEvent) => {
        const next = steps[event.key];
        if (next === undefined) return;
        event.preventDefault();
        move(next);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event: PointerEvent<HTMLDivElement>) => {
        const frame = event.currentTarget.parentElement?.getBoundingClientRect();
        if (!frame || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
        move(((event.clientY - frame.top) / frame.height) * 100);
      }}
    >
      <Icon name="chevrons-up-down" size={14} />
    </div>
  );
}
