-- Changes that the program numbers itself.
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, causes, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at, acknowledged_never, acknowledged_by, phone_response_never, phone_response_required, written_response_never,
        answered_by, remedy, remedy_amount, kifid_pointed, employee_discussed_on, team_discussed_on) VALUES
    ({id 221}, 'K-221', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, NULL, NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', NULL, '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00', FALSE, NULL, FALSE, NULL, FALSE, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on, due_at,
        recipient_address, recipient_name, address_hash, language, mode, questionnaire, segment_id, sent_at, expires_at,
        answered_at, is_holdout, reminders, reminder_due_at) VALUES
    ({id 521}, {id 221}, 1, 'withheld', 'cool_down', '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', NULL, NULL, NULL, NULL, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, NULL, NULL, FALSE, 0, NULL);
INSERT INTO tally_changes (id, what, closed_on, answered_on, segment_id, score, imported, amount, aspect, item, number) VALUES
    ({id 901}, 'closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0);
INSERT INTO count_changes (id, measure, item, day, segment_id, amount) VALUES
    ({id 902}, 'ended', 'cool_down', '2026-03-10', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 1);
