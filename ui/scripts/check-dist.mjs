// What is built holds nothing of the pretend backend, and nothing that the content policy refuses.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const invented = [
  'Tarnholm',
  'tarnholm',
  'CS-20417',
  'Wojcik',
  'Ferreira',
  'Valdria',
  'pretendFromAddress',
];
const files = readdirSync('dist', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(html|js|css|svg|json)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

const faults = files.flatMap((path) => {
  const text = readFileSync(path, 'utf8');
  const found = invented.filter((word) => text.includes(word)).map((word) => `holds "${word}"`);
  if (path.endsWith('.html')) {
    if (/\sstyle=/.test(text)) found.push('has an inline style');
    if (/<script(?![^>]*\ssrc=)/.test(text)) found.push('has an inline script');
    if (/(src|href)="(https?:)?\/\//.test(text)) found.push('names another origin');
  }
  if (path.endsWith('.css') && /url\(["']?(https?:|data:|\/\/)/.test(text)) {
    found.push('fetches from another origin or from a data: address');
  }
  if (path.endsWith('.js') && /\bnew Function\(|[^.\w]eval\(/.test(text))
    found.push('evaluates text');
  return found.map((fault) => `${path} ${fault}`);
});

for (const fault of faults) console.error(fault);
console.log(`${files.length} built files read, ${faults.length} faults`);
process.exit(files.length > 2 && faults.length === 0 ? 0 : 1);
