// Reads the service's log with a token of its own, and checks a saved receipt with none of the
// product's code: RFC 6962 hashes, C2SP checkpoint, DSSE envelope.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { Browser } from '../peers/browser.mjs';

// Every entry of the service's log, as a supervisor reads it.
export async function logEntries(house) {
  const token = await supervisorsToken(house.ready);
  const entries = [];
  for (;;) {
    const answer = await fetch(`${house.service.url}/v1/log/entries?from=${entries.length}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    if (!answer.ok) throw new Error(`log entries: ${answer.status} ${await answer.text()}`);
    const page = (await answer.json()).entries;
    if (page.length === 0) return entries;
    entries.push(...page.map((entry) => JSON.parse(Buffer.from(entry, 'base64').toString())));
  }
}

async function supervisorsToken({ authority, client_id, service_client_id }) {
  const post = async (path, fields) => {
    const answer = await fetch(`${authority}/oauth2/v2.0/${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(body)}`);
    return body;
  };
  const scope = `api://${service_client_id}/desk.access openid`;
  const device = await post('devicecode', { client_id, scope });
  await new Browser('henrik.solberg@tarnholm.example').approveDevice(device.verification_uri, device.user_code);
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  return (await post('token', { grant_type, client_id, device_code: device.device_code })).access_token;
}

// What a saved receipt proves; throws when it proves nothing.
export function proved(saved, logKey) {
  const { receipt, envelope } = saved;
  const entry = Buffer.from(receipt.entry, 'base64');
  const [head, checkpoint] = cut(receipt.proof, '\n\n');
  const [, index, ...path] = head.split('\n');
  const place = Number(index.replace('index ', ''));
  const signed = signedCheckpoint(checkpoint, logKey);
  const root = rootOf(leaf(entry), place, signed.size, path.map((hash) => Buffer.from(hash, 'base64')));
  if (!root.equals(signed.root)) throw new Error('the proof does not lead to the signed root');
  const decision = JSON.parse(entry.toString());
  const commitment = sha256(Buffer.from(receipt.salt, 'base64'), Buffer.from(envelope)).toString('hex');
  if (commitment !== decision.commitment) throw new Error('the entry commits to another envelope');
  const { payload } = JSON.parse(envelope);
  return { index: place, decision, statement: JSON.parse(Buffer.from(payload, 'base64').toString()) };
}

// C2SP signed note by one Ed25519 key: `origin+hash+base64(0x01 ‖ key)`.
function signedCheckpoint(note, logKey) {
  const [text, signatures] = cut(note, '\n\n');
  const [origin, size, root] = text.split('\n');
  const [keyName, keyHash, ...rest] = logKey.split('+');
  const key = Buffer.from(rest.join('+'), 'base64').subarray(1);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const good = signatures.split('\n').filter(Boolean).some((line) => {
    const [, name, base64] = line.split(' ');
    const bytes = Buffer.from(base64, 'base64');
    return name === keyName && bytes.subarray(0, 4).toString('hex') === keyHash
      && verify(null, Buffer.from(`${text}\n`), publicKey, bytes.subarray(4));
  });
  if (!good || origin !== keyName) throw new Error('the checkpoint is not signed by the log');
  return { size: Number(size), root: Buffer.from(root, 'base64') };
}

// RFC 9162 §2.1.3.2.
function rootOf(hash, index, size, path) {
  let [node, last] = [index, size - 1];
  let root = hash;
  for (const sibling of path) {
    if (last === 0) throw new Error('the proof is too long');
    if (node % 2 === 1 || node === last) {
      root = inner(sibling, root);
      while (node % 2 === 0 && node !== 0) [node, last] = [node >> 1, last >> 1];
    } else root = inner(root, sibling);
    [node, last] = [node >> 1, last >> 1];
  }
  if (last !== 0) throw new Error('the proof is too short');
  return root;
}

const leaf = (bytes) => sha256(Buffer.from([0]), bytes);
const inner = (left, right) => sha256(Buffer.from([1]), left, right);

function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function cut(text, by) {
  const at = text.indexOf(by);
  return [text.slice(0, at), text.slice(at + by.length)];
}
