-- What a person may ask: erasure, and that data are kept without being used.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- When the person behind a complaint was erased: no later report of it brings name, address or note back.
ALTER TABLE complaints ADD COLUMN erased_at TIMESTAMPTZ;

-- Whose data were erased, by the keyed hash of the address; also in the file beside the secret file, which no restore
-- overwrites.
CREATE TABLE erasures (
    id UUID PRIMARY KEY NOT NULL,
    address_hash BYTEA NOT NULL,
    at TIMESTAMPTZ NOT NULL
);
CREATE INDEX erasures_by_address ON erasures (address_hash);

-- Links of mails to people who were erased, tied to nothing but the keyed hash of the address: they say that there is nothing
-- any more, and still take the wish not to be mailed.
CREATE TABLE erased_links (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    address_hash BYTEA NOT NULL
);

-- People whose data are kept and not used, by the keyed hash of the address.
CREATE TABLE restrictions (
    address_hash BYTEA PRIMARY KEY NOT NULL,
    at TIMESTAMPTZ NOT NULL
);
