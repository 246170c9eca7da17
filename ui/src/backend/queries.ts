import {
  keepPreviousData,
  QueryClient,
  type QueryKey,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Backend } from './backend.ts';
import type {
  CaseId,
  ComparePoliciesRequest,
  Notice,
  Policy,
  Preferences,
  QueueRequest,
  QueueView,
  Topic,
} from './bindings.ts';
import { useBackend } from './context.tsx';

/** Every key begins with the topic that makes it stale. */
const key = (topic: Topic, ...rest: readonly unknown[]): QueryKey => [topic, ...rest];

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The desk says when something changed; nothing is asked again on a guess.
      queries: { staleTime: Number.POSITIVE_INFINITY, retry: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

export const sessionQuery = (backend: Backend) =>
  queryOptions({ queryKey: key('session'), queryFn: () => backend.session() });

export const preferencesQuery = (backend: Backend) =>
  queryOptions({ queryKey: key('preferences'), queryFn: () => backend.preferences() });

export const useSession = () => useQuery(sessionQuery(useBackend()));

export const usePreferences = () => useQuery(preferencesQuery(useBackend()));

export function useStatus() {
  const backend = useBackend();
  return useQuery({ queryKey: key('status'), queryFn: () => backend.status() });
}

export function useQueue(request: QueueRequest) {
  const backend = useBackend();
  return useQuery({
    queryKey: key('queue', request),
    queryFn: () => backend.queue(request),
    placeholderData: keepPreviousData,
  });
}

/** An open case. `useTakeCase` puts what the lease brought here, so that nothing is asked twice. */
export const caseQuery = (backend: Backend, id: CaseId) =>
  queryOptions({ queryKey: key('case', id), queryFn: () => backend.case(id) });

export const useCase = (id: CaseId) => useQuery(caseQuery(useBackend(), id));

export function useReceipt(id: CaseId) {
  const backend = useBackend();
  return useQuery({ queryKey: key('case', id, 'receipt'), queryFn: () => backend.receipt(id) });
}

export function useDecisionForm(id: CaseId) {
  const backend = useBackend();
  return useQuery({ queryKey: key('case', id, 'form'), queryFn: () => backend.decisionForm(id) });
}

/** What is stuck, what is unexplained, and incidents. */
export function useMatters() {
  const backend = useBackend();
  return useQuery({ queryKey: key('queue', 'matters'), queryFn: () => backend.matters() });
}

/** Whether the service answers, asked before anybody is signed in. */
export function useServiceReached() {
  const backend = useBackend();
  return useQuery({ queryKey: key('session', 'reached'), queryFn: () => backend.serviceReached() });
}

/** How many cases each view holds, for rail and tabs; undefined until known. */
export function useViewCounts(): Partial<Record<QueueView, number>> | undefined {
  const { data } = useQueue(EVERYTHING_OPEN);
  return data && Object.fromEntries(data.counts.map(({ view, count }) => [view, count]));
}

/** The whole view *open*, unfiltered. */
export const EVERYTHING_OPEN: QueueRequest = {
  view: 'open',
  text: '',
  kinds: [],
  marks: [],
  departments: [],
  held: [],
  sort: 'due',
};

export function usePolicy() {
  const backend = useBackend();
  return useQuery({ queryKey: key('policy'), queryFn: () => backend.policy() });
}

export function usePolicyVersions() {
  const backend = useBackend();
  return useQuery({
    queryKey: key('policy', 'versions'),
    queryFn: () => backend.policyVersions(),
  });
}

export function useComparedPolicies(request: ComparePoliciesRequest) {
  const backend = useBackend();
  return useQuery({
    queryKey: key('policy', 'compare', request),
    queryFn: () => backend.comparePolicies(request),
    placeholderData: keepPreviousData,
  });
}

/** What a draft would change; asked again with every change of it. */
export function usePolicyPreview(draft: Policy) {
  const backend = useBackend();
  return useQuery({
    queryKey: key('policy', 'preview', draft),
    queryFn: () => backend.previewPolicy(draft),
    placeholderData: keepPreviousData,
  });
}

export function useDirectorySearch(text: string) {
  const backend = useBackend();
  return useQuery({
    queryKey: key('directory', 'search', text),
    queryFn: () => backend.directorySearch(text),
    placeholderData: keepPreviousData,
  });
}

export function usePerson(id: string) {
  const backend = useBackend();
  return useQuery({ queryKey: key('directory', 'person', id), queryFn: () => backend.person(id) });
}

/** Changes some preferences; the window shows them at once, and takes them back if refused. */
export function useSetPreferences() {
  const backend = useBackend();
  const client = useQueryClient();
  const preferences = preferencesQuery(backend).queryKey;
  return useMutation({
    mutationFn: async (change: Partial<Preferences>) => {
      const before = await client.ensureQueryData(preferencesQuery(backend));
      return backend.setPreferences({ ...before, ...change });
    },
    onMutate: (change) => {
      const before = client.getQueryData<Preferences>(preferences);
      if (before) client.setQueryData(preferences, { ...before, ...change });
      return { before };
    },
    onError: (_problem, _change, context) => {
      if (context?.before) client.setQueryData(preferences, context.before);
    },
    onSuccess: (kept) => client.setQueryData(preferences, kept),
  });
}

/** Makes what a notice names stale, and hands its sentence on. */
export function useNotices(say: (sentence: string) => void): void {
  const backend = useBackend();
  const client = useQueryClient();
  useEffect(
    () =>
      backend.listen((notice) => {
        invalidate(client, notice);
        if (notice.say) say(notice.say);
      }),
    [backend, client, say],
  );
}

export function invalidate(client: QueryClient, notice: Notice): void {
  for (const topic of notice.topics) {
    const queryKey = key(topic);
    for (const query of client.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })) {
      // A first answer may have been given before the change: nothing else would ask again.
      const again = () => client.invalidateQueries({ queryKey: query.queryKey, exact: true });
      if (query.state.data === undefined) void query.promise?.then(again, again);
    }
    void client.invalidateQueries({ queryKey });
  }
}
