-- The ledger: an adopted norm with its dossier, a rejected one, and one that waits.
INSERT INTO norms (id, kpi, value, effective_from, rule_certainty, rule_minimum, rule_interval, rule_population, rule_basis,
        rationale, proposed_by, proposed_at, was_ready, dossier, dossier_sha256) VALUES
    ({id 801}, 'complaint_rate', 0.013, '2019-01-01', NULL, NULL, NULL, NULL, NULL, 'Klachtenbeleid, KPI 6', 'policy', '2026-02-10T14:00:00+00:00', TRUE, '{"effective_from":"2019-01-01","evidence":null,"id":"00000000-0000-0000-0000-000000000321","kpi":"complaint_rate","proposed_at":"2026-02-10T14:00:00.000000Z","proposed_by":"policy","rationale":"Klachtenbeleid, KPI 6","rule":null,"value":0.013}', 'ddc22e90f0ccb15623b2cbb05057b230affc303c44ec2b6a24fe86978154712c'),
    ({id 802}, 'complaint_rate', 0.5, '2026-06-01', NULL, NULL, NULL, NULL, NULL, 'Te ruim', 'analyst@voorbeeld.example', '2026-02-10T14:00:00+00:00', TRUE, '{"effective_from":"2026-06-01","evidence":null,"id":"00000000-0000-0000-0000-000000000322","kpi":"complaint_rate","proposed_at":"2026-02-10T14:00:00.000000Z","proposed_by":"analyst@voorbeeld.example","rationale":"Te ruim","rule":null,"value":0.5}', '8bfc2b7da35156f089f947d95b8e605abfb5620b6e8bcd05674ed6f3f51d46a8'),
    ({id 803}, 'acknowledgement', 0.95, '2026-07-01', NULL, NULL, NULL, NULL, NULL, 'Het lukt vaker', 'analyst@voorbeeld.example', '2026-03-01T14:00:00+00:00', TRUE, '{"effective_from":"2026-07-01","evidence":null,"id":"00000000-0000-0000-0000-000000000323","kpi":"acknowledgement","proposed_at":"2026-03-01T14:00:00.000000Z","proposed_by":"analyst@voorbeeld.example","rationale":"Het lukt vaker","rule":null,"value":0.95}', '60c313cee6e5eb8c0e510b2a6d24a257a51acbb5d5eaeb6706f73638b943623f');
INSERT INTO norm_decisions (norm_id, kpi, effective_from, kind, rationale, decided_by, decided_at, is_provisional, review_on,
        dossier_sha256) VALUES
    ({id 801}, 'complaint_rate', '2019-01-01', 'adopted', 'Besproken', 'owner@voorbeeld.example', '2026-02-11T14:00:00+00:00', FALSE, NULL, 'ddc22e90f0ccb15623b2cbb05057b230affc303c44ec2b6a24fe86978154712c'),
    ({id 802}, 'complaint_rate', '2026-06-01', 'rejected', 'Besproken', 'owner@voorbeeld.example', '2026-02-11T14:00:00+00:00', FALSE, NULL, '8bfc2b7da35156f089f947d95b8e605abfb5620b6e8bcd05674ed6f3f51d46a8');
INSERT INTO norm_verdicts (norm_id, from_day, to_day, judged_at, closed, invited, promoters, passives, detractors, verdict) VALUES
    ({id 801}, '2025-01-01', '2025-12-31', '2026-02-12T14:00:00+00:00', 120, 80, 30, 10, 20, 'undecided');
INSERT INTO norm_evaluations (id, norm_id, due_on, rationale, evaluated_by, evaluated_at) VALUES
    ({id 811}, {id 801}, '2026-01-01', 'Blijft', 'owner@voorbeeld.example', '2026-02-12T14:00:00+00:00');
INSERT INTO staff_mails (id, user_id, raised_at, next_at, attempts, lease_id, sent_at, last_error, about, norm_id) VALUES
    ({id 733}, {id 102}, '2026-03-01T14:00:00+00:00', '2026-03-01T14:00:00+00:00', 1, NULL, '2026-03-01T14:00:00+00:00', NULL, 'proposal', {id 803});
INSERT INTO installation (name, value) VALUES ('norms', '');
