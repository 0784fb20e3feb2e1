-- The complaint report of a year, and the evaluation of the policy.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- What is being prepared for the next edition of a year: one draft for each document.
CREATE TABLE report_drafts (
    year BIGINT NOT NULL,
    document TEXT NOT NULL CHECK (document IN ('public', 'internal')),
    -- The board's own words; for the internal evaluation its conclusion.
    words_nl TEXT NOT NULL,
    words_en TEXT NOT NULL,
    -- What a correction changes; empty for the first edition.
    changed_nl TEXT NOT NULL,
    changed_en TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    prepared_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (year, document)
);

-- Editions: frozen when they are approved, and never changed; published or not.
CREATE TABLE report_editions (
    id UUID PRIMARY KEY,
    year BIGINT NOT NULL,
    document TEXT NOT NULL CHECK (document IN ('public', 'internal')),
    edition BIGINT NOT NULL,
    prepared_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_at TIMESTAMPTZ NOT NULL,
    published_by TEXT,
    published_at TIMESTAMPTZ,
    -- Approved, and then not published after all.
    rejected_at TIMESTAMPTZ,
    -- Canonical JSON (RFC 8785) with every figure and its counts, and its SHA-256.
    content TEXT NOT NULL,
    sha256 BYTEA NOT NULL,
    -- The pages as they are served, one for each language.
    page_nl TEXT NOT NULL,
    page_en TEXT NOT NULL,
    -- The SHA-256 of each page.
    page_nl_sha256 BYTEA NOT NULL,
    page_en_sha256 BYTEA NOT NULL,
    UNIQUE (year, document, edition)
);

-- What the organisation judges of each sentence of its policy in a year; the latest counts.
CREATE TABLE policy_assessments (
    id UUID PRIMARY KEY,
    year BIGINT NOT NULL,
    -- The key of the sentence in the file with the policy's sentences.
    sentence TEXT NOT NULL,
    judgement TEXT NOT NULL CHECK (judgement IN ('kept', 'partly', 'not_kept', 'cannot_be_said')),
    note TEXT NOT NULL,
    assessed_by TEXT NOT NULL,
    assessed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX policy_assessments_by_year ON policy_assessments (year, sentence);

-- On which days policy owners were reminded of a report, so that each mail is queued once, whichever process does it.
CREATE TABLE report_reminders (
    year BIGINT NOT NULL,
    day DATE NOT NULL,
    queued_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (year, day)
);
-- The year of the report that a mail to staff is about.
ALTER TABLE staff_mails ADD COLUMN report_year BIGINT;
