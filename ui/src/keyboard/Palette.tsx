import { useId, useState } from 'react';
import type { QueueRow } from '../backend/bindings.ts';
import { EVERYTHING_OPEN, useQueue } from '../backend/queries.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { CommandKeys, KeyCap } from '../components/KeyCap.tsx';
import { announce } from '../components/live.ts';
import { showOverlay } from '../components/overlays.ts';
import { kindIcons } from '../queue/kinds.ts';
import { useOpenCase } from '../queue/useOpenCase.ts';
import { clockOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './Palette.module.css';
import { entriesFor, type PaletteEntry } from './paletteEntries.ts';
import { useOfferedCommands } from './registry.ts';

/** Cases by number and every command, open or closed with its reason. */
export function Palette() {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { data } = useQueue(EVERYTHING_OPEN);
  const commands = useOfferedCommands();
  const openCase = useOpenCase();
  const listId = useId();
  const entries = entriesFor(text, data?.rows ?? [], commands);
  const close = () => showOverlay(null);
  const optionId = (index: number) => `${listId}-${index}`;
  const run = (entry: PaletteEntry | undefined) => {
    if (!entry) return;
    if (entry.kind === 'command' && entry.command.disabledReason) {
      announce(entry.command.disabledReason);
      return;
    }
    close();
    if (entry.kind === 'case') openCase(entry.row);
    else entry.command.run?.();
  };
  const step = (by: number) => setAt((at + by + entries.length) % Math.max(1, entries.length));
  const keys: Record<string, () => void> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => run(entries[at]),
  };
  return (
    <Dialog isOpen onClose={close} label={words.palette.label} size="palette">
      <div className={styles.head}>
        <Icon name="search" />
        <input
          autoFocus
          className={styles.field}
          role="combobox"
          aria-label={words.palette.label}
          aria-expanded={entries.length > 0}
          aria-controls={listId}
          aria-activedescendant={entries.length > 0 ? optionId(at) : undefined}
          aria-autocomplete="list"
          placeholder={words.palette.hint}
          spellCheck={false}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            const act = keys[event.key];
            if (!act || event.nativeEvent.isComposing) return;
            event.preventDefault();
            act();
          }}
        />
        <button
          type="button"
          className={styles.close}
          aria-label={words.widgets.closeByEscape}
          onClick={close}
        >
          <KeyCap chord="Escape" />
        </button>
      </div>
      {entries.length === 0 ? (
        <p className={styles.nothing}>{words.palette.nothing}</p>
      ) : (
        <div id={listId} role="listbox" aria-label={words.palette.label} className={styles.list}>
          {(['case', 'command'] as const).map((kind) => (
            <Group
              key={kind}
              kind={kind}
              entries={entries}
              at={at}
              optionId={optionId}
              onRun={run}
              text={text}
            />
          ))}
        </div>
      )}
      <footer className={styles.foot}>
        <span>
          <KeyCap chord="ArrowUp" /> <KeyCap chord="ArrowDown" /> {words.palette.move}
        </span>
        <span>
          <KeyCap chord="Enter" /> {words.palette.run}
        </span>
        <span className={styles.names}>{words.palette.names}</span>
      </footer>
    </Dialog>
  );
}

type GroupProps = {
  kind: PaletteEntry['kind'];
  entries: readonly PaletteEntry[];
  at: number;
  optionId: (index: number) => string;
  onRun: (entry: PaletteEntry) => void;
  text: string;
};

function Group({ kind, entries, at, optionId, onRun, text }: GroupProps) {
  const title = kind === 'case' ? words.palette.cases : words.palette.commands;
  if (!entries.some((entry) => entry.kind === kind)) return null;
  return (
    <div role="group" aria-label={title}>
      <div className={styles.group} aria-hidden="true">
        {title}
      </div>
      {entries.map((entry, index) =>
        entry.kind === kind ? (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus, and handles the keys
          <div
            key={entry.id}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            ref={index === at ? intoView : null}
            aria-selected={index === at}
            aria-disabled={
              (entry.kind === 'command' && Boolean(entry.command.disabledReason)) || undefined
            }
            className={styles.option}
            onClick={() => onRun(entry)}
          >
            {entry.kind === 'case' ? (
              <CaseOption row={entry.row} text={text} current={index === at} />
            ) : (
              <CommandOption entry={entry} />
            )}
          </div>
        ) : null,
      )}
    </div>
  );
}

function CaseOption({ row, text, current }: { row: QueueRow; text: string; current: boolean }) {
  const from = row.number.toLowerCase().indexOf(text.trim().toLowerCase());
  const to = from + text.trim().length;
  const p = words.palette;
  const held = row.held_by_me ? p.heldByYou : row.held_by ? p.heldBy(row.held_by.name) : null;
  return (
    <>
      <Icon name={kindIcons[row.kind]} />
      <span className={styles.number}>
        {row.number.slice(0, from)}
        <b>{row.number.slice(from, to)}</b>
        {row.number.slice(to)}
      </span>
      <span className={styles.detail}>
        {[words.kinds[row.kind], held ?? p.free, !held && p.due(clockOf(row.due_at))]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {current && (
        <span className={styles.end}>
          <KeyCap chord="Enter" />
        </span>
      )}
    </>
  );
}

function CommandOption({ entry }: { entry: Extract<PaletteEntry, { kind: 'command' }> }) {
  const { command } = entry;
  return (
    <>
      {command.icon ? <Icon name={command.icon} /> : <span className={styles.noIcon} />}
      <span className={command.disabledReason ? styles.closed : undefined}>{command.label}</span>
      {command.disabledReason && <span className={styles.detail}>{command.disabledReason}</span>}
      <span className={styles.end}>
        {command.disabledReason ? (
          <>
            <Icon name="lock" size={14} /> {words.widgets.closed}
          </>
        ) : (
          <CommandKeys id={command.id} />
        )}
      </span>
    </>
  );
}

const intoView = (element: HTMLElement | null) => element?.scrollIntoView?.({ block: 'nearest' });
