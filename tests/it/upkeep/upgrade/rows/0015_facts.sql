-- Facts of complaints, and several causes.
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, causes, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at, acknowledged_never, acknowledged_by, phone_response_never, phone_response_required, written_response_never,
        answered_by, remedy, remedy_amount, kifid_pointed, employee_discussed_on, team_discussed_on) VALUES
    ({id 151}, 'K-151', 'open', '2026-03-02T14:00:00+00:00', NULL, 0, NULL, NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', NULL, 'wachttijd
onjuiste brief', '2026-01-05T10:00:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-02T14:00:00+00:00', FALSE, 'automatic', FALSE, TRUE, FALSE, 'board', 'payment', 12500, TRUE, '2026-03-12', '2026-03-13'),
    ({id 152}, 'K-152', 'open', '2026-03-03T14:00:00+00:00', NULL, 0, NULL, NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-03T14:00:00+00:00', TRUE, NULL, TRUE, NULL, TRUE, NULL, 'none', NULL, FALSE, NULL, NULL);
