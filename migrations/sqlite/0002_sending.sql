-- Sending that can be trusted: reminders, back-off, bounces, pausing, and what a closure's story needs.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- Drawn once, when the complaint closes: a report that comes again must not draw anew. How many reminders went out.
ALTER TABLE invitations ADD COLUMN is_holdout INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invitations ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0;
-- The mails to one address (cool-down), the closures of a period and what became of them (funnel), and those that staff
-- opted out.
CREATE INDEX invitations_by_address ON invitations (address_hash) WHERE address_hash IS NOT NULL;
CREATE INDEX invitations_by_closing_day ON invitations (closed_on, segment_id, state, reason, reminders);
CREATE INDEX invitations_opted_out ON invitations (closed_on, segment_id) WHERE reason = 'opted_out';
CREATE INDEX responses_by_answer_day ON responses (answered_on) WHERE invitation_id IS NOT NULL;

-- How often the mail itself was refused for now, how often its fate was unknown, how often its worker was lost with it,
-- and the cause of its latest trouble.
ALTER TABLE messages ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN unknown_fates INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN lost_claims INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN cause TEXT;
-- What a worker holds (heartbeat), what went out (mails an hour), and what is in trouble (the sending page).
CREATE INDEX messages_by_lease ON messages (lease_id) WHERE state = 'claimed';
CREATE INDEX messages_by_sending ON messages (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX messages_with_words ON messages (invitation_id) WHERE last_error IS NOT NULL;
CREATE INDEX messages_in_trouble ON messages (state, next_at) WHERE cause IS NOT NULL;

-- One row for each address that mail was claimed for lately: two workers that claim for one address at once take turns on it.
CREATE TABLE address_turns (
    address_hash BLOB PRIMARY KEY NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX address_turns_by_age ON address_turns (at);

-- The one row about sending as a whole: paused by somebody, or resting because the mail server is in trouble.
CREATE TABLE sending (
    id INTEGER PRIMARY KEY NOT NULL,
    paused_at TEXT,
    paused_by TEXT,
    rests INTEGER NOT NULL,
    resting_until TEXT,
    trouble TEXT
) STRICT;
INSERT INTO sending (id, rests) VALUES (1, 0);

-- What came back: hard and soft bounces, and complaints about our mail. A cleared one was a mistake and counts no more.
CREATE TABLE bounces (
    id BLOB PRIMARY KEY NOT NULL,
    message_id BLOB NOT NULL REFERENCES messages (id),
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT,
    said TEXT,
    cleared_at TEXT,
    cleared_by TEXT
) STRICT;
CREATE INDEX bounces_by_message ON bounces (message_id);
CREATE INDEX bounces_with_words ON bounces (message_id) WHERE said IS NOT NULL;
