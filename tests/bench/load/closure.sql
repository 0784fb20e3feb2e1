-- What a report of a closed complaint makes the program say to PostgreSQL: who reports, then one transaction.
\set at :at + 1
\set number :first + :client_id * :each + :at
SELECT name, scopes, owner, revoked_at FROM api_keys WHERE key_hash = '\x00'::bytea;
BEGIN;
UPDATE complaints SET closures = closures WHERE reference = 'P-' || :number::bigint RETURNING *;
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name,
        contact_language, complainant, channel, team, product, updated_at)
    VALUES (('01900000-0011-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid, 'P-' || :number::bigint, 'closed', now(),
        now(), 1, 'klant' || :number::bigint || '@example.org', 'J. de Vries', 'nl', 'customer', 'email', 'Team 1', 'Product 1', now())
    ON CONFLICT (reference) DO NOTHING;
SELECT name FROM questionnaires ORDER BY published_at DESC LIMIT 1;
INSERT INTO segments (id, team, product, channel, complainant, outcome, level, language, mode, questionnaire)
    VALUES (:segment::text::uuid, '', '', '', '', '', '', '', '', '') ON CONFLICT (id) DO NOTHING;
SELECT address_hash FROM suppressions WHERE address_hash = sha256(('klant' || :number::bigint)::bytea);
SELECT messages.id FROM invitations JOIN messages ON messages.invitation_id = invitations.id
    WHERE address_hash = sha256(('klant' || :number::bigint)::bytea);
INSERT INTO invitations (id, complaint_id, closure, state, reported_at, closed_at, closed_on, due_at, recipient_address,
        recipient_name, address_hash, language, mode, questionnaire, segment_id)
    VALUES (('01900000-0012-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid,
        ('01900000-0011-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid, 1, 'planned', now(), now(), current_date,
        now(), 'klant' || :number::bigint || '@example.org', 'J. de Vries', sha256(('klant' || :number::bigint)::bytea), 'nl', 'email',
        'complaint-handling-1', :segment::text::uuid);
INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts)
    VALUES (('01900000-0013-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid,
        ('01900000-0012-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid, 'invitation', 'waiting', '\x00'::bytea,
        sha256(('token' || :number::bigint)::bytea), now(), 0);
INSERT INTO tally_changes (id, what, closed_on, segment_id, imported, amount)
    VALUES (('01900000-0017-7000-8000-' || lpad(to_hex(:number::bigint), 12, '0'))::uuid,
        'closed', current_date, :segment::text::uuid, false, 1);
COMMIT;
