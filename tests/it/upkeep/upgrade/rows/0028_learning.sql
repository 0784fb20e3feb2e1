-- Causes of which one was merged, an improvement that closed with a verdict, and the wish to hear of it with its mail.
INSERT INTO causes (id, name, retired_at, merged_into, merged_at, made_at, made_by) VALUES
    ({id 771}, 'wachttijd', NULL, NULL, NULL, '2026-02-02T14:00:00+00:00', 'analyst@voorbeeld.example'),
    ({id 772}, 'lang wachten', NULL, {id 771}, '2026-02-03T14:00:00+00:00', '2026-02-02T14:00:00+00:00', 'analyst@voorbeeld.example'),
    ({id 773}, 'oud', '2026-02-03T14:00:00+00:00', NULL, NULL, '2026-02-02T14:00:00+00:00', 'analyst@voorbeeld.example');
INSERT INTO cause_names (name, cause_id, since, until) VALUES
    ('wachttijd', {id 771}, '2026-02-02T14:00:00+00:00', NULL),
    ('lang wachten', {id 772}, '2026-02-02T14:00:00+00:00', NULL),
    ('oud', {id 773}, '2026-02-02T14:00:00+00:00', NULL);
INSERT INTO cause_themes (cause_id, theme_id) VALUES
    ({id 771}, {id 741});
INSERT INTO improvements (id, title, reason, immediate_measure, structural_measure, other_processes, owner_id, starts_on,
        settling_days, concerns, target, target_name, gap, public_nl, public_en, registered_at, registered_by, changed_at,
        withdrawn_at, withdrawn_by, closed_at, closed_by, verdict, evidence) VALUES
    ({id 781}, 'Terugbellen', 'Klanten wachten te lang', 'Terugbellen', NULL, NULL, {id 102}, '2026-02-01', 14, 'team=Noord', 'nps', NULL, 10.0, 'Wij bellen u terug.', 'We call you back.', '2026-01-25T14:00:00+00:00', 'owner@voorbeeld.example', '2026-01-25T14:00:00+00:00', NULL, NULL, NULL, NULL, NULL, NULL),
    ({id 782}, 'Brief herschrijven', 'Klanten wachten te lang', 'Terugbellen', NULL, NULL, {id 102}, '2026-04-15', 14, 'team=Noord', 'cause', '00000000-0000-0000-0000-000000000303', 10.0, 'Wij bellen u terug.', 'We call you back.', '2026-01-25T14:00:00+00:00', 'owner@voorbeeld.example', '2026-01-25T14:00:00+00:00', '2026-03-10T14:00:00+00:00', 'owner@voorbeeld.example', NULL, NULL, NULL, NULL);
INSERT INTO improvement_reasons (improvement_id, kind, subject_id) VALUES
    ({id 781}, 'cause', {id 771}),
    ({id 781}, 'signal', {id 721});
INSERT INTO improvement_reason_months (improvement_id, month) VALUES
    ({id 781}, '2025-11-01');
INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts, lease_id, composed_at, sent_at,
        last_error, refusals, unknown_fates, lost_claims, cause, refused_at, texts_version) VALUES
    ({id 498}, {id 371}, 'news', 'sent', {bytes 62626262626262626262626262626262}, {bytes a46fedcb92fc53db18d9f809c228cb9cf50bd379532a448c524adf1005b866ea}, '2026-03-19T14:00:00+00:00', 1, NULL, '2026-03-19T14:00:00+00:00', '2026-03-19T14:00:00+00:00', NULL, 0, 0, 0, NULL, NULL, 1);
INSERT INTO news_wishes (invitation_id, asked_at, improvement_id, queued_at, sentence, sentence_language, message_id) VALUES
    ({id 371}, '2026-03-15T10:00:00+00:00', {id 781}, '2026-03-19T14:00:00+00:00', 'Wij bellen u terug.', 'nl', {id 498}),
    ({id 313}, '2026-03-14T09:00:00+00:00', NULL, NULL, NULL, NULL, NULL);
