-- All who wrote in a draft, none of whom approves it, and published editions that are not shown any more.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- Everyone who saved a changed text of the draft of a year.
CREATE TABLE draft_preparers (
    year INTEGER NOT NULL,
    document TEXT NOT NULL CHECK (document IN ('public', 'internal')),
    prepared_by TEXT NOT NULL,
    PRIMARY KEY (year, document, prepared_by)
) STRICT;
INSERT INTO draft_preparers (year, document, prepared_by) SELECT year, document, prepared_by FROM report_drafts;

-- Everyone who wrote in the draft that became an edition.
CREATE TABLE edition_preparers (
    edition_id BLOB NOT NULL REFERENCES report_editions (id),
    prepared_by TEXT NOT NULL,
    PRIMARY KEY (edition_id, prepared_by)
) STRICT;
INSERT INTO edition_preparers (edition_id, prepared_by) SELECT id, prepared_by FROM report_editions;

-- Published, and then taken back: by whom, when, and for which reason. It stays as it was frozen, and is not shown.
ALTER TABLE report_editions ADD COLUMN withdrawn_by TEXT;
ALTER TABLE report_editions ADD COLUMN withdrawn_at TEXT;
ALTER TABLE report_editions ADD COLUMN withdrawn_for TEXT
    CHECK (withdrawn_for IN ('person_named', 'wrong_figures', 'wrong_words', 'other'));
