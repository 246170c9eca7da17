import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { PictureView } from '../backend/bindings.ts';
import { announce } from '../components/live.ts';
import { words } from '../words/words.ts';
import styles from './BlankedDocument.module.css';
import { dragged, type Part, type Place, placeOf, type Setting, shareOf } from './look.ts';
import { Picture } from './Picture.tsx';
import type { Change } from './useLooks.ts';

type Props = {
  caseId: string;
  picture: PictureView;
  nth: number;
  of: number;
  setting: Setting;
  onChange: (change: Change) => void;
  onPlaced: (place: Place) => void;
};

/** The most that the desk shows of a document before the answer: a portrait fits in, a name does not. */
const WIDTH = 0.3;
const HEIGHT = 0.4;
const STEP = 0.02;
const START: Part = [0.04, 0.24, WIDTH, HEIGHT];

/** A document that is drawn blank but for one window, which the reviewer moves onto the portrait. */
export function BlankedDocument(props: Props) {
  const [window, setWindow] = useState<Part>(START);
  const move = (dx: number, dy: number) =>
    setWindow(([x, y]) => [within(x + dx, WIDTH), within(y + dy, HEIGHT), WIDTH, HEIGHT]);
  const { onChange } = props;
  const { zoom } = props.setting;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only zooming goes to the window, not moving it
  useEffect(() => {
    const middle = { x: window[0] + WIDTH / 2, y: window[1] + HEIGHT / 2 };
    if (zoom > 1) onChange((setting, place) => dragged({ ...setting, ...middle }, 0, 0, place));
  }, [zoom]);
  return (
    <Picture {...props} window={window}>
      {(place) => <Frame window={window} setting={props.setting} place={place} onMove={move} />}
    </Picture>
  );
}

const within = (edge: number, side: number) => Math.min(1 - side, Math.max(0, edge));

type FrameProps = {
  window: Part;
  setting: Setting;
  place: Place;
  onMove: (dx: number, dy: number) => void;
};

function Frame({ window, setting, place, onMove }: FrameProps) {
  const at = useRef<{ x: number; y: number } | null>(null);
  const [left, top, width, height] = placeOf(window, setting, place);
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-STEP, 0],
    ArrowRight: [STEP, 0],
    ArrowUp: [0, -STEP],
    ArrowDown: [0, STEP],
  };
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    const from = at.current;
    if (!from) return;
    at.current = { x: event.clientX, y: event.clientY };
    onMove(...shareOf(setting, event.clientX - from.x, event.clientY - from.y, place));
  };
  return (
    <button
      type="button"
      className={styles.frame}
      style={{ left, top, width, height }}
      aria-label={words.evidence.window}
      onKeyDown={(event: KeyboardEvent) => {
        const step = steps[event.key];
        if (!step) return;
        event.preventDefault();
        onMove(...step);
        announce(
          words.evidence.windowAt(percent(window[0] + step[0]), percent(window[1] + step[1])),
        );
      }}
      onPointerDown={(event) => {
        at.current = { x: event.clientX, y: event.clientY };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        at.current = null;
      }}
    />
  );
}

const percent = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 100);
