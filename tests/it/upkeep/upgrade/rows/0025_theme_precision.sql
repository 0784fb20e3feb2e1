-- A check of a theme's keywords, with one hit judged.
INSERT INTO theme_checks (id, theme_id, keywords, seed, drawn_from, drawn_at, drawn_by) VALUES
    ({id 751}, {id 741}, 'wachten
wait*', {bytes d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2}, 2, '2026-03-16T14:00:00+00:00', 'analyst@voorbeeld.example');
INSERT INTO theme_check_hits (check_id, place, response_id, judgement, judged_at, judged_by) VALUES
    ({id 751}, 1, {id 602}, 'right', '2026-03-16T14:00:00+00:00', 'analyst@voorbeeld.example'),
    ({id 751}, 2, {id 633}, NULL, NULL, NULL);
