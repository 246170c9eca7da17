// What the window must not do: answer a command without a grant, load or show anything from
// elsewhere, run a script that was put into the page, or open an inspector.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { house, root } from './house.mjs';
import { Person } from './person.mjs';
import { ana, openWindow } from './review.mjs';

const here = house();
const asked = [];
const foreign = createServer((request, response) => {
  asked.push(request.url);
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('content-type', request.url.includes('script') ? 'text/javascript' : 'text/html');
  response.end(request.url.includes('script') ? 'window.ran = true' : '<title>elsewhere</title>');
});
let window;
let person;
let elsewhere;

before(async () => {
  foreign.listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  elsewhere = `http://127.0.0.1:${foreign.address().port}`;
  person = await Person.sitDown(ana);
  window = await openWindow(here, 'guard');
  await window.untilText('Sign in to review');
});
after(async () => {
  await window?.close();
  person?.getUp();
  foreign.close();
});

const invoke = (command, args = {}) => window.ask(command, args);

test('a command without a grant is refused; one with a grant is not', async () => {
  await assert.rejects(invoke('ungranted'), /not allowed/);
  assert.equal((await invoke('session')).state.state, 'signed_out');
});

test('no command of Tauri beyond what is granted answers', async () => {
  for (const command of [
    'plugin:webview|internal_toggle_devtools',
    'plugin:webview|create_webview_window',
    'plugin:window|close',
    'plugin:event|emit',
    'plugin:app|version',
    'plugin:path|resolve_directory',
  ])
    await assert.rejects(invoke(command, { options: { label: 'x', url: elsewhere }, event: 'notice', payload: {} }), /not allowed|not found/, command);
});

test('no navigation leaves the window', async () => {
  const places = ['https://example.invalid/', `${here.ready.authority}/v2.0/.well-known/openid-configuration`, elsewhere,
    'data:text/html,<title>elsewhere</title>', 'file:///etc/passwd', 'about:blank', 'javascript:window.ran=true',
    'evidence://localhost/abcdefghijklmnopqrstuvwxyz012345', 'blob:x'];
  for (const place of places) {
    await window.run(`location.href = arguments[0]`, place);
    await window.run(`const link = document.createElement('a'); link.href = arguments[0]; document.body.append(link); link.click(); link.remove()`, place);
    await stillHere(place);
  }
  await window.run(`const form = document.createElement('form'); form.action = arguments[0]; form.method = 'post'; document.body.append(form); form.submit(); form.remove()`, elsewhere);
  await stillHere('a form');
  await window.run(`const meta = document.createElement('meta'); meta.httpEquiv = 'refresh'; meta.content = '0;url=' + arguments[0]; document.head.append(meta)`, elsewhere);
  await stillHere('a refresh');
});

test('no second window opens', async () => {
  for (const place of [elsewhere, 'about:blank', 'tauri://localhost/'])
    assert.equal(await window.run(`return window.open(arguments[0]) === null`, place), true, place);
  const handles = await fetch(`${window.base}/window/handles`).then((answer) => answer.json());
  assert.equal(handles.value.length, 1);
});

test('no frame, picture, script, style, font, fetch or socket comes from elsewhere', async () => {
  const refused = await window.later(`const at = arguments[0]; const refused = new Set();
    document.addEventListener('securitypolicyviolation', (event) => refused.add(event.effectiveDirective));
    const put = (tag, set) => { const e = document.createElement(tag); Object.assign(e, set); document.body.append(e); return e; };
    put('iframe', { src: at + '/frame' });
    put('img', { src: at + '/picture' });
    put('script', { src: at + '/script' });
    put('link', { rel: 'stylesheet', href: at + '/style' });
    put('object', { data: at + '/object' });
    put('video', { src: at + '/film' });
    document.fonts.add(new FontFace('x', 'url(' + at + '/font)')); document.fonts.load('1em x').catch(() => {});
    const calls = [fetch(at + '/fetch').then(() => 'answered', () => 'refused')];
    try { new WebSocket(at.replace('http', 'ws') + '/socket'); } catch {}
    try { new EventSource(at + '/events'); } catch {}
    try { new Worker(at + '/worker'); } catch {}
    navigator.sendBeacon(at + '/beacon');
    Promise.all(calls).then(([fetched]) => setTimeout(() => done({ fetched, refused: [...refused].sort() }), 500))`, elsewhere);
  assert.equal(refused.fetched, 'refused');
  for (const directive of ['connect-src', 'frame-src', 'img-src', 'object-src', 'script-src-elem', 'style-src-elem'])
    assert.ok(refused.refused.some((one) => directive.startsWith(one)), `${directive} was not refused: ${refused.refused}`);
  assert.deepEqual(asked, []);
  assert.equal(await window.run('return window.ran ?? null'), null);
});

test('a script that was put into the page does not run', async () => {
  const ran = await window.later(`
    const script = document.createElement('script'); script.textContent = 'window.ran = "inline"'; document.body.append(script);
    const holder = document.createElement('div'); holder.innerHTML = '<img src="x" onerror="window.ran = 1"><svg onload="window.ran = 2"></svg>'; document.body.append(holder);
    const button = document.createElement('button'); button.setAttribute('onclick', 'window.ran = 3'); document.body.append(button); button.click();
    setTimeout(() => { script.remove(); holder.remove(); button.remove(); done(window.ran ?? null); }, 300)`);
  assert.equal(ran, null);
});

test('prototypes are frozen', async () => {
  assert.equal(await window.run('return Object.isFrozen(Object.prototype)'), true);
});

test('these tests would see it: what is allowed arrives', async () => {
  // The same ways, to places that are the window's own.
  const came = await window.later(`const img = new Image(); img.onload = () => done('picture'); img.onerror = () => done('nothing'); img.src = '/icon.svg'`);
  assert.equal(came, 'picture');
  await fetch(`${elsewhere}/planted`);
  assert.deepEqual(asked, ['/planted']);
  await assert.rejects(stillHere('planted', 'https://example.invalid'), /planted/);
});

test('no inspector opens, and no build can have one', async () => {
  const size = await window.run('return [innerWidth, innerHeight]');
  await window.keys('Control+Shift+i', 'F12', 'Control+Shift+c');
  await window.later('setTimeout(() => done(true), 500)');
  assert.deepEqual(await window.run('return [innerWidth, innerHeight]'), size);
  const tree = execFileSync('cargo', ['tree', '--locked', '-p', 'countersign', '-e', 'normal', '-f', '{p} {f}', '--prefix', 'none'], { cwd: root, encoding: 'utf8' });
  for (const name of ['tauri', 'tauri-runtime-wry', 'wry']) {
    const line = tree.split('\n').find((one) => one.startsWith(`${name} v`));
    assert.ok(line, `${name} is in the tree`);
    assert.ok(!line.includes('devtools'), line);
  }
});

async function stillHere(what, origin = 'tauri://localhost') {
  const place = await window.later(`setTimeout(() => done([location.origin, document.title]), 150)`);
  assert.equal(place[0], origin, what);
  assert.doesNotMatch(place[1], /elsewhere/, what);
  assert.deepEqual(asked.filter((url) => url !== '/planted'), [], what);
}
