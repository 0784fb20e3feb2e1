-- KPI 4: which closures of a month were drawn for review, from which ones, by which seed; never changed afterwards.
CREATE TABLE quality_draws (
    month DATE PRIMARY KEY,
    seed BYTEA NOT NULL,
    size BIGINT NOT NULL,
    -- SHA-256 of the closures that were drawn from.
    frame_sha256 TEXT NOT NULL,
    drawn_at TIMESTAMPTZ NOT NULL
);

-- The closures of the month when it was drawn, by segment.
CREATE TABLE quality_frames (
    month DATE NOT NULL REFERENCES quality_draws (month),
    segment_id UUID NOT NULL REFERENCES segments (id),
    closures BIGINT NOT NULL,
    PRIMARY KEY (month, segment_id)
);

CREATE TABLE quality_sample (
    month DATE NOT NULL REFERENCES quality_draws (month),
    place BIGINT NOT NULL,
    complaint_id UUID NOT NULL REFERENCES complaints (id),
    closure BIGINT NOT NULL,
    segment_id UUID NOT NULL REFERENCES segments (id),
    -- Who handled the complaint when it was drawn.
    handler TEXT,
    reviewer TEXT,
    PRIMARY KEY (month, place),
    UNIQUE (complaint_id, closure)
);

-- Checklists that reviews were made with; a version never changes.
CREATE TABLE quality_checklists (
    version TEXT PRIMARY KEY,
    definition TEXT NOT NULL
);

CREATE TABLE quality_reviews (
    id UUID PRIMARY KEY,
    complaint_id UUID NOT NULL REFERENCES complaints (id),
    closure BIGINT NOT NULL,
    checklist TEXT NOT NULL REFERENCES quality_checklists (version),
    -- The revision that counts: the latest.
    revision BIGINT NOT NULL,
    UNIQUE (complaint_id, closure)
);

-- The first is revision 1; each correction is another, beside it.
CREATE TABLE quality_revisions (
    review_id UUID NOT NULL REFERENCES quality_reviews (id),
    revision BIGINT NOT NULL,
    reviewer TEXT NOT NULL,
    reviewed_at TIMESTAMPTZ NOT NULL,
    maximum BIGINT NOT NULL,
    PRIMARY KEY (review_id, revision)
);

CREATE TABLE quality_scores (
    review_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    topic TEXT NOT NULL,
    points BIGINT NOT NULL,
    PRIMARY KEY (review_id, revision, topic),
    FOREIGN KEY (review_id, revision) REFERENCES quality_revisions (review_id, revision)
);
