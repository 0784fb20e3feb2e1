-- Norms: the ledger, its dossiers, the official verdicts and what was said when looking back.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.
-- Append-only: no row of these tables is ever changed.

-- A norm as it was proposed. Its rule (certainty, minimum, period, population with commas between, basis) is empty for all
-- KPIs but NPS. The dossier is canonical JSON (RFC 8785).
CREATE TABLE norms (
    id BLOB PRIMARY KEY NOT NULL,
    kpi TEXT NOT NULL,
    value REAL NOT NULL,
    effective_from TEXT NOT NULL,
    rule_certainty TEXT,
    rule_minimum INTEGER,
    rule_interval TEXT,
    rule_population TEXT,
    rule_basis TEXT,
    rationale TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at TEXT NOT NULL,
    was_ready INTEGER NOT NULL,
    dossier TEXT NOT NULL,
    dossier_sha256 TEXT NOT NULL
) STRICT;

-- What became of a proposal, once: kind is adopted, rejected or withdrawn. KPI, day and fingerprint are copies, so that two
-- adopted norms never begin on one day, and so that it can be proved what was adopted.
CREATE TABLE norm_decisions (
    norm_id BLOB PRIMARY KEY NOT NULL REFERENCES norms (id),
    kpi TEXT NOT NULL,
    effective_from TEXT NOT NULL,
    kind TEXT NOT NULL,
    rationale TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    is_provisional INTEGER NOT NULL,
    review_on TEXT,
    dossier_sha256 TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX norm_decisions_one_a_day ON norm_decisions (kpi, effective_from) WHERE kind = 'adopted';

-- The one official verdict over each period of a norm.
CREATE TABLE norm_verdicts (
    norm_id BLOB NOT NULL REFERENCES norms (id),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    closed INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    promoters INTEGER NOT NULL,
    passives INTEGER NOT NULL,
    detractors INTEGER NOT NULL,
    verdict TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX norm_verdicts_key ON norm_verdicts (norm_id, from_day);

-- The yearly look back at a norm: the day on which it was due, and why it is kept.
CREATE TABLE norm_evaluations (
    id BLOB PRIMARY KEY NOT NULL,
    norm_id BLOB NOT NULL REFERENCES norms (id),
    due_on TEXT NOT NULL,
    rationale TEXT NOT NULL,
    evaluated_by TEXT NOT NULL,
    evaluated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX norm_evaluations_key ON norm_evaluations (norm_id, due_on);

-- Mails to staff tell of more than signals now: a proposal that waits, a verdict, an evaluation that is due. raised_at is
-- the moment of what a mail tells; each user hears of it once.
ALTER TABLE signal_mails RENAME TO staff_mails;
ALTER TABLE staff_mails ADD COLUMN about TEXT NOT NULL DEFAULT 'signals';
ALTER TABLE staff_mails ADD COLUMN norm_id BLOB REFERENCES norms (id);
CREATE UNIQUE INDEX staff_mails_once ON staff_mails (norm_id, about, raised_at, user_id) WHERE norm_id IS NOT NULL;
