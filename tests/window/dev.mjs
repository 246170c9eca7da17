// Hot reload, inside a house: vite serves the window and changes it in place; when the desk's Rust
// changes it is built and started again. Ctrl-C, or closing the window, ends everything.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { binary, house, root } from './house.mjs';

const here = house();
const features = process.env.COUNTERSIGN_FEATURES ? ['--features', process.env.COUNTERSIGN_FEATURES] : [];
let ending = false;
let window;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, end);

const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { cwd: join(root, 'ui'), stdio: ['ignore', 'pipe', 'inherit'] });
vite.stdout.on('data', (said) => process.stdout.write(said));
vite.once('exit', (code) => {
  if (!ending) process.stderr.write(`vite ended with ${code}\n`);
  end();
});
await Promise.race([once(vite.stdout, 'data'), once(vite, 'exit')]);
if (!ending) {
  const people = here.ready.accounts.filter(({ roles }) => roles.length > 0).map((one) => one.user_principal_name);
  process.stdout.write(`Sign in as one of: ${people.join(', ')}\n`);
  if (await build()) start();
  followRust();
}

async function build() {
  const cargo = spawn('cargo', ['build', '--locked', '--bin', 'countersign', ...features], { cwd: root, stdio: 'inherit' });
  return (await once(cargo, 'exit'))[0] === 0;
}

function start() {
  if (ending) return;
  const child = spawn(binary, ['--profile', here.profile, '--data', join(here.folder, 'dev')], { cwd: root, stdio: 'inherit' });
  window = child;
  child.once('exit', () => {
    if (window === child) end();
  });
}

// Builds half a second after the last change; the old window stays until the new one is built.
function followRust() {
  let timer;
  let building = false;
  const rebuild = async () => {
    if (building) {
      timer = setTimeout(rebuild, 500);
      return;
    }
    building = true;
    if (await build()) {
      const old = window;
      window = null;
      if (old && old.exitCode === null) {
        old.kill();
        await once(old, 'exit');
      }
      start();
    }
    building = false;
  };
  for (const place of ['src-tauri', 'tauri.conf.json', 'Cargo.toml'])
    watch(join(root, place), { recursive: place === 'src-tauri' }, () => {
      clearTimeout(timer);
      timer = setTimeout(rebuild, 500);
    });
}

function end() {
  if (ending) return;
  ending = true;
  window?.kill();
  vite.kill();
  // Watchers would keep this process alive.
  setTimeout(() => process.exit(0), 300);
}
