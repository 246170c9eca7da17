import { Rect } from 'react-aria-components';
import { describe, expect, it, test } from 'vitest';
import { lastAtMost, RowsLayout } from './rowsLayout.ts';

describe('the row at a height', () => {
  const tops = [0, 30, 66, 102, 132];

  it.each([
    [-5, 0],
    [0, 0],
    [29, 0],
    [30, 1],
    [101, 2],
    [102, 3],
    [9000, 4],
  ])('at %d is %d', (height, row) => {
    expect(lastAtMost(tops, height)).toBe(row);
  });
});

test('rows stand in the order of the list, not in the order in which they came', () => {
  const layout = new RowsLayout();
  const node = (key: string) => ({ key });
  const collection = {
    getKeys: () => ['head', 'later', 'back'],
    *[Symbol.iterator]() {
      yield* [node('head'), node('back'), node('later')];
    },
  };
  const virtualizer = {
    collection,
    persistedKeys: new Set(),
    visibleRect: new Rect(0, 0, 10, 200),
  };
  Object.assign(layout, { virtualizer });
  layout.update({ layoutOptions: { heightOf: () => 30, stamp: 1 } });
  const shown = layout.getVisibleLayoutInfos(new Rect(0, 0, 10, 200));
  expect(shown.map(({ key }) => key)).toEqual(['head', 'back', 'later']);
  expect(layout.getLayoutInfo('later')?.rect.y).toBe(60);
});
