"""From start to ready, memory, and the size of the binary."""

import json
import os

from measure.load import wrk
from measure.fill import fill, write_links
from measure.machine import PROGRAM, free_port, resident, run
from measure.table import Row

SURVEYS = 80_000

#: Starts the program, waits until it says that it is ready, and ends it; hyperfine measures the whole.
UNTIL_READY = """"$1" serve --role all & until curl -sf -o /dev/null http://127.0.0.1:{port}/readyz; do sleep 0.005; done
kill -9 $!"""


def rows(bench):
    for engine in bench.engines:
        with bench.installation("startup", engine) as naklank:
            fill(naklank, SURVEYS, is_sent=True)
            yield started(bench, naklank, engine)
            yield from memory(bench, naklank, engine)
    yield Row(what="size of the binary", ours=f"{os.path.getsize(PROGRAM) / 1e6:.1f} MB")


def started(bench, naklank, engine):
    port, script, told = free_port(), bench.work / "until-ready", bench.work / "started.json"
    script.write_text(UNTIL_READY.format(port=port))
    run("hyperfine", "-N", "--warmup", 1, "--runs", max(5, bench.rounds), "--export-json", told,
        f"bash {script} {PROGRAM}", cwd=naklank.work, env=naklank.settings | {"NAKLANK_HTTP_LISTEN": f"127.0.0.1:{port}"})
    seconds = json.loads(told.read_text())["results"][0]["median"]
    return Row(what=f"start to ready, {engine}", ours=f"{seconds * 1000:.0f} ms", reach="< 1 s", reached=seconds < 1)


def memory(bench, naklank, engine):
    tokens = bench.work / "some-links"
    write_links(tokens, range(SURVEYS))
    with naklank.serving(role="all") as (address, process):
        idle = resident(process.pid)
        wrk(address, 32, bench.seconds, "page.lua", tokens)
        wrk(address, 32, bench.seconds, "answer.lua", tokens)
        loaded = resident(process.pid)
    yield Row(what=f"resident memory idle, {engine}", ours=f"{idle:.0f} MiB", reach="< 60 MiB", reached=idle < 60)
    yield Row(what=f"resident memory under load, {engine}", ours=f"{loaded:.0f} MiB", reach="< 200 MiB",
              reached=loaded < 200)
