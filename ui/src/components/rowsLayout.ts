import { type Key, Layout, LayoutInfo, Rect, Size } from 'react-aria-components';

/** Node of a collection, which this package names in no other way. */
type CollectionNode = Layout extends Layout<infer Inferred> ? Inferred : never;

export type RowsLayoutOptions = {
  /** Height of a row in CSS pixels, by its key. */
  heightOf: (key: Key) => number;
  /** Changes whenever heights do. */
  stamp: unknown;
};

/** Rows of exactly known heights under each other: no row is measured, however long the list. */
export class RowsLayout extends Layout<CollectionNode, RowsLayoutOptions> {
  #keys: Key[] = [];
  /** Where each row begins, and at the end where the last one ends. */
  #tops: number[] = [0];
  #index = new Map<Key, number>();

  override update({ layoutOptions }: { layoutOptions?: RowsLayoutOptions }): void {
    // In the list's order: `getKeys` gives them as they came, rows that came back last.
    this.#keys = [...(this.virtualizer?.collection ?? [])].map((node) => node.key);
    this.#index = new Map(this.#keys.map((key, index) => [key, index]));
    this.#tops = [0];
    for (const key of this.#keys)
      this.#tops.push(this.#bottom() + (layoutOptions?.heightOf(key) ?? 36));
  }

  getVisibleLayoutInfos(rect: Rect): LayoutInfo[] {
    const first = Math.max(0, lastAtMost(this.#tops, rect.y));
    const shown: LayoutInfo[] = [];
    for (
      let index = first;
      index < this.#keys.length && (this.#tops[index] ?? 0) < rect.maxY;
      index += 1
    ) {
      shown.push(this.#infoAt(index));
    }
    // A row with the focus stays, however far it is scrolled away.
    for (const key of this.virtualizer?.persistedKeys ?? []) {
      const index = this.#index.get(key);
      if (index !== undefined && !shown.some((info) => info.key === key))
        shown.push(this.#infoAt(index));
    }
    return shown;
  }

  getLayoutInfo(key: Key): LayoutInfo | null {
    const index = this.#index.get(key);
    return index === undefined ? null : this.#infoAt(index);
  }

  getContentSize(): Size {
    return new Size(this.virtualizer?.visibleRect.width ?? 0, this.#bottom());
  }

  override shouldInvalidateLayoutOptions(
    next: RowsLayoutOptions,
    previous: RowsLayoutOptions,
  ): boolean {
    return next.stamp !== previous.stamp;
  }

  #infoAt(index: number): LayoutInfo {
    const top = this.#tops[index] ?? 0;
    const height = (this.#tops[index + 1] ?? top) - top;
    const width = this.virtualizer?.visibleRect.width ?? 0;
    return new LayoutInfo('item', this.#keys[index] ?? '', new Rect(0, top, width, height));
  }

  #bottom(): number {
    return this.#tops[this.#tops.length - 1] ?? 0;
  }
}

/** The last index whose value is at most `limit`, in rising values. */
export function lastAtMost(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((values[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
