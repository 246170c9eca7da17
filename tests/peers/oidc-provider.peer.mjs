import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';

const { authority, issuer } = JSON.parse(process.env.PROVIDER);
const cookies = new Map();

test('discovery names the issuer that Entra would', async () => {
  const discovery = await (await fetch(`${authority}/v2.0/.well-known/openid-configuration`)).json();
  assert.equal(discovery.issuer, issuer);
  assert.equal(issuer, `${authority}/v2.0`);
});

test('a code by form_post gives a token with the claims of the desk', async () => {
  const discovery = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const verifier = randomBytes(32).toString('base64url');
  const redirect = 'http://localhost:49321';
  const request = new URLSearchParams({
    client_id: process.env.CLIENT_ID, response_type: 'code', response_mode: 'form_post', redirect_uri: redirect,
    scope: 'openid profile offline_access', state: 's', nonce: 'n', prompt: 'login',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  });
  const signIn = await visit(`${discovery.authorization_endpoint}?${request}`);
  const action = /action="([^"]*)"/.exec(signIn.page)[1];
  const answer = await visit(new URL(action, signIn.url), 'POST');
  assert.match(answer.page, new RegExp(`action="${redirect}/?"`));
  const code = /name="code" value="([^"]*)"/.exec(answer.page)[1];
  const response = await fetch(discovery.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: process.env.CLIENT_ID, grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier,
    }),
  });
  const tokens = await response.json();
  assert.equal(response.status, 200, JSON.stringify(tokens));
  assert.ok(tokens.refresh_token);
  const claims = JSON.parse(Buffer.from(tokens.id_token.split('.')[1], 'base64url'));
  assert.equal(claims.iss, issuer);
  assert.equal(claims.nonce, 'n');
  assert.equal(claims.ver, '2.0');
  assert.equal(claims.preferred_username, 'ana.ferreira@tarnholm.example');
  assert.deepEqual(claims.roles, ['Recovery.Review']);
  assert.ok(claims.oid && claims.tid && claims.auth_time);
});

async function visit(address, method = 'GET') {
  for (let url = String(address); ; method = 'GET') {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { method, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const pair = line.split(';')[0];
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = response.headers.get('location');
    if (!next) return { url, page: await response.text() };
    url = new URL(next, url).href;
  }
}
