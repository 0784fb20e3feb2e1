"""The import of earlier results, beside a bulk load of the same rows into the same tables."""

import csv
import time

from measure.fill import COLUMNS, IMPORT, NOW, fill_table, load, prepared, responses, segments
from measure.machine import middle
from measure.table import Row, at_least, rate

RESPONSES = 1_000_000


def rows(bench):
    file = bench.work / "earlier.csv"
    write(file)
    for engine in bench.engines:
        ours, limits = [], []
        for _ in range(bench.rounds):
            ours.append(with_naklank(bench, engine, file))
            limits.append(in_bulk(bench, engine))
        row = Row(
            what=f"import of {RESPONSES / 1e6:g} million responses, {engine}",
            ours=rate(RESPONSES / middle(ours)),
            beside="COPY of the same rows" if engine == "PostgreSQL" else "bulk insert of the same rows",
            limit=rate(RESPONSES / middle(limits)),
            ratio=middle(limit / own for own, limit in zip(ours, limits)),
            notes=[f"{middle(ours):.0f} s, tallies included"],
        )
        yield at_least(row, 0.2)


def write(file):
    """The rows as another system would export them."""
    known = {row[0]: row for row in segments()}
    with file.open("w", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["answered_at", "score", "language", "team", "product", "channel"])
        for row in responses(RESPONSES):
            of = dict(zip(COLUMNS["responses"], row))
            segment = dict(zip(COLUMNS["segments"], known[of["segment_id"]]))
            writer.writerow([of["answered_at"], of["score"], of["language"], segment["team"], segment["product"],
                             segment["channel"]])


def with_naklank(bench, engine, file):
    with bench.installation("imports", engine) as naklank:
        began = time.monotonic()
        naklank.run("responses", "import", file)
        taken = time.monotonic() - began
        if (stored := naklank.count("responses")) != RESPONSES:
            raise RuntimeError(f"{stored} of {RESPONSES} responses were stored")
    return taken


def in_bulk(bench, engine):
    with bench.installation("bulk", engine) as naklank:
        fill_table(naklank, "segments", segments())
        fill_table(naklank, "imports", [[IMPORT, b"bench", RESPONSES, NOW]])
        ready = [prepared(naklank, row) for row in responses(RESPONSES)]
        began = time.monotonic()
        load(naklank, "responses", ready)
        return time.monotonic() - began
