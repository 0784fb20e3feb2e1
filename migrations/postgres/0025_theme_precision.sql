-- How precise the keywords of a theme are: hits drawn at random by a seed that is kept, each judged by a person.
CREATE TABLE theme_checks (
    id UUID PRIMARY KEY,
    theme_id UUID NOT NULL REFERENCES themes (id),
    -- The keywords as they were when the hits were drawn.
    keywords TEXT NOT NULL,
    seed BYTEA NOT NULL,
    -- How many hits were drawn from.
    drawn_from BIGINT NOT NULL,
    drawn_at TIMESTAMPTZ NOT NULL,
    drawn_by TEXT NOT NULL
);
CREATE INDEX theme_checks_by_theme ON theme_checks (theme_id, drawn_at);

-- response_id refers to no row that must be there: the result of a check stays when an import is undone.
CREATE TABLE theme_check_hits (
    check_id UUID NOT NULL REFERENCES theme_checks (id),
    place BIGINT NOT NULL,
    response_id UUID NOT NULL,
    judgement TEXT CONSTRAINT theme_check_hits_judgement CHECK (judgement IN ('right', 'wrong')),
    judged_at TIMESTAMPTZ,
    judged_by TEXT,
    PRIMARY KEY (check_id, place)
);
