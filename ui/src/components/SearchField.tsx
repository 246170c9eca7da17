import type { Ref } from 'react';
import { Icon } from './Icon.tsx';
import { KeyCap } from './KeyCap.tsx';
import styles from './SearchField.module.css';

type Props = {
  label: string;
  hint: string;
  value: string;
  onChange: (text: string) => void;
  className?: string | undefined;
  ref?: Ref<HTMLInputElement>;
};

/** The search field of a list: `/` reaches it, Esc empties it. */
export function SearchField({ label, hint, value, onChange, className, ref }: Props) {
  return (
    <span className={[styles.search, className].filter(Boolean).join(' ')}>
      <Icon name="search" size={14} />
      <input
        ref={ref}
        className={styles.field}
        data-search=""
        aria-label={label}
        placeholder={hint}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') onChange('');
        }}
      />
      <KeyCap chord="/" />
    </span>
  );
}
