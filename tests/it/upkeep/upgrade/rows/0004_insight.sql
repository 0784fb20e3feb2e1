-- What changed when, what stood out, themes, and mails to staff about it.
INSERT INTO change_points (id, day, kind, note, restart_reason, noted_at, noted_by, withdrawn_at, withdrawn_by) VALUES
    ({id 711}, '2026-02-01', 'process', 'Terugbellen binnen een dag', 'Ander proces', '2026-02-02T14:00:00+00:00', 'analyst@voorbeeld.example', NULL, NULL),
    ({id 712}, '2026-01-01', 'law', 'Nieuwe wet', NULL, '2026-02-02T14:00:00+00:00', 'analyst@voorbeeld.example', '2026-02-03T14:00:00+00:00', 'owner@voorbeeld.example');
INSERT INTO assessed_months (month, assessed_at) VALUES
    ('2025-11-01', '2026-02-05T14:00:00+00:00'),
    ('2025-12-01', '2026-02-05T14:00:00+00:00');
INSERT INTO signals (id, month, kind, side, responses, value, lower, upper, raised_at, explanation, explained_at, explained_by) VALUES
    ({id 721}, '2025-11-01', 'point', 'below', 4, -40.0, -20.0, 60.0, '2026-02-05T14:00:00+00:00', 'Storing', '2026-02-06T14:00:00+00:00', 'analyst@voorbeeld.example'),
    ({id 722}, '2025-12-01', 'trend', 'below', 5, 3.0, NULL, NULL, '2026-02-05T14:00:00+00:00', NULL, NULL, NULL);
UPDATE users SET wants_signals = TRUE WHERE id = {id 101};
INSERT INTO signal_mails (id, user_id, raised_at, next_at, attempts, lease_id, sent_at, last_error) VALUES
    ({id 731}, {id 101}, '2026-02-05T14:00:00+00:00', '2026-02-05T14:00:00+00:00', 1, NULL, '2026-02-05T14:00:00+00:00', NULL),
    ({id 732}, {id 101}, '2026-03-20T13:00:00+00:00', '2026-03-20T16:00:00+00:00', 1, NULL, NULL, '451 later');
INSERT INTO themes (id, name, keywords, made_at, made_by) VALUES
    ({id 741}, 'Wachttijd', 'wachten
wait*', '2026-02-02T14:00:00+00:00', 'analyst@voorbeeld.example'),
    ({id 742}, 'Lof', '', '2026-02-02T14:00:00+00:00', 'analyst@voorbeeld.example');
INSERT INTO response_themes (response_id, theme_id, origin) VALUES
    ({id 602}, {id 741}, 'rule'),
    ({id 601}, {id 742}, 'hand'),
    ({id 633}, {id 741}, 'refused');
UPDATE responses SET themes_pending = FALSE WHERE id IN ({id 601}, {id 602}, {id 633});
