import { useSyncExternalStore } from 'react';

export type Signal<Value> = {
  get: () => Value;
  set: (value: Value) => void;
  /** The value, followed for as long as the component is shown. */
  use: () => Value;
};

/** One value of the window outside the tree of components: a toast, an open overlay. */
export function signal<Value>(initial: Value): Signal<Value> {
  let now = initial;
  const watchers = new Set<() => void>();
  const watch = (watcher: () => void) => {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  };
  const get = () => now;
  return {
    get,
    set(value) {
      now = value;
      for (const watcher of watchers) watcher();
    },
    use: () => useSyncExternalStore(watch, get),
  };
}
