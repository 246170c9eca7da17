import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon } from '../components/Icon.tsx';
import type { IconName } from '../components/icons.ts';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { words } from '../words/words.ts';
import { AppearancePage } from './AppearancePage.tsx';
import { DevicePage, StoragePage } from './FactPages.tsx';
import styles from './SettingsScreen.module.css';

const pages: Readonly<Record<string, { title: string; icon: IconName; page: ReactNode }>> = {
  appearance: {
    title: words.settings.pages.appearance,
    icon: 'sun-moon',
    page: <AppearancePage />,
  },
  storage: { title: words.settings.pages.storage, icon: 'hard-drive', page: <StoragePage /> },
  device: { title: words.settings.pages.device, icon: 'laptop', page: <DevicePage /> },
};

/** Pages on the left, one page at a time. */
export function SettingsScreen() {
  const { page } = useParams({ from: '/desk/settings/$page' });
  const shown = pages[page] ?? pages.appearance;
  return (
    <div className={styles.screen}>
      <header className={styles.head}>
        <ScreenTitle documentTitle={words.settings.title}>{words.settings.title}</ScreenTitle>
      </header>
      <div className={styles.body}>
        <nav className={styles.pages} data-region="pages" aria-label={words.regions.pages}>
          {Object.entries(pages).map(([id, { title, icon }]) => (
            <Link
              key={id}
              to="/settings/$page"
              params={{ page: id }}
              className={styles.page}
              aria-current={id === page ? 'page' : undefined}
            >
              <Icon name={icon} />
              {title}
            </Link>
          ))}
        </nav>
        <section className={styles.content} data-region="main" aria-label={shown?.title}>
          <h2 className={styles.title}>{shown?.title}</h2>
          {shown?.page}
        </section>
      </div>
    </div>
  );
}
