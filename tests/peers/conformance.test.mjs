// Node reads extra certificate authorities only when it starts, and the sandbox makes its own at
// start: so the clients run in a second Node, beside one sandbox.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { start } from './sandbox.mjs';

for (const peer of ['msal-node', 'graph-client']) {
  test(`the published ${peer} works against the sandbox`, { timeout: 120_000 }, async () => {
    const sandbox = await start('--people', '700', '--cases', '4');
    try {
      const { NODE_TEST_CONTEXT: _, ...env } = process.env;
      env.NODE_EXTRA_CA_CERTS = sandbox.caFile;
      env.SANDBOX_READY = sandbox.readyFile;
      const file = new URL(`${peer}.peer.mjs`, import.meta.url).pathname;
      const child = spawn(process.execPath, ['--test', '--test-reporter=spec', file], { env, stdio: 'inherit' });
      const [code] = await once(child, 'exit');
      assert.equal(code, 0);
    } finally {
      assert.equal(await sandbox.stop(), 0, 'the sandbox ends in peace');
    }
  });
}
