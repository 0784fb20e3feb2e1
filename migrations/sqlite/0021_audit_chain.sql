-- The audit becomes a chain: the hash of each entry covers the entry and the hash before it. What stands in the audit already
-- gets its place when the program starts, since its hashes are computed there.
ALTER TABLE audit ADD COLUMN sequence INTEGER;
ALTER TABLE audit ADD COLUMN hash BLOB;
CREATE UNIQUE INDEX audit_by_sequence ON audit (sequence);

-- The last entry of the chain. Whoever appends locks this one row.
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, zeroblob(32));

-- The head as it was published on each day, to be compared with heads that are kept elsewhere.
CREATE TABLE audit_published_heads (
    day TEXT PRIMARY KEY NOT NULL,
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL,
    published_at TEXT NOT NULL
) STRICT;

-- What a person wrote about an act. It stands apart from the audit, of which nothing can be erased.
CREATE TABLE audit_words (
    entry_id BLOB PRIMARY KEY NOT NULL,
    words TEXT NOT NULL
) STRICT;
