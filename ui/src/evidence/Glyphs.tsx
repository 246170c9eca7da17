import { words } from '../words/words.ts';
import styles from './Glyphs.module.css';
import { glyphsOf, type LookAlike, lookAlikes } from './scripts.ts';

type Props = {
  text: string;
  /** Letters of another script, found in the whole value that this text is a part of. */
  alikes?: ReadonlyMap<number, LookAlike>;
  /** Where this text begins in that value. */
  offset?: number;
};

/** Characters as they are, those without width as labelled boxes, look-alikes with their script. */
export function Glyphs({ text, alikes = lookAlikes(text), offset = 0 }: Props) {
  return glyphsOf(text, alikes, offset).map((glyph, index) => {
    if (glyph.kind === 'text') return glyph.text;
    return glyph.kind === 'box' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: characters have no identity but their place
      <span key={index} className={styles.box} data-unseen>
        {glyph.name}
      </span>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: characters have no identity but their place
      <span key={index} className={styles.foreign} data-script={glyph.script}>
        {glyph.text}
        <span className={styles.script}>{words.findings.scripts[glyph.script]}</span>
      </span>
    );
  });
}
