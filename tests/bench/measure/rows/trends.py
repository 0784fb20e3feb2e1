"""NPS by month and the dashboard, over one and over ten million responses, beside GROUP BY over the raw rows."""

import hashlib
import sqlite3
import time
from datetime import timedelta

import duckdb

from measure.fill import DAYS, NOW, fill_history, fill_table, identifier
from measure.load import wrk
from measure.machine import middle, say
from measure.table import Row

#: What the tallies save: counting every response again.
RAW = """SELECT {month} AS month, SUM(CASE WHEN score >= 9 THEN 1 ELSE 0 END), SUM(CASE WHEN score <= 6 THEN 1 ELSE 0 END),
    COUNT(*) FROM responses GROUP BY month ORDER BY month"""
MONTH = {"PostgreSQL": "date_trunc('month', closed_on)", "SQLite": "substr(closed_on, 1, 7)",
         "DuckDB": "date_trunc('month', closed_on)"}
SESSION = "bench-session"
#: Invitations that still await an answer, as many in both sizes: they come of a month's closures, not of all.
AWAITING = 50_000


def rows(bench):
    for engine in bench.engines:
        taken = {}
        for count in (bench.complaints // 10, bench.complaints):
            with bench.installation("trends", engine) as naklank:
                say(f"Filling {count:,} responses into {engine}...")
                began = time.monotonic()
                fill_history(naklank, count, AWAITING)
                say(f"... and their tallies in {time.monotonic() - began:.0f} s")
                taken[count] = measure(bench, naklank, engine)
                columns = in_columns(bench, naklank) if count == bench.complaints else None
        yield from told(engine, taken, columns)


def measure(bench, naklank, engine):
    """Milliseconds: (nps by month, dashboard, raw)."""
    key = naklank.api_key()
    sign_in(naklank)
    until = NOW.date()
    since = (until - timedelta(days=DAYS - 40)).replace(day=1)
    nps = f"/api/v1/nps?from={since}&to={until.replace(day=1) - timedelta(days=1)}&interval=month"
    with naklank.serving() as (address, _):
        runs = [
            (wrk(address + nps, 1, bench.seconds, "one_page.lua", "Authorization", f"Bearer {key}"),
             wrk(address + "/", 1, bench.seconds, "one_page.lua", "Cookie", f"naklank={SESSION}"),
             raw(naklank, engine))
            for _ in range(bench.rounds)
        ]
    if wrong := sum(run[0].wrong + run[1].wrong for run in runs):
        raise RuntimeError(f"{wrong} wrong answers: {runs}")
    return tuple(middle(run) for run in ([run[0].p50 for run in runs], [run[1].p50 for run in runs],
                                         [run[2] for run in runs]))


def sign_in(naklank):
    """A session of a policy owner, as signing in leaves it."""
    fill_table(naklank, "users", [[identifier(7, 1), "owner@example.org", "policy-owner", 0, NOW, False]])
    digest = hashlib.sha256(SESSION.encode()).digest()
    fill_table(naklank, "sessions", [[digest, identifier(7, 1), NOW, NOW + timedelta(days=1)]])


def raw(naklank, engine):
    """Milliseconds that counting the rows takes."""
    question = RAW.format(month=MONTH[engine])
    if naklank.cluster:
        said = naklank.cluster.sql(naklank.name, f"EXPLAIN (ANALYZE, TIMING OFF) {question}")
        return float(said.rsplit("Execution Time:", 1)[1].split()[0])
    connection = sqlite3.connect(naklank.file)
    began = time.monotonic()
    connection.execute(question).fetchall()
    taken = time.monotonic() - began
    connection.close()
    return 1000 * taken


def in_columns(bench, naklank):
    """Milliseconds that DuckDB takes to count the same rows, once it has them in its own columns."""
    file = bench.work / "scores.csv"
    with file.open("w") as opened:
        opened.write("closed_on,score\n")
        for day, score in naklank.all("SELECT closed_on, score FROM responses"):
            opened.write(f"{day},{score}\n")
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE responses AS SELECT * FROM read_csv('{file}')")
        taken = []
        for _ in range(bench.rounds):
            began = time.monotonic()
            connection.execute(RAW.format(month=MONTH["DuckDB"])).fetchall()
            taken.append(1000 * (time.monotonic() - began))
    file.unlink()
    return middle(taken)


def told(engine, taken, columns):
    few, many = sorted(taken)
    for at, what in enumerate(("`GET /api/v1/nps` by month", "dashboard page")):
        small, big, limit = taken[few][at], taken[many][at], taken[many][2]
        grown = big / small
        faster = limit / big
        row = Row(
            what=f"{what}, {engine}, {many / 1e6:g} million responses",
            ours=f"{big:.1f} ms",
            beside="GROUP BY over the raw rows",
            limit=f"{limit:,.0f} ms",
            ratio=faster,
            notes=[f"over {few / 1e6:g} million {small:.1f} ms, so {grown:.2f} times as long",
                   f"DuckDB over the same rows {columns:.0f} ms"],
        )
        if at == 0:
            row.reach, row.reached = "≥ 100, grows < 1.5", faster >= 100 and grown < 1.5
        else:
            row.reach, row.reached = "grows < 1.5", grown < 1.5
        yield row
