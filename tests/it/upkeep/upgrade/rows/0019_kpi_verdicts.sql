-- The verdict over a year of a KPI other than NPS.
INSERT INTO kpi_verdicts (norm_id, from_day, to_day, judged_at, numerator, denominator, verdict) VALUES
    ({id 804}, '2025-01-01', '2025-12-31', '2026-02-12T14:00:00+00:00', 90, 100, 'met');
