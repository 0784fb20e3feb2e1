-- A month that was drawn for review, with a review that was corrected.
INSERT INTO quality_draws (month, seed, size, frame_sha256, drawn_at) VALUES
    ('2026-01-01', {bytes d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1}, 2, 'e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1', '2026-02-01T06:00:00+00:00');
INSERT INTO quality_frames (month, segment_id, closures) VALUES
    ('2026-01-01', {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 5),
    ('2026-01-01', {uuid 417df2f7-6516-8976-89bf-45920ee77b14}, 1);
INSERT INTO quality_sample (month, place, complaint_id, closure, segment_id, handler, reviewer) VALUES
    ('2026-01-01', 1, {id 1}, 1, {uuid 328aea6d-3ab9-8522-8b4f-535d3414076c}, 'jansen', NULL),
    ('2026-01-01', 2, {id 2}, 1, {uuid 417df2f7-6516-8976-89bf-45920ee77b14}, NULL, 'analyst@voorbeeld.example');
INSERT INTO quality_checklists (version, definition) VALUES
    ('2025-1', 'version = "2025-1"
maximum = 5

[[topics]]
id = "empathy"
nl = { name = "Inlevingsvermogen", hint = "Begrip" }
en = { name = "Empathy", hint = "Understanding" }

[[topics]]
id = "language"
nl = { name = "Taalgebruik", hint = "Duidelijk" }
en = { name = "Use of language", hint = "Clear" }
');
INSERT INTO quality_reviews (id, complaint_id, closure, checklist, revision) VALUES
    ({id 821}, {id 1}, 1, '2025-1', 2);
INSERT INTO quality_revisions (review_id, revision, reviewer, reviewed_at, maximum) VALUES
    ({id 821}, 1, 'analyst@voorbeeld.example', '2026-02-10T14:00:00+00:00', 5),
    ({id 821}, 2, 'owner@voorbeeld.example', '2026-02-11T14:00:00+00:00', 5);
INSERT INTO quality_scores (review_id, revision, topic, points) VALUES
    ({id 821}, 1, 'empathy', 3),
    ({id 821}, 1, 'language', 4),
    ({id 821}, 2, 'empathy', 4),
    ({id 821}, 2, 'language', 4);
