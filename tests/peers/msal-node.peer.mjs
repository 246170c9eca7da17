import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { Browser } from './browser.mjs';
import { application, control, graphScopes, ready, serviceScopes, signIn } from './tenant.mjs';

const ana = 'ana.ferreira@tarnholm.example';

afterEach(() => control('DELETE', 'faults'));

test('signs in by code, PKCE and form_post; the id_token says who and with which roles', async () => {
  const result = await signIn(application(), ana);
  assert.equal(result.idTokenClaims.preferred_username, ana);
  assert.deepEqual(result.idTokenClaims.roles, ['Recovery.Review']);
  assert.equal(result.tenantId, ready.tenant_id);
  assert.equal(result.account.homeAccountId, `${result.idTokenClaims.oid}.${ready.tenant_id}`);
});

test('answers silently from its cache, and refreshes when forced', async () => {
  const client = application();
  const { account, accessToken } = await signIn(client, ana);
  const cached = await client.acquireTokenSilent({ account, scopes: graphScopes });
  assert.equal(cached.accessToken, accessToken);
  const fresh = await client.acquireTokenSilent({ account, scopes: graphScopes, forceRefresh: true });
  assert.notEqual(fresh.accessToken, accessToken);
  assert.equal(fresh.fromCache, false);
});

test('gets a token for the service with the refresh token of the same sign-in', async () => {
  const client = application();
  const { account } = await signIn(client, ana);
  const result = await client.acquireTokenSilent({ account, scopes: serviceScopes });
  const claims = JSON.parse(Buffer.from(result.accessToken.split('.')[1], 'base64url'));
  assert.equal(claims.aud, ready.service_client_id);
  assert.equal(claims.scp, 'desk.access');
  assert.deepEqual(claims.roles, ['Recovery.Review']);
});

test('a revoked session needs interaction, and a fresh sign-in works', async () => {
  const client = application();
  const { account } = await signIn(client, ana);
  await control('POST', `users/${ana}/revoke`);
  await assert.rejects(
    client.acquireTokenSilent({ account, scopes: graphScopes, forceRefresh: true }),
    (error) => error.errorCode === 'invalid_grant' && /AADSTS50173/.test(error.errorMessage),
  );
  const again = await signIn(client, ana, { prompt: 'login' });
  assert.equal(again.account.homeAccountId, account.homeAccountId);
});

test('a refusal that asks for interaction is known as one', async () => {
  const client = application();
  const { account } = await signIn(client, ana);
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  await control('PUT', 'faults', [
    { fault: 'token_refused', grant: 'refresh_token', error: 'interaction_required', suberror: 'basic_action', code: 50076, claims },
  ]);
  await assert.rejects(
    client.acquireTokenSilent({ account, scopes: graphScopes, forceRefresh: true }),
    (error) => error.name === 'InteractionRequiredAuthError' && error.claims === claims,
  );
});

test('an authentication context that was asked for stands in the token', async () => {
  const claims = '{"id_token":{"acrs":{"essential":true,"value":"c1"}}}';
  const result = await signIn(application(), ana, { claims, prompt: 'login' });
  assert.deepEqual(result.idTokenClaims.acrs, ['c1']);
});

test('a device signs in by code', async () => {
  const browser = new Browser('priya.nair@tarnholm.example');
  const result = await application().acquireTokenByDeviceCode({
    scopes: graphScopes,
    deviceCodeCallback: async ({ verificationUri, userCode }) => {
      const { status } = await browser.approveDevice(verificationUri, userCode);
      assert.equal(status, 200);
    },
  });
  assert.equal(result.account.username, 'priya.nair@tarnholm.example');
});

test('a strict tenant refuses no client that sends S256', async () => {
  await control('PUT', 'faults', [{ fault: 'pkce_required' }]);
  assert.ok((await signIn(application(), ana)).accessToken);
});

test('discovery with a foreign issuer is refused', async () => {
  await control('PUT', 'faults', [{ fault: 'discovery_issuer', issuer: 'https://login.example/x/v2.0' }]);
  await assert.rejects(signIn(application(), ana));
});
