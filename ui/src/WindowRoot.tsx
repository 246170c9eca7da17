import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import type { QueueView } from './backend/bindings.ts';
import { useBackend } from './backend/context.tsx';
import { useNotices, usePreferences, useSession, useSetPreferences } from './backend/queries.ts';
import { LiveRegions } from './components/LiveRegions.tsx';
import { announce } from './components/live.ts';
import { showOverlay, useOverlay } from './components/overlays.ts';
import { Toast } from './components/Toast.tsx';
import { toast } from './components/toasts.ts';
import { useMedia } from './components/useMedia.ts';
import { HelpSheet } from './keyboard/HelpSheet.tsx';
import { Palette } from './keyboard/Palette.tsx';
import { stepRegion } from './keyboard/regions.ts';
import { useCommand } from './keyboard/registry.ts';
import { useKeys } from './keyboard/useKeys.ts';
import { wear } from './theme/theme.ts';

/** What surrounds every screen: keys, notices, palette, key sheet, toasts, live regions. */
export function WindowRoot() {
  useNotices(useCallback((sentence: string) => toast(sentence), []));
  useAppearance();
  useSessionGuard();
  const { data: preferences } = usePreferences();
  useKeys({ singleLetterKeys: preferences?.single_letter_keys ?? true, say: announce });
  return (
    <>
      <Outlet />
      <Toast />
      <Overlays />
      <LiveRegions />
    </>
  );
}

function Overlays() {
  const { data: session } = useSession();
  const signedIn = session?.state.state === 'signed_in';
  const shown = useOverlay();
  useCommand('region.next', { run: () => stepRegion(1) });
  useCommand('region.previous', { run: () => stepRegion(-1) });
  useCommand('help.open', { run: () => showOverlay('help') });
  useCommand('palette.open', signedIn ? { run: () => showOverlay('palette') } : null);
  return (
    <>
      {signedIn && <DeskCommands />}
      {shown === 'help' && <HelpSheet />}
      {shown === 'palette' && signedIn && <Palette />}
    </>
  );
}

/** Commands that work on every screen of somebody signed in. */
function DeskCommands() {
  const router = useRouter();
  const backend = useBackend();
  const setPreferences = useSetPreferences();
  useCommand('go.queue', { run: () => void router.navigate({ to: '/queue' }) });
  const goTo = (view: QueueView) => ({
    run: () => void router.navigate({ to: '/queue', search: { view } }),
  });
  useCommand('go.escalated', goTo('escalated'));
  useCommand('go.stuck', goTo('stuck'));
  useCommand('go.unexplained', goTo('unexplained'));
  useCommand('go.incidents', goTo('incidents'));
  useCommand('go.directory', { run: () => void router.navigate({ to: '/directory' }) });
  useCommand('go.policy', { run: () => void router.navigate({ to: '/policy' }) });
  useCommand('go.settings', {
    run: () => void router.navigate({ to: '/settings/$page', params: { page: 'appearance' } }),
  });
  const dark = useMedia('(prefers-color-scheme: dark)');
  const { data: preferences } = usePreferences();
  const worn = preferences?.theme === 'system' ? (dark ? 'dark' : 'light') : preferences?.theme;
  const wearing = (theme: string) =>
    worn === theme ? null : { run: () => setPreferences.mutate({ theme }) };
  useCommand('theme.light', wearing('light'));
  useCommand('theme.dark', wearing('dark'));
  useCommand('session.sign_out', { run: () => void backend.signOut() });
  return null;
}

function useAppearance(): void {
  const backend = useBackend();
  const { data: preferences } = usePreferences();
  const percent = preferences?.text_size_percent;
  useEffect(() => {
    if (preferences) wear(preferences);
  }, [preferences]);
  useEffect(() => {
    if (percent !== undefined) void backend.zoom(percent).catch(() => {});
  }, [backend, percent]);
}

const OUTLIVES = new Set<unknown>(['session', 'preferences']);

/** Who is signed in decides where one may be: when that changes, the routes' guards run again. */
function useSessionGuard(): void {
  const router = useRouter();
  const { data: session } = useSession();
  const client = useQueryClient();
  const state = session?.state.state;
  useEffect(() => {
    if (!state) return;
    // What somebody read does not outlive their session.
    if (state !== 'signed_in')
      client.removeQueries({ predicate: ({ queryKey }) => !OUTLIVES.has(queryKey[0]) });
    void router.invalidate();
  }, [router, client, state]);
}
