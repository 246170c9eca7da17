import { describe, expect, it } from 'vitest';
import { dragged, fit, lookOf, meanwhile, panned, placeOf, turned, zoomed } from './look.ts';

/** A page of 1000 by 500 pixels in a square box: it is drawn at four tenths. */
const place = { original: { width: 1000, height: 500 }, box: { width: 400, height: 400 } };
const half = zoomed(fit, 1, place);

describe('what is asked for', () => {
  it('is the whole picture at first', () => {
    expect(lookOf(fit, place)).toEqual({
      region: null,
      quarterTurns: 0,
      contrast: 1,
      window: null,
    });
  });

  it('fills the box: what fits in height stays whole', () => {
    expect(half.zoom).toBe(2);
    expect(lookOf(half, place).region).toEqual([0.25, 0, 0.5, 1]);
  });

  it('stays on the picture', () => {
    const left = panned(panned(panned(half, -1, 0, place), -1, 0, place), -1, 0, place);
    expect(lookOf(left, place).region).toEqual([0, 0, 0.5, 1]);
    // One step back is one step: nothing was counted beyond the edge.
    expect(lookOf(panned(left, 1, 0, place), place).region?.[0]).toBeCloseTo(0.125);
  });

  it('goes no further in than eight times an original pixel', () => {
    let deep = fit;
    for (let n = 0; n < 20; n += 1) deep = zoomed(deep, 1, place);
    expect(deep.zoom).toBe(16);
  });

  it('moves as the picture is turned on the screen', () => {
    const upright = zoomed(turned(half, 1, place), 1, place);
    const up = panned(upright, 0, -1, place);
    expect(up.x).toBeLessThan(upright.x);
    expect(up.y).toBeCloseTo(upright.y);
  });
});

describe('on the screen', () => {
  it('a part lies where the picture is drawn', () => {
    expect(placeOf([0, 0, 0.5, 0.5], fit, place)).toEqual([0, 100, 200, 100]);
    expect(placeOf([0, 0, 0.5, 0.5], turned(fit, 1, place), place)).toEqual([200, 0, 100, 200]);
  });

  it('a drawn picture follows the pointer until the next one comes', () => {
    expect(meanwhile(half, half, place)).toBeNull();
    expect(meanwhile(half, dragged(half, 40, 0, place), place)).toBe(
      'translate(40px, 0px) scale(1)',
    );
    expect(meanwhile(fit, half, place)).toBe('translate(0px, 0px) scale(2)');
    expect(meanwhile(fit, turned(fit, 1, place), place)).toBeNull();
  });
});
