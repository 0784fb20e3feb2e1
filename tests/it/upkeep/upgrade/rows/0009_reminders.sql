-- A reminder that is due later, which is no message yet.
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, cause, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at) VALUES
    ({id 91}, 'K-91', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-91@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00');
INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on, due_at,
        recipient_address, recipient_name, address_hash, language, mode, questionnaire, segment_id, sent_at, expires_at,
        answered_at, is_holdout, reminders, reminder_due_at) VALUES
    ({id 391}, {id 91}, 1, 'sent', NULL, '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-14T14:00:00+00:00', 'k-91@klant.example', 'Klant', {bytes 63742aecf463e786f70666624c67d4cf3405fe6e00cc52c8706d788628510e74}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-14T14:00:00+00:00', '2026-04-13T14:00:00+00:00', NULL, FALSE, 0, '2026-03-21T14:00:00+00:00');
INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts, lease_id, composed_at, sent_at,
        last_error, refusals, unknown_fates, lost_claims, cause) VALUES
    ({id 491}, {id 391}, 'invitation', 'sent', {bytes 5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b5b}, {bytes be298ec5e59be9e25f4affc9013e5558a3f8025945a43482dc0720800fb70fd8}, '2026-03-13T14:00:00+00:00', 1, NULL, '2026-03-14T14:00:00+00:00', '2026-03-14T14:00:00+00:00', NULL, 0, 0, 0, NULL);
INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, amount, aspect, item, number) VALUES
    ('closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0),
    ('invited', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0);
