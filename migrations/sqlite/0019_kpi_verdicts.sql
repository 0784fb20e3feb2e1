-- The one official verdict over a year of a KPI other than NPS, and the figures it was given on.
CREATE TABLE kpi_verdicts (
    norm_id BLOB NOT NULL REFERENCES norms (id),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    numerator INTEGER,
    denominator INTEGER,
    verdict TEXT NOT NULL CHECK (verdict IN ('met', 'not_met', 'undecided', 'insufficient')),
    PRIMARY KEY (norm_id, from_day)
) STRICT;
