-- A follow-up that was reopened after it was done, one that was dropped, notes, and the mail about one.
INSERT INTO follow_ups (id, response_id, opened_at, due_on, taken_up_at, taken_up_by, done_at, done_by, owner_id, team,
        outcome, registered_reference, dropped_reason, first_done_at, announced_at) VALUES
    ({id 644}, {id 601}, '2026-01-16T09:00:00+00:00', '2026-01-20', '2026-01-17T14:00:00+00:00', 'handler@voorbeeld.example', NULL, NULL, {id 103}, 'Zuid', NULL, NULL, NULL, '2026-01-18T14:00:00+00:00', '2026-01-16T09:00:00+00:00'),
    ({id 645}, {id 671}, '2026-03-15T10:00:00+00:00', '2026-03-18', NULL, NULL, '2026-03-17T14:00:00+00:00', 'owner@voorbeeld.example', NULL, NULL, NULL, NULL, 'De klant belde zelf', '2026-03-17T14:00:00+00:00', NULL),
    ({id 646}, {id 603}, '2026-03-14T09:00:00+00:00', '2026-03-17', '2026-03-16T14:00:00+00:00', 'handler@voorbeeld.example', '2026-03-16T15:00:00+00:00', 'handler@voorbeeld.example', {id 103}, NULL, 'complaint_registered', 'K-33', NULL, '2026-03-16T15:00:00+00:00', '2026-03-14T09:00:00+00:00');
INSERT INTO follow_up_notes (id, follow_up_id, written_at, written_by, kind, note) VALUES
    ({id 651}, {id 644}, '2026-01-17T14:00:00+00:00', 'handler@voorbeeld.example', 'taken_up', ''),
    ({id 652}, {id 644}, '2026-01-18T14:00:00+00:00', 'handler@voorbeeld.example', 'reopened', 'Belde terug'),
    ({id 653}, {id 645}, '2026-03-17T14:00:00+00:00', 'owner@voorbeeld.example', 'dropped', '');
INSERT INTO staff_mails (id, user_id, raised_at, next_at, attempts, lease_id, sent_at, last_error, about, norm_id, view_id,
        follow_up_id) VALUES
    ({id 735}, {id 103}, '2026-01-16T09:00:00+00:00', '2026-01-16T09:00:00+00:00', 1, NULL, '2026-01-16T09:01:00+00:00', NULL, 'follow-up', NULL, NULL, {id 644});
INSERT INTO follow_up_mails (user_id, day, queued_at) VALUES
    ({id 103}, '2026-03-20', '2026-03-20T06:00:00+00:00');
UPDATE users SET wants_due_follow_ups = FALSE WHERE id = {id 106};
