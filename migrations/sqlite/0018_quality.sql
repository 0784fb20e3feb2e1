-- KPI 4: which closures of a month were drawn for review, from which ones, by which seed; never changed afterwards.
CREATE TABLE quality_draws (
    month TEXT PRIMARY KEY NOT NULL,
    seed BLOB NOT NULL,
    size INTEGER NOT NULL,
    -- SHA-256 of the closures that were drawn from.
    frame_sha256 TEXT NOT NULL,
    drawn_at TEXT NOT NULL
) STRICT;

-- The closures of the month when it was drawn, by segment.
CREATE TABLE quality_frames (
    month TEXT NOT NULL REFERENCES quality_draws (month),
    segment_id BLOB NOT NULL REFERENCES segments (id),
    closures INTEGER NOT NULL,
    PRIMARY KEY (month, segment_id)
) STRICT;

CREATE TABLE quality_sample (
    month TEXT NOT NULL REFERENCES quality_draws (month),
    place INTEGER NOT NULL,
    complaint_id BLOB NOT NULL REFERENCES complaints (id),
    closure INTEGER NOT NULL,
    segment_id BLOB NOT NULL REFERENCES segments (id),
    -- Who handled the complaint when it was drawn.
    handler TEXT,
    reviewer TEXT,
    PRIMARY KEY (month, place),
    UNIQUE (complaint_id, closure)
) STRICT;

-- Checklists that reviews were made with; a version never changes.
CREATE TABLE quality_checklists (
    version TEXT PRIMARY KEY NOT NULL,
    definition TEXT NOT NULL
) STRICT;

CREATE TABLE quality_reviews (
    id BLOB PRIMARY KEY NOT NULL,
    complaint_id BLOB NOT NULL REFERENCES complaints (id),
    closure INTEGER NOT NULL,
    checklist TEXT NOT NULL REFERENCES quality_checklists (version),
    -- The revision that counts: the latest.
    revision INTEGER NOT NULL,
    UNIQUE (complaint_id, closure)
) STRICT;

-- The first is revision 1; each correction is another, beside it.
CREATE TABLE quality_revisions (
    review_id BLOB NOT NULL REFERENCES quality_reviews (id),
    revision INTEGER NOT NULL,
    reviewer TEXT NOT NULL,
    reviewed_at TEXT NOT NULL,
    maximum INTEGER NOT NULL,
    PRIMARY KEY (review_id, revision)
) STRICT;

CREATE TABLE quality_scores (
    review_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    topic TEXT NOT NULL,
    points INTEGER NOT NULL,
    PRIMARY KEY (review_id, revision, topic),
    FOREIGN KEY (review_id, revision) REFERENCES quality_revisions (review_id, revision)
) STRICT;
