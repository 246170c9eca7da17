import type { ReactNode } from 'react';
import type { ClaimFinding, Piece } from '../backend/bindings.ts';
import { words } from '../words/words.ts';
import styles from './AlignedPair.module.css';
import { Glyphs } from './Glyphs.tsx';
import { type LookAlike, lookAlikes, standsApart } from './scripts.ts';
import { DRAWN, type Lit, type MarkedPiece, markedPieces, runsOf } from './sides.ts';

type Props = {
  pieces: readonly Piece[];
  finding: Pick<ClaimFinding, 'document' | 'profile' | 'marks' | 'severity'>;
  lit?: Lit | null;
};

/** Document over profile, letter over letter where that can be. Seen only: the finding's sentence is what is heard. */
export function AlignedPair({ pieces, finding, lit = null }: Props) {
  const document = finding.document ?? '';
  const profile = finding.profile ?? '';
  const apart = document !== '' && profile !== '' && standsApart(document, profile);
  const { shown, left } = apart
    ? apartOf(document, profile, finding, lit)
    : alignedOf(document, profile, pieces, finding, lit);
  return (
    <div aria-hidden="true">
      <div className={styles.pair} data-apart={apart || undefined}>
        <span className={styles.sources}>
          <span>{words.findings.document}</span>
          <span>{words.findings.profile}</span>
        </span>
        {shown}
      </div>
      {left > 0 && <p className={styles.left}>{words.findings.notDrawn(left)}</p>}
    </div>
  );
}

type Drawn = { shown: ReactNode; left: number };

function alignedOf(
  document: string,
  profile: string,
  pieces: readonly Piece[],
  finding: Props['finding'],
  lit: Lit | null,
): Drawn {
  const marked = markedPieces(pieces, finding, lit);
  const alikes = { document: alikesOf(document), profile: alikesOf(profile) };
  let [d, p] = [0, 0];
  const shown = (
    <bdi dir="auto" className={styles.pieces}>
      {marked.pieces.map((piece, index) => {
        const at = { document: d, profile: p };
        d += piece.document.length;
        p += piece.profile.length;
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
            key={index}
            className={styles.piece}
            data-kind={piece.kind}
            data-tone={piece.tone}
            data-lit={piece.lit || undefined}
            title={isSame(piece) ? undefined : piece.title}
          >
            <Side
              text={piece.document}
              same={isSame(piece)}
              alikes={alikes.document}
              offset={at.document}
            />
            <Side
              text={piece.profile}
              same={isSame(piece)}
              alikes={alikes.profile}
              offset={at.profile}
            />
          </span>
        );
      })}
    </bdi>
  );
  return { shown, left: marked.left };
}

const alikesOf = (value: string) => lookAlikes(value.slice(0, DRAWN * 2));

/** Documents print names in capitals: another case of the same letter is no difference. */
const isSame = ({ kind, document, profile }: MarkedPiece) =>
  kind === 'same' || (kind === 'changed' && lower(document) === lower(profile));

const lower = (text: string) => text.normalize('NFC').toLowerCase();

type SideProps = {
  text: string;
  same: boolean;
  alikes: ReadonlyMap<number, LookAlike>;
  offset: number;
};

function Side({ text, same, alikes, offset }: SideProps) {
  if (same && text === '') return <span className={styles.absent}>{words.findings.empty}</span>;
  const glyphs = <Glyphs text={text} alikes={alikes} offset={offset} />;
  if (same) return <span className={styles.side}>{glyphs}</span>;
  return (
    <span className={styles.side}>
      {text && <mark className={styles.changed}>{glyphs}</mark>}
      <span className={styles.missing} data-missing={text === '' ? 'all' : 'rest'} />
    </span>
  );
}

/** Joined letters and two scripts: each value is whole and isolated, its words marked by their spans. */
function apartOf(
  document: string,
  profile: string,
  finding: Props['finding'],
  lit: Lit | null,
): Drawn {
  const d = runsOf('document', document, finding, lit);
  const p = runsOf('profile', profile, finding, lit);
  const shown = (
    <span className={styles.lines}>
      <Line runs={d.runs} />
      <Line runs={p.runs} />
    </span>
  );
  return { shown, left: Math.max(d.left, p.left) };
}

function Line({ runs }: Pick<ReturnType<typeof runsOf>, 'runs'>) {
  return (
    <span className={styles.line}>
      <bdi dir="auto">
        {runs.map((run, index) => {
          const Run = run.marked ? 'mark' : 'span';
          return (
            <Run
              // biome-ignore lint/suspicious/noArrayIndexKey: runs have no identity but their place
              key={index}
              className={run.marked ? styles.changed : undefined}
              data-tone={run.tone}
              data-lit={run.lit || undefined}
              title={run.title}
            >
              <Glyphs text={run.text} />
            </Run>
          );
        })}
      </bdi>
    </span>
  );
}
