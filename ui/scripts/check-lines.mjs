// No file of the window is longer than 500 lines.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT = 500;
const generated = new Set(['bindings.ts']);
const tooLong = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter(
    (entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name) && !generated.has(entry.name),
  )
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
  .filter(({ lines }) => lines > LIMIT);

for (const { path, lines } of tooLong) console.error(`${path}: ${lines} lines, ${LIMIT} at most`);
process.exit(tooLong.length === 0 ? 0 : 1);
