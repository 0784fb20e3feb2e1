-- Answers that were changed or are held back, attempts with their reason, follow-ups and a questionnaire of the organisation.
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, contact_name, contact_language,
        complainant, channel, level, product, team, handler, outcome, cause, acknowledged_at, phone_attempted_at,
        phone_response_at, written_response_at, written_response_required, opt_out_reason, opt_out_note, contact_forgotten_at,
        updated_at) VALUES
    ({id 31}, 'K-31', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-31@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00'),
    ({id 32}, 'K-32', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-32@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00'),
    ({id 33}, 'K-33', 'closed', '2026-03-02T09:15:00+00:00', '2026-03-10T14:00:00+00:00', 1, 'k-33@klant.example', NULL, 'nl', 'customer', 'web', 'regular', 'Verkeer', 'Noord', 'jansen', 'partly_upheld', 'wachttijd', '2026-03-02T09:20:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-10T14:00:00+00:00');
INSERT INTO invitations (id, complaint_id, closure, state, reason, reported_at, closed_at, closed_on, due_at,
        recipient_address, recipient_name, address_hash, language, mode, questionnaire, segment_id, sent_at, expires_at,
        answered_at, is_holdout, reminders) VALUES
    ({id 331}, {id 31}, 1, 'answered', NULL, '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-13T14:00:00+00:00', 'k-31@klant.example', 'Klant', {bytes d9ab99f363550eac28702255ee9c3ff69867172498faaa368d0e71cb899b2cba}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-13T14:00:00+00:00', '2026-04-12T14:00:00+00:00', '2026-03-15T10:00:00+00:00', FALSE, 0),
    ({id 332}, {id 32}, 1, 'answered', NULL, '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-13T14:00:00+00:00', 'k-32@klant.example', 'Klant', {bytes 994949d256aeb9a496a1f7a2a03894bd9db9c439fa0571820ef4b5316288da0b}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-13T14:00:00+00:00', '2026-04-12T14:00:00+00:00', '2026-03-15T10:00:00+00:00', FALSE, 0),
    ({id 333}, {id 33}, 1, 'answered', NULL, '2026-03-10T14:00:00+00:00', '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-13T14:00:00+00:00', 'k-33@klant.example', 'Klant', {bytes e88717c08850463e5161d13517da96fbc8032968b47d8aa357897eb883b96ecd}, 'nl', 'email', 'complaint-handling-1', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-13T14:00:00+00:00', '2026-04-12T14:00:00+00:00', '2026-03-15T10:00:00+00:00', FALSE, 0);
INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts, lease_id, composed_at, sent_at,
        last_error, refusals, unknown_fates, lost_claims, cause) VALUES
    ({id 431}, {id 331}, 'invitation', 'sent', {bytes 1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f}, {bytes 9de1bddc97ac36d33e78304593cdd40e28fd4c0d12f6df43b52bebc7a5cb0621}, '2026-03-13T14:00:00+00:00', 1, NULL, '2026-03-13T14:00:00+00:00', '2026-03-13T14:00:00+00:00', NULL, 0, 0, 0, NULL),
    ({id 432}, {id 332}, 'invitation', 'sent', {bytes 20202020202020202020202020202020}, {bytes 7e664aa8e6de350dc4f1f9dec15bfaef5b999b1a69d0ed3b157dcf085e6e86d0}, '2026-03-13T14:00:00+00:00', 1, NULL, '2026-03-13T14:00:00+00:00', '2026-03-13T14:00:00+00:00', NULL, 0, 0, 0, NULL),
    ({id 433}, {id 333}, 'invitation', 'sent', {bytes 21212121212121212121212121212121}, {bytes ba73006876c30a7f9327dd10f19adea94548bd3054568a4defecb43ddd6b077e}, '2026-03-13T14:00:00+00:00', 1, NULL, '2026-03-13T14:00:00+00:00', '2026-03-13T14:00:00+00:00', NULL, 0, 0, 0, NULL);
INSERT INTO responses (id, invitation_id, import_id, score, comment, contact_me, language, segment_id, closed_at, closed_on,
        answered_at, answered_on, revision, revised_at, held_at) VALUES
    ({id 631}, {id 331}, NULL, 2, 'Toch een 2, en bel mij.', TRUE, 'nl', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-15T10:00:00+00:00', '2026-03-15', 2, '2026-03-15T11:00:00+00:00', NULL),
    ({id 632}, {id 332}, NULL, 8, NULL, FALSE, 'nl', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-15T10:00:00+00:00', '2026-03-15', 1, NULL, '2026-03-15T10:00:00+00:00'),
    ({id 633}, {id 333}, NULL, 6, 'Redelijk.', TRUE, 'nl', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, '2026-03-10T14:00:00+00:00', '2026-03-10', '2026-03-15T10:00:00+00:00', '2026-03-15', 1, NULL, NULL);
INSERT INTO ratings (response_id, item, rating) VALUES
    ({id 631}, 'speed', 2),
    ({id 632}, 'speed', 4);
INSERT INTO response_revisions (response_id, revision, score, ratings, comment, contact_me, language, replaced_at) VALUES
    ({id 631}, 1, 4, 'speed=3', 'Een 4.', FALSE, 'nl', '2026-03-15T11:00:00+00:00');
INSERT INTO attempts (id, invitation_id, at, score, comment, reason, ratings, contact_me) VALUES
    ({id 622}, {id 333}, '2026-03-16T14:00:00+00:00', 1, NULL, 'stale', 'speed=1', TRUE);
INSERT INTO follow_ups (id, response_id, opened_at, due_on, taken_up_at, taken_up_by, done_at, done_by) VALUES
    ({id 641}, {id 631}, '2026-03-15T10:00:00+00:00', '2026-03-18', NULL, NULL, NULL, NULL),
    ({id 642}, {id 633}, '2026-03-15T10:00:00+00:00', '2026-03-18', '2026-03-16T14:00:00+00:00', 'handler@voorbeeld.example', NULL, NULL),
    ({id 643}, {id 602}, '2026-01-20T09:00:00+00:00', '2026-01-22', '2026-01-21T14:00:00+00:00', 'gone@voorbeeld.example', '2026-01-21T16:00:00+00:00', 'gone@voorbeeld.example');
INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, amount) VALUES
    ('closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1),
    ('invited', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1),
    ('response', '2026-03-10', '2026-03-15', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 2, FALSE, 1),
    ('closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1),
    ('invited', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1),
    ('closed', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1),
    ('invited', '2026-03-10', NULL, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, NULL, FALSE, 1),
    ('response', '2026-03-10', '2026-03-15', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 6, FALSE, 1);
