import { type ReactNode, useRef, useState } from 'react';
import type { CaseView, EvidenceRole, PictureView } from '../backend/bindings.ts';
import { announce } from '../components/live.ts';
import { ToolButton } from '../components/ToolButton.tsx';
import { BlankedDocument } from '../evidence/BlankedDocument.tsx';
import { Picture } from '../evidence/Picture.tsx';
import { type Looks, useLookCommands, useLooks } from '../evidence/useLooks.ts';
import { useCommand } from '../keyboard/registry.ts';
import { dayAndClockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import { EyeLineHandle } from './EyeLineHandle.tsx';
import styles from './FaceStage.module.css';

const e = words.evidence;
const t = words.faceTools;

/** The two faces at one size on the stage, and the tools to compare them. */
export function FaceStage({ view }: { view: CaseView }) {
  const [swapped, setSwapped] = useState(false);
  const [linked, setLinked] = useState(false);
  const [eyeLine, setEyeLine] = useState(true);
  const [height, setHeight] = useState(44);
  const [active, setActive] = useState<number | null>(null);
  const frames = useRef<HTMLDivElement>(null);
  const looks = useLooks(view.id);
  const shown = facesOf(view, swapped);
  const ids = shown.map(({ id }) => id);
  const chosen = ids.slice(active ?? 0, (active ?? 0) + 1);
  useLookCommands({
    change: (change) => looks.change(linked ? ids : chosen, change),
    turn: (change) => looks.change(chosen, change),
    step: (by) => {
      const next = ((active ?? 0) + by + ids.length) % Math.max(1, ids.length);
      setActive(next);
      frames.current?.querySelectorAll<HTMLElement>('[data-face]')[next]?.focus();
    },
  });
  const toggle = (on: boolean, set: (on: boolean) => void, said: (on: boolean) => string) => () => {
    set(!on);
    announce(said(!on));
  };
  useCommand('faces.move_both', { run: toggle(linked, setLinked, t.linkedSaid) });
  useCommand('faces.eye_line', { run: toggle(eyeLine, setEyeLine, t.eyeLineSaid) });
  useCommand('faces.swap', { run: toggle(swapped, setSwapped, () => t.swappedSaid) });
  if (shown.length === 0) return <p className={styles.none}>{e.none}</p>;
  return (
    <div className={styles.stage}>
      <div ref={frames} className={styles.faces}>
        {shown.map((picture, index) => (
          <Face
            key={picture.id}
            picture={picture}
            current={index === active && !linked && shown.length > 1}
            onCurrent={() => setActive(index)}
            eyeLine={eyeLine && picture.state.picture === 'ready' ? height : null}
            handle={
              eyeLine && index === 0 && shown.length > 1 ? (
                <EyeLineHandle height={height} onMove={setHeight} />
              ) : null
            }
          >
            <FacePicture
              view={view}
              picture={picture}
              nth={index + 1}
              of={shown.length}
              looks={looks}
              movedWith={linked ? ids : [picture.id]}
            />
          </Face>
        ))}
      </div>
      <FaceTools linked={linked} eyeLine={eyeLine} swapped={swapped} />
    </div>
  );
}

/** Portrait left and selfie right, unless swapped. Without a crop the page stands in for the portrait. */
function facesOf({ pictures }: CaseView, swapped: boolean): PictureView[] {
  const of = (role: EvidenceRole) => pictures.find((one) => one.role === role);
  const faces = [of('portrait') ?? of('document_front'), of('selfie')].filter(
    (one) => one !== undefined,
  );
  return swapped ? faces.toReversed() : faces;
}

type FaceProps = {
  picture: PictureView;
  /** The one that the keys act on. */
  current: boolean;
  onCurrent: () => void;
  /** How far down the guide stands, in percent; null without one. */
  eyeLine: number | null;
  handle: ReactNode;
  children: ReactNode;
};

function Face({ picture, current, onCurrent, eyeLine, handle, children }: FaceProps) {
  const taken = picture.role === 'selfie' ? e.taken : e.photographed;
  return (
    <figure className={styles.face} onPointerDown={onCurrent}>
      <figcaption className={styles.caption}>
        <span>{e.longRoles[picture.role]}</span>
        {picture.captured_at && (
          <span className={styles.when}>{taken(dayAndClockOf(picture.captured_at))}</span>
        )}
      </figcaption>
      <div className={styles.place}>
        <div
          className={styles.frame}
          data-face=""
          data-current={current || undefined}
          role="group"
          aria-label={e.longRoles[picture.role]}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows, zoom and the rest act on the picture that is reached
          tabIndex={0}
          onFocus={onCurrent}
        >
          {children}
          {eyeLine !== null && (
            <span className={styles.eyeLine} style={{ insetBlockStart: `${eyeLine}%` }} />
          )}
        </div>
        {handle}
      </div>
    </figure>
  );
}

type PictureProps = {
  view: CaseView;
  picture: PictureView;
  nth: number;
  of: number;
  looks: Looks;
  movedWith: readonly string[];
};

function FacePicture({ view, picture, nth, of, looks, movedWith }: PictureProps) {
  const shared = {
    caseId: view.id,
    picture,
    nth,
    of,
    setting: looks.of(picture.id),
    onChange: (change: Parameters<Looks['change']>[1]) => looks.change(movedWith, change),
    onPlaced: (place: Parameters<Looks['placed']>[1]) => looks.placed(picture.id, place),
  };
  const isPage = picture.role === 'document_front';
  if (isPage && view.judgements.length === 0) return <BlankedDocument {...shared} />;
  return <Picture {...shared} />;
}

type ToolsProps = { linked: boolean; eyeLine: boolean; swapped: boolean };

function FaceTools({ linked, eyeLine, swapped }: ToolsProps) {
  return (
    <div className={styles.tools} role="toolbar" aria-label={e.tools}>
      <ToolButton id="faces.move_both" label={t.moveBoth} pressed={linked} />
      <ToolButton id="evidence.zoom_in" label={t.zoom} />
      <ToolButton id="evidence.zoom_out" />
      <ToolButton id="evidence.rotate_right" label={t.rotate} />
      <ToolButton id="evidence.contrast" label={t.contrast} />
      <ToolButton id="faces.eye_line" label={t.eyeLine} pressed={eyeLine} />
      <ToolButton id="faces.swap" label={t.swap} pressed={swapped} />
      <ToolButton id="evidence.fit" label={t.fit} />
    </div>
  );
}
