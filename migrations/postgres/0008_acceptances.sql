-- Mails that the mail server accepted and that are not booked yet: one that outlives its worker keeps the mail from being sent
-- again.
CREATE TABLE acceptances (
    message_id UUID PRIMARY KEY NOT NULL,
    accepted_at TIMESTAMPTZ NOT NULL
);

-- Two workers that claim for one address at once take turns without a table.
DROP TABLE address_turns;
