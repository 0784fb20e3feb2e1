"""A tick over ten million complaints, beside one over a tenth of them; and what an invitation takes on disk."""

import time

from measure.fill import fill_table, segments
from measure.machine import middle, say
from measure.table import Row

DUE = 1_000
#: One takes so little that its time is mostly chance.
IDLE_TICKS = 15

#: Complaints of three years, all mailed: four of ten answered, the others expired, but the last hundredth is open. The
#: engine makes them by itself, since there are so many; foreign keys are right by construction and not checked.
FILL = """
SET session_replication_role = replica;
CREATE TEMP TABLE known AS SELECT array_agg(id) AS ids FROM segments;
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_language, complainant, channel, team,
        product, updated_at)
    SELECT {complaint}, 'K-' || i, 'closed', at - interval '14 days', at, 1, 'nl', 'customer', 'email', 'Team ' || i % 8,
        'Product ' || i % 5, at
    FROM {numbers};
INSERT INTO invitations (id, complaint_id, closure, state, reported_at, closed_at, closed_on, due_at, address_hash, language,
        mode, questionnaire, segment_id, sent_at, expires_at, answered_at, reminders)
    SELECT {invitation}, {complaint}, 1, CASE WHEN i >= {count} * 0.99 THEN 'sent' WHEN i % 10 < 4 THEN 'answered' ELSE 'expired' END,
        at, at, at::date, at + interval '3 days', sha256(('klant' || i)::bytea), 'nl', 'email', 'complaint-handling-1',
        ids[1 + i % array_length(ids, 1)], at + interval '3 days', now() + interval '20 days',
        CASE WHEN i % 10 < 4 AND i < {count} * 0.99 THEN at + interval '4 days' END, 1
    FROM {numbers}, known;
INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts, composed_at, sent_at)
    SELECT {message}, {invitation}, 'invitation', 'sent', substr(sha256(('nonce' || i)::bytea), 1, 16), sha256(('token' || i)::bytea),
        at + interval '3 days', 1, at + interval '3 days', at + interval '3 days'
    FROM {numbers};
VACUUM ANALYZE;
"""
#: Makes so many invitations due, as a closure of three days ago leaves them.
MAKE_DUE = """
INSERT INTO complaints (id, reference, status, received_at, closed_at, closures, contact_email, complainant, updated_at)
    SELECT {complaint}, 'D-' || i, 'closed', now(), now(), 1, 'due' || i || '@example.org', 'customer', now() FROM {numbers};
INSERT INTO invitations (id, complaint_id, closure, state, reported_at, closed_at, closed_on, due_at, recipient_address,
        address_hash, language, mode, questionnaire, segment_id)
    SELECT {invitation}, {complaint}, 1, 'planned', now(), now(), current_date, now(), 'due' || i || '@example.org',
        sha256(('due' || i)::bytea), 'nl', 'email', 'complaint-handling-1', (SELECT id FROM segments LIMIT 1) FROM {numbers};
INSERT INTO messages (id, invitation_id, kind, state, nonce, token_hash, next_at, attempts)
    SELECT {message}, {invitation}, 'invitation', 'waiting', substr(sha256(('nonce' || i)::bytea), 1, 16),
        sha256(('due' || i)::bytea), now(), 0 FROM {numbers};
"""
TABLES = ("complaints", "invitations", "messages")


def rows(bench):
    taken = {}
    for count in (bench.complaints // 10, bench.complaints):
        with bench.installation("ticks", "PostgreSQL", NAKLANK_MAIL_URL="file:outbox") as naklank:
            say(f"Filling {count:,} complaints...")
            fill_table(naklank, "segments", segments())
            bench.cluster.sql(naklank.name, written(FILL, 1, 0, count))
            sizes = [int(naklank.value(f"SELECT pg_total_relation_size('{table}')")) / count for table in TABLES]
            # What is due once, such as looking at past months, is done before.
            naklank.run("tick")
            taken[count] = [one_round(bench, naklank, turn) for turn in range(bench.rounds)]
    few, many = sorted(taken)
    for at, what in enumerate(("nothing due", f"{DUE:,} mails due")):
        small, big = (middle(run[at] for run in taken[count]) for count in (few, many))
        grown = big / small
        yield Row(
            what=f"tick with {what}, {many / 1e6:g} million complaints",
            ours=f"{big * 1000:.0f} ms",
            beside=f"{few / 1e6:g} million complaints",
            limit=f"{small * 1000:.0f} ms",
            ratio=grown,
            reach="≤ 1.5",
            reached=grown <= 1.5,
            notes=["a process of its own: start, tick, end"],
        )
    yield Row(
        what="storage of an invitation, indexes included",
        ours=f"{sum(sizes):,.0f} bytes",
        notes=[f"{table} {size:,.0f}" for table, size in zip(TABLES, sizes)],
    )


def one_round(bench, naklank, turn):
    idle = middle(timed_tick(naklank) for _ in range(IDLE_TICKS))
    bench.cluster.sql(naklank.name, written(MAKE_DUE, 2 + turn, turn * DUE, DUE))
    before = naklank.count("messages WHERE kind = 'invitation' AND state = 'sent'")
    busy = timed_tick(naklank)
    if (sent := naklank.count("messages WHERE kind = 'invitation' AND state = 'sent'") - before) != DUE:
        raise RuntimeError(f"{sent} of {DUE} mails were sent")
    return idle, busy


def timed_tick(naklank):
    began = time.monotonic()
    naklank.run("tick")
    return time.monotonic() - began


def written(statements, series, first, count):
    """Statements over a series of numbers, each a complaint with all that belongs to it."""
    def identifier(kind):
        return f"('01900000-{16 * series + kind:04x}-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid"

    numbers = (f"(SELECT i, date_trunc('day', now()) - interval '1095 days' + (i - {first})::float8 / {count}"
               f" * interval '1090 days' AS at FROM generate_series({first}, {first + count - 1}) AS n (i)) AS numbers")
    return statements.format(complaint=identifier(1), invitation=identifier(2), message=identifier(3), numbers=numbers,
                             count=count)
