-- A person who was erased, with the link of the mail to that person, and one whose data are kept and not used.
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, causes, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at, acknowledged_never, acknowledged_by, phone_response_never, phone_response_required, written_response_never,
        answered_by, remedy, remedy_amount, kifid_pointed, employee_discussed_on, team_discussed_on, contact_phone, erased_at) VALUES
    ({id 331}, 'K-331', 'open', '2026-03-04T14:00:00+00:00', NULL, 0, NULL, NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', NULL, NULL, '2026-01-05T10:00:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-12T14:00:00+00:00', '2026-03-04T14:00:00+00:00', FALSE, NULL, FALSE, NULL, FALSE, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-12T14:00:00+00:00');
INSERT INTO erasures (id, address_hash, at) VALUES
    ({id 911}, {bytes ec01ce650e84c746b024520f378b6ac8267dd8380768cbc7447304f3098b6539}, '2026-03-12T14:00:00+00:00');
INSERT INTO erased_links (token_hash, address_hash) VALUES
    ({bytes d17f46e031b318cd502a3bb281627864b5c60988d79ac6b2508d36edbdb77ec5}, {bytes ec01ce650e84c746b024520f378b6ac8267dd8380768cbc7447304f3098b6539});
INSERT INTO restrictions (address_hash, at) VALUES
    ({bytes b44378e3c1e1017f77a3b23f89994705527c74f2caab4db3ba06801fdab5e599}, '2026-03-12T14:00:00+00:00');
INSERT INTO suppressions (address_hash, reason, at) VALUES
    ({bytes ec01ce650e84c746b024520f378b6ac8267dd8380768cbc7447304f3098b6539}, 'unsubscribed', '2026-03-12T14:00:00+00:00');
