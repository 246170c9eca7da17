import { useState } from 'react';
import { flushSync } from 'react-dom';
import { announce } from '../components/live.ts';
import { words } from '../words/words.ts';

export type OtherRulesShown = { open: boolean; toggle: () => void; reach: () => void };

/** Whether the lines of Microsoft and of plain equality are shown. */
export function useOtherRules(): OtherRulesShown {
  const [open, setOpen] = useState(true);
  const show = (next: boolean) => {
    flushSync(() => setOpen(next));
    announce(next ? words.findings.othersShown : words.findings.othersHidden);
  };
  const place = () => document.querySelector<HTMLElement>('[data-microsoft]');
  return {
    open,
    toggle: () => show(!open),
    /** The key: goes to the lines, and once there folds and unfolds them. */
    reach: () => {
      if (!open || place()?.contains(document.activeElement)) show(!open);
      place()?.focus();
    },
  };
}
