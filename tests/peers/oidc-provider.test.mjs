// The independent provider answers as the desk will ask it: discovery, code, PKCE, form_post.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { start } from './sandbox.mjs';

test('the independent OpenID provider signs in', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'provider-'));
  const sandbox = await start('--people', '60', '--cases', '2', '--certificate-folder', folder);
  const script = new URL('oidc-provider/start.mjs', import.meta.url).pathname;
  const { client_id: client, tenant_id: tenant } = sandbox.ready;
  const provider = spawn(process.execPath, [script, '--certificate', join(folder, 'certificate.pem'),
    '--key', join(folder, 'key.pem'), '--client-id', client, '--tenant-id', tenant], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const [line] = await once(provider.stdout, 'data');
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    env.NODE_EXTRA_CA_CERTS = join(folder, 'ca.pem');
    env.PROVIDER = String(line);
    env.CLIENT_ID = client;
    const file = new URL('oidc-provider.peer.mjs', import.meta.url).pathname;
    const child = spawn(process.execPath, ['--test', '--test-reporter=spec', file], { env, stdio: 'inherit' });
    assert.equal((await once(child, 'exit'))[0], 0);
  } finally {
    provider.kill('SIGTERM');
    await sandbox.stop();
    await rm(folder, { recursive: true });
  }
});
