-- An answer after a reminder, with its aspects, and a closure that ended, as changes.
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, cause, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at) VALUES
    ({id 71}, 'K-71', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-71@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00'),
    ({id 72}, 'K-72', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-72@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00');
INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on, due_at,
        recipient_address, recipient_name, address_hash, language, mode, questionnaire, segment_id, sent_at, expires_at,
        answered_at, is_holdout, reminders) VALUES
    ({id 371}, {id 71}, 1, 'answered', NULL, '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-11T14:00:00+00:00', 'k-71@klant.example', 'Klant', {bytes b14cf3fbb0d30de889b14d5b0bee5a7a85b18ec1f4fa50282241169a2b6ac673}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-11T14:00:00+00:00', '2026-04-10T14:00:00+00:00', '2026-03-15T10:00:00+00:00', FALSE, 1),
    ({id 372}, {id 72}, 1, 'expired', NULL, '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-11T14:00:00+00:00', 'k-72@klant.example', 'Klant', {bytes d038e71ca7a328a58494ed2da6364f5c6335c55d821ee92cec796e87e31114ba}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-11T14:00:00+00:00', '2026-03-19T14:00:00+00:00', NULL, FALSE, 1);
INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts, lease_id, composed_at, sent_at,
        last_error, refusals, unknown_fates, lost_claims, cause) VALUES
    ({id 471}, {id 371}, 'invitation', 'sent', {bytes 47474747474747474747474747474747}, {bytes 807985a626517831eaf8e0800e437d0304be4f4c8d9115ae06103c89f253f845}, '2026-03-13T14:00:00+00:00', 1, NULL, '2026-03-11T14:00:00+00:00', '2026-03-11T14:00:00+00:00', NULL, 0, 0, 0, NULL),
    ({id 472}, {id 372}, 'invitation', 'sent', {bytes 48484848484848484848484848484848}, {bytes 9dd2383b488d0c6813fe6d9d6d0e7fb2014cabc0a5c9f90069f2826ac0cc5cb8}, '2026-03-13T14:00:00+00:00', 1, NULL, '2026-03-11T14:00:00+00:00', '2026-03-11T14:00:00+00:00', NULL, 0, 0, 0, NULL);
INSERT INTO responses (id, invitation_id, import_id, score, comment, contact_me, language, segment_id, closed_at, closed_on,
        answered_at, answered_on, revision, revised_at, held_at, themes_pending, reminders) VALUES
    ({id 671}, {id 371}, NULL, 9, 'Prima', FALSE, 'nl', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-15T10:00:00+00:00', '2026-03-15', 1, NULL, NULL, TRUE, 1);
INSERT INTO ratings (response_id, item, rating) VALUES
    ({id 671}, 'speed', 4);
INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, amount, aspect, item, number) VALUES
    ('closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0),
    ('invited', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0),
    ('response', '2026-03-10', '2026-03-15', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 9, FALSE, 1, '', '', 0),
    ('closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0),
    ('invited', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, '', '', 0),
    ('aspect', '2026-03-10', '2026-03-15', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 9, FALSE, 1, 'reminders', '', 1),
    ('aspect', '2026-03-10', '2026-03-15', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 9, FALSE, 1, 'rating', 'speed', 4),
    ('ended', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1, 'ended', 'expired', 1);
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, cause, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at) VALUES
    ({id 73}, 'K-73', 'closed', '2026-01-05T09:15:00+00:00', '2026-01-12T14:00:00+00:00', 1, NULL, NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-01-05T10:00:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-12T14:00:00+00:00'),
    ({id 74}, 'K-74', 'closed', '2026-01-05T09:15:00+00:00', '2026-01-12T14:00:00+00:00', 1, NULL, NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-01-05T10:00:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-01-12T14:00:00+00:00');
INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on, due_at,
        recipient_address, recipient_name, address_hash, language, mode, questionnaire, segment_id, sent_at, expires_at,
        answered_at, is_holdout, reminders) VALUES
    ({id 373}, {id 73}, 1, 'withheld', 'too_late', '2026-01-12T14:00:00+00:00', '2026-01-12T14:00:00+00:00', '2026-01-12', NULL, NULL, NULL, NULL, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, NULL, NULL, FALSE, 0),
    ({id 374}, {id 74}, 1, 'answered', NULL, '2026-01-12T14:00:00+00:00', '2026-01-12T14:00:00+00:00', '2026-01-12', NULL, NULL, NULL, {bytes 5f175dd1eb9e4196c01d348f9371c2f77b311e41549c812389763545f520d3d2}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-01-15T14:00:00+00:00', '2026-02-14T14:00:00+00:00', '2026-01-17T09:00:00+00:00', FALSE, 0);
INSERT INTO responses (id, invitation_id, import_id, score, comment, contact_me, language, segment_id, closed_at, closed_on,
        answered_at, answered_on, revision, revised_at, held_at, themes_pending, reminders) VALUES
    ({id 674}, {id 374}, NULL, 7, NULL, FALSE, 'nl', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-01-12T14:00:00+00:00', '2026-01-12', '2026-01-17T09:00:00+00:00', '2026-01-17', 1, NULL, NULL, FALSE, 0);
-- What version 7 folded: the two closures of January, the answer to one of them, and their aspects.
UPDATE tally_totals SET closed = closed + 2, invited = invited + 1, s7 = s7 + 1 WHERE basis = 'closed' AND day = '2026-01-12' AND aspect = '';
UPDATE tally_cells SET closed = closed + 2, invited = invited + 1, s7 = s7 + 1 WHERE basis = 'closed' AND day = '2026-01-12' AND segment_id = {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c} AND aspect = '';
UPDATE tally_marginals SET closed = closed + 2, invited = invited + 1, s7 = s7 + 1 WHERE basis = 'closed' AND day = '2026-01-12'
    AND ((dimension = 'team' AND value = 'Noord') OR (dimension = 'product' AND value = 'Verkeer') OR (dimension = 'channel' AND value = 'web') OR (dimension = 'complainant' AND value = 'customer') OR (dimension = 'outcome' AND value = 'partly_upheld') OR (dimension = 'level' AND value = '') OR (dimension = 'language' AND value = 'nl') OR (dimension = 'mode' AND value = 'email') OR (dimension = 'questionnaire' AND value = 'complaint-handling-1'));
UPDATE tally_totals SET closed = closed + 2, invited = invited + 1 WHERE basis = 'answered' AND day = '2026-01-12' AND aspect = '';
UPDATE tally_cells SET closed = closed + 2, invited = invited + 1 WHERE basis = 'answered' AND day = '2026-01-12' AND segment_id = {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c} AND aspect = '';
UPDATE tally_marginals SET closed = closed + 2, invited = invited + 1 WHERE basis = 'answered' AND day = '2026-01-12'
    AND ((dimension = 'team' AND value = 'Noord') OR (dimension = 'product' AND value = 'Verkeer') OR (dimension = 'channel' AND value = 'web') OR (dimension = 'complainant' AND value = 'customer') OR (dimension = 'outcome' AND value = 'partly_upheld') OR (dimension = 'level' AND value = '') OR (dimension = 'language' AND value = 'nl') OR (dimension = 'mode' AND value = 'email') OR (dimension = 'questionnaire' AND value = 'complaint-handling-1'));
INSERT INTO tally_totals (basis, day, aspect, item, number, closed, invited, imported, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9,
        s10) VALUES
    ('answered', '2026-01-17', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('closed', '2026-01-12', 'reminders', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('answered', '2026-01-17', 'reminders', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('closed', '2026-01-12', 'ended', 'too_late', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ('answered', '2026-01-12', 'ended', 'too_late', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
INSERT INTO tally_cells (segment_id, basis, day, aspect, item, number, closed, invited, imported, s0, s1, s2, s3, s4, s5, s6,
        s7, s8, s9, s10) VALUES
    ({uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 'answered', '2026-01-17', '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ({uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 'closed', '2026-01-12', 'reminders', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ({uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 'answered', '2026-01-17', 'reminders', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ({uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 'closed', '2026-01-12', 'ended', 'too_late', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    ({uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 'answered', '2026-01-12', 'ended', 'too_late', 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
INSERT INTO tally_marginals (basis, dimension, value, day, closed, invited, imported, s0, s1, s2, s3, s4, s5, s6, s7, s8, s9,
        s10) VALUES
    ('answered', 'team', 'Noord', '2026-01-17', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('answered', 'product', 'Verkeer', '2026-01-17', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('answered', 'channel', 'web', '2026-01-17', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('answered', 'complainant', 'customer', '2026-01-17', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('answered', 'outcome', 'partly_upheld', '2026-01-17', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('answered', 'level', '', '2026-01-17', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('answered', 'language', 'nl', '2026-01-17', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('answered', 'mode', 'email', '2026-01-17', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0),
    ('answered', 'questionnaire', 'complaint-handling-1', '2026-01-17', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
