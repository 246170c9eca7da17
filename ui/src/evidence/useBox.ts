import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

export type Box = { width: number; height: number };

/** The size of an element in CSS pixels, followed while it is shown; `unseen` where there is no layout. */
export function useBox<Element extends HTMLElement>(
  unseen: Box,
): [RefObject<Element | null>, Box | null] {
  const element = useRef<Element>(null);
  const [box, setBox] = useState<Box | null>(null);
  const { width, height } = unseen;
  useLayoutEffect(() => {
    const place = element.current;
    if (!place) return;
    const measure = () => {
      const now = {
        width: place.clientWidth || width,
        height: place.clientHeight || height,
      };
      setBox((before) =>
        before?.width === now.width && before.height === now.height ? before : now,
      );
    };
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const watch = new ResizeObserver(measure);
    watch.observe(place);
    return () => watch.disconnect();
  }, [width, height]);
  return [element, box];
}
