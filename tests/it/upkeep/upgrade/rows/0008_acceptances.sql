-- A mail that the server accepted and that its worker did not book any more.
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, cause, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at) VALUES
    ({id 81}, 'K-81', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-81@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00');
INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on, due_at,
        recipient_address, recipient_name, address_hash, language, mode, questionnaire, segment_id, sent_at, expires_at,
        answered_at, is_holdout, reminders) VALUES
    ({id 381}, {id 81}, 1, 'planned', NULL, '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-20T12:00:00+00:00', 'k-81@klant.example', 'Klant', {bytes 4c6f6175e9514cf01c69407d54aaec415fada59f6ad90058114bb1573903f2c2}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, NULL, NULL, FALSE, 0);
INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts, lease_id, composed_at, sent_at,
        last_error, refusals, unknown_fates, lost_claims, cause) VALUES
    ({id 481}, {id 381}, 'invitation', 'claimed', {bytes 51515151515151515151515151515151}, {bytes e95bb28587f5183d58e778e7d42ef194b28f25da6b48462b45ab900e2baa6569}, '2026-03-20T12:30:00+00:00', 1, {id 498}, '2026-03-20T12:29:00+00:00', NULL, NULL, 0, 0, 0, NULL);
INSERT INTO acceptances (message_id, accepted_at) VALUES
    ({id 481}, '2026-03-20T12:29:00+00:00');
INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, amount, aspect, item, number) VALUES
    ('closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0);
