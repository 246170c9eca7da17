import { useEffect, useState } from 'react';
import type { PictureLink, Problem } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';

/** What is asked of a picture beside its box: part, quarter turns, contrast. */
export type Look = {
  region: [number, number, number, number] | null;
  quarterTurns: number;
  contrast: number;
};

export const asCaptured: Look = { region: null, quarterTurns: 0, contrast: 1 };

export type Drawn =
  | { drawn: 'opening' }
  | { drawn: 'ready'; link: PictureLink; address: string }
  | { drawn: 'refused'; problem: Problem };

type Asked = {
  caseId: string;
  evidence: string;
  /** The box on the screen in CSS pixels; null until it is measured. */
  box: { width: number; height: number } | null;
  look: Look;
  /** Whether the picture can be asked for at all. */
  ready: boolean;
  onDrawn?: (() => void) | undefined;
};

/** Asks for the pixels of a picture as they are drawn. A link is good for one showing only. */
export function usePicture(asked: Asked): Drawn & { again: () => void } {
  const { caseId, evidence, box, look, ready, onDrawn } = asked;
  const backend = useBackend();
  const [drawn, setDrawn] = useState<Drawn>({ drawn: 'opening' });
  const [nth, setNth] = useState(0);
  const scale = globalThis.devicePixelRatio || 1;
  const request = JSON.stringify({
    case: caseId,
    evidence,
    width: Math.round((box?.width ?? 0) * scale),
    height: Math.round((box?.height ?? 0) * scale),
    region: look.region,
    quarter_turns: look.quarterTurns,
    contrast: look.contrast,
  });
  const measured = box !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `nth` asks again; a changed callback does not
  useEffect(() => {
    if (!ready || !measured) return;
    let left = false;
    backend.picture(JSON.parse(request)).then(
      (link) => {
        if (left) return;
        setDrawn({ drawn: 'ready', link, address: backend.evidenceAddress(link.token) });
        onDrawn?.();
      },
      (thrown) => {
        if (!left) setDrawn({ drawn: 'refused', problem: problemOf(thrown) });
      },
    );
    return () => {
      left = true;
    };
  }, [backend, request, ready, measured, nth]);
  return { ...drawn, again: () => setNth(nth + 1) };
}
