-- The one official verdict over a year of a KPI other than NPS, and the figures it was given on.
CREATE TABLE kpi_verdicts (
    norm_id UUID NOT NULL REFERENCES norms (id),
    from_day DATE NOT NULL,
    to_day DATE NOT NULL,
    judged_at TIMESTAMPTZ NOT NULL,
    numerator BIGINT,
    denominator BIGINT,
    verdict TEXT NOT NULL CHECK (verdict IN ('met', 'not_met', 'undecided', 'insufficient')),
    PRIMARY KEY (norm_id, from_day)
);
