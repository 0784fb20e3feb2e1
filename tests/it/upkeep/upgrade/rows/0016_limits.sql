-- A norm with a time of its own.
INSERT INTO norms (id, kpi, value, effective_from, rule_certainty, rule_minimum, rule_interval, rule_population, rule_basis,
        rationale, proposed_by, proposed_at, was_ready, dossier, dossier_sha256, time_limit) VALUES
    ({id 804}, 'acknowledgement', 0.9, '2019-01-01', NULL, NULL, NULL, NULL, NULL, 'Klachtenbeleid, KPI 1', 'policy', '2026-02-10T14:00:00+00:00', TRUE, '{"effective_from":"2019-01-01","evidence":null,"id":"00000000-0000-0000-0000-000000000324","kpi":"acknowledgement","limit":"24 hours","proposed_at":"2026-02-10T14:00:00.000000Z","proposed_by":"policy","rationale":"Klachtenbeleid, KPI 1","rule":null,"value":0.9}', '6e83ba9441e7cc5eff25bd2ae28a15434bd4bed0f4f5cfc0818c93e500322730', '24 hours');
INSERT INTO norm_decisions (norm_id, kpi, effective_from, kind, rationale, decided_by, decided_at, is_provisional, review_on,
        dossier_sha256) VALUES
    ({id 804}, 'acknowledgement', '2019-01-01', 'adopted', 'Besproken', 'owner@voorbeeld.example', '2026-02-11T14:00:00+00:00', FALSE, NULL, '6e83ba9441e7cc5eff25bd2ae28a15434bd4bed0f4f5cfc0818c93e500322730');
