import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { iconNames } from './src/components/icons.ts';
import { licences } from './vite/licences.ts';
import { sprite } from './vite/sprite.ts';

export default defineConfig(({ command, mode }) => {
  if (command === 'build' && mode === 'pretend') {
    throw new Error('The pretend backend is for development and tests. It is never built in.');
  }
  return {
    plugins: [react(), sprite(iconNames), licences()],
    clearScreen: false,
    server: { port: 1420, strictPort: true, host: 'localhost' },
    build: {
      target: 'safari18',
      // The content policy allows no data: fonts or pictures.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1200,
    },
    test: {
      environment: 'jsdom',
      setupFiles: ['src/testing.ts'],
      testTimeout: 60_000,
      restoreMocks: true,
      css: { modules: { classNameStrategy: 'non-scoped' as const } },
    },
  };
});
