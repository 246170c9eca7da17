import type { MatterRow, MattersView, QueueView } from '../backend/bindings.ts';

/** Views of the queue whose rows are matters: what a decision left behind. */
export type MatterView = Extract<QueueView, 'stuck' | 'unexplained' | 'incidents'>;

export const isMatterView = (view: QueueView): view is MatterView =>
  view === 'stuck' || view === 'unexplained' || view === 'incidents';

/** The next matter from where the focus is; the first or the last one when it is in none. */
export function neighbour(ids: readonly string[], from: string | null, by: 1 | -1): string | null {
  const at = from === null ? -1 : ids.indexOf(from);
  if (at < 0) return (by === 1 ? ids[0] : ids.at(-1)) ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, at + by))] ?? null;
}

/** To whom a matter can be given: the security desk, but not its present owner. */
export const takers = (view: MattersView, { matter }: MatterRow) =>
  view.responders.filter(({ id, me }) => !me && id !== matter.owner?.person.object_id);

/** How many of the steps are done. */
export const progress = ({ matter }: MatterRow): [number, number] => [
  matter.steps.filter((step) => step.done).length,
  matter.steps.length,
];
