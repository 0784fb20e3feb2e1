-- When the next reminder is due. It becomes a message then: whoever answers before needs none.
ALTER TABLE invitations ADD COLUMN reminder_due_at TIMESTAMPTZ;
UPDATE invitations SET reminder_due_at =
    (SELECT MIN(next_at) FROM messages WHERE messages.invitation_id = invitations.id AND kind = 'reminder'
        AND messages.state = 'waiting' AND attempts = 0)
WHERE state = 'sent';
DELETE FROM messages WHERE kind = 'reminder' AND state = 'waiting' AND attempts = 0;
CREATE INDEX invitations_to_remind ON invitations (reminder_due_at) WHERE state = 'sent' AND reminder_due_at IS NOT NULL;
