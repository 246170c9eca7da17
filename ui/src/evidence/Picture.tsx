import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { PictureView, Problem } from '../backend/bindings.ts';
import { Button } from '../components/Button.tsx';
import { Icon } from '../components/Icon.tsx';
import { words } from '../words/words.ts';
import { dragged, fit, meanwhile, type Part, type Place, type Setting, scaleOf } from './look.ts';
import styles from './Picture.module.css';
import { type Box, useBox } from './useBox.ts';
import type { Change } from './useLooks.ts';
import { usePicture } from './usePicture.ts';

type Props = {
  caseId: string;
  picture: PictureView;
  nth: number;
  of: number;
  setting?: Setting;
  /** All but this part is drawn blank. */
  window?: Part | null;
  /** The picture is dragged through this. */
  onChange?: (change: Change) => void;
  onPlaced?: (place: Place) => void;
  /** The box where there is no layout to measure. */
  unseen?: Box;
  onDrawn?: () => void;
  /** Drawn over the picture once it is there. */
  children?: (place: Place) => ReactNode;
};

/** One picture in its box on the stage, or why it is not shown. Its description never speaks of the face. */
export function Picture(props: Props) {
  const { caseId, picture, nth, of, setting = fit } = props;
  const [box, size] = useBox<HTMLDivElement>(props.unseen ?? { width: 408, height: 510 });
  const state = picture.state;
  const place = state.picture === 'ready' && size ? { original: state, box: size } : null;
  usePlaced(place, props.onPlaced);
  const drag = useDrag(props.onChange);
  const drawn = usePicture({
    caseId,
    evidence: picture.id,
    place,
    setting,
    window: props.window ?? null,
    onDrawn: props.onDrawn,
  });
  const [broken, setBroken] = useState('');
  const [loaded, setLoaded] = useState<{ address: string; setting: Setting } | null>(null);
  const e = words.evidence;
  const content = () => {
    if (state.picture === 'gone') return <NotShown text={e.gone} />;
    if (state.picture === 'refused') return <NotShown text={causeOf(state.cause)} />;
    if (state.picture === 'fetching' || drawn.drawn === 'opening' || !place)
      return <p className={styles.opening}>{e.opening(nth, of)}</p>;
    if (drawn.drawn === 'refused')
      return <NotShown text={sentenceOf(drawn.problem)} onAgain={drawn.again} />;
    if (broken === drawn.address)
      return (
        <NotShown text={e.refused(words.problems.evidence_refused.other)} onAgain={drawn.again} />
      );
    const moved = loaded && meanwhile(loaded.setting, setting, place);
    return (
      <>
        <img
          className={styles.picture}
          data-pixels={scaleOf(setting, place) > 1 || undefined}
          style={moved ? { transform: moved } : undefined}
          src={drawn.address}
          width={drawn.link.width}
          height={drawn.link.height}
          alt={e.alt(e.longRoles[picture.role], state.width, state.height)}
          draggable={false}
          onLoad={() => setLoaded({ address: drawn.address, setting: drawn.setting })}
          onError={() => setBroken(drawn.address)}
        />
        {props.children?.(place)}
      </>
    );
  };
  return (
    <div
      ref={box}
      className={styles.box}
      data-movable={(setting.zoom > 1 && props.onChange !== undefined) || undefined}
      {...drag}
    >
      {content()}
    </div>
  );
}

function usePlaced(place: Place | null, onPlaced: Props['onPlaced']): void {
  const latest = useRef(onPlaced);
  latest.current = onPlaced;
  const { width, height } = place?.box ?? {};
  const original = place?.original;
  useEffect(() => {
    if (original && width !== undefined && height !== undefined)
      latest.current?.({ original, box: { width, height } });
  }, [original, width, height]);
}

/** The picture goes with the pointer. Only a press that begins on the picture itself drags it. */
function useDrag(onChange: Props['onChange']) {
  const at = useRef<{ x: number; y: number } | null>(null);
  if (!onChange) return {};
  return {
    onPointerDown: (event: PointerEvent<HTMLDivElement>) => {
      if (event.button !== 0 || !(event.target instanceof HTMLImageElement)) return;
      at.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLDivElement>) => {
      const from = at.current;
      if (!from) return;
      at.current = { x: event.clientX, y: event.clientY };
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      onChange((setting, place) => dragged(setting, dx, dy, place));
    },
    onPointerUp: () => {
      at.current = null;
    },
    onPointerCancel: () => {
      at.current = null;
    },
  };
}

function NotShown({ text, onAgain }: { text: string; onAgain?: () => void }) {
  return (
    <div className={styles.refused}>
      <Icon name="octagon-x" size={20} />
      <p>{text}</p>
      {onAgain && (
        <Button size="small" onPress={onAgain}>
          {words.evidence.again}
        </Button>
      )}
    </div>
  );
}

function causeOf(cause: string): string {
  const e = words.evidence;
  if (cause === 'hash_differs') return e.notSigned;
  if (cause === 'gone') return e.gone;
  const p = words.problems.evidence_refused;
  return e.refused(p.causes[cause] ?? p.other);
}

function sentenceOf(problem: Problem): string {
  if (problem.kind === 'evidence_refused') return causeOf(problem.cause);
  if (problem.kind === 'offline') return causeOf('offline');
  if (problem.kind === 'invalid') return words.evidence.refused(problem.sentence);
  return words.evidence.refused(words.problems[problem.kind].title.concat('.'));
}
