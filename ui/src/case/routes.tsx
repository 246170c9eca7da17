import { type AnyRoute, createRoute } from '@tanstack/react-router';
import { DecideScreen } from '../decision/DecideScreen.tsx';
import { ReceiptScreen } from '../decision/ReceiptScreen.tsx';
import { FacesScreen } from './FacesScreen.tsx';
import { ReconcileScreen } from './ReconcileScreen.tsx';

/** The steps of one case. */
export const caseRoutes = <Parent extends AnyRoute>(parent: () => Parent) =>
  [
    createRoute({ getParentRoute: parent, path: '/cases/$case/faces', component: FacesScreen }),
    createRoute({
      getParentRoute: parent,
      path: '/cases/$case/reconcile',
      component: ReconcileScreen,
    }),
    createRoute({ getParentRoute: parent, path: '/cases/$case/decide', component: DecideScreen }),
    createRoute({ getParentRoute: parent, path: '/cases/$case/receipt', component: ReceiptScreen }),
  ] as const;
