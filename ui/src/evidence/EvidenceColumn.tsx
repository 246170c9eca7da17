import { useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import type { CaseView, PictureView } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { caseQuery } from '../backend/queries.ts';
import { copy } from '../components/clipboard.ts';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import { useCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import { DocumentChecks } from './DocumentChecks.tsx';
import styles from './EvidenceColumn.module.css';
import { KeptAnswer } from './KeptAnswer.tsx';
import { contrasted, fit, lookOf, panned, type Setting, turned, zoomed } from './look.ts';
import { Picture } from './Picture.tsx';

/** Pictures on the stage, the kept answer, the service's result after it, document checks. */
export function EvidenceColumn({ view }: { view: CaseView }) {
  return (
    <section
      className={styles.column}
      aria-label={words.evidence.region}
      data-region="evidence"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls is reached by keys
      tabIndex={0}
    >
      <Stage view={view} />
      <KeptAnswer view={view} />
      {view.facts && <DocumentChecks checks={view.facts.checks} />}
    </section>
  );
}

function Stage({ view }: { view: CaseView }) {
  const [shown, setShown] = useState(0);
  const [settings, setSettings] = useState<Readonly<Record<string, Setting>>>({});
  const panel = useId();
  const noticeSeen = useNoticeSeen(view);
  const { pictures } = view;
  const picture = pictures[Math.min(shown, pictures.length - 1)];
  const setting = (picture && settings[picture.id]) ?? fit;
  const change = (next: (setting: Setting) => Setting) => {
    if (picture) setSettings({ ...settings, [picture.id]: next(setting) });
  };
  const step = (by: number) => setShown((shown + by + pictures.length) % pictures.length);
  useStageCommands(change, step);
  if (!picture) return <p className={styles.none}>{words.evidence.none}</p>;
  return (
    <div className={styles.stage} data-ground="stage">
      <div className={styles.bar}>
        <Tabs pictures={pictures} shown={picture.id} panel={panel} onShow={setShown} />
        <Hash picture={picture} />
      </div>
      <div
        id={panel}
        role="tabpanel"
        aria-label={words.evidence.longRoles[picture.role]}
        className={styles.view}
      >
        <Picture
          key={picture.id}
          caseId={view.id}
          picture={picture}
          nth={pictures.indexOf(picture) + 1}
          of={pictures.length}
          look={lookOf(setting)}
          unseen={{ width: 348, height: 260 }}
          onDrawn={noticeSeen}
        />
      </div>
      <div className={styles.tools} role="toolbar" aria-label={words.evidence.tools}>
        <Tools change={change} />
        <span className={styles.seen}>
          {words.evidence.zoom(setting.zoom)} ·{' '}
          {picture.seen ? words.evidence.seen : words.evidence.notSeen}
        </span>
      </div>
    </div>
  );
}

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

type Change = (next: (setting: Setting) => Setting) => void;

function useStageCommands(change: Change, step: (by: number) => void): void {
  useCommand('evidence.zoom_in', { run: () => change((s) => zoomed(s, 1)) });
  useCommand('evidence.zoom_out', { run: () => change((s) => zoomed(s, -1)) });
  useCommand('evidence.rotate_right', { run: () => change((s) => turned(s, 1)) });
  useCommand('evidence.rotate_left', { run: () => change((s) => turned(s, -1)) });
  useCommand('evidence.contrast', { run: () => change(contrasted) });
  useCommand('evidence.fit', { run: () => change(() => fit) });
  useCommand('evidence.previous', { run: () => step(-1) });
  useCommand('evidence.next', { run: () => step(1) });
  useCommand('evidence.left', { run: () => change((s) => panned(s, -1, 0)) });
  useCommand('evidence.right', { run: () => change((s) => panned(s, 1, 0)) });
  useCommand('evidence.up', { run: () => change((s) => panned(s, 0, -1)) });
  useCommand('evidence.down', { run: () => change((s) => panned(s, 0, 1)) });
}

function Tools({ change }: { change: Change }) {
  const c = words.commands;
  return (
    <>
      <IconButton
        icon="zoom-in"
        label={c['evidence.zoom_in']}
        keysOf="evidence.zoom_in"
        onPress={() => change((s) => zoomed(s, 1))}
      />
      <IconButton
        icon="zoom-out"
        label={c['evidence.zoom_out']}
        keysOf="evidence.zoom_out"
        onPress={() => change((s) => zoomed(s, -1))}
      />
      <IconButton
        icon="rotate-ccw"
        label={c['evidence.rotate_left']}
        keysOf="evidence.rotate_left"
        onPress={() => change((s) => turned(s, -1))}
      />
      <IconButton
        icon="rotate-cw"
        label={c['evidence.rotate_right']}
        keysOf="evidence.rotate_right"
        onPress={() => change((s) => turned(s, 1))}
      />
      <IconButton
        icon="contrast"
        label={c['evidence.contrast']}
        keysOf="evidence.contrast"
        onPress={() => change(contrasted)}
      />
      <IconButton
        icon="maximize"
        label={c['evidence.fit']}
        keysOf="evidence.fit"
        onPress={() => change(() => fit)}
      />
    </>
  );
}

type TabsProps = {
  pictures: readonly PictureView[];
  shown: string;
  panel: string;
  onShow: (index: number) => void;
};

function Tabs({ pictures, shown, panel, onShow }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: React.KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = pictures.findIndex(({ id }) => id === shown);
    const next = (at + by + pictures.length) % pictures.length;
    onShow(next);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={words.evidence.pictures}
      className={styles.tabs}
      onKeyDown={move}
    >
      {pictures.map((picture, index) => (
        <button
          key={picture.id}
          type="button"
          role="tab"
          aria-selected={picture.id === shown}
          aria-controls={picture.id === shown ? panel : undefined}
          tabIndex={picture.id === shown ? 0 : -1}
          className={styles.tab}
          onClick={() => onShow(index)}
        >
          {words.evidence.roles[picture.role]}
          {picture.seen && <Icon name="check" size={12} label={words.evidence.seen} />}
        </button>
      ))}
    </div>
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
      <span className="mono">{short}</span>
      <span className="unseen">{words.evidence.copyHash}</span>
      <Icon name="copy" size={12} />
    </button>
  );
}
