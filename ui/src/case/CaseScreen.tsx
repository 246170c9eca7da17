import { useNavigate, useParams } from '@tanstack/react-router';
import { EVERYTHING_OPEN, useQueue } from '../backend/queries.ts';
import { IconButton } from '../components/IconButton.tsx';
import { ScreenTitle } from '../components/ScreenTitle.tsx';
import { useCommand } from '../keyboard/registry.ts';
import { words } from '../words/words.ts';
import styles from './CaseScreen.module.css';

/** The head of a case: back, number, kind. */
export function CaseScreen() {
  const { case: id } = useParams({ strict: false });
  const navigate = useNavigate();
  const { data } = useQueue(EVERYTHING_OPEN);
  const row = data?.rows.find((one) => one.id === id);
  const back = () => void navigate({ to: '/queue' });
  useCommand('close', { run: back });
  return (
    <header className={styles.head} data-region="case">
      <IconButton icon="arrow-left" label={words.widgets.back} onPress={back} directional />
      <ScreenTitle documentTitle={row?.number ?? words.queue.title}>{row?.number}</ScreenTitle>
      {row && words.kinds[row.kind]}
    </header>
  );
}
