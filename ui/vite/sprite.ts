import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);

/**
 * Writes the icons that are used, and no others, into index.html as one hidden sprite.
 * A sprite in the document needs no fetch, so the content policy stays `default-src 'none'`.
 * Icons: Lucide (ISC licence), https://lucide.dev.
 */
export function sprite(names: readonly string[]): Plugin {
  return {
    name: 'countersign-sprite',
    transformIndexHtml: (html) => html.replace('<!--sprite-->', spriteOf(names)),
  };
}

function spriteOf(names: readonly string[]): string {
  const symbols = names.map(symbolOf).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" class="sprite" aria-hidden="true" focusable="false">${symbols}</svg>`;
}

function symbolOf(name: string): string {
  const svg = readFileSync(require.resolve(`lucide-static/icons/${name}.svg`), 'utf8');
  const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${shapes.replace(/\s+/g, ' ').trim()}</symbol>`;
}
