-- The states that a row can be in, said by the database too. A state that is added needs a migration; a test compares these
-- lists with the program's.
--
-- SQLite adds no constraint to a table that exists. Since one changes nothing that is stored, its text is changed instead of
-- the table copied, as SQLite describes for such changes (https://www.sqlite.org/lang_altertable.html, section 7).

PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, ' status TEXT NOT NULL', ' status TEXT NOT NULL CHECK (status IN (''open'', ''closed''))')
    WHERE type = 'table' AND name = 'complaints';
UPDATE sqlite_schema SET sql = replace(sql, ' state TEXT NOT NULL', ' state TEXT NOT NULL CHECK (state IN (''planned'', ''sent'', ''answered'', ''expired'', ''withheld'', ''withdrawn'', ''undeliverable''))')
    WHERE type = 'table' AND name = 'invitations';
UPDATE sqlite_schema SET sql = replace(sql, ' kind TEXT NOT NULL', ' kind TEXT NOT NULL CHECK (kind IN (''invitation'', ''reminder''))')
    WHERE type = 'table' AND name = 'messages';
UPDATE sqlite_schema SET sql = replace(sql, ' state TEXT NOT NULL', ' state TEXT NOT NULL CHECK (state IN (''waiting'', ''claimed'', ''sent'', ''failed'', ''cancelled''))')
    WHERE type = 'table' AND name = 'messages';
UPDATE sqlite_schema SET sql = replace(sql, ' kind TEXT NOT NULL', ' kind TEXT NOT NULL CHECK (kind IN (''adopted'', ''rejected'', ''withdrawn''))')
    WHERE type = 'table' AND name = 'norm_decisions';
UPDATE sqlite_schema SET sql = replace(sql, ' verdict TEXT NOT NULL', ' verdict TEXT NOT NULL CHECK (verdict IN (''met'', ''not_met'', ''undecided'', ''insufficient''))')
    WHERE type = 'table' AND name = 'norm_verdicts';
-- A change that SQLite knows of, so that other connections read the schema again.
CREATE TABLE schema_changed (changed INTEGER NOT NULL) STRICT;
DROP TABLE schema_changed;
PRAGMA writable_schema = RESET;
