import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import styles from './Tabs.module.css';

type Props<Id extends string> = {
  label: string;
  tabs: readonly { id: Id; content: ReactNode }[];
  shown: Id;
  /** The id of the element that shows the chosen one. */
  panel: string;
  onShow: (id: Id) => void;
  ground?: 'plain' | 'stage';
};

/** Tabs: arrows move and show, one of them is in the tab order. */
export function Tabs<Id extends string>(props: Props<Id>) {
  const { label, tabs, shown, panel, onShow, ground = 'plain' } = props;
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const by = event.key === 'ArrowRight' ? forward : event.key === 'ArrowLeft' ? -forward : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = tabs.findIndex(({ id }) => id === shown);
    const next = (at + by + tabs.length) % tabs.length;
    const tab = tabs[next];
    if (tab) onShow(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      className={[styles.tabs, styles[ground]].join(' ')}
      onKeyDown={move}
    >
      {tabs.map(({ id, content }) => (
        <button
          key={id}
          type="button"
          role="tab"
          aria-selected={id === shown}
          aria-controls={id === shown ? panel : undefined}
          tabIndex={id === shown ? 0 : -1}
          className={styles.tab}
          onClick={() => onShow(id)}
        >
          {content}
        </button>
      ))}
    </div>
  );
}
