-- Each queue of the outbox has its own rest of the mail server: one that refuses us to customers may take our mails to staff.
-- The columns of `sending` stay for a process of the version before, which rests by itself.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

CREATE TABLE rests (
    queue TEXT PRIMARY KEY NOT NULL CHECK (queue IN ('messages', 'staff_mails')),
    rests BIGINT NOT NULL DEFAULT 0,
    resting_until TIMESTAMPTZ,
    trouble TEXT
);

INSERT INTO rests (queue, rests, resting_until, trouble)
    SELECT 'messages', rests, resting_until, trouble FROM sending;
INSERT INTO rests (queue) VALUES ('staff_mails');
UPDATE sending SET rests = 0, resting_until = NULL, trouble = NULL;
