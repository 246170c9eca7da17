import type { QueryClient } from '@tanstack/react-query';
import {
  createBrowserHistory,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  Outlet,
  redirect,
  useRouterState,
} from '@tanstack/react-router';
import type { Backend } from './backend/backend.ts';
import { problemOf } from './backend/problem.ts';
import { preferencesQuery, sessionQuery, useSession } from './backend/queries.ts';
import { caseRoutes } from './case/routes.tsx';
import { ErrorBoundary } from './components/ErrorBoundary.tsx';
import { ErrorPlace } from './components/ErrorPlace.tsx';
import { Frame } from './components/Frame.tsx';
import { DirectoryScreen } from './directory/DirectoryScreen.tsx';
import { PersonScreen } from './directory/PersonScreen.tsx';
import { PolicyScreen } from './policy/PolicyScreen.tsx';
import { HeldDialog } from './queue/HeldDialog.tsx';
import { QueueScreen } from './queue/QueueScreen.tsx';
import { Trouble } from './queue/Trouble.tsx';
import { parseSearch, stringifySearch, textsOf } from './search.ts';
import { seesQueue } from './session/roles.ts';
import { SignInScreen } from './session/SignInScreen.tsx';
import { SettingsScreen } from './settings/SettingsScreen.tsx';
import { WindowRoot } from './WindowRoot.tsx';

export type RouterContext = { backend: Backend; client: QueryClient };
export type RouterHistory = ReturnType<typeof createBrowserHistory>;

/** The queue with the filters of last time. */
async function homeOf({ backend, client }: RouterContext): Promise<string> {
  const session = await client.ensureQueryData(sessionQuery(backend));
  if (!seesQueue(session)) return '/directory';
  const { queue_filters } = await client.ensureQueryData(preferencesQuery(backend));
  return `/queue${queue_filters}`;
}

const root = createRootRouteWithContext<RouterContext>()({ component: WindowRoot });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: textsOf('next'),
  beforeLoad: async ({ context, search }) => {
    const session = await context.client.ensureQueryData(sessionQuery(context.backend));
    if (session.state.state !== 'signed_in') return;
    const { next } = textsOf('next')(search);
    throw redirect({ href: next ?? (await homeOf(context)) });
  },
  component: SignInScreen,
  errorComponent: ({ error, reset }) => <ErrorPlace problem={problemOf(error)} onRetry={reset} />,
});

/** Everything that needs somebody signed in. Also the parent of the case's routes. */
export const desk = createRoute({
  getParentRoute: () => root,
  id: 'desk',
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.ensureQueryData(sessionQuery(context.backend));
    if (session.state.state !== 'signed_in') {
      throw redirect({
        to: '/sign-in',
        search: location.pathname === '/' ? {} : { next: location.href },
      });
    }
  },
  component: DeskLayout,
  errorComponent: ({ error, reset }) => <ErrorPlace problem={problemOf(error)} onRetry={reset} />,
});

const home = createRoute({
  getParentRoute: () => desk,
  path: '/',
  beforeLoad: async ({ context }) => {
    throw redirect({ href: await homeOf(context) });
  },
});

const queue = createRoute({
  getParentRoute: () => desk,
  path: '/queue',
  validateSearch: textsOf('view', 'kind', 'mark', 'due', 'held', 'department', 'q', 'sort'),
  component: QueueScreen,
});

const directory = createRoute({
  getParentRoute: () => desk,
  path: '/directory',
  validateSearch: textsOf('q'),
  component: DirectoryScreen,
});

const person = createRoute({
  getParentRoute: () => desk,
  path: '/directory/$person',
  component: PersonScreen,
});

const policy = createRoute({
  getParentRoute: () => desk,
  path: '/policy',
  component: PolicyScreen,
});

const settings = createRoute({
  getParentRoute: () => desk,
  path: '/settings/$page',
  component: SettingsScreen,
});

const tree = root.addChildren([
  signIn,
  desk.addChildren([home, queue, directory, person, policy, settings, ...caseRoutes(() => desk)]),
]);

export function newRouter(context: RouterContext, history: RouterHistory = createBrowserHistory()) {
  return createRouter({
    routeTree: tree,
    context,
    history,
    parseSearch,
    stringifySearch,
    defaultPendingMs: 150,
    scrollRestoration: false,
    defaultNotFoundComponent: () => <ErrorPlace problem={{ kind: 'not_found' }} />,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>;
  }
}

function DeskLayout() {
  const { data: session } = useSession();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  if (!session) return null;
  return (
    <Frame session={session} rail={pathname.startsWith('/cases/') ? 'narrow' : 'wide'}>
      <Trouble place={pathname} />
      <HeldDialog />
      <ErrorBoundary key={pathname}>
        <Outlet />
      </ErrorBoundary>
    </Frame>
  );
}
