-- An import that was undone, and a file that waits to be imported.
INSERT INTO imports (id, content_hash, responses, imported_at, imported_by, first_day, last_day, belongs_to, undo_began_at,
        undone_at, undone_by) VALUES
    ({id 502}, {bytes c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2000000000000000000000000000001f6}, 0, '2026-03-02T14:00:00+00:00', 'user analyst@voorbeeld.example', '2025-10-01', '2025-10-31', NULL, '2026-03-03T14:00:00+00:00', '2026-03-03T14:01:00+00:00', 'user analyst@voorbeeld.example');
INSERT INTO import_uploads (id, content, uploaded_by, uploaded_at) VALUES
    ({id 512}, {bytes 616e7377657265645f61742c73636f72650a323032362d30312d30352c390a}, 'user analyst@voorbeeld.example', '2026-03-20T13:58:00+00:00');
