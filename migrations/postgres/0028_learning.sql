-- Causes of complaints, improvements, and what became of an answer.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- Managed causes. A complaint keeps the names that it was told with; a name says which cause it counts for now. A merged cause
-- keeps its name, which may become that of the cause behind it: that no two have one name now is kept by cause_names.
CREATE TABLE causes (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    -- Not offered any more; it still counts.
    retired_at TIMESTAMPTZ,
    -- The cause that it counts for since it was merged, and when that was.
    merged_into UUID REFERENCES causes (id),
    merged_at TIMESTAMPTZ,
    made_at TIMESTAMPTZ NOT NULL,
    made_by TEXT NOT NULL
);
-- Every name that a cause has or had, also more than once. Of a merged cause they stay its own, and count for the cause behind
-- it.
CREATE TABLE cause_names (
    name TEXT NOT NULL,
    cause_id UUID NOT NULL REFERENCES causes (id),
    -- When it got this name, and when another took its place.
    since TIMESTAMPTZ NOT NULL,
    until TIMESTAMPTZ,
    PRIMARY KEY (name, since)
);
CREATE UNIQUE INDEX cause_names_now ON cause_names (name) WHERE until IS NULL;
-- Themes of verbatims that are about a cause.
CREATE TABLE cause_themes (
    cause_id UUID NOT NULL REFERENCES causes (id),
    theme_id UUID NOT NULL REFERENCES themes (id),
    PRIMARY KEY (cause_id, theme_id)
);

-- Closed complaints by when they were closed: those that are still to be discussed.
CREATE INDEX complaints_by_closing ON complaints (closed_at) WHERE status = 'closed';
-- Which causes complaints tell, without a look at each complaint. PostgreSQL has no room in an index for the longest lists.
CREATE INDEX complaints_by_causes ON complaints (causes, received_at) WHERE LENGTH(causes) <= 500;
CREATE INDEX complaints_with_long_causes ON complaints (received_at) WHERE LENGTH(causes) > 500;

CREATE TABLE improvements (
    id UUID PRIMARY KEY,
    title TEXT NOT NULL,
    -- Why, in words.
    reason TEXT NOT NULL,
    -- At least one of the two.
    immediate_measure TEXT,
    structural_measure TEXT,
    -- Whether the cause touches other processes, and which; NULL is no.
    other_processes TEXT,
    owner_id UUID NOT NULL REFERENCES users (id),
    starts_on DATE NOT NULL,
    -- Days after the start that do not count yet.
    settling_days BIGINT NOT NULL,
    -- Whom it concerns: filters, urlencoded as in an address; empty is everyone.
    concerns TEXT NOT NULL,
    target TEXT NOT NULL CHECK (target IN ('nps', 'item', 'cause', 'kpi')),
    -- The item, the cause's identifier or the KPI; NULL for NPS.
    target_name TEXT,
    -- By how much it should change, in points or percentage points; always more than 0.
    gap DOUBLE PRECISION NOT NULL,
    -- What respondents may read of it.
    public_nl TEXT,
    public_en TEXT,
    registered_at TIMESTAMPTZ NOT NULL,
    registered_by TEXT NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL,
    -- Not carried out: only before it started.
    withdrawn_at TIMESTAMPTZ,
    withdrawn_by TEXT,
    closed_at TIMESTAMPTZ,
    closed_by TEXT,
    -- The verdict with which it closed, and its evidence as JSON.
    verdict TEXT CHECK (verdict IN ('works', 'harms', 'cannot_be_told_yet')),
    evidence TEXT
);
-- What gave the reason: causes, themes and signals, by identifier.
CREATE TABLE improvement_reasons (
    improvement_id UUID NOT NULL REFERENCES improvements (id),
    kind TEXT NOT NULL CHECK (kind IN ('cause', 'theme', 'signal')),
    subject_id UUID NOT NULL,
    PRIMARY KEY (improvement_id, kind, subject_id)
);
-- The months that were the reason: not part of "before", since a bad month gets better by itself.
CREATE TABLE improvement_reason_months (
    improvement_id UUID NOT NULL REFERENCES improvements (id),
    month DATE NOT NULL,
    PRIMARY KEY (improvement_id, month)
);

-- Respondents who want one mail when an improvement is about the same as their answer, and when that was queued.
CREATE TABLE news_wishes (
    invitation_id UUID PRIMARY KEY REFERENCES invitations (id),
    asked_at TIMESTAMPTZ NOT NULL,
    improvement_id UUID REFERENCES improvements (id),
    queued_at TIMESTAMPTZ,
    -- The sentence that was queued, and its language: it may change later, and every attempt sends the same mail.
    sentence TEXT,
    sentence_language TEXT,
    -- The mail that says it: one for all wishes of an address about one improvement, of the invitation of one of them.
    message_id UUID REFERENCES messages (id)
);
CREATE INDEX news_wishes_open ON news_wishes (asked_at) WHERE queued_at IS NULL;
CREATE INDEX news_wishes_by_message ON news_wishes (message_id);
-- Whether staff read an answer to judge a theme.
CREATE INDEX theme_check_hits_by_response ON theme_check_hits (response_id) WHERE judged_at IS NOT NULL;

-- The mail that tells a respondent so.
ALTER TABLE messages DROP CONSTRAINT messages_kind;
ALTER TABLE messages ADD CONSTRAINT messages_kind CHECK (kind IN ('invitation', 'reminder', 'news'));
