-- What a schema needs that moves from one node to another, and that several nodes write to at once (Citus).
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- A primary key for every table: a table without one cannot be moved by logical replication.
ALTER TABLE ratings ADD CONSTRAINT ratings_by_response PRIMARY KEY USING INDEX ratings_by_response;
ALTER TABLE response_revisions ADD CONSTRAINT response_revisions_key PRIMARY KEY USING INDEX response_revisions_key;
ALTER TABLE response_themes ADD CONSTRAINT response_themes_key PRIMARY KEY USING INDEX response_themes_key;
ALTER TABLE norm_verdicts ADD CONSTRAINT norm_verdicts_key PRIMARY KEY USING INDEX norm_verdicts_key;
ALTER TABLE tally_totals ADD CONSTRAINT tally_totals_key PRIMARY KEY USING INDEX tally_totals_key;
ALTER TABLE tally_marginals ADD CONSTRAINT tally_marginals_key PRIMARY KEY USING INDEX tally_marginals_key;
ALTER TABLE tally_cells ADD CONSTRAINT tally_cells_key PRIMARY KEY USING INDEX tally_cells_key;

-- Changes are numbered by the program and not by a sequence, which does not move with its table. Those of before keep their
-- number, as the last bits of a UUID; it orders them before all others.
ALTER TABLE tally_changes RENAME TO tally_changes_before;
CREATE TABLE tally_changes (
    id UUID CONSTRAINT tally_changes_key PRIMARY KEY NOT NULL,
    what TEXT NOT NULL,
    closed_on DATE NOT NULL,
    answered_on DATE,
    segment_id UUID NOT NULL,
    score BIGINT,
    imported BOOLEAN NOT NULL,
    amount BIGINT NOT NULL,
    aspect TEXT NOT NULL DEFAULT '',
    item TEXT NOT NULL DEFAULT '',
    number BIGINT NOT NULL DEFAULT 0
);
INSERT INTO tally_changes (id, what, closed_on, answered_on, segment_id, score, imported, amount, aspect, item, number)
    SELECT CAST(LPAD(TO_HEX(id), 32, '0') AS UUID), what, closed_on, answered_on, segment_id, score, imported, amount, aspect,
        item, number
    FROM tally_changes_before;
DROP TABLE tally_changes_before;

ALTER TABLE count_changes RENAME TO count_changes_before;
CREATE TABLE count_changes (
    id UUID CONSTRAINT count_changes_key PRIMARY KEY NOT NULL,
    measure TEXT NOT NULL,
    item TEXT NOT NULL,
    day DATE NOT NULL,
    segment_id UUID NOT NULL,
    amount BIGINT NOT NULL
);
INSERT INTO count_changes (id, measure, item, day, segment_id, amount)
    SELECT CAST(LPAD(TO_HEX(id), 32, '0') AS UUID), measure, item, day, segment_id, amount FROM count_changes_before;
DROP TABLE count_changes_before;

-- Rows that are locked and never written: two workers that claim mails for one address at once take turns on the row of its
-- hash, also when each is connected to another node.
CREATE TABLE turns (
    turn BIGINT PRIMARY KEY NOT NULL
);
INSERT INTO turns (turn) SELECT turn FROM GENERATE_SERIES(0, 1023) AS numbers (turn);
