-- Mails that were refused, attempts that are only counted, and the size of a signal.
UPDATE messages SET refused_at = '2026-03-20T13:30:00+00:00' WHERE id = {id 423};
UPDATE attempts SET further = 3 WHERE id = {id 622};
INSERT INTO signals (id, month, kind, side, responses, value, lower, upper, raised_at, explanation, explained_at, explained_by,
        nps, centre) VALUES
    ({id 723}, '2025-12-01', 'point', 'above', 9, 81.5, -10.0, 80.0, '2026-02-05T14:00:00+00:00', NULL, NULL, NULL, 81.5, 35.0);
