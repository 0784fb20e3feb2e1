"""The page behind a link, beside a bare handler that returns the same bytes."""

import urllib.request

from measure.fill import fill, token, write_links
from measure.load import wrk
from measure.machine import LIMITS, free_port, middle, resident, running, wait_for_page
from measure.table import Row, at_least, rate

LINKS = 2_000
CONNECTIONS = 32
REACH = {"PostgreSQL": 0.12, "SQLite": 0.25}


def rows(bench):
    tokens = bench.work / "links"
    write_links(tokens, range(LINKS))
    for engine in bench.engines:
        with bench.installation("pages", engine) as naklank:
            fill(naklank, LINKS, is_sent=True)
            yield measure(bench, engine, naklank, tokens)


def measure(bench, engine, naklank, tokens):
    port = free_port()
    page = bench.work / "page.html"
    with naklank.serving() as (address, process):
        idle = resident(process.pid)
        page.write_bytes(urllib.request.urlopen(f"{address}/s/{token(0)}").read())
        bare_address = f"http://127.0.0.1:{port}"
        with running(LIMITS, "page", f"127.0.0.1:{port}", page) as bare:
            wait_for_page(f"{bare_address}/readyz", bare)
            pairs = [
                (wrk(bare_address, CONNECTIONS, bench.seconds, "page.lua", tokens),
                 wrk(address, CONNECTIONS, bench.seconds, "page.lua", tokens))
                for _ in range(bench.rounds)
            ]
        loaded = resident(process.pid)
    limit, ours = (middle(pair[at].rate for pair in pairs) for at in (0, 1))
    p50, p99 = middle(pair[1].p50 for pair in pairs), middle(pair[1].p99 for pair in pairs)
    wrong = sum(load.wrong for pair in pairs for load in pair)
    row = Row(
        what=f"`GET /s/{{token}}`, {engine}, {CONNECTIONS} connections",
        ours=rate(ours),
        beside=f"bare axum handler, {page.stat().st_size / 1000:.1f} kB",
        limit=rate(limit),
        ratio=middle(pair[1].rate / pair[0].rate for pair in pairs),
        notes=[f"p50 {p50:.1f} ms, p99 {p99:.1f} ms", f"{idle:.0f} MiB idle, {loaded:.0f} MiB after"],
    )
    if wrong:
        row.notes.append(f"{wrong} wrong answers")
    return at_least(row, REACH[engine], p99=(p99, 25))
