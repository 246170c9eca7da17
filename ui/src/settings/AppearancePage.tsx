import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { usePreferences, useSetPreferences } from '../backend/queries.ts';
import { words } from '../words/words.ts';
import styles from './SettingsScreen.module.css';

const SIZES = [100, 125, 150, 175, 200];

/** Theme, text size, motion and keys; each acts at once. */
export function AppearancePage() {
  const { data: preferences } = usePreferences();
  const { mutate } = useSetPreferences();
  const s = words.settings;
  if (!preferences) return null;
  return (
    <>
      <Choice
        name={s.theme}
        choices={s.themes}
        chosen={preferences.theme}
        onChange={(theme) => mutate({ theme })}
      />
      <Choice
        name={s.textSize}
        choices={Object.fromEntries(SIZES.map((size) => [String(size), s.percent(size)]))}
        chosen={String(preferences.text_size_percent)}
        onChange={(size) => mutate({ text_size_percent: Number(size) })}
      />
      <Choice
        name={s.motion}
        choices={s.motions}
        chosen={preferences.motion}
        onChange={(motion) => mutate({ motion })}
      />
      <Choice
        name={s.singleLetters}
        choices={{ on: s.on, off: s.off }}
        chosen={preferences.single_letter_keys ? 'on' : 'off'}
        onChange={(choice) => mutate({ single_letter_keys: choice === 'on' })}
        note={s.singleLettersMean}
      />
      <div className={styles.row}>
        <span className={styles.name}>{s.language}</span>
        <span className={styles.note}>{s.english}</span>
      </div>
    </>
  );
}

type ChoiceProps = {
  name: string;
  choices: Readonly<Record<string, string>>;
  chosen: string;
  onChange: (choice: string) => void;
  note?: ReactNode;
};

function Choice({ name, choices, chosen, onChange, note }: ChoiceProps) {
  return (
    <div className={styles.row}>
      <span className={styles.name} aria-hidden="true">
        {name}
      </span>
      <div>
        <RadioGroup
          aria-label={name}
          orientation="horizontal"
          className={styles.choices ?? ''}
          value={chosen}
          onChange={onChange}
        >
          {Object.entries(choices).map(([value, label]) => (
            <Radio key={value} value={value} className={styles.choice ?? ''}>
              {label}
            </Radio>
          ))}
        </RadioGroup>
        {note && <p className={styles.note}>{note}</p>}
      </div>
    </div>
  );
}
