// The built window under the content policy of tauri.conf.json, over the pretend desk: any refusal
// by the policy, any inline style in the markup and any fetch from elsewhere fails.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { build } from 'vite';
import { openBrowser } from './screens.mjs';

const { csp } = JSON.parse(readFileSync('../tauri.conf.json', 'utf8')).app.security;
const policy = Object.entries(csp)
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ');

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  const file = extname(pathname) ? pathname : '/index.html';
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
  response.end(readFileSync(join('dist', file)));
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const origin = `http://127.0.0.1:${server.address().port}`;

/** The pretend desk as the other end of Tauri's bridge. */
const bundle = await build({
  configFile: false,
  logLevel: 'silent',
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    write: false,
    minify: false,
    lib: { entry: 'src/backend/pretend.ts', formats: ['iife'], name: 'pretence' },
  },
});
const calls = [
  ...readFileSync('src/backend/tauri.ts', 'utf8').matchAll(
    /(\w+): \(.*?\) => invoke\('(\w+)'(?:, \{ (.+?) \})?\)/g,
  ),
];
const table = Object.fromEntries(
  calls.map(([, method, command, args = '']) => [
    command,
    {
      method,
      names: args
        .split(',')
        .map((arg) => arg.split(':')[0].trim())
        .filter(Boolean),
    },
  ]),
);
const bridge = `${[bundle].flat()[0].output[0].code}
const desk = pretence.pretend({ sandbox: true });
const table = ${JSON.stringify(table)};
window.__TAURI_INTERNALS__ = {
  metadata: { currentWindow: { label: 'main' }, currentWebview: { windowLabel: 'main', label: 'main' } },
  transformCallback: () => 1,
  invoke: async (command, args) => {
    const call = table[command];
    return call ? desk[call.method](...call.names.map((name) => args[name])) : null;
  },
};`;

const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
const faults = [];
page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
page.on('pageerror', (error) => faults.push(String(error)));
page.on(
  'request',
  (request) => request.url().startsWith(origin) || faults.push(`fetched ${request.url()}`),
);
await page.addInitScript(bridge);

async function walk() {
  await page.goto(origin);
  await page.getByRole('row', { name: /^CS-20417/ }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('204');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add filter: Mark' }).click();
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.getByText('Dark', { exact: true }).click();
  await page.getByRole('link', { name: 'Directory' }).click();
  await page.getByLabel('Search people').fill('an');
  await page.getByRole('row').first().click();
  await page.getByRole('button', { name: 'Copy object id' }).waitFor();
}

page.setDefaultTimeout(5000);
await walk().catch((error) => faults.push(String(error)));
const scheme = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
if (scheme !== 'dark') faults.push(`the theme is ${scheme}`);

await browser.close();
server.close();
for (const fault of faults) console.error(fault);
console.log(`the built window under its content policy: ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
