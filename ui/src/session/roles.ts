import type { Role, SessionView } from '../backend/bindings.ts';
import { useSession } from '../backend/queries.ts';

const DECIDING: readonly Role[] = ['Recovery.Review', 'Onboarding.Review', 'Security.Respond'];
const SEEING: readonly Role[] = [...DECIDING, 'Decisions.Audit'];

export const decides = (session: SessionView | undefined) => has(session, DECIDING);

/** Supervisors read the queue; policy managers have no business in it. */
export const seesQueue = (session: SessionView | undefined) => has(session, SEEING);

export const rolesForQueue: readonly Role[] = SEEING;

export function useDecides(): boolean {
  return decides(useSession().data);
}

function has(session: SessionView | undefined, wanted: readonly Role[]): boolean {
  return (
    session?.state.state === 'signed_in' &&
    session.state.roles.some((role) => wanted.includes(role))
  );
}
