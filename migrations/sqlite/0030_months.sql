-- The tallies again by calendar month, so that a page about years reads dozens of rows and not thousands of days. The day of a
-- row is the first of its month.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

CREATE TABLE tally_totals_by_month (
    basis TEXT NOT NULL,
    day TEXT NOT NULL,
    aspect TEXT NOT NULL,
    item TEXT NOT NULL,
    number INTEGER NOT NULL,
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
    PRIMARY KEY (basis, aspect, day, item, number)
) STRICT;
INSERT INTO tally_totals_by_month (basis, day, aspect, item, number,
        closed, invited, imported, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10)
    SELECT basis, substr(day, 1, 8) || '01', aspect, item, number,
        SUM(closed), SUM(invited), SUM(imported), SUM(s0), SUM(s1), SUM(s2), SUM(s3), SUM(s4), SUM(s5), SUM(s6),
        SUM(s7), SUM(s8), SUM(s9), SUM(s10)
    FROM tally_totals GROUP BY 1, 2, 3, 4, 5;

CREATE TABLE tally_marginals_by_month (
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
INSERT INTO tally_marginals_by_month (basis, dimension, value, day,
        closed, invited, imported, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10)
    SELECT basis, dimension, value, substr(day, 1, 8) || '01',
        SUM(closed), SUM(invited), SUM(imported), SUM(s0), SUM(s1), SUM(s2), SUM(s3), SUM(s4), SUM(s5), SUM(s6),
        SUM(s7), SUM(s8), SUM(s9), SUM(s10)
    FROM tally_marginals GROUP BY 1, 2, 3, 4;

CREATE TABLE tally_cells_by_month (
    basis TEXT NOT NULL,
    segment_id BLOB NOT NULL REFERENCES segments (id),
    day TEXT NOT NULL,
    aspect TEXT NOT NULL,
    item TEXT NOT NULL,
    number INTEGER NOT NULL,
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
    PRIMARY KEY (basis, aspect, day, segment_id, item, number)
) STRICT;
INSERT INTO tally_cells_by_month (basis, segment_id, day, aspect, item, number,
        closed, invited, imported, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10)
    SELECT basis, segment_id, substr(day, 1, 8) || '01', aspect, item, number,
        SUM(closed), SUM(invited), SUM(imported), SUM(s0), SUM(s1), SUM(s2), SUM(s3), SUM(s4), SUM(s5), SUM(s6),
        SUM(s7), SUM(s8), SUM(s9), SUM(s10)
    FROM tally_cells GROUP BY 1, 2, 3, 4, 5, 6;

-- Says that whatever folded last kept the months too: a process of an earlier version that folds beside says nothing here, and the
-- next fold then sums the months anew.
UPDATE installation SET value = 'by_month' WHERE name = 'tally_fold';
