-- Insight: what stands out, what happened when, and what people write about.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- Rows of a period, by the day that counts.
DROP INDEX responses_by_answer_day;
CREATE INDEX responses_by_closing_day ON responses (closed_on, id);
CREATE INDEX responses_by_answer_day ON responses (answered_on, id);

-- What changed on a day (a new text, a new process, a law), as an analyst noted it. The limits of control charts begin
-- anew after a day that restarts them. Append-only: a mistake is withdrawn, with who did it.
CREATE TABLE change_points (
    id UUID PRIMARY KEY NOT NULL,
    day DATE NOT NULL,
    kind TEXT NOT NULL,
    note TEXT NOT NULL,
    restart_reason TEXT,
    noted_at TIMESTAMPTZ NOT NULL,
    noted_by TEXT NOT NULL,
    withdrawn_at TIMESTAMPTZ,
    withdrawn_by TEXT
);

-- Months whose signals were computed, each once, when no answer could come any more.
CREATE TABLE assessed_months (
    month DATE PRIMARY KEY NOT NULL,
    assessed_at TIMESTAMPTZ NOT NULL
);

-- What stood out in such a month: kind is point, ewma or trend, side is above or below; the rest are points.
CREATE TABLE signals (
    id UUID PRIMARY KEY NOT NULL,
    month DATE NOT NULL,
    kind TEXT NOT NULL,
    side TEXT NOT NULL,
    responses BIGINT NOT NULL,
    value DOUBLE PRECISION NOT NULL,
    lower DOUBLE PRECISION,
    upper DOUBLE PRECISION,
    raised_at TIMESTAMPTZ NOT NULL,
    explanation TEXT,
    explained_at TIMESTAMPTZ,
    explained_by TEXT
);
CREATE UNIQUE INDEX signals_key ON signals (month, kind);

-- Users who want to hear of signals by mail, and the mails to them; what a mail says are the signals of its moment.
ALTER TABLE users ADD COLUMN wants_signals BOOLEAN NOT NULL DEFAULT FALSE;
CREATE TABLE signal_mails (
    id UUID PRIMARY KEY NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    raised_at TIMESTAMPTZ NOT NULL,
    next_at TIMESTAMPTZ NOT NULL,
    attempts BIGINT NOT NULL,
    lease_id UUID,
    sent_at TIMESTAMPTZ,
    last_error TEXT
);
CREATE INDEX signal_mails_to_do ON signal_mails (next_at) WHERE sent_at IS NULL;

-- What people write about. Keywords are a rule by which the scheduler adds the theme, one to a line; none: only by hand.
CREATE TABLE themes (
    id UUID PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    keywords TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL,
    made_by TEXT NOT NULL
);
-- Themes of responses. origin is hand or rule, or refused: taken off by hand, so that no rule adds it again.
CREATE TABLE response_themes (
    response_id UUID NOT NULL REFERENCES responses (id),
    theme_id UUID NOT NULL REFERENCES themes (id),
    origin TEXT NOT NULL
);
CREATE UNIQUE INDEX response_themes_key ON response_themes (response_id, theme_id);
CREATE INDEX response_themes_by_theme ON response_themes (theme_id, response_id);
-- Verbatims that the rules have not looked at since either changed.
ALTER TABLE responses ADD COLUMN themes_pending BOOLEAN NOT NULL DEFAULT TRUE;
CREATE INDEX responses_without_themes ON responses (id) WHERE themes_pending AND comment IS NOT NULL;
