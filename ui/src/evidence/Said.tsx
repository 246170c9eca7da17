import { isolate } from '../words/isolate.ts';

/** Runs that are written from right to left, with the blanks inside them. */
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}](?:[\p{M}\s]*[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}])*\p{M}*/gu;

/**
 * A sentence of the engine, which writes English: it runs from left to right though it begins with
 * a name that does not, and names keep their direction inside it.
 */
export function Said({ children }: { children: string }) {
  return (
    <bdi dir="ltr" lang="en">
      {children.replace(RIGHT_TO_LEFT, isolate)}
    </bdi>
  );
}
