import { announce } from './live.ts';
import { signal } from './signal.ts';

export type ToastContent = { text: string; action?: { label: string; run: () => void } };

const shown = signal<ToastContent | null>(null);

/** Shows one sentence for six seconds, or until dismissed when it holds an action. Never an error, never a name. */
export function toast(text: string, action?: ToastContent['action']): void {
  shown.set({ text, ...(action ? { action } : {}) });
  announce(text);
}

export const dismissToast = () => shown.set(null);

export const useToast = shown.use;
