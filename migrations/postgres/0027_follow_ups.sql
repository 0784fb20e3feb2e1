-- Who holds a follow-up and how it ended. Facts only: what is overdue, or was on time, follows from them.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- The user who holds it: from the taking up, or from being assigned.
ALTER TABLE follow_ups ADD COLUMN owner_id UUID REFERENCES users (id);
-- The team that it was handed over to; NULL is the team of the complaint.
ALTER TABLE follow_ups ADD COLUMN team TEXT;
ALTER TABLE follow_ups ADD COLUMN outcome TEXT CHECK (outcome IN ('explained', 'put_right', 'complaint_registered', 'no_contact_possible', 'nothing_needed'));
-- The complaint that was registered because of the answer.
ALTER TABLE follow_ups ADD COLUMN registered_reference TEXT;
-- Why nothing was done with it; only of one that was dropped instead of done.
ALTER TABLE follow_ups ADD COLUMN dropped_reason TEXT;
-- When it ended for the first time: reopening does not make it late.
ALTER TABLE follow_ups ADD COLUMN first_done_at TIMESTAMPTZ;
-- When the mail was queued that says that the customer wants contact; earlier follow-ups are left to the daily mail.
ALTER TABLE follow_ups ADD COLUMN announced_at TIMESTAMPTZ;
UPDATE follow_ups SET first_done_at = done_at, announced_at = opened_at;
-- An open one of a user who was disabled since is held by no one.
UPDATE follow_ups SET owner_id = (SELECT id FROM users WHERE users.email = follow_ups.taken_up_by
    AND (users.disabled_at IS NULL OR follow_ups.done_at IS NOT NULL));
CREATE INDEX follow_ups_by_owner ON follow_ups (owner_id) WHERE done_at IS NULL;
-- Words of staff, until they are removed with what the customer wrote.
CREATE INDEX follow_ups_with_reason ON follow_ups (response_id) WHERE dropped_reason <> '';

-- What staff wrote about it and what became of it, in order; never changed. It goes with a follow-up that a changed answer no longer
-- asks for.
CREATE TABLE follow_up_notes (
    id UUID PRIMARY KEY,
    follow_up_id UUID NOT NULL REFERENCES follow_ups (id) ON DELETE CASCADE,
    written_at TIMESTAMPTZ NOT NULL,
    written_by TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('note', 'taken_up', 'assigned', 'given_back', 'handed_over', 'done', 'dropped', 'reopened', 'released')),
    note TEXT NOT NULL
);
CREATE INDEX follow_up_notes_by_follow_up ON follow_up_notes (follow_up_id);
-- By the day on which it is due: pages of the API, and the figures of a month.
CREATE INDEX follow_ups_by_due_day ON follow_ups (due_on, id);

-- The follow-up that a mail to staff is about. The mail goes with a follow-up that a changed answer no longer asks for.
ALTER TABLE staff_mails ADD COLUMN follow_up_id UUID REFERENCES follow_ups (id) ON DELETE CASCADE;
CREATE UNIQUE INDEX staff_mails_of_follow_up ON staff_mails (follow_up_id, user_id) WHERE follow_up_id IS NOT NULL;
-- Whether a user wants a mail each working day with what is due.
ALTER TABLE users ADD COLUMN wants_due_follow_ups BOOLEAN NOT NULL DEFAULT TRUE;
-- The users for whom the mail of a day was decided on, queued or not needed, so that each gets one, whichever process does it.
CREATE TABLE follow_up_mails (
    user_id UUID NOT NULL REFERENCES users (id),
    day DATE NOT NULL,
    queued_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (user_id, day)
);
