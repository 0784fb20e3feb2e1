-- The telephone number of a customer who may be called, removed together with name and address.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

ALTER TABLE complaints ADD COLUMN contact_phone TEXT;
-- Of which complaints anything is to be removed after its retention time.
DROP INDEX complaints_with_contact;
CREATE INDEX complaints_with_contact ON complaints (updated_at)
    WHERE contact_email IS NOT NULL OR contact_name IS NOT NULL OR contact_phone IS NOT NULL OR opt_out_note IS NOT NULL;
