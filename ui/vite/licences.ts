import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);

/** Bundled fonts (SIL Open Font License 1.1) and icons (ISC): their licences travel with them. */
const BUNDLED = [
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
  '@fontsource-variable/vazirmatn',
  'lucide-static',
];

export function licences(): Plugin {
  return {
    name: 'countersign-licences',
    apply: 'build',
    generateBundle() {
      const source = BUNDLED.map((name) => `${name}\n\n${licenceOf(name)}`).join('\n\n----\n\n');
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source });
    },
  };
}

const licenceOf = (name: string) =>
  readFileSync(
    require.resolve(`${name}/package.json`).replace('package.json', 'LICENSE'),
    'utf8',
  ).trim();
