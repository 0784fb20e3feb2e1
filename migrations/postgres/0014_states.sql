-- The states that a row can be in, said by the database too. A state that is added needs a migration; a test compares these
-- lists with the program's.

ALTER TABLE complaints ADD CONSTRAINT complaints_status CHECK (status IN ('open', 'closed'));
ALTER TABLE invitations ADD CONSTRAINT invitations_state CHECK (state IN ('planned', 'sent', 'answered', 'expired', 'withheld', 'withdrawn', 'undeliverable'));
ALTER TABLE messages ADD CONSTRAINT messages_kind CHECK (kind IN ('invitation', 'reminder'));
ALTER TABLE messages ADD CONSTRAINT messages_state CHECK (state IN ('waiting', 'claimed', 'sent', 'failed', 'cancelled'));
ALTER TABLE norm_decisions ADD CONSTRAINT norm_decisions_kind CHECK (kind IN ('adopted', 'rejected', 'withdrawn'));
ALTER TABLE norm_verdicts ADD CONSTRAINT norm_verdicts_verdict CHECK (verdict IN ('met', 'not_met', 'undecided', 'insufficient'));
