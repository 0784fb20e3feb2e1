-- An organisation's own texts.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- Each version as a TOML file, numbered from 1 by the program; none is ever changed. The highest is in force.
CREATE TABLE own_texts (
    version BIGINT PRIMARY KEY NOT NULL,
    definition TEXT NOT NULL,
    saved_at TIMESTAMPTZ NOT NULL,
    saved_by TEXT NOT NULL
);

-- The version with which a mail was composed for the first time, 0 for the built-in texts: the mail is the same at every attempt.
ALTER TABLE messages ADD COLUMN texts_version BIGINT NOT NULL DEFAULT 0;
