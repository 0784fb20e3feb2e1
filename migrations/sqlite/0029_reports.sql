-- The complaint report of a year, and the evaluation of the policy.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- What is being prepared for the next edition of a year: one draft for each document.
CREATE TABLE report_drafts (
    year INTEGER NOT NULL,
    document TEXT NOT NULL CHECK (document IN ('public', 'internal')),
    -- The board's own words; for the internal evaluation its conclusion.
    words_nl TEXT NOT NULL,
    words_en TEXT NOT NULL,
    -- What a correction changes; empty for the first edition.
    changed_nl TEXT NOT NULL,
    changed_en TEXT NOT NULL,
    prepared_by TEXT NOT NULL,
    prepared_at TEXT NOT NULL,
    PRIMARY KEY (year, document)
) STRICT;

-- Editions: frozen when they are approved, and never changed; published or not.
CREATE TABLE report_editions (
    id BLOB PRIMARY KEY NOT NULL,
    year INTEGER NOT NULL,
    document TEXT NOT NULL CHECK (document IN ('public', 'internal')),
    edition INTEGER NOT NULL,
    prepared_by TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    approved_at TEXT NOT NULL,
    published_by TEXT,
    published_at TEXT,
    -- Approved, and then not published after all.
    rejected_at TEXT,
    -- Canonical JSON (RFC 8785) with every figure and its counts, and its SHA-256.
    content TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    -- The pages as they are served, one for each language.
    page_nl TEXT NOT NULL,
    page_en TEXT NOT NULL,
    -- The SHA-256 of each page.
    page_nl_sha256 BLOB NOT NULL,
    page_en_sha256 BLOB NOT NULL,
    UNIQUE (year, document, edition)
) STRICT;

-- What the organisation judges of each sentence of its policy in a year; the latest counts.
CREATE TABLE policy_assessments (
    id BLOB PRIMARY KEY NOT NULL,
    year INTEGER NOT NULL,
    -- The key of the sentence in the file with the policy's sentences.
    sentence TEXT NOT NULL,
    judgement TEXT NOT NULL CHECK (judgement IN ('kept', 'partly', 'not_kept', 'cannot_be_said')),
    note TEXT NOT NULL,
    assessed_by TEXT NOT NULL,
    assessed_at TEXT NOT NULL
) STRICT;
CREATE INDEX policy_assessments_by_year ON policy_assessments (year, sentence);

-- On which days policy owners were reminded of a report, so that each mail is queued once, whichever process does it.
CREATE TABLE report_reminders (
    year INTEGER NOT NULL,
    day TEXT NOT NULL,
    queued_at TEXT NOT NULL,
    PRIMARY KEY (year, day)
) STRICT;
-- The year of the report that a mail to staff is about.
ALTER TABLE staff_mails ADD COLUMN report_year INTEGER;
