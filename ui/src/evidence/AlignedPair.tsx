import type { Piece, Severity } from '../backend/bindings.ts';
import { words } from '../words/words.ts';
import styles from './AlignedPair.module.css';

type Props = { pieces: readonly Piece[]; severity: Severity };

/** Document over profile, aligned by pieces. Seen only: the finding's sentence is what is heard. */
export function AlignedPair({ pieces, severity }: Props) {
  return (
    <div className={styles.pair} aria-hidden="true" data-severity={severity}>
      <span className={styles.sources}>
        <span>{words.findings.document}</span>
        <span>{words.findings.profile}</span>
      </span>
      <bdi dir="auto" className={styles.pieces}>
        {pieces.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
          <span key={index} className={styles.piece} data-kind={piece.kind}>
            <Side text={piece.document} same={isSame(piece)} />
            <Side text={piece.profile} same={isSame(piece)} />
          </span>
        ))}
      </bdi>
    </div>
  );
}

/** Documents print names in capitals: another case of the same letter is no difference. */
const isSame = ({ kind, document, profile }: Piece) =>
  kind === 'same' || (kind === 'changed' && lower(document) === lower(profile));

const lower = (text: string) => text.normalize('NFC').toLowerCase();

function Side({ text, same }: { text: string; same: boolean }) {
  if (same && text === '') return <span className={styles.absent}>{words.findings.empty}</span>;
  if (same) return <span className={styles.side}>{visible(text)}</span>;
  return (
    <span className={styles.side}>
      {text && <mark className={styles.changed}>{visible(text)}</mark>}
      <span className={styles.missing} data-missing={text === '' ? 'all' : 'rest'} />
    </span>
  );
}

/** Code points without width, shown by their number. */
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

function visible(text: string): string {
  return text.replace(
    UNSEEN,
    (one) => `[${words.findings.width((one.codePointAt(0) ?? 0).toString(16).toUpperCase())}]`,
  );
}
