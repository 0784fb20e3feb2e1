-- What PostgreSQL runs for `migrations/postgres/0007_aspects.sql`, with the same effect: a distributed schema (Citus) refuses to
-- insert what a join selects into a table with an identity column, and takes rows that are inserted one by one.

-- What else is known of an answer counts by day as well, so that satisfaction and reminders do not read every answer.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- Reminders that went before the answer; none where it was imported.
ALTER TABLE responses ADD COLUMN reminders BIGINT;
UPDATE responses SET reminders = (SELECT reminders FROM invitations WHERE invitations.id = responses.invitation_id)
    WHERE invitation_id IS NOT NULL;

-- Scores of answers by an aspect: 'reminders', whose number is how many went, or 'rating', whose number is the rating
-- of an item. Closures by 'ended', whose item is the state or the reason of what is withheld, and whose number is 1 after
-- reminders. Empty: closures, invitations and answers themselves.
ALTER TABLE tally_changes ADD COLUMN aspect TEXT NOT NULL DEFAULT '';
ALTER TABLE tally_changes ADD COLUMN item TEXT NOT NULL DEFAULT '';
ALTER TABLE tally_changes ADD COLUMN number BIGINT NOT NULL DEFAULT 0;

-- The aspect comes before the day: a question is about one aspect and many days. Marginals are of answers themselves only:
-- with aspects they would be most of the database.
ALTER TABLE tally_totals ADD COLUMN aspect TEXT NOT NULL DEFAULT '';
ALTER TABLE tally_totals ADD COLUMN item TEXT NOT NULL DEFAULT '';
ALTER TABLE tally_totals ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
DROP INDEX tally_totals_key;
CREATE UNIQUE INDEX tally_totals_key ON tally_totals (basis, aspect, day, item, number);
ALTER TABLE tally_cells ADD COLUMN aspect TEXT NOT NULL DEFAULT '';
ALTER TABLE tally_cells ADD COLUMN item TEXT NOT NULL DEFAULT '';
ALTER TABLE tally_cells ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
DROP INDEX tally_cells_key;
CREATE UNIQUE INDEX tally_cells_key ON tally_cells (basis, aspect, day, segment_id, item, number);

DO $moves$
DECLARE
    change RECORD;
BEGIN
    FOR change IN
        SELECT closed_on, answered_on, segment_id, score, reminders, COUNT(*) AS amount
        FROM responses WHERE held_at IS NULL AND reminders IS NOT NULL
        GROUP BY closed_on, answered_on, segment_id, score, reminders
    LOOP
        INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, aspect, item, number, amount)
            VALUES ('aspect', change.closed_on, change.answered_on, change.segment_id, change.score, FALSE, 'reminders', '',
                change.reminders, change.amount);
    END LOOP;
    FOR change IN
        SELECT closed_on, answered_on, segment_id, score, item, rating, COUNT(*) AS amount
        FROM responses JOIN ratings ON ratings.response_id = responses.id WHERE held_at IS NULL
        GROUP BY closed_on, answered_on, segment_id, score, item, rating
    LOOP
        INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, aspect, item, number, amount)
            VALUES ('aspect', change.closed_on, change.answered_on, change.segment_id, change.score, FALSE, 'rating',
                change.item, change.rating, change.amount);
    END LOOP;
    FOR change IN
        SELECT closed_on, segment_id, CASE WHEN state = 'withheld' THEN reason ELSE state END AS item,
            CASE WHEN reminders > 0 THEN 1 ELSE 0 END AS number, COUNT(*) AS amount
        FROM invitations WHERE state NOT IN ('planned', 'sent', 'answered') GROUP BY 1, 2, 3, 4
    LOOP
        INSERT INTO tally_changes (what, closed_on, answered_on, segment_id, score, imported, aspect, item, number, amount)
            VALUES ('ended', change.closed_on, NULL, change.segment_id, NULL, FALSE, 'ended', change.item, change.number,
                change.amount);
    END LOOP;
END
$moves$;

-- What ended is counted above; what can still be answered, with all that the funnel asks of it, and what is held back.
DROP INDEX invitations_by_closing_day;
DROP INDEX invitations_awaiting;
CREATE INDEX invitations_awaiting ON invitations (closed_on, segment_id, state, reminders) WHERE state IN ('planned', 'sent');
CREATE INDEX responses_held ON responses (held_at, closed_on, answered_on, segment_id, reminders) WHERE held_at IS NOT NULL;
