-- The audit becomes a chain: the hash of each entry covers the entry and the hash before it. What stands in the audit already
-- gets its place when the program starts, since its hashes are computed there.
ALTER TABLE audit ADD COLUMN sequence BIGINT;
ALTER TABLE audit ADD COLUMN hash BYTEA;
CREATE UNIQUE INDEX audit_by_sequence ON audit (sequence);

-- The last entry of the chain. Whoever appends locks this one row.
CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    sequence BIGINT NOT NULL,
    hash BYTEA NOT NULL
);
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

-- The head as it was published on each day, to be compared with heads that are kept elsewhere.
CREATE TABLE audit_published_heads (
    day DATE PRIMARY KEY NOT NULL,
    sequence BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    published_at TIMESTAMPTZ NOT NULL
);

-- What a person wrote about an act. It stands apart from the audit, of which nothing can be erased.
CREATE TABLE audit_words (
    entry_id UUID PRIMARY KEY NOT NULL,
    words TEXT NOT NULL
);
