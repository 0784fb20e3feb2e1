-- Facts of complaints beside the moments that were kept so far: what is known not to have happened, who did it, what was
-- done for the complainant, and when it was discussed. Nothing that follows from a fact is stored.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

ALTER TABLE complaints ADD COLUMN acknowledged_never INTEGER NOT NULL DEFAULT 0;
ALTER TABLE complaints ADD COLUMN acknowledged_by TEXT;
ALTER TABLE complaints ADD COLUMN phone_response_never INTEGER NOT NULL DEFAULT 0;
ALTER TABLE complaints ADD COLUMN phone_response_required INTEGER;
ALTER TABLE complaints ADD COLUMN written_response_never INTEGER NOT NULL DEFAULT 0;
ALTER TABLE complaints ADD COLUMN answered_by TEXT;
ALTER TABLE complaints ADD COLUMN remedy TEXT;
ALTER TABLE complaints ADD COLUMN remedy_amount INTEGER;
ALTER TABLE complaints ADD COLUMN kifid_pointed INTEGER;
ALTER TABLE complaints ADD COLUMN employee_discussed_on TEXT;
ALTER TABLE complaints ADD COLUMN team_discussed_on TEXT;

-- The causes, the main one first, one to a line: so far there was one.
ALTER TABLE complaints RENAME COLUMN cause TO causes;
