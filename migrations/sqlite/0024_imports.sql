-- Imports of earlier results can be listed and undone, and a file can be sent by a page.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- Who imported it, as in the audit; the closing days of its responses; for a file of periods the import that it came with.
-- An import that is undone keeps its row, with its own identifier behind the hash, so that the file may come again.
ALTER TABLE imports ADD COLUMN imported_by TEXT NOT NULL DEFAULT 'operator';
ALTER TABLE imports ADD COLUMN first_day TEXT;
ALTER TABLE imports ADD COLUMN last_day TEXT;
ALTER TABLE imports ADD COLUMN belongs_to BLOB;
ALTER TABLE imports ADD COLUMN undo_began_at TEXT;
ALTER TABLE imports ADD COLUMN undone_at TEXT;
ALTER TABLE imports ADD COLUMN undone_by TEXT;

-- The responses of an import, which are removed some at a time.
CREATE INDEX responses_by_import ON responses (import_id, id) WHERE import_id IS NOT NULL;

UPDATE imports SET
    first_day = (SELECT MIN(closed_on) FROM responses WHERE responses.import_id = imports.id),
    last_day = (SELECT MAX(closed_on) FROM responses WHERE responses.import_id = imports.id);

-- A file of periods was stored right behind that of the responses with which it came.
UPDATE imports SET belongs_to = (
    SELECT earlier.id FROM imports AS earlier
    WHERE earlier.id <> imports.id AND earlier.imported_at <= imports.imported_at
        AND EXISTS (SELECT 1 FROM earlier_periods WHERE earlier_periods.import_id = earlier.id)
    ORDER BY earlier.imported_at DESC, earlier.id DESC LIMIT 1
)
WHERE responses = 0 AND NOT EXISTS (SELECT 1 FROM earlier_periods WHERE earlier_periods.import_id = imports.id);

-- Files that were sent by a page and looked through, until they are imported, or for an hour.
CREATE TABLE import_uploads (
    id BLOB PRIMARY KEY NOT NULL,
    content BLOB NOT NULL,
    uploaded_by TEXT NOT NULL,
    uploaded_at TEXT NOT NULL
) STRICT;
