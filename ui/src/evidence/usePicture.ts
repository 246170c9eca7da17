import { useEffect, useRef, useState } from 'react';
import type { PictureLink, PictureRequest, Problem } from '../backend/bindings.ts';
import { useBackend } from '../backend/context.tsx';
import { problemOf } from '../backend/problem.ts';
import { lookOf, type Part, type Place, type Setting } from './look.ts';

export type Drawn =
  | { drawn: 'opening' }
  | { drawn: 'ready'; link: PictureLink; address: string; setting: Setting }
  | { drawn: 'refused'; problem: Problem };

type Asked = {
  caseId: string;
  evidence: string;
  /** Null until there is something to draw, and a box to draw it into. */
  place: Place | null;
  setting: Setting;
  window: Part | null;
  onDrawn?: (() => void) | undefined;
};

/** How long a picture must stand still before it is drawn anew, in milliseconds. */
const STILL_MS = 120;

/** Asks for the pixels of a picture as they are drawn. A link is good for one showing only. */
export function usePicture(asked: Asked): Drawn & { again: () => void } {
  const { caseId, evidence, place, setting, onDrawn } = asked;
  const backend = useBackend();
  const [drawn, setDrawn] = useState<Drawn>({ drawn: 'opening' });
  const [nth, setNth] = useState(0);
  const first = useRef(true);
  const request = place ? JSON.stringify(requestOf(asked, place)) : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `nth` asks again; a changed callback does not, and the request holds the setting
  useEffect(() => {
    if (request === null) return;
    let left = false;
    const ask = () =>
      backend.picture(JSON.parse(request) as PictureRequest).then(
        (link) => {
          if (left) return;
          const address = backend.evidenceAddress(link.token);
          setDrawn({ drawn: 'ready', link, address, setting });
          onDrawn?.();
        },
        (thrown) => {
          if (!left) setDrawn({ drawn: 'refused', problem: problemOf(thrown) });
        },
      );
    const timer = first.current ? null : setTimeout(ask, STILL_MS);
    if (timer === null) void ask();
    first.current = false;
    return () => {
      left = true;
      if (timer !== null) clearTimeout(timer);
    };
  }, [backend, request, nth]);
  return { ...drawn, again: () => setNth(nth + 1) };

  function requestOf({ window }: Asked, { original, box }: Place): PictureRequest {
    const scale = globalThis.devicePixelRatio || 1;
    const look = lookOf(setting, { original, box }, window);
    return {
      case: caseId,
      evidence,
      width: Math.round(box.width * scale),
      height: Math.round(box.height * scale),
      region: look.region,
      quarter_turns: look.quarterTurns,
      contrast: look.contrast,
      window: look.window,
    };
  }
}
