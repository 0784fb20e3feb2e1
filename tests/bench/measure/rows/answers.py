"""Durable answers: on PostgreSQL beside pgbench with the same statements, on SQLite beside the same server that commits
each by itself, and beside a bare loop."""

import sqlite3
import time

from measure.fill import fill, identifier, segments, write_links
from measure.load import SCRIPTS, wrk
from measure.machine import middle, resident
from measure.table import Row, at_least, rate

SURVEYS = 1_300_000
#: More than are answered in a second.
MOST = 16_000
#: So many of them, from the end, are for one run of pgbench.
FOR_PGBENCH = 60_000
CLIENTS = (1, 8, 32)


def rows(bench):
    for engine in bench.engines:
        with bench.installation("answers", engine) as naklank:
            fill(naklank, SURVEYS, is_sent=True)
            yield from (on_postgresql if engine == "PostgreSQL" else on_sqlite)(bench, naklank, Links(bench.work / "answers"))


class Links:
    """Which links are not used up yet."""

    def __init__(self, file):
        self.file, self.used, self.end = file, 0, SURVEYS

    def for_pgbench(self):
        self.end -= FOR_PGBENCH
        return self.end

    def answer(self, address, naklank, bench, clients):
        """Answers surveys for a while: (durable responses a second, what wrk saw)."""
        write_links(self.file, range(self.used, self.used + MOST * bench.seconds))
        before = naklank.count("responses")
        load = wrk(address, clients, bench.seconds, "answer.lua", self.file)
        self.used += int(load.rate * bench.seconds * 1.1) + 100 + 2 * clients
        if self.used > self.end:
            raise RuntimeError("all surveys are answered: fill more")
        return (naklank.count("responses") - before) / bench.seconds, load


def row_of(engine, clients, measured):
    p50, p99 = middle(load.p50 for _, load in measured), middle(load.p99 for _, load in measured)
    wrong = sum(load.wrong for _, load in measured)
    row = Row(
        what=f"`POST /s/{{token}}`, {engine}, {clients} client{'s' if clients > 1 else ''}",
        ours=rate(middle(stored for stored, _ in measured)),
        notes=[f"p50 {p50:.1f} ms, p99 {p99:.1f} ms"] + ([f"{wrong} wrong answers"] if wrong else []),
    )
    return row, p99


def on_postgresql(bench, naklank, links):
    with naklank.serving() as (address, process):
        for clients in CLIENTS:
            ours, limits = [], []
            for _ in range(bench.rounds):
                limits.append(bench.cluster.pgbench(
                    naklank.name, SCRIPTS / "answer.sql", clients, bench.seconds, segment=next(segments())[0],
                    first=links.for_pgbench(), each=FOR_PGBENCH // clients, at=0))
                ours.append(links.answer(address, naklank, bench, clients))
            row, p99 = row_of("PostgreSQL", clients, ours)
            row.beside, row.limit = "pgbench, the same statements", rate(middle(limits))
            row.ratio = middle(stored / limit for (stored, _), limit in zip(ours, limits))
            row.notes.append(f"{resident(process.pid):.0f} MiB")
            yield at_least(row, 0.5) if clients == 32 else row


def on_sqlite(bench, naklank, links):
    for clients in CLIENTS:
        ours, limits, bare = [], [], []
        for _ in range(bench.rounds):
            with naklank.one_submission_at_a_time() as (address, _):
                limits.append(links.answer(address, naklank, bench, clients)[0])
            with naklank.serving() as (address, process):
                ours.append(links.answer(address, naklank, bench, clients))
                memory = resident(process.pid)
            bare.append(bare_loop(naklank, bench.seconds, clients))
        row, p99 = row_of("SQLite", clients, ours)
        row.beside, row.limit = "the same server, a transaction each", rate(middle(limits))
        row.ratio = middle(stored / limit for (stored, _), limit in zip(ours, limits))
        row.notes += [f"bare loop, {clients} to a transaction: {rate(middle(bare))}", f"{memory:.0f} MiB"]
        yield at_least(row, 3, p99=(p99, 50)) if clients == 32 else row


def bare_loop(naklank, seconds, together):
    """The same statements in a loop without a server, so many answers to a durable transaction; undone afterwards."""
    connection = sqlite3.connect(naklank.file, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    segment, at = next(segments())[0].bytes, SURVEYS
    began = time.monotonic()
    while time.monotonic() < began + seconds:
        connection.execute("BEGIN IMMEDIATE")
        for _ in range(together):
            at -= 1
            invitation, response = identifier(2, at).bytes, identifier(9, at).bytes
            connection.execute("UPDATE invitations SET state = 'answered', answered_at = ? WHERE id = ? AND state = 'sent'"
                               " RETURNING *", ("2026-01-01T00:00:00+00:00", invitation)).fetchall()
            connection.execute(
                "INSERT INTO responses (id, invitation_id, score, comment, contact_me, language, segment_id, closed_at,"
                " closed_on, answered_at, answered_on, reminders) VALUES (?, ?, 8, 'Snel en duidelijk geholpen, dank u"
                " wel.', 0, 'nl', ?, '2026-01-01T00:00:00+00:00', '2026-01-01', '2026-01-01T00:00:00+00:00',"
                " '2026-01-01', 0)",
                (response, invitation, segment))
            connection.execute(
                "INSERT INTO tally_changes (id, what, closed_on, answered_on, segment_id, score, imported, aspect, item,"
                " number, amount) VALUES (?, 'response', '2026-01-01', '2026-01-01', ?, 8, 0, '', '', 0, 1),"
                " (?, 'aspect', '2026-01-01', '2026-01-01', ?, 8, 0, 'reminders', '', 0, 1)",
                (identifier(15, 2 * (SURVEYS - at)).bytes, segment, identifier(15, 2 * (SURVEYS - at) + 1).bytes, segment))
        connection.execute("COMMIT")
    taken = time.monotonic() - began
    # Or the server would fold them in the middle of its next run.
    connection.execute("DELETE FROM tally_changes WHERE id >= ? AND id < ?",
                       (identifier(15, 0).bytes, identifier(16, 0).bytes))
    connection.execute("DELETE FROM responses WHERE id >= ? AND id < ?", (identifier(9, 0).bytes, identifier(10, 0).bytes))
    connection.execute("UPDATE invitations SET state = 'sent', answered_at = NULL WHERE id >= ? AND id <= ?",
                       (identifier(2, at).bytes, identifier(2, SURVEYS).bytes))
    connection.close()
    return (SURVEYS - at) / taken
