import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import type { CaseView, EvidenceRole, PictureView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { caseQuery } from '../backend/queries.ts';
import { copy } from '../components/clipboard.ts';
import { Icon } from '../components/Icon.tsx';
import { Tabs } from '../components/Tabs.tsx';
import { ToolButton } from '../components/ToolButton.tsx';
import type { CommandId } from '../keyboard/commands.ts';
import { words } from '../words/words.ts';
import { DocumentChecks } from './DocumentChecks.tsx';
import styles from './EvidenceColumn.module.css';
import { KeptAnswer } from './KeptAnswer.tsx';
import { contrastStep, type Place, type Setting, scaleOf } from './look.ts';
import { Picture } from './Picture.tsx';
import { type Change, useLookCommands, useLooks } from './useLooks.ts';

type Props = {
  view: CaseView;
  /** In step 3 the stage is lower and without its hash. */
  short?: boolean;
};

/** Pictures on the stage, which stays; below it the kept answer, the service's result, document checks. */
export function EvidenceColumn({
  view,
  short = false,
  children,
}: Props & { children?: ReactNode }) {
  return (
    <section className={styles.column} aria-label={words.evidence.region} data-region="evidence">
      <Stage view={view} short={short} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by keys */}
      <div className={styles.below} tabIndex={0} role="group" aria-label={words.evidence.below}>
        <KeptAnswer view={view} short={short} />
        {view.facts && <DocumentChecks checks={view.facts.checks} />}
        {children}
      </div>
    </section>
  );
}

function Stage({ view, short }: Props) {
  const [shown, setShown] = useState(0);
  const panel = useId();
  const noticeSeen = useNoticeSeen(view);
  const looks = useLooks(view.id);
  const pictures = view.pictures.toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  const at = Math.min(shown, pictures.length - 1);
  const picture = pictures[at];
  const change = (next: Change) => looks.change(picture ? [picture.id] : [], next);
  useLookCommands({
    change,
    turn: change,
    step: (by) => setShown((at + by + pictures.length) % Math.max(1, pictures.length)),
  });
  if (!picture) return <p className={styles.none}>{words.evidence.none}</p>;
  return (
    <div className={styles.stage} data-ground="stage">
      <div className={styles.bar}>
        <Tabs
          label={words.evidence.pictures}
          ground="stage"
          tabs={pictures.map((one) => ({ id: one.id, content: <TabName picture={one} /> }))}
          shown={picture.id}
          panel={panel}
          onShow={(id) => setShown(pictures.findIndex((one) => one.id === id))}
        />
        {!short && <Hash picture={picture} />}
      </div>
      <div
        id={panel}
        role="tabpanel"
        aria-label={words.evidence.longRoles[picture.role]}
        className={styles.view}
        data-short={short || undefined}
      >
        <Picture
          key={picture.id}
          caseId={view.id}
          picture={picture}
          nth={at + 1}
          of={pictures.length}
          setting={looks.of(picture.id)}
          onChange={change}
          onPlaced={(place) => looks.placed(picture.id, place)}
          unseen={{ width: 348, height: 260 }}
          onDrawn={noticeSeen}
        />
      </div>
      <div className={styles.tools} role="toolbar" aria-label={words.evidence.tools}>
        {TOOLS.map((id) => (
          <ToolButton key={id} id={id} />
        ))}
        <Seen picture={picture} setting={looks.of(picture.id)} place={looks.placeOf(picture.id)} />
      </div>
    </div>
  );
}

const TabName = ({ picture }: { picture: PictureView }) => (
  <>
    {words.evidence.roles[picture.role]}
    {picture.seen && <Icon name="check" size={12} label={words.evidence.seen} />}
  </>
);

const ORDER: readonly EvidenceRole[] = ['document_front', 'document_back', 'selfie', 'portrait'];

const TOOLS: readonly CommandId[] = [
  'evidence.zoom_in',
  'evidence.zoom_out',
  'evidence.rotate_left',
  'evidence.rotate_right',
  'evidence.contrast',
  'evidence.fit',
];

/** The desk decides what was seen; the window asks what it knows after each drawing. */
function useNoticeSeen(view: CaseView): () => void {
  const backend = useBackend();
  const client = useQueryClient();
  return () => {
    if (view.pictures.every(({ seen }) => seen)) return;
    const { queryKey } = caseQuery(backend, view.id);
    void client.invalidateQueries({ queryKey, exact: true });
  };
}

type SeenProps = { picture: PictureView; setting: Setting; place: Place | undefined };

/** How large it is drawn, in what light, and whether that was large enough to count as seen. */
function Seen({ picture, setting, place }: SeenProps) {
  const e = words.evidence;
  const step = contrastStep(setting);
  const pixels = (globalThis.devicePixelRatio || 1) * 100;
  return (
    <span className={styles.seen}>
      {place && `${e.percent(Math.round(scaleOf(setting, place) * pixels))} · `}
      {step === 0 ? e.original : e.contrastStep(step)}
      {picture.state.picture === 'ready' && !picture.seen && (
        <span className={styles.notSeen}>{e.notSeen}</span>
      )}
    </span>
  );
}

function Hash({ picture }: { picture: PictureView }) {
  const short = `${picture.sha256.slice(0, 4)}…${picture.sha256.slice(-4)}`;
  return (
    <button
      type="button"
      className={styles.hash}
      title={words.evidence.copyHash}
      onClick={() => copy(picture.sha256, words.evidence.hashCopied)}
    >
      <span className="mono">{words.evidence.sha256(short)}</span>
      <span className="unseen">{words.evidence.copyHash}</span>
      <Icon name="copy" size={12} />
    </button>
  );
}
