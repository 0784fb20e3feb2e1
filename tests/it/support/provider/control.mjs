// What a test may ask of the provider beside OpenID Connect. Every request is a POST with JSON and is answered with JSON.
//
//   /control/rotate         {"kid": ...}: a new signing key replaces the old one; without `kid` it has a new name
//   /control/next_id_token  a change (tokens.mjs) of the next ID token that the token endpoint returns, once
//   /control/sign           a change; answers {"jwt": ...}, signed from nothing but that
//   /control/logout         {"account": "name"}: ends the account's sessions and delivers the logout tokens; answers
//                           [{"logout_token": ..., "status": of the application's answer or null, "body": ...}]
//   /control/outage         {"outage": "none" | "unavailable" | "silent"}: 503 to everything, or no answer at all
//   /control/discovery      what the discovery document says otherwise, from now on
//   /control/accounts       {"name": {claims}}: accounts to add or replace
//   /control/clock          {"now": seconds since 1970}
//   /control/requests       answers {"/path": how often it was asked for}
//   /control/deliver        for the provider itself: takes a logout token and hands it to the application

import http from 'node:http';

import { newKey, sign } from './tokens.mjs';

async function bodyOf(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

const acts = {
  rotate(state, { kid }) {
    state.rotations = (state.rotations ?? 1) + 1;
    state.key = newKey(state.algorithm, kid ?? `key-${state.rotations}`);
    state.build();
    return { kid: state.key.jwk.kid };
  },
  next_id_token(state, change) {
    state.next_id_token = change;
    return {};
  },
  sign(state, change) {
    return { jwt: sign({ header: {}, claims: {} }, change, state) };
  },
  outage(state, { outage }) {
    state.outage = outage;
    return {};
  },
  discovery(state, changes) {
    state.discovery = changes;
    return {};
  },
  accounts(state, accounts) {
    Object.assign(state.accounts, accounts);
    state.build();
    return {};
  },
  clock(state, { now }) {
    state.setClock(now);
    return {};
  },
  requests(state) {
    return state.requests;
  },
  logout,
};

// What the provider's own end of a session does, without the browser that asks for it.
async function logout(state, { account }) {
  state.deliveries = [];
  const client = await state.provider.Client.find(state.client_id);
  const sub = state.accounts[account].sub ?? account;
  for (const { uid } of state.sessions.filter((each) => each.sub === sub)) {
    const session = await state.provider.Session.findByUid(uid);
    if (session) {
      // The application's answer, be it a refusal, is among the deliveries.
      await client.backchannelLogout(sub, session.sidFor(client.clientId)).catch(() => {});
      await session.destroy();
    }
  }
  return state.deliveries;
}

// Hands a logout token to the application, and its answer to the provider.
async function deliver(state, form, response) {
  const delivery = { logout_token: new URLSearchParams(form).get('logout_token'), status: null, body: null };
  state.deliveries.push(delivery);
  if (state.logout_uri) {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await new Promise((resolve, reject) => {
      http.request(state.logout_uri, { method: 'POST', headers }, resolve).on('error', reject).end(form);
    });
    delivery.status = answer.statusCode;
    delivery.body = await bodyOf(answer);
  }
  response.writeHead(delivery.status ?? 200).end();
}

export async function control(state, pathname, request, response) {
  const name = pathname.slice('/control/'.length);
  const body = await bodyOf(request);
  if (name === 'deliver') return deliver(state, body, response);
  if (!acts[name]) return response.writeHead(404).end();
  const answer = await acts[name](state, JSON.parse(body || '{}'));
  response.setHeader('content-type', 'application/json');
  return response.end(JSON.stringify(answer));
}
