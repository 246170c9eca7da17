import { useEffect } from 'react';
import { KeyHandler } from './handler.ts';

/** Follows the keys of the window for as long as it is shown. */
export function useKeys({
  singleLetterKeys,
  say,
}: {
  singleLetterKeys: boolean;
  say: (reason: string) => void;
}): void {
  useEffect(() => {
    const handler = new KeyHandler({ singleLetterKeys, say });
    const heard = (event: KeyboardEvent) => void handler.handle(event);
    window.addEventListener('keydown', heard);
    return () => window.removeEventListener('keydown', heard);
  }, [singleLetterKeys, say]);
}
