-- What PostgreSQL runs for `migrations/postgres/0013_counts.sql`, with the same effect: a distributed schema (Citus) takes rows for a
-- table with an identity column one by one.

-- Counts of anything but scores in one general table, so that another count is another measure and no column.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- What happened, one row each, until it is folded into the counts below: item says which kind of the measure.
CREATE TABLE count_changes (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    measure TEXT NOT NULL,
    item TEXT NOT NULL,
    day DATE NOT NULL,
    segment_id UUID NOT NULL,
    amount BIGINT NOT NULL
);

-- Counts of each day.
CREATE TABLE count_totals (
    measure TEXT NOT NULL,
    day DATE NOT NULL,
    item TEXT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (measure, day, item)
);

-- Counts of each day for each segment.
CREATE TABLE count_cells (
    measure TEXT NOT NULL,
    day DATE NOT NULL,
    item TEXT NOT NULL,
    segment_id UUID NOT NULL REFERENCES segments (id),
    amount BIGINT NOT NULL,
    PRIMARY KEY (measure, day, item, segment_id)
);

-- Closures that ended without an answer were an aspect of the tallies, by either basis alike.
DO $moves$
DECLARE
    change RECORD;
BEGIN
    FOR change IN
        SELECT CASE WHEN number > 0 THEN 'ended_reminded' ELSE 'ended' END AS measure, item, closed_on, segment_id, amount
        FROM tally_changes WHERE what = 'ended'
    LOOP
        INSERT INTO count_changes (measure, item, day, segment_id, amount)
            VALUES (change.measure, change.item, change.closed_on, change.segment_id, change.amount);
    END LOOP;
END
$moves$;
INSERT INTO count_totals (measure, day, item, amount)
    SELECT CASE WHEN number > 0 THEN 'ended_reminded' ELSE 'ended' END, day, item, closed
    FROM tally_totals WHERE basis = 'closed' AND aspect = 'ended';
INSERT INTO count_cells (measure, day, item, segment_id, amount)
    SELECT CASE WHEN number > 0 THEN 'ended_reminded' ELSE 'ended' END, day, item, segment_id, closed
    FROM tally_cells WHERE basis = 'closed' AND aspect = 'ended';
DELETE FROM tally_changes WHERE what = 'ended';
DELETE FROM tally_totals WHERE aspect = 'ended';
DELETE FROM tally_cells WHERE aspect = 'ended';
