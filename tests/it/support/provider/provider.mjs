// A certified OpenID Connect provider (npm's oidc-provider) on loopback, for the tests of signing in.
//
//     NAKLANK_TEST_PROVIDER=FOLDER node provider.mjs PORT SETTINGS
//
// FOLDER holds `node_modules`; a PORT of 0 takes a free one. The first line printed is the issuer. SETTINGS is JSON:
//   redirect_uris   where the client may be called back
//   accounts        {"name": {"sub": ..., claims of the ID token}}; an account without `sub` has its name as `sub`
//   algorithm       RS256 (the default) or ES256
//   now             the moment at which the provider's clock stands, in seconds since 1970; absent: the machine's clock
//   client_secret   of the one client, `naklank`
//   client          further metadata of that client, such as {"token_endpoint_auth_method": "client_secret_post"}
//   logout_uri      where logout tokens are posted; absent: they are only returned by `POST /control/logout`
//
// Signing in shows no page where the authorization request has `login_hint=ACCOUNT`; `login_hint=refuse` refuses.
// control.mjs says what `/control/...` does. The process ends when its standard input closes, and after ten minutes.

import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { control } from './control.mjs';
import { alter, newKey } from './tokens.mjs';

const [port, settings] = [Number(process.argv[2]), JSON.parse(process.argv[3])];
// An `import` looks for packages beside this file only.
const packages = createRequire(path.join(process.env.NAKLANK_TEST_PROVIDER, 'any'));
// It warns that these settings are not for production, which is true, and prints that where the issuer is expected.
console.info = () => {};
console.warn = () => {};
const { Provider } = await import(pathToFileURL(packages.resolve('oidc-provider')));

const client_id = 'naklank';
const algorithm = settings.algorithm ?? 'RS256';
const state = {
  client_id,
  algorithm,
  client_secret: settings.client_secret,
  accounts: settings.accounts,
  logout_uri: settings.logout_uri,
  key: newKey(algorithm, 'key-1'),
  // How the next ID token and every discovery document deviate.
  next_id_token: undefined,
  discovery: {},
  outage: 'none',
  // Requests by path, the sessions in which a code was exchanged, and the logout tokens of the last logout.
  requests: {},
  sessions: [],
  deliveries: [],
  build,
  setClock,
};

// Stops the clock of this process, since that of the tests stands still too.
const MachineDate = Date;
function setClock(seconds) {
  globalThis.Date = class extends MachineDate {
    constructor(...parts) {
      super(...(parts.length ? parts : [seconds * 1000]));
    }

    static now() {
      return seconds * 1000;
    }
  };
}
if (settings.now !== undefined) setClock(settings.now);

function accountOf(sub) {
  const found = Object.entries(state.accounts).find(([name, claims]) => (claims.sub ?? name) === sub);
  return found && { accountId: sub, claims: () => ({ ...found[1], sub }) };
}

// Everything is granted, so that consent is never asked for.
async function grantOf(ctx) {
  const { provider, session, client } = ctx.oidc;
  const existing = session.grantIdFor(client.clientId);
  if (existing) return provider.Grant.find(existing);
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid email profile offline_access');
  await grant.save();
  return grant;
}

// A provider reads its keys and clients once, so a change needs a new one; its sessions and codes are stored outside it.
function build() {
  const ofScopes = { email: ['email', 'email_verified'], profile: ['name', 'given_name', 'family_name'] };
  const named = Object.values(state.accounts).flatMap(Object.keys);
  const others = named.filter((name) => !Object.values(ofScopes).flat().includes(name));
  const provider = new Provider(issuer, {
    clients: [{
      client_id,
      client_secret: state.client_secret,
      redirect_uris: settings.redirect_uris,
      response_types: ['code'],
      id_token_signed_response_alg: algorithm,
      // To this server itself, which hands it on: so a test sees each logout token.
      backchannel_logout_uri: `${issuer}/control/deliver`,
      backchannel_logout_session_required: true,
      ...settings.client,
    }],
    jwks: { keys: [state.key.jwk] },
    cookies: { keys: ['a key for cookies'] },
    responseTypes: ['code'],
    pkce: { required: () => true, methods: ['S256'] },
    claims: { openid: ['sub', ...new Set(others)], ...ofScopes },
    conformIdTokenClaims: false,
    enabledJWA: { idTokenSigningAlgValues: [algorithm] },
    findAccount: (ctx, sub) => accountOf(sub),
    loadExistingGrant: grantOf,
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      // Its own pages load fonts from elsewhere.
      rpInitiatedLogout: {
        logoutSource: (ctx, form) => { ctx.body = `${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`; },
        postLogoutSuccessSource: (ctx) => { ctx.body = 'Signed out'; },
      },
    },
    ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 86400, IdToken: 3600, Interaction: 3600, Session: 86400 },
    httpOptions: () => ({ signal: AbortSignal.timeout(60_000) }),
    renderError: (ctx, out) => { ctx.body = out; },
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.oidc?.route === 'discovery') Object.assign(ctx.body, state.discovery);
    if (ctx.oidc?.route === 'token' && ctx.body.id_token) issued(ctx);
  });
  state.provider = provider;
  state.answer = provider.callback();
}

// Keeps in which session a code was exchanged, and alters the ID token where a test asked for that.
function issued(ctx) {
  const { accountId, sessionUid } = ctx.oidc.entities.AuthorizationCode;
  state.sessions.push({ sub: accountId, uid: sessionUid });
  if (state.next_id_token) ctx.body.id_token = alter(ctx.body.id_token, state.next_id_token, state);
  state.next_id_token = undefined;
}

async function interact(request, response) {
  const { provider, accounts } = state;
  const { params } = await provider.interactionDetails(request, response);
  const name = new URL(request.url, issuer).searchParams.get('login') ?? params.login_hint;
  let result;
  if (name === 'refuse') {
    result = { error: 'access_denied', error_description: 'the person refused' };
  } else if (accounts[name]) {
    result = { login: { accountId: accounts[name].sub ?? name }, consent: {} };
  } else {
    const links = [...Object.keys(accounts), 'refuse'].map((each) => `<li><a href="?login=${each}">${each}</a></li>`);
    response.setHeader('content-type', 'text/html');
    response.end(`<!DOCTYPE html><html lang="en"><title>Sign in</title><h1>Who are you?</h1><ul>${links.join('')}</ul>`);
    return;
  }
  await provider.interactionFinished(request, response, result);
}

async function respond(request, response) {
  const { pathname } = new URL(request.url, issuer);
  if (pathname.startsWith('/control/')) return control(state, pathname, request, response);
  state.requests[pathname] = (state.requests[pathname] ?? 0) + 1;
  if (state.outage === 'silent') return undefined;
  if (state.outage === 'unavailable') return response.writeHead(503).end();
  if (pathname.startsWith('/interaction/')) return interact(request, response);
  return state.answer(request, response);
}

const server = http.createServer((request, response) => {
  respond(request, response).catch((error) => {
    if (!response.headersSent) response.writeHead(500);
    response.end(String(error.stack));
  });
});
await new Promise((listening) => { server.listen(port, '127.0.0.1', listening); });
const issuer = `http://127.0.0.1:${server.address().port}`;
build();
process.stdout.write(`${issuer}\n`);

process.stdin.resume();
for (const event of ['end', 'close', 'error']) process.stdin.on(event, () => process.exit(0));
setTimeout(() => process.exit(0), 600_000);
