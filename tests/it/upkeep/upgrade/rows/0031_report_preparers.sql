-- All who wrote in what was published, and in what is being prepared.
INSERT INTO draft_preparers (year, document, prepared_by) VALUES
    (2025, 'internal', 'both@voorbeeld.example');
INSERT INTO edition_preparers (edition_id, prepared_by) VALUES
    ({id 831}, 'analyst@voorbeeld.example');
