-- A form that people finish: answers that may be changed, attempts with their reason, follow-ups.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- The first answer is revision 1. held_at: the score looks pressed by a machine, and does not count until the person
-- changes it.
ALTER TABLE responses ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE responses ADD COLUMN revised_at TIMESTAMPTZ;
ALTER TABLE responses ADD COLUMN held_at TIMESTAMPTZ;

-- Answers as they stood before they were changed; ratings as item=rating, by commas.
CREATE TABLE response_revisions (
    response_id UUID NOT NULL REFERENCES responses (id),
    revision BIGINT NOT NULL,
    score BIGINT NOT NULL,
    ratings TEXT NOT NULL,
    comment TEXT,
    contact_me BOOLEAN NOT NULL,
    language TEXT NOT NULL,
    replaced_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX response_revisions_key ON response_revisions (response_id, revision);
-- Verbatims that are still kept, oldest first (retention).
CREATE INDEX response_revisions_with_comment ON response_revisions (replaced_at) WHERE comment IS NOT NULL;

-- Why an attempt is not counted, and what else it said.
ALTER TABLE attempts ADD COLUMN reason TEXT NOT NULL DEFAULT 'later';
ALTER TABLE attempts ADD COLUMN ratings TEXT NOT NULL DEFAULT '';
ALTER TABLE attempts ADD COLUMN contact_me BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX attempts_by_invitation ON attempts (invitation_id);

-- What staff do after a response that asks for it.
CREATE TABLE follow_ups (
    id UUID PRIMARY KEY NOT NULL,
    response_id UUID NOT NULL UNIQUE REFERENCES responses (id),
    opened_at TIMESTAMPTZ NOT NULL,
    due_on DATE NOT NULL,
    taken_up_at TIMESTAMPTZ,
    taken_up_by TEXT,
    done_at TIMESTAMPTZ,
    done_by TEXT
);
CREATE INDEX follow_ups_to_do ON follow_ups (due_on) WHERE done_at IS NULL;

-- Versions of the questionnaire as they were published; none is ever changed. The newest is asked from then on.
CREATE TABLE questionnaires (
    name TEXT PRIMARY KEY NOT NULL,
    definition TEXT NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    published_by TEXT NOT NULL
);
