-- Several roles for a user, sessions with two ends that their owner can look at, keys that expire, a second factor, and
-- sign-in at an identity provider.

-- The names of the roles, separated by spaces; empty for a user who may not do anything yet.
ALTER TABLE users RENAME COLUMN role TO roles;
-- The language of the pages; without one the browser's.
ALTER TABLE users ADD COLUMN language TEXT;
ALTER TABLE users ADD COLUMN wants_audit_heads BOOLEAN NOT NULL DEFAULT FALSE;
-- Who the user is at the identity provider: `iss` and `sub` of OpenID Connect.
ALTER TABLE users ADD COLUMN issuer TEXT;
ALTER TABLE users ADD COLUMN subject TEXT;
CREATE UNIQUE INDEX users_by_subject ON users (issuer, subject) WHERE subject IS NOT NULL;
-- The secret of the authenticator app, sealed with the key of the secret file; it counts once it was confirmed.
ALTER TABLE users ADD COLUMN totp_secret BYTEA;
ALTER TABLE users ADD COLUMN totp_confirmed_at TIMESTAMPTZ;
-- The time step of the last code that was accepted: a code opens one session only (RFC 6238, section 5.2).
ALTER TABLE users ADD COLUMN totp_last_step BIGINT;

-- Codes that open a session once when the authenticator is lost; only their SHA-256 is kept.
CREATE TABLE recovery_codes (
    user_id UUID NOT NULL REFERENCES users (id),
    code_hash BYTEA NOT NULL,
    used_at TIMESTAMPTZ,
    PRIMARY KEY (user_id, code_hash)
);

-- Sessions get an identifier and more columns; those of today end, and their owners sign in again.
DROP TABLE sessions;
CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    user_id UUID NOT NULL REFERENCES users (id),
    -- Only an open session shows pages; the others wait for a second factor.
    stage TEXT NOT NULL CHECK (stage IN ('open', 'awaits code', 'must enrol')),
    -- Browser and system as the owner would recognise them.
    browser TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_used_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    -- `sid` at the identity provider, by which its back-channel logout names the session.
    provider_session TEXT,
    at_provider BOOLEAN NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_user ON sessions (user_id);

-- Sign-ins that were begun and went to the identity provider; each is used once.
CREATE TABLE provider_attempts (
    state_hash BYTEA PRIMARY KEY,
    -- SHA-256 of the cookie of the browser that began.
    browser_hash BYTEA NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    next TEXT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX provider_attempts_by_expiry ON provider_attempts (expires_at);

-- Logout tokens that were seen, so that none counts twice.
CREATE TABLE provider_logouts (
    token_id_hash BYTEA PRIMARY KEY,
    expires_at TIMESTAMPTZ NOT NULL
);

-- The first characters of a key, by which its owner recognises it; NULL for keys from before.
ALTER TABLE api_keys ADD COLUMN prefix TEXT;
ALTER TABLE api_keys ADD COLUMN expires_at TIMESTAMPTZ;
ALTER TABLE api_keys ADD COLUMN last_used_at TIMESTAMPTZ;
