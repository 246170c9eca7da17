import { type AnyRoute, createRoute } from '@tanstack/react-router';
import { CaseScreen } from './CaseScreen.tsx';

/** The steps of one case. */
export const caseRoutes = <Parent extends AnyRoute>(parent: () => Parent) =>
  [
    createRoute({ getParentRoute: parent, path: '/cases/$case/faces', component: CaseScreen }),
    createRoute({ getParentRoute: parent, path: '/cases/$case/reconcile', component: CaseScreen }),
    createRoute({ getParentRoute: parent, path: '/cases/$case/decide', component: CaseScreen }),
    createRoute({ getParentRoute: parent, path: '/cases/$case/receipt', component: CaseScreen }),
  ] as const;
