-- A closure that was reminded, one left out on purpose, mails in trouble, and what came back.
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, cause, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at) VALUES
    ({id 21}, 'K-21', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-21@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00'),
    ({id 22}, 'K-22', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-22@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00'),
    ({id 23}, 'K-23', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-23@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00');
INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on, due_at,
        recipient_address, recipient_name, address_hash, language, mode, questionnaire, segment_id, sent_at, expires_at,
        answered_at, is_holdout, reminders) VALUES
    ({id 321}, {id 21}, 1, 'sent', NULL, '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-11T14:00:00+00:00', 'k-21@klant.example', 'Klant', {bytes 4b4204ee5f80b83ad2b42ef6a6aa5ac0d2361f74142ed6e0b0d5e5cfc847ac66}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-11T14:00:00+00:00', '2026-04-10T14:00:00+00:00', NULL, FALSE, 1),
    ({id 322}, {id 22}, 1, 'withheld', 'holdout', '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', NULL, 'k-22@klant.example', 'Klant', {bytes 701b1dc4847ff0d52ef84edb93ddc78ecca913900e926b443870b40113fee423}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, NULL, NULL, TRUE, 0),
    ({id 323}, {id 23}, 1, 'planned', NULL, '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-13T14:00:00+00:00', 'k-23@klant.example', 'Klant', {bytes 84dcefb5093f764478e2580c684df2d37d3f0e2776e573f369b6d482dbc1f9c6}, 'nl', 'email', 'complaint-handling-1', {uuid 417df2f7-6516-8976-89bf-45920ee77b14}, NULL, NULL, NULL, FALSE, 0);
INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts, lease_id, composed_at, sent_at,
        last_error, refusals, unknown_fates, lost_claims, cause) VALUES
    ({id 421}, {id 321}, 'invitation', 'sent', {bytes 15151515151515151515151515151515}, {bytes 567cb3a47c363cce932a5c91e6d224a13efed8f2211736cf4c3d0347e4f81ab2}, '2026-03-13T14:00:00+00:00', 1, NULL, '2026-03-11T14:00:00+00:00', '2026-03-11T14:00:00+00:00', NULL, 0, 0, 0, NULL),
    ({id 422}, {id 321}, 'reminder', 'sent', {bytes 16161616161616161616161616161616}, {bytes 241688e17ed547a2a214b8ff6638d5c7cf78f3a57428845c3f81ce7dd5234b8c}, '2026-03-13T14:00:00+00:00', 2, NULL, '2026-03-18T14:00:00+00:00', '2026-03-18T14:00:00+00:00', NULL, 0, 0, 0, NULL),
    ({id 423}, {id 323}, 'invitation', 'waiting', {bytes 17171717171717171717171717171717}, {bytes 4946e59cccb40e360ef07d88577512f2fdb1a9178e89299a130e8c02fc6ed35f}, '2026-03-20T16:00:00+00:00', 3, NULL, '2026-03-13T14:00:00+00:00', NULL, '451 4.7.1 try again later', 3, 1, 1, 'deferred');
INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, amount) VALUES
    ('closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1),
    ('invited', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1),
    ('closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1),
    ('closed', '2026-03-10', NULL, {uuid 417df2f7-6516-8976-89bf-45920ee77b14}, NULL, FALSE, 1);
INSERT INTO address_turns (address_hash, at) VALUES
    ({bytes 84dcefb5093f764478e2580c684df2d37d3f0e2776e573f369b6d482dbc1f9c6}, '2026-03-20T13:55:00+00:00');
UPDATE sending SET rests = 2, resting_until = '2026-03-20T13:00:00+00:00', trouble = '421 4.3.2 too busy' WHERE id = 1;
INSERT INTO bounces (id, message_id, at, kind, status, said, cleared_at, cleared_by) VALUES
    ({id 701}, {id 421}, '2026-03-11T15:00:00+00:00', 'soft', '4.2.2', 'mailbox full', NULL, NULL),
    ({id 702}, {id 407}, '2026-01-15T15:00:00+00:00', 'hard', '5.1.1', NULL, '2026-01-16T14:00:00+00:00', 'user owner@voorbeeld.example');
