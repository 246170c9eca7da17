import type { QueueRow } from '../backend/bindings.ts';
import { signal } from '../components/signal.ts';

const held = signal<QueueRow | null>(null);

/** The case of another reviewer that somebody wants to open; null when that is answered. */
export const showHeld = held.set;

export const useHeld = held.use;
