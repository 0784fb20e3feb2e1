-- What a schema needs that moves from one node to another, and that several nodes write to at once (Citus): SQLite needs none of
-- it, and has it so that there is one schema.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- A primary key for every table. SQLite adds none to a table that exists, so each is made anew; no other table refers to one of
-- these.
CREATE TABLE ratings_keyed (
    response_id BLOB NOT NULL REFERENCES responses (id),
    item TEXT NOT NULL,
    rating INTEGER NOT NULL,
    PRIMARY KEY (response_id, item)
) STRICT;
INSERT INTO ratings_keyed SELECT * FROM ratings;
DROP TABLE ratings;
ALTER TABLE ratings_keyed RENAME TO ratings;

CREATE TABLE response_revisions_keyed (
    response_id BLOB NOT NULL REFERENCES responses (id),
    revision INTEGER NOT NULL,
    score INTEGER NOT NULL,
    ratings TEXT NOT NULL,
    comment TEXT,
    contact_me INTEGER NOT NULL,
    language TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    PRIMARY KEY (response_id, revision)
) STRICT;
INSERT INTO response_revisions_keyed SELECT * FROM response_revisions;
DROP TABLE response_revisions;
ALTER TABLE response_revisions_keyed RENAME TO response_revisions;
CREATE INDEX response_revisions_with_comment ON response_revisions (replaced_at) WHERE comment IS NOT NULL;

CREATE TABLE response_themes_keyed (
    response_id BLOB NOT NULL REFERENCES responses (id),
    theme_id BLOB NOT NULL REFERENCES themes (id),
    origin TEXT NOT NULL,
    PRIMARY KEY (response_id, theme_id)
) STRICT;
INSERT INTO response_themes_keyed SELECT * FROM response_themes;
DROP TABLE response_themes;
ALTER TABLE response_themes_keyed RENAME TO response_themes;
CREATE INDEX response_themes_by_theme ON response_themes (theme_id, response_id);

CREATE TABLE norm_verdicts_keyed (
    norm_id BLOB NOT NULL REFERENCES norms (id),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    closed INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    promoters INTEGER NOT NULL,
    passives INTEGER NOT NULL,
    detractors INTEGER NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('met', 'not_met', 'undecided', 'insufficient')),
    PRIMARY KEY (norm_id, from_day)
) STRICT;
INSERT INTO norm_verdicts_keyed SELECT * FROM norm_verdicts;
DROP TABLE norm_verdicts;
ALTER TABLE norm_verdicts_keyed RENAME TO norm_verdicts;

CREATE TABLE tally_totals_keyed (
    basis TEXT NOT NULL,
    day TEXT NOT NULL,
    closed INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    s0 INTEGER NOT NULL,
    s1 INTEGER NOT NULL,
    s2 INTEGER NOT NULL,
    s3 INTEGER NOT NULL,
    s4 INTEGER NOT NULL,
    s5 INTEGER NOT NULL,
    s6 INTEGER NOT NULL,
    s7 INTEGER NOT NULL,
    s8 INTEGER NOT NULL,
    s9 INTEGER NOT NULL,
    s10 INTEGER NOT NULL,
    aspect TEXT NOT NULL DEFAULT '',
    item TEXT NOT NULL DEFAULT '',
    number INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (basis, aspect, day, item, number)
) STRICT;
INSERT INTO tally_totals_keyed SELECT * FROM tally_totals;
DROP TABLE tally_totals;
ALTER TABLE tally_totals_keyed RENAME TO tally_totals;

CREATE TABLE tally_marginals_keyed (
    basis TEXT NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    day TEXT NOT NULL,
    closed INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    s0 INTEGER NOT NULL,
    s1 INTEGER NOT NULL,
    s2 INTEGER NOT NULL,
    s3 INTEGER NOT NULL,
    s4 INTEGER NOT NULL,
    s5 INTEGER NOT NULL,
    s6 INTEGER NOT NULL,
    s7 INTEGER NOT NULL,
    s8 INTEGER NOT NULL,
    s9 INTEGER NOT NULL,
    s10 INTEGER NOT NULL,
    PRIMARY KEY (basis, dimension, value, day)
) STRICT;
INSERT INTO tally_marginals_keyed SELECT * FROM tally_marginals;
DROP TABLE tally_marginals;
ALTER TABLE tally_marginals_keyed RENAME TO tally_marginals;

CREATE TABLE tally_cells_keyed (
    basis TEXT NOT NULL,
    segment_id BLOB NOT NULL REFERENCES segments (id),
    day TEXT NOT NULL,
    closed INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    s0 INTEGER NOT NULL,
    s1 INTEGER NOT NULL,
    s2 INTEGER NOT NULL,
    s3 INTEGER NOT NULL,
    s4 INTEGER NOT NULL,
    s5 INTEGER NOT NULL,
    s6 INTEGER NOT NULL,
    s7 INTEGER NOT NULL,
    s8 INTEGER NOT NULL,
    s9 INTEGER NOT NULL,
    s10 INTEGER NOT NULL,
    aspect TEXT NOT NULL DEFAULT '',
    item TEXT NOT NULL DEFAULT '',
    number INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (basis, aspect, day, segment_id, item, number)
) STRICT;
INSERT INTO tally_cells_keyed SELECT * FROM tally_cells;
DROP TABLE tally_cells;
ALTER TABLE tally_cells_keyed RENAME TO tally_cells;

-- Changes are numbered by the program. Those of before keep their number, as the last bits of a UUID; it orders them before all
-- others. Without a rowid, so that rows lie in the order of their identifiers, which is that of time: one tree to write to.
CREATE TABLE tally_changes_keyed (
    id BLOB PRIMARY KEY NOT NULL,
    what TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    answered_on TEXT,
    segment_id BLOB NOT NULL,
    score INTEGER,
    imported INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    aspect TEXT NOT NULL DEFAULT '',
    item TEXT NOT NULL DEFAULT '',
    number INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO tally_changes_keyed
    SELECT unhex(printf('%032x', id)), what, closed_on, answered_on, segment_id, score, imported, amount, aspect, item, number
    FROM tally_changes;
DROP TABLE tally_changes;
ALTER TABLE tally_changes_keyed RENAME TO tally_changes;

CREATE TABLE count_changes_keyed (
    id BLOB PRIMARY KEY NOT NULL,
    measure TEXT NOT NULL,
    item TEXT NOT NULL,
    day TEXT NOT NULL,
    segment_id BLOB NOT NULL,
    amount INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO count_changes_keyed SELECT unhex(printf('%032x', id)), measure, item, day, segment_id, amount FROM count_changes;
DROP TABLE count_changes;
ALTER TABLE count_changes_keyed RENAME TO count_changes;

-- Rows on which workers take turns. Empty here: one process writes at a time, so that nothing needs to be locked.
CREATE TABLE turns (
    turn INTEGER PRIMARY KEY NOT NULL
) STRICT;
