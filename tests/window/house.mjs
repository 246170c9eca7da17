// Sandbox and service around a command: `house.mjs [--people N] [--cases N] COMMAND…`. The command
// finds the house in $COUNTERSIGN_HOUSE, and trusts the sandbox's certificate authority.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { copyFile, mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './driver.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const binary = join(root, 'target/debug/countersign');

// The house that a command was started in.
export function house() {
  if (!process.env.COUNTERSIGN_HOUSE) throw new Error('start this with tests/window/house.mjs');
  return JSON.parse(process.env.COUNTERSIGN_HOUSE);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await live(process.argv.slice(2));

async function live(args) {
  const options = [];
  while (args[0]?.startsWith('--')) options.push(...args.splice(0, 2));
  const folder = await mkdtemp(join(tmpdir(), 'countersign-house-'));
  const children = [];
  let code = 1;
  let command;
  // The command ends first, and the house after it.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => command?.kill(signal));
  try {
    const built = await build(folder, options, children);
    const env = { ...process.env, COUNTERSIGN_HOUSE: JSON.stringify(built), NODE_EXTRA_CA_CERTS: built.ca };
    command = spawn(args[0], args.slice(1), { stdio: 'inherit', env });
    code = (await once(command, 'exit'))[0] ?? 1;
    if (code !== 0) await keepLogs(folder);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    await keepLogs(folder);
  } finally {
    // Nobody writes into the folder any more when it goes.
    await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? (child.kill(), once(child, 'exit'))));
    await rm(folder, { recursive: true, force: true });
  }
  return code;
}

async function build(folder, options, children) {
  const programs = join(root, 'target/debug');
  const ready = await program(join(programs, 'sandbox'), options, folder, 'sandbox', children);
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, ready.ca_certificate);
  const config = join(folder, 'service.toml');
  const listen = `127.0.0.1:${await freePort()}`;
  await writeFile(config, await filled('service.toml', { ...ready, listen, repoll_seconds: 5 }));
  const service = await program(join(programs, 'countersign-service'), ['--config', config], folder, 'service', children);
  const profile = join(folder, 'profile.toml');
  await writeFile(profile, await filled('profile.toml', { ...ready, ...service, service: service.url }));
  await pointWebhooks(ready, service);
  const number = (name, otherwise) => (options.includes(name) ? Number(options[options.indexOf(name) + 1]) : otherwise);
  const service_pid = children.at(-1).pid;
  return { folder, ready, service, service_pid, profile, ca, people: number('--people', 2000), cases: number('--cases', 84) };
}

async function program(file, args, folder, name, children) {
  const readyFile = join(folder, `${name}.ready.json`);
  const log = await open(join(folder, `${name}.log`), 'w');
  const child = spawn(file, [...args, '--ready-file', readyFile], { stdio: ['ignore', 'ignore', log.fd] });
  children.push(child);
  await log.close();
  const ended = Promise.race([once(child, 'exit'), once(child, 'error')]);
  await Promise.race([appears(folder, readyFile), ended.then(() => Promise.reject(new Error(`${name} did not start`)))]);
  return JSON.parse(await readFile(readyFile, 'utf8'));
}

function appears(folder, file) {
  return new Promise((there) => {
    const watcher = watch(folder, () => look());
    const look = () => {
      if (!existsSync(file)) return;
      watcher.close();
      there();
    };
    look();
  });
}

async function keepLogs(folder) {
  const kept = join(root, 'target/window');
  await mkdir(kept, { recursive: true });
  for (const name of ['sandbox.log', 'service.log', 'window.log'])
    await copyFile(join(folder, name), join(kept, name)).catch(() => {});
  process.stderr.write('What sandbox, service and window said: target/window/*.log\n');
}

// As in the vendor's dashboard: where hints of finished sessions are sent.
function pointWebhooks(ready, service) {
  const body = JSON.stringify({ url: `${service.url}/v1/webhooks/incode` });
  return new Promise((done, fail) => {
    const put = request(`${ready.incode}/dashboard/webhook`, {
      method: 'PUT',
      ca: ready.ca_certificate,
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    }, (answer) => {
      answer.resume();
      if (answer.statusCode < 300) done();
      else fail(new Error(`the webhook address was refused: ${answer.statusCode}`));
    });
    put.on('error', fail);
    put.end(body);
  });
}

// A text of tests/house, with what stands in braces filled in.
async function filled(name, values) {
  const text = await readFile(join(root, 'tests/house', name), 'utf8');
  return Object.entries(values).reduce((t, [key, value]) => t.replaceAll(`{${key}}`, String(value)), text);
}
