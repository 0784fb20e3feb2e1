-- Backups that were made, and drills that proved one by restoring it.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

CREATE TABLE backups (
    id UUID PRIMARY KEY,
    made_at TIMESTAMPTZ NOT NULL,
    -- Of the archive, as its size in bytes.
    sha256 BYTEA NOT NULL,
    size BIGINT NOT NULL,
    -- The newest migration of the database in it.
    migration BIGINT NOT NULL,
    with_key BOOLEAN NOT NULL
);
CREATE INDEX backups_by_time ON backups (made_at);

-- Never changed. The audit holds the SHA-256 of each record.
CREATE TABLE drills (
    id UUID PRIMARY KEY,
    begun_at TIMESTAMPTZ NOT NULL,
    passed BOOLEAN NOT NULL,
    -- JSON: what was compared, and how that went.
    record TEXT NOT NULL,
    sha256 BYTEA NOT NULL
);
CREATE INDEX drills_by_time ON drills (begun_at);
