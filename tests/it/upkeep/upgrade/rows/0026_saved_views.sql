-- A saved view that is shared, who gets it by mail, and the mail about it.
INSERT INTO saved_views (id, owner_id, name, page, query, is_shared, created_at) VALUES
    ({id 761}, {id 101}, 'Noord per maand', 'dashboard', 'team=Noord', TRUE, '2026-02-20T14:00:00+00:00'),
    ({id 762}, {id 106}, 'Vergelijking', 'compare', 'a.team=Noord&b.team=Zuid', FALSE, '2026-02-20T14:00:00+00:00');
INSERT INTO saved_view_subscribers (view_id, user_id, subscribed_at) VALUES
    ({id 761}, {id 102}, '2026-02-21T14:00:00+00:00');
INSERT INTO saved_view_mails (view_id, user_id, month, queued_at) VALUES
    ({id 761}, {id 102}, '2026-03-01', '2026-03-02T06:00:00+00:00');
INSERT INTO staff_mails (id, user_id, raised_at, next_at, attempts, lease_id, sent_at, last_error, about, norm_id, view_id) VALUES
    ({id 734}, {id 102}, '2026-03-02T06:00:00+00:00', '2026-03-02T06:00:00+00:00', 1, NULL, '2026-03-02T06:01:00+00:00', NULL, 'view', NULL, {id 761});
