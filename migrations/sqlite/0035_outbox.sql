-- Mails to staff are a queue of the outbox: the same columns as the queue of messages.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

ALTER TABLE staff_mails ADD COLUMN state TEXT NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'claimed', 'sent', 'failed', 'cancelled'));
ALTER TABLE staff_mails ADD COLUMN refusals INTEGER NOT NULL DEFAULT 0;
ALTER TABLE staff_mails ADD COLUMN unknown_fates INTEGER NOT NULL DEFAULT 0;
ALTER TABLE staff_mails ADD COLUMN lost_claims INTEGER NOT NULL DEFAULT 0;
ALTER TABLE staff_mails ADD COLUMN cause TEXT;
ALTER TABLE staff_mails ADD COLUMN refused_at TEXT;

-- What is in flight stays so until its lease ends. A process of the version before sets sent_at alone, which says enough.
UPDATE staff_mails SET state = 'sent' WHERE sent_at IS NOT NULL;
UPDATE staff_mails SET state = 'failed' WHERE sent_at IS NULL AND attempts >= 10;
UPDATE staff_mails SET state = 'claimed' WHERE sent_at IS NULL AND attempts < 10 AND lease_id IS NOT NULL;
-- Their back-off goes on where it was.
UPDATE staff_mails SET refusals = attempts WHERE sent_at IS NULL AND last_error IS NOT NULL;
CREATE INDEX staff_mails_to_do ON staff_mails (next_at) WHERE state IN ('waiting', 'claimed') AND sent_at IS NULL;
