-- A closure that ended: as a change of the counts, and folded into them.
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, cause, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at) VALUES
    ({id 131}, 'K-131', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, NULL, NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00'),
    ({id 132}, 'K-132', 'closed', '2026-01-05T09:15:00+00:00', '2026-01-12T14:00:00+00:00', 1, NULL, NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-01-05T10:00:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-12T14:00:00+00:00');
INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on, due_at,
        recipient_address, recipient_name, address_hash, language, mode, questionnaire, segment_id, sent_at, expires_at,
        answered_at, is_holdout, reminders, reminder_due_at) VALUES
    ({id 431}, {id 131}, 1, 'withheld', 'not_in_audience', '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', NULL, NULL, NULL, NULL, 'nl', 'email', 'complaint-handling-1', {uuid 417df2f7-6516-8976-89bf-45920ee77b14}, NULL, NULL, NULL, FALSE, 0, NULL),
    ({id 432}, {id 132}, 1, 'withheld', 'invalid_address', '2026-01-12T14:00:00+00:00', '2026-01-12T14:00:00+00:00', '2026-01-12', NULL, NULL, NULL, NULL, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, NULL, NULL, FALSE, 0, NULL);
INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, amount, aspect, item, number) VALUES
    ('closed', '2026-03-10', NULL, {uuid 417df2f7-6516-8976-89bf-45920ee77b14}, NULL, FALSE, 1, '', '', 0),
    ('closed', '2026-01-12', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0);
INSERT INTO count_changes (measure, item, day, segment_id, amount) VALUES
    ('ended', 'not_in_audience', '2026-03-10', {uuid 417df2f7-6516-8976-89bf-45920ee77b14}, 1);
INSERT INTO count_totals (measure, day, item, amount) VALUES
    ('ended', '2026-01-12', 'invalid_address', 1);
INSERT INTO count_cells (measure, day, item, segment_id, amount) VALUES
    ('ended', '2026-01-12', 'invalid_address', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 1);
