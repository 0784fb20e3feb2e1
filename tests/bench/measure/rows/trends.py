"""NPS by month and the dashboard's pages, over one and over ten million responses, beside GROUP BY over the raw rows."""

import hashlib
import sqlite3
import time
import urllib.request
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
COOKIE = f"naklank={SESSION}"
#: What is measured, and the milliseconds within which the middle answer of the big database comes.
NPS, *PAGES = (("`GET /api/v1/nps` by month", None), ("dashboard page", 20), ("page behind the dashboard", None))
PATHS = ["/", "/background"]
#: Kilobytes of the dashboard's HTML.
MOST_OF_DASHBOARD = 30
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
    """Milliseconds of each of what is measured and of the raw rows, and the kilobytes of each page."""
    key = naklank.api_key()
    sign_in(naklank)
    until = NOW.date()
    since = (until - timedelta(days=DAYS - 40)).replace(day=1)
    nps = f"/api/v1/nps?from={since}&to={until.replace(day=1) - timedelta(days=1)}&interval=month"
    asked = [(nps, "Authorization", f"Bearer {key}"), *((path, "Cookie", COOKIE) for path in PATHS)]
    with naklank.serving() as (address, _):
        sizes = [size(address, path) for path in PATHS]
        runs = [
            ([wrk(address + path, 1, bench.seconds, "one_page.lua", *header) for path, *header in asked],
             raw(naklank, engine))
            for _ in range(bench.rounds)
        ]
    if wrong := sum(load.wrong for loads, _ in runs for load in loads):
        raise RuntimeError(f"{wrong} wrong answers: {runs}")
    times = [middle(loads[at].p50 for loads, _ in runs) for at in range(len(asked))]
    return [*times, middle(limit for _, limit in runs)], sizes


def size(address, path):
    """The kilobytes of a page; the way to signing in would be measured as if it were the page."""
    request = urllib.request.Request(address + path, headers={"Cookie": COOKIE})
    with urllib.request.urlopen(request) as answer:
        if answer.url != address + path:
            raise RuntimeError(f"{path} leads to {answer.url}")
        return len(answer.read()) / 1000


def sign_in(naklank):
    """A session of a policy owner, as signing in leaves it."""
    fill_table(naklank, "users", [[identifier(7, 1), "owner@example.org", "policy-owner", 0, NOW, False]])
    digest = hashlib.sha256(SESSION.encode()).digest()
    fill_table(naklank, "sessions", [[digest, identifier(6, 1), identifier(7, 1), "open", "wrk", NOW, NOW,
                                      NOW + timedelta(days=1), False]])


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
    (times_few, _), (times_many, sizes) = taken[few], taken[many]
    limit = times_many[-1]
    for at, (what, most) in enumerate((NPS, *PAGES)):
        small, big = times_few[at], times_many[at]
        grown = big / small
        row = Row(
            what=f"{what}, {engine}, {many / 1e6:g} million responses",
            ours=f"{big:.1f} ms",
            beside="GROUP BY over the raw rows",
            limit=f"{limit:,.0f} ms",
            ratio=limit / big,
            reach="grows < 1.5",
            reached=grown < 1.5,
            notes=[f"over {few / 1e6:g} million {small:.1f} ms, so {grown:.2f} times as long",
                   f"DuckDB over the same rows {columns:.0f} ms"],
        )
        if at == 0:
            row.reach, row.reached = "≥ 100, grows < 1.5", row.reached and row.ratio >= 100
        else:
            row.notes.append(f"{sizes[at - 1]:.0f} kB, {big / times_many[0]:.1f} times as long as `/api/v1/nps`")
        if most:
            row.reach = f"< {most} ms, < {MOST_OF_DASHBOARD} kB, {row.reach}"
            row.reached = row.reached and big < most and sizes[at - 1] < MOST_OF_DASHBOARD
        yield row
