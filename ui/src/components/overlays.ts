import { signal } from './signal.ts';

export type OverlayName = 'palette' | 'help';

const overlay = signal<OverlayName | null>(null);

/** Shows the palette or the key sheet over whatever screen there is; null closes. */
export const showOverlay = overlay.set;

export const useOverlay = overlay.use;
