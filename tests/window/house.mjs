// Starts sandbox and service for the demo and writes the desk's tenant profile.
import { spawn } from 'node:child_process';
import { existsSync, watch } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './driver.mjs';

export async function start(root, folder) {
  await mkdir(folder, { recursive: true });
  const programs = join(root, 'target/debug');
  const ready = await program(join(programs, 'sandbox'), [], folder, 'sandbox');
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, ready.value.ca_certificate);
  const port = await freePort();
  const config = join(folder, 'service.toml');
  await writeFile(config, serviceConfig(ready.value, port));
  const service = await program(join(programs, 'countersign-service'), ['--config', config], folder, 'service');
  const profile = join(folder, 'profile.toml');
  await writeFile(profile, tenantProfile(ready.value, service.value));
  return {
    ready: ready.value,
    service: service.value,
    profile,
    ca,
    stop() {
      service.child.kill();
      ready.child.kill();
    },
  };
}

async function program(binary, args, folder, name) {
  const file = join(folder, `${name}.ready.json`);
  const child = spawn(binary, [...args, '--ready-file', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((_, fail) =>
    child.once('exit', (code) => fail(new Error(`${name} ended with ${code}`))));
  ended.catch(() => {});
  await Promise.race([appears(folder, file), ended]);
  return { child, value: JSON.parse(await readFile(file, 'utf8')) };
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

const serviceConfig = (ready, port) => `
listen = "127.0.0.1:${port}"
data_directory = "service"
log_origin = "tarnholm.example/countersign"
repoll_seconds = 5
[tenant]
tenant_id = "${ready.tenant_id}"
authority = "${ready.authority}"
graph = "${ready.graph}"
client_id = "${ready.client_id}"
service_client_id = "${ready.service_client_id}"
client_secret = "${ready.service_client_secret}"
[incode]
url = "${ready.incode}"
api_key = "sandbox-incode-key"
email = "countersign@tarnholm.example"
password = "sandbox-incode-password"
[mail]
sender = "henrik.solberg@tarnholm.example"
fallback = "security@tarnholm.example"
[sandbox]
ca_certificate = """
${ready.ca_certificate}"""
`;

const tenantProfile = (ready, service) => `
organisation = "Tarnholm Instruments"
domain = "tarnholm.example"
sandbox = true
tenant_id = "${ready.tenant_id}"
client_id = "${ready.client_id}"
authority = "${ready.authority}"
graph = "${ready.graph}"
service = "${service.url}"
service_scope = "api://${ready.service_client_id}/desk.access"
log_origin = "${service.log_origin}"
log_key = "${service.log_key}"
ca_certificate = """
${ready.ca_certificate}"""
`;
