// Keys and signed tokens (JWS, RFC 7515), made by hand so that a token can be wrong in any way.
//
// A change is JSON:
//   claims   {"aud": "another", "nonce": null, "exp": {"from_now": -61}}; null removes, `from_now` is in seconds
//   header   {"kid": null, "typ": "logout+jwt"}; null removes
//   shift    by how many seconds `iat`, `nbf` and `exp` are moved; a token without `nbf` gets its `iat` as one
//   key      what signs it: `current` (the default), `foreign` (a key unknown to all, under the current `kid`), `none`
//            (alg none, no signature), `client_secret` or `public_key` (HS256 with that as the secret)

import crypto from 'node:crypto';

// A new signing key for RS256 or ES256.
export function newKey(algorithm, kid) {
  const { privateKey, publicKey } = algorithm === 'ES256'
    ? crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' })
    : crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { privateKey, publicKey, jwk: { ...privateKey.export({ format: 'jwk' }), kid, alg: algorithm, use: 'sig' } };
}

const encode = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const decode = (part) => JSON.parse(Buffer.from(part, 'base64url'));

function merged(base, changes = {}) {
  const all = Object.entries({ ...base, ...changes }).filter(([, value]) => value !== null);
  const now = Math.floor(Date.now() / 1000);
  return Object.fromEntries(all.map(([name, value]) => [name, value?.from_now === undefined ? value : now + value.from_now]));
}

function shifted(claims, by) {
  if (!by) return claims;
  const { iat, nbf = iat, exp } = claims;
  return { ...claims, iat: iat + by, nbf: nbf + by, exp: exp + by };
}

// How a key signs, and what the header says about it.
function signer(name, { key, algorithm, client_secret }) {
  const asymmetric = (privateKey) => [algorithm, (text) => crypto
    .sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')];
  const symmetric = (secret) => ['HS256', (text) => crypto.createHmac('sha256', secret).update(text).digest('base64url')];
  switch (name ?? 'current') {
    case 'current': return asymmetric(key.privateKey);
    case 'foreign': return asymmetric(newKey(algorithm).privateKey);
    case 'none': return ['none', () => ''];
    case 'client_secret': return symmetric(client_secret);
    case 'public_key': return symmetric(key.publicKey.export({ type: 'spki', format: 'pem' }));
    default: throw new Error(`no such key: ${name}`);
  }
}

// A token with these claims, changed and signed as the change says.
export function sign(base, change, state) {
  const [alg, signatureOf] = signer(change.key, state);
  const header = merged({ ...base.header, alg, kid: state.key.jwk.kid }, change.header);
  const claims = shifted(merged(base.claims, change.claims), change.shift);
  const text = `${encode(header)}.${encode(claims)}`;
  return `${text}.${signatureOf(text)}`;
}

// A token that the provider made, changed and signed anew.
export function alter(token, change, state) {
  const [header, claims] = token.split('.').slice(0, 2).map(decode);
  return sign({ header, claims }, change, state);
}
