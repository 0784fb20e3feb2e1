-- Backups that were made, and drills that proved one by restoring it.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

CREATE TABLE backups (
    id BLOB PRIMARY KEY NOT NULL,
    made_at TEXT NOT NULL,
    -- Of the archive, as its size in bytes.
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    -- The newest migration of the database in it.
    migration INTEGER NOT NULL,
    with_key INTEGER NOT NULL
) STRICT;
CREATE INDEX backups_by_time ON backups (made_at);

-- Never changed. The audit holds the SHA-256 of each record.
CREATE TABLE drills (
    id BLOB PRIMARY KEY NOT NULL,
    begun_at TEXT NOT NULL,
    passed INTEGER NOT NULL,
    -- JSON: what was compared, and how that went.
    record TEXT NOT NULL,
    sha256 BLOB NOT NULL
) STRICT;
CREATE INDEX drills_by_time ON drills (begun_at);
