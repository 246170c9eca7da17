import { Link, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import type { QueueView, SessionView } from '../backend/bindings.ts';
import { useViewCounts } from '../backend/queries.ts';
import { useOfferedCommand } from '../keyboard/registry.ts';
import { seesQueue } from '../session/roles.ts';
import { words } from '../words/words.ts';
import { ActionMenu } from './ActionMenu.tsx';
import { Icon } from './Icon.tsx';
import type { IconName } from './icons.ts';
import { CommandKeys } from './KeyCap.tsx';
import { Mark } from './Mark.tsx';
import { showOverlay } from './overlays.ts';
import styles from './Rail.module.css';

type Props = { session: SessionView; width: 'wide' | 'narrow' };

const VIEWS: readonly { view: QueueView; label: string; icon: IconName }[] = [
  { view: 'open', label: words.rail.queue, icon: 'inbox' },
  { view: 'mine', label: words.rail.mine, icon: 'hand' },
  { view: 'second', label: words.rail.second, icon: 'users-round' },
  { view: 'waiting', label: words.rail.waiting, icon: 'clock-arrow-up' },
  { view: 'escalated', label: words.rail.escalated, icon: 'siren' },
  { view: 'stuck', label: words.rail.stuck, icon: 'clock-alert' },
  { view: 'unexplained', label: words.rail.unexplained, icon: 'circle-dashed' },
  { view: 'incidents', label: words.rail.incidents, icon: 'shield-alert' },
];

/** The main menu: views of the queue, directory, settings, and who is signed in. */
export function Rail({ session, width }: Props) {
  const [open, setOpen] = useState(false);
  const counts = useViewCounts();
  return (
    <nav
      className={styles.rail}
      data-width={width}
      data-open={open || undefined}
      data-region="menu"
      aria-label={words.regions.menu}
    >
      <div className={styles.brand}>
        <Mark size={20} />
        <span className={styles.name}>{words.app.name}</span>
        <button
          type="button"
          className={styles.toggle}
          aria-label={words.rail.menuButton}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <Icon name="menu" />
        </button>
      </div>
      <button type="button" className={styles.search} onClick={() => showOverlay('palette')}>
        <Icon name="search" />
        <span className={styles.name}>{words.rail.searchOrRun}</span>
        <CommandKeys id="palette.open" />
      </button>
      <ul className={styles.places}>
        {(seesQueue(session) ? VIEWS : []).map(({ view, label, icon }) => (
          <Place
            key={view}
            icon={icon}
            label={label}
            to="/queue"
            view={view}
            count={counts?.[view]}
            width={width}
          />
        ))}
        <Place icon="book-user" label={words.rail.directory} to="/directory" width={width} apart />
        <Place icon="scroll-text" label={words.rail.policy} to="/policy" width={width} />
        <Place
          icon="settings-2"
          label={words.rail.settings}
          to="/settings/appearance"
          width={width}
          apart
        />
      </ul>
      <Account session={session} />
    </nav>
  );
}

type PlaceProps = {
  icon: IconName;
  label: string;
  to: string;
  view?: QueueView;
  count?: number | undefined;
  width: Props['width'];
  apart?: boolean;
};

function Place({ icon, label, to, view, count, width, apart }: PlaceProps) {
  const location = useRouterState({ select: (state) => state.location });
  const here = isHere(location, to, view);
  const link = (
    <Link
      to={to}
      search={view && view !== 'open' ? { view } : {}}
      className={[styles.place, here && styles.here].filter(Boolean).join(' ')}
      aria-current={here ? 'page' : undefined}
    >
      <Icon name={icon} />
      <span className={styles.name}>{label}</span>
      {count !== undefined && <span className={styles.count}>{count}</span>}
    </Link>
  );
  return (
    <li className={apart ? styles.apart : undefined}>
      {width === 'narrow' ? <Tip label={label}>{link}</Tip> : link}
    </li>
  );
}

function Tip({ label, children }: { label: string; children: React.ReactElement }) {
  return (
    <span className={styles.tipped} data-tip={label}>
      {children}
    </span>
  );
}

function Account({ session }: { session: SessionView }) {
  const signOut = useOfferedCommand('session.sign_out');
  const settings = useOfferedCommand('go.settings');
  if (session.state.state !== 'signed_in') return null;
  const { person, roles } = session.state;
  return (
    <ActionMenu
      className={styles.account}
      placement="top start"
      actions={[
        { id: 'settings', icon: 'settings-2', label: words.rail.settings, run: settings.run },
        { id: 'out', icon: 'log-out', label: words.rail.signOut, run: signOut.run },
      ]}
    >
      <span className={styles.initials} aria-hidden="true">
        {person.initials}
      </span>
      <span className={styles.who}>
        <bdi className={styles.person}>{person.name}</bdi>
        <span className={styles.role}>{roles[0] && words.roles[roles[0]]}</span>
      </span>
      <Icon name="chevrons-up-down" className={styles.chevrons} />
    </ActionMenu>
  );
}

function isHere(
  location: { pathname: string; search: unknown },
  to: string,
  view?: QueueView,
): boolean {
  const { pathname } = location;
  if (view === undefined) return pathname.startsWith(to.startsWith('/settings') ? '/settings' : to);
  if (pathname.startsWith('/cases')) return view === 'open';
  const shown = (location.search as { view?: string }).view ?? 'open';
  const inRail = VIEWS.some((other) => other.view === shown);
  return pathname === to && (shown === view || (!inRail && view === 'open'));
}
