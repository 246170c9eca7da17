import type { CaseView } from '../backend/bindings.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { IconButton } from '../components/IconButton.tsx';
import type { IconName } from '../components/icons.ts';
import { dayAndClockOf, zonedOf } from '../words/time.ts';
import { words } from '../words/words.ts';
import styles from './HistoryDrawer.module.css';

type Entry = { at: string; icon: IconName; text: string; detail?: string };

/** What happened to the case, the latest last, and what I answered. */
export function HistoryDrawer({ view, onClose }: { view: CaseView; onClose: () => void }) {
  const h = words.history;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={h.title}
      size="drawer"
      aside={
        <>
          <span className={styles.revision}>{h.revision(view.revision)}</span>
          <span className={styles.close}>
            <IconButton icon="x" label={words.widgets.closeByEscape} onPress={onClose} />
          </span>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <ol className={styles.entries} tabIndex={0} aria-label={h.title}>
        {entriesOf(view).map((entry) => (
          <li key={`${entry.at}${entry.text}`} className={styles.entry}>
            <Icon name={entry.icon} size={14} />
            <div>
              <p>{entry.text}</p>
              {entry.detail && <p className={styles.detail}>{entry.detail}</p>}
            </div>
            <time dateTime={entry.at} title={zonedOf(entry.at)}>
              {dayAndClockOf(entry.at)}
            </time>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function entriesOf({ facts, judgements, draft }: CaseView): Entry[] {
  const h = words.history;
  const events = (facts?.timeline ?? []).map(
    ({ at, what }): Entry => ({ at, icon: icons[what] ?? 'circle', text: eventOf(what) }),
  );
  const answers = judgements.map(
    ({ at, answer, sureness, blind }, nth): Entry => ({
      at,
      icon: 'stamp',
      text: nth === 0 ? h.firstAnswer : h.laterAnswer,
      detail: h.answer(
        words.faces.answers[answer],
        words.faces.sureness[sureness],
        blind ? null : words.evidence.notBlind,
      ),
    }),
  );
  const kept: Entry[] = draft?.kept_at
    ? [{ at: draft.kept_at, icon: 'pencil-line', text: h.draftKept }]
    : [];
  return [...events, ...answers, ...kept].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** What the service calls it, in words. A code that is not known here is shown as it is. */
export const eventOf = (what: string) => words.context.events[what] ?? what.replaceAll('_', ' ');

const icons: Readonly<Record<string, IconName>> = {
  started: 'smartphone',
  captured: 'scan-line',
  mismatch: 'split',
  came_in: 'inbox',
  opened: 'book-open',
  given_back: 'undo-2',
  taken_over: 'hand',
  lapsed: 'clock',
  new_capture: 'image-plus',
  asked_for_capture: 'image-plus',
  escalated: 'siren',
};
