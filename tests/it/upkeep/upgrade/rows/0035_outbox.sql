-- A mail to staff that was refused for good.
INSERT INTO staff_mails (id, user_id, raised_at, next_at, attempts, lease_id, sent_at, last_error, about, norm_id, view_id,
        follow_up_id, report_year, state, refusals, unknown_fates, lost_claims, cause, refused_at) VALUES
    ({id 931}, {id 102}, '2026-03-01T07:00:00+00:00', '2026-03-01T07:01:00+00:00', 1, NULL, NULL, '550 5.1.1 (address) unknown', 'signals', NULL, NULL, NULL, NULL, 'failed', 1, 0, 0, 'no_such_address', NULL);
