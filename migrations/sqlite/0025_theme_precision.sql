-- How precise the keywords of a theme are: hits drawn at random by a seed that is kept, each judged by a person.
CREATE TABLE theme_checks (
    id BLOB PRIMARY KEY NOT NULL,
    theme_id BLOB NOT NULL REFERENCES themes (id),
    -- The keywords as they were when the hits were drawn.
    keywords TEXT NOT NULL,
    seed BLOB NOT NULL,
    -- How many hits were drawn from.
    drawn_from INTEGER NOT NULL,
    drawn_at TEXT NOT NULL,
    drawn_by TEXT NOT NULL
) STRICT;
CREATE INDEX theme_checks_by_theme ON theme_checks (theme_id, drawn_at);

-- response_id refers to no row that must be there: the result of a check stays when an import is undone.
CREATE TABLE theme_check_hits (
    check_id BLOB NOT NULL REFERENCES theme_checks (id),
    place INTEGER NOT NULL,
    response_id BLOB NOT NULL,
    judgement TEXT CHECK (judgement IN ('right', 'wrong')),
    judged_at TEXT,
    judged_by TEXT,
    PRIMARY KEY (check_id, place)
) STRICT;
