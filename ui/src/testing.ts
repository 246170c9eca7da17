import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);

// A busy machine is slow, and not wrong.
configure({ asyncUtilTimeout: 15_000 });

// jsdom has no layout and no media queries; both are as a wide, bright, still window.
Object.assign(window, {
  scrollTo: () => {},
  matchMedia: (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => {},
    removeEventListener: () => {},
  }),
});
