-- What an answer makes the program say to PostgreSQL: a look at the link, then one transaction of statements.
\set at :at + 1
\set number :first + :client_id * :each + :at
SELECT * FROM invitations WHERE id = ('01900000-0002-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid;
BEGIN;
UPDATE invitations SET state = 'answered', answered_at = now()
    WHERE id = ('01900000-0002-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid AND state = 'sent' RETURNING *;
INSERT INTO responses (id, invitation_id, score, comment, contact_me, language, segment_id, closed_at, closed_on,
        answered_at, answered_on, reminders)
    VALUES (('01900000-0009-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid,
        ('01900000-0002-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid, 8,
        'Snel en duidelijk geholpen, dank u wel.', false, 'nl', :segment::text::uuid, now(), current_date, now(), current_date,
        0);
INSERT INTO tally_changes (id, what, closed_on, answered_on, segment_id, score, imported, aspect, item, number, amount)
    VALUES (('01900000-0015-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid,
            'response', current_date, current_date, :segment::text::uuid, 8, false, '', '', 0, 1),
        (('01900000-0016-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid,
            'aspect', current_date, current_date, :segment::text::uuid, 8, false, 'reminders', '', 0, 1);
COMMIT;
