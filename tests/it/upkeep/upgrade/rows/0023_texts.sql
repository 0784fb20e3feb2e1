-- Texts of the organisation, and a mail that was composed with them.
INSERT INTO own_texts (version, definition, saved_at, saved_by) VALUES
    (1, 'kifid = false

[thanks]
nl = "Dank u wel"
en = "Thank you"
', '2026-03-01T14:00:00+00:00', 'owner@voorbeeld.example');
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, causes, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at, acknowledged_never, acknowledged_by, phone_response_never, phone_response_required, written_response_never,
        answered_by, remedy, remedy_amount, kifid_pointed, employee_discussed_on, team_discussed_on) VALUES
    ({id 231}, 'K-231', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-231@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', NULL, '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00', FALSE, NULL, FALSE, NULL, FALSE, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on, due_at,
        recipient_address, recipient_name, address_hash, language, mode, questionnaire, segment_id, sent_at, expires_at,
        answered_at, is_holdout, reminders, reminder_due_at) VALUES
    ({id 531}, {id 231}, 1, 'sent', NULL, '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-14T14:00:00+00:00', 'k-231@klant.example', 'Klant', {bytes 8209ea9e22ebbcd269daa2ad21304752b534cd582cf9ea0fb6c21aed615aded1}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-14T14:00:00+00:00', '2026-04-13T14:00:00+00:00', NULL, FALSE, 0, NULL);
INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts, lease_id, composed_at, sent_at,
        last_error, refusals, unknown_fates, lost_claims, cause, refused_at, texts_version) VALUES
    ({id 499}, {id 531}, 'invitation', 'sent', {bytes 63636363636363636363636363636363}, {bytes 4676749c46e54c009881886ee468bb5bc4e524024c982c214b75fd639341ff67}, '2026-03-13T14:00:00+00:00', 1, NULL, '2026-03-14T14:00:00+00:00', '2026-03-14T14:00:00+00:00', NULL, 0, 0, 0, NULL, NULL, 1);
INSERT INTO tally_changes (id, what, closed_on, answered_on, segment_id, score, imported, amount, aspect, item, number) VALUES
    ({id 903}, 'closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0),
    ({id 904}, 'invited', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0);
