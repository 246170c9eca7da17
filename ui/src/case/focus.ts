import { type RefObject, useEffect, useRef } from 'react';

/** Puts the focus on an element when its screen comes. */
export function useFocusOnce<Element extends HTMLElement>(): RefObject<Element | null> {
  const element = useRef<Element>(null);
  useEffect(() => element.current?.focus({ preventScroll: true }), []);
  return element;
}
