-- A backup, and a drill that proved it.
INSERT INTO backups (id, made_at, sha256, size, migration, with_key) VALUES
    ({id 921}, '2026-03-19T02:00:00+00:00', {bytes e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2}, 123456, 34, TRUE);
INSERT INTO drills (id, begun_at, passed, record, sha256) VALUES
    ({id 922}, '2026-03-19T03:00:00+00:00', TRUE, '{"begun_at":"2026-03-19T03:00:00Z","took_ms":2100,"archive":"naklank.backup","archive_sha256":"e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2","made_at":"2026-03-19T02:00:00Z","program":"0.9.0","passed":true,"proofs":[{"proof":"archive","outcome":"passed","detail":"checksum"},{"proof":"rows","outcome":"passed","detail":"52 tables"}]}', {bytes d94324de5e87acbc5784b7015b1931e4ca2fd382d05ecf786278de2820877c86});
