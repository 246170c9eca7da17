import { usePreferences, useSetPreferences } from '../backend/queries.ts';
import { Dialog } from '../components/Dialog.tsx';
import { Icon } from '../components/Icon.tsx';
import { KeyCap } from '../components/KeyCap.tsx';
import { showOverlay } from '../components/overlays.ts';
import { words } from '../words/words.ts';
import styles from './HelpSheet.module.css';
import { chordsOf } from './keys.ts';
import { sheetColumns } from './sheet.ts';

/** Every key there is, from the one table. */
export function HelpSheet() {
  const close = () => showOverlay(null);
  return (
    <Dialog
      isOpen
      onClose={close}
      title={words.help.title}
      size="sheet"
      aside={<Aside onClose={close} />}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
      <div className={styles.columns} tabIndex={0} role="group" aria-label={words.help.title}>
        {sheetColumns().map((groups) => (
          <div key={groups[0]?.title}>
            {groups.map((group) => (
              <section key={group.title} className={styles.group}>
                <h3 className={styles.title}>{group.title}</h3>
                <dl>
                  {group.rows.map((row) => (
                    <div key={row.label} className={styles.row}>
                      <dt>{row.label}</dt>
                      <dd className={styles.keys}>
                        {row.keys.map((keys) => (
                          <span key={keys} className={styles.sequence}>
                            {chordsOf(keys).map((chord) => (
                              <KeyCap key={chord} chord={chord} />
                            ))}
                          </span>
                        ))}
                        <span className="unseen">{row.keys.map(spoken).join(', ')}</span>
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        ))}
      </div>
    </Dialog>
  );
}

function Aside({ onClose }: { onClose: () => void }) {
  const { data: preferences } = usePreferences();
  const setPreferences = useSetPreferences();
  const on = preferences?.single_letter_keys ?? true;
  return (
    <>
      <p className={styles.lead}>{words.help.lead}</p>
      <button
        type="button"
        className={styles.switch}
        aria-pressed={on}
        onClick={() => setPreferences.mutate({ single_letter_keys: !on })}
      >
        <Icon name="keyboard" size={14} />
        {on ? words.help.singleOn : words.help.singleOff}
      </button>
      <button
        type="button"
        aria-label={words.widgets.closeByEscape}
        className={styles.close}
        onClick={onClose}
      >
        <KeyCap chord="Escape" />
      </button>
    </>
  );
}

const spoken = (keys: string) =>
  keys.replaceAll('+', ' ').replace('Mod', words.keyNames.Mod ?? 'Ctrl');
