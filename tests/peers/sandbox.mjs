// Starts the sandbox as everybody else does: the program, its ready file, and a signal to end it.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { once } from 'node:events';

const program = resolve(process.env.SANDBOX_BIN ?? new URL('../../target/debug/sandbox', import.meta.url).pathname);

export async function start(...args) {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const readyFile = join(folder, 'ready.json');
  const child = spawn(program, ['--ready-file', readyFile, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await Promise.race([
    firstLine(child.stdout),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`the sandbox ended with ${code}`))),
  ]);
  const ready = JSON.parse(await readFile(readyFile, 'utf8'));
  if (JSON.stringify(ready) !== line) throw new Error('the ready file and the printed line differ');
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, ready.ca_certificate);
  const stop = async () => {
    child.kill('SIGTERM');
    const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
    await rm(folder, { recursive: true });
    return code;
  };
  return { ready, readyFile, caFile, stop };
}

async function firstLine(stream) {
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    const end = text.indexOf('\n');
    if (end >= 0) return text.slice(0, end);
  }
  throw new Error('the sandbox said nothing');
}
