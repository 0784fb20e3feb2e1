"""The scoreboard of a year with a million complaints, beside one with a tenth of them and beside counting the complaints."""

import sqlite3
import time
from datetime import timedelta

from measure.fill import NOW, fill_table, identifier, tidy
from measure.load import wrk
from measure.machine import middle, say
from measure.table import Row

#: Complaints in a year, at most.
MOST = 1_000_000
COLUMNS = ["id", "reference", "status", "received_at", "closed_at", "closures", "contact_language", "complainant",
           "channel", "team", "product", "acknowledged_at", "phone_response_at", "written_response_at", "updated_at"]
#: What the counts save: looking at every complaint again. Working days are beyond a statement.
RAW = {
    "PostgreSQL": """SELECT date_trunc('month', received_at) AS month, COUNT(*),
        COUNT(*) FILTER (WHERE acknowledged_at <= received_at + interval '24 hours'),
        COUNT(*) FILTER (WHERE phone_response_at <= received_at + interval '48 hours'),
        COUNT(*) FILTER (WHERE acknowledged_at IS NULL AND status = 'closed')
        FROM complaints GROUP BY month ORDER BY month""",
    "SQLite": """SELECT substr(received_at, 1, 7) AS month, COUNT(*),
        SUM(julianday(acknowledged_at) <= julianday(received_at) + 1),
        SUM(julianday(phone_response_at) <= julianday(received_at) + 2),
        SUM(acknowledged_at IS NULL AND status = 'closed')
        FROM complaints GROUP BY month ORDER BY month""",
}


def rows(bench):
    for engine in bench.engines:
        taken = {}
        for count in (MOST // 10, MOST):
            with bench.installation("kpis", engine) as naklank:
                say(f"Filling {count:,} complaints into {engine}...")
                fill_table(naklank, "complaints", complaints(count), COLUMNS)
                began = time.monotonic()
                naklank.run("tallies", "rebuild")
                say(f"... counted in {time.monotonic() - began:.0f} s")
                tidy(naklank)
                taken[count] = measure(bench, naklank, engine)
        yield told(engine, taken)


def complaints(count):
    """A year up to now: most acknowledged and answered, some late, some never told, the last days open."""
    year = timedelta(days=365)
    for number in range(count):
        received = NOW - year + year * number / count
        after = timedelta(hours=number * 7 % 30)
        is_open = NOW - received < timedelta(days=9)
        told = [received + after * times if number * 11 % 20 > times and received + after * times < NOW else None
                for times in (1, 2, 3)]
        closed = None if is_open else received + timedelta(days=9)
        yield [identifier(1, number), f"K-{number}", "open" if is_open else "closed", received, closed,
               0 if is_open else 1, "nl", "customer", "email", f"Team {number % 8}", f"Product {number % 5}", *told,
               received]


def measure(bench, naklank, engine):
    """Milliseconds: (scoreboard, counting the complaints)."""
    key = naklank.api_key()
    first = (NOW - timedelta(days=330)).date().replace(day=1)
    path = f"/api/v1/kpis?from={first}&to={NOW.date()}&interval=month"
    with naklank.serving() as (address, _):
        runs = [(wrk(address + path, 1, bench.seconds, "one_page.lua", "Authorization", f"Bearer {key}"),
                 raw(naklank, engine)) for _ in range(bench.rounds)]
    if wrong := sum(run[0].wrong for run in runs):
        raise RuntimeError(f"{wrong} wrong answers: {runs}")
    return middle([run[0].p50 for run in runs]), middle([run[1] for run in runs])


def raw(naklank, engine):
    """Milliseconds that counting the complaints takes."""
    if naklank.cluster:
        said = naklank.cluster.sql(naklank.name, f"EXPLAIN (ANALYZE, TIMING OFF) {RAW[engine]}")
        return float(said.rsplit("Execution Time:", 1)[1].split()[0])
    connection = sqlite3.connect(naklank.file)
    began = time.monotonic()
    connection.execute(RAW[engine]).fetchall()
    taken = time.monotonic() - began
    connection.close()
    return 1000 * taken


def told(engine, taken):
    few, many = sorted(taken)
    (small, _), (big, limit) = taken[few], taken[many]
    grown = big / small
    return Row(
        what=f"`GET /api/v1/kpis` of a year, {engine}, {many / 1e6:g} million complaints",
        ours=f"{big:.1f} ms",
        beside="counting the complaints",
        limit=f"{limit:,.0f} ms",
        ratio=limit / big,
        reach="grows < 1.5",
        reached=grown < 1.5,
        notes=[f"over {few / 1e6:g} million {small:.1f} ms, so {grown:.2f} times as long"],
    )
