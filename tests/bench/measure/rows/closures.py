"""Reports of closed complaints, beside pgbench with the same statements."""

from measure.fill import NOW, fill, segments
from measure.load import SCRIPTS, wrk
from measure.machine import middle
from measure.table import Row, at_least, rate

CLIENTS = 32
FOR_PGBENCH = 100_000


def rows(bench):
    with bench.installation("closures", "PostgreSQL") as naklank:
        fill(naklank, 1000, is_sent=True)
        key, closed_at = naklank.api_key(), NOW.strftime("%Y-%m-%dT%H:%M:%SZ")
        ours, limits, loads, told = [], [], [], 0
        with naklank.serving() as (address, _):
            for turn in range(bench.rounds):
                limits.append(bench.cluster.pgbench(
                    naklank.name, SCRIPTS / "closure.sql", CLIENTS, bench.seconds, segment=next(segments())[0],
                    first=turn * FOR_PGBENCH, each=FOR_PGBENCH // CLIENTS, at=0))
                before = naklank.count("invitations")
                loads.append(wrk(address, CLIENTS, bench.seconds, "closed_complaint.lua", key, closed_at, told))
                told += int(loads[-1].rate * bench.seconds * 1.1) + 100 + 2 * CLIENTS
                ours.append((naklank.count("invitations") - before) / bench.seconds)
    p50, p99 = middle(load.p50 for load in loads), middle(load.p99 for load in loads)
    wrong = sum(load.wrong for load in loads)
    row = Row(
        what=f"`PUT` closed complaints, PostgreSQL, {CLIENTS} clients",
        ours=rate(middle(ours)),
        beside="pgbench, the same statements",
        limit=rate(middle(limits)),
        ratio=middle(our / limit for our, limit in zip(ours, limits)),
        notes=[f"p50 {p50:.1f} ms, p99 {p99:.1f} ms"] + ([f"{wrong} wrong answers"] if wrong else []),
    )
    yield at_least(row, 0.5)
