import type { ReactNode } from 'react';
import type { SessionView } from '../backend/bindings.ts';
import { words } from '../words/words.ts';
import styles from './Frame.module.css';
import { Rail } from './Rail.tsx';
import { SandboxBand } from './SandboxBand.tsx';
import { StatusBar } from './StatusBar.tsx';
import { ThreatStrip } from './ThreatStrip.tsx';

type Props = {
  session: SessionView;
  /** 208 px in lists, 48 px in cases and replay. */
  rail: 'wide' | 'narrow';
  children: ReactNode;
};

/** Rail, main region and status bar around every screen of somebody signed in. */
export function Frame({ session, rail, children }: Props) {
  return (
    <div className={styles.frame} data-rail={rail}>
      <a
        href="#main"
        className={styles.skip}
        onClick={(event) => {
          event.preventDefault();
          goToMain();
        }}
      >
        {words.app.skip}
      </a>
      {session.sandbox && (
        <div className={styles.band}>
          <SandboxBand />
        </div>
      )}
      <Rail session={session} width={rail} />
      <main id="main" className={styles.main} tabIndex={-1}>
        <ThreatStrip />
        {children}
      </main>
      <StatusBar />
    </div>
  );
}

/** The skip link: to the last region of the screen, where the work is, or to the main element. */
function goToMain(): void {
  const main = document.getElementById('main');
  const region = main?.querySelector<HTMLElement>('[data-region="main"]') ?? main;
  if (region && !region.hasAttribute('tabindex')) region.tabIndex = -1;
  region?.focus();
}
