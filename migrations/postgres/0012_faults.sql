-- When the mail server last refused a mail: one that it refuses again after it took others is refused for its own sake.
ALTER TABLE messages ADD COLUMN refused_at TIMESTAMPTZ;

-- Attempts of the same invitation for the same reason that came after this one and are only counted.
ALTER TABLE attempts ADD COLUMN further BIGINT NOT NULL DEFAULT 0;

-- Complaints that still hold what is to be forgotten; what staff noted about not asking goes with the address.
DROP INDEX complaints_with_contact;
CREATE INDEX complaints_with_contact ON complaints (updated_at)
    WHERE contact_email IS NOT NULL OR contact_name IS NOT NULL OR opt_out_note IS NOT NULL;

-- What makes the size of a signal: NPS of its month and the level of its baseline, in points. Of a month that stood out before,
-- its value is its NPS, and its limits lie on both sides of that level unless the scale cut one off.
ALTER TABLE signals ADD COLUMN nps DOUBLE PRECISION;
ALTER TABLE signals ADD COLUMN centre DOUBLE PRECISION;
UPDATE signals SET nps = value WHERE kind = 'point';
UPDATE signals SET centre = (lower + upper) / 2 WHERE kind = 'point' AND lower > -100 AND upper < 100;
