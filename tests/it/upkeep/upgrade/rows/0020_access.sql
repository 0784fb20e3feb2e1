-- Users with several roles and with an identity provider, sessions, and keys with an end.
INSERT INTO users (id, email, roles, team, password_hash, failed_sign_ins, locked_until, created_at, disabled_at,
        wants_signals, language, wants_audit_heads, issuer, subject, totp_secret, totp_confirmed_at, totp_last_step) VALUES
    ({id 106}, 'both@voorbeeld.example', 'analyst policy-owner', NULL, NULL, 0, NULL, '2026-03-01T14:00:00+00:00', NULL, TRUE, 'en', TRUE, 'https://login.voorbeeld.example', 'u-106', NULL, NULL, NULL),
    ({id 107}, 'none@voorbeeld.example', '', 'Zuid', NULL, 0, NULL, '2026-03-01T14:00:00+00:00', NULL, FALSE, NULL, FALSE, NULL, NULL, {bytes f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1}, '2026-03-02T14:00:00+00:00', 59000000);
INSERT INTO recovery_codes (user_id, code_hash, used_at) VALUES
    ({id 107}, {bytes f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2f2}, NULL),
    ({id 107}, {bytes f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3f3}, '2026-03-03T14:00:00+00:00');
INSERT INTO sessions (token_hash, id, user_id, stage, browser, created_at, last_used_at, expires_at, provider_session,
        at_provider) VALUES
    ({bytes b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2}, {id 111}, {id 106}, 'open', 'Firefox, Linux', '2026-03-20T13:00:00+00:00', '2026-03-20T13:50:00+00:00', '2026-03-21T01:00:00+00:00', 'sid-1', TRUE),
    ({bytes b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3b3}, {id 112}, {id 107}, 'awaits code', '', '2026-03-20T13:55:00+00:00', '2026-03-20T13:55:00+00:00', '2026-03-20T14:05:00+00:00', NULL, FALSE);
INSERT INTO provider_attempts (state_hash, browser_hash, nonce, verifier, next, expires_at) VALUES
    ({bytes b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4b4}, {bytes b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5}, 'n', 'v', '/', '2026-03-20T14:10:00+00:00');
INSERT INTO provider_logouts (token_id_hash, expires_at) VALUES
    ({bytes b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6}, '2026-03-20T14:10:00+00:00');
INSERT INTO api_keys (name, key_hash, scopes, owner, created_at, revoked_at, prefix, expires_at, last_used_at) VALUES
    ('bi', {bytes f55a1792f7a682ec7dff9de00b3f35ab333f51f6461433a6a9f84667960c1252}, 'insights:read', 'both@voorbeeld.example', '2026-03-01T14:00:00+00:00', NULL, 'nk_AbCdEfGh', '2027-03-01T23:00:00+00:00', '2026-03-20T13:45:00+00:00');
