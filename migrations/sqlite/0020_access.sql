-- Several roles for a user, sessions with two ends that their owner can look at, keys that expire, a second factor, and
-- sign-in at an identity provider.

-- The names of the roles, separated by spaces; empty for a user who may not do anything yet.
ALTER TABLE users RENAME COLUMN role TO roles;
-- The language of the pages; without one the browser's.
ALTER TABLE users ADD COLUMN language TEXT;
ALTER TABLE users ADD COLUMN wants_audit_heads INTEGER NOT NULL DEFAULT 0;
-- Who the user is at the identity provider: `iss` and `sub` of OpenID Connect.
ALTER TABLE users ADD COLUMN issuer TEXT;
ALTER TABLE users ADD COLUMN subject TEXT;
CREATE UNIQUE INDEX users_by_subject ON users (issuer, subject) WHERE subject IS NOT NULL;
-- The secret of the authenticator app, sealed with the key of the secret file; it counts once it was confirmed.
ALTER TABLE users ADD COLUMN totp_secret BLOB;
ALTER TABLE users ADD COLUMN totp_confirmed_at TEXT;
-- The time step of the last code that was accepted: a code opens one session only (RFC 6238, section 5.2).
ALTER TABLE users ADD COLUMN totp_last_step INTEGER;

-- Codes that open a session once when the authenticator is lost; only their SHA-256 is kept.
CREATE TABLE recovery_codes (
    user_id BLOB NOT NULL REFERENCES users (id),
    code_hash BLOB NOT NULL,
    used_at TEXT,
    PRIMARY KEY (user_id, code_hash)
) STRICT;

-- Sessions get an identifier and more columns; those of today end, and their owners sign in again.
DROP TABLE sessions;
CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY NOT NULL,
    id BLOB NOT NULL UNIQUE,
    user_id BLOB NOT NULL REFERENCES users (id),
    -- Only an open session shows pages; the others wait for a second factor.
    stage TEXT NOT NULL CHECK (stage IN ('open', 'awaits code', 'must enrol')),
    -- Browser and system as the owner would recognise them.
    browser TEXT NOT NULL,
    created_at TEXT NOT NULL,
    last_used_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    -- `sid` at the identity provider, by which its back-channel logout names the session.
    provider_session TEXT,
    at_provider INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_user ON sessions (user_id);

-- Sign-ins that were begun and went to the identity provider; each is used once.
CREATE TABLE provider_attempts (
    state_hash BLOB PRIMARY KEY NOT NULL,
    -- SHA-256 of the cookie of the browser that began.
    browser_hash BLOB NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    next TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX provider_attempts_by_expiry ON provider_attempts (expires_at);

-- Logout tokens that were seen, so that none counts twice.
CREATE TABLE provider_logouts (
    token_id_hash BLOB PRIMARY KEY NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

-- The first characters of a key, by which its owner recognises it; NULL for keys from before.
ALTER TABLE api_keys ADD COLUMN prefix TEXT;
ALTER TABLE api_keys ADD COLUMN expires_at TEXT;
ALTER TABLE api_keys ADD COLUMN last_used_at TEXT;
