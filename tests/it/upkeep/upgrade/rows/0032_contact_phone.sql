-- A complaint with the number of a customer who may be called.
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, causes, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at, acknowledged_never, acknowledged_by, phone_response_never, phone_response_required, written_response_never,
        answered_by, remedy, remedy_amount, kifid_pointed, employee_discussed_on, team_discussed_on, contact_phone) VALUES
    ({id 321}, 'K-321', 'open', '2026-03-04T14:00:00+00:00', NULL, 0, 'k-321@klant.example', 'Fatima Klant', 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', NULL, NULL, '2026-01-05T10:00:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-04T14:00:00+00:00', FALSE, NULL, FALSE, NULL, FALSE, NULL, NULL, NULL, NULL, NULL, NULL, '+31 6 12345678');
