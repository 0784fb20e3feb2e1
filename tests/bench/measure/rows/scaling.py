"""Several web processes and several workers on one PostgreSQL, beside one of each."""

import contextlib
import subprocess
import threading
import time

from measure.fill import fill, token
from measure.load import Sink, wrk
from measure.machine import PROGRAM, middle, running
from measure.rows.mails import TAKEN
from measure.table import Row, at_least, rate

SURVEYS, MAILS, CLIENTS = 1_200_000, 15_000, 32
WARM_UP = 3
PROCESSES = (1, 2, 4)


def rows(bench):
    yield from web(bench)
    yield from workers(bench)


def told(what, figures):
    """Rows of several processes beside one."""
    for count in PROCESSES[1:]:
        row = Row(
            what=f"{count} {what}",
            ours=rate(middle(run[count] for run in figures)),
            beside="one",
            limit=rate(middle(run[1] for run in figures)),
            ratio=middle(run[count] / run[1] for run in figures),
        )
        yield at_least(row, 0.9)


def web(bench):
    files = [bench.work / f"links-{number}" for number in range(max(PROCESSES))]
    each = SURVEYS // len(files)
    for number, file in enumerate(files):
        file.write_text("".join(f"{token(number * each + at)}\n" for at in range(each)))
    used, figures = [0] * len(files), []
    with bench.installation("web", "PostgreSQL") as naklank:
        fill(naklank, SURVEYS, is_sent=True)
        for _ in range(bench.rounds):
            figures.append({count: answered(bench, naklank, files[:count], used) for count in PROCESSES})
    yield from told(f"web processes, `POST /s/{{token}}`, {CLIENTS} clients altogether", figures)


def answered(bench, naklank, files, used):
    """Durable answers a second over as many processes as there are files of links."""
    with contextlib.ExitStack() as stack:
        addresses = [stack.enter_context(naklank.serving())[0] for _ in files]

        def load(number, seconds):
            seen = wrk(addresses[number], CLIENTS // len(files), seconds, "answer.lua", files[number], used[number])
            used[number] += int(seen.rate * seconds * 1.1) + 200

        def together(seconds):
            before = naklank.count("responses")
            clients = [threading.Thread(target=load, args=[number, seconds]) for number in range(len(files))]
            for client in clients:
                client.start()
            for client in clients:
                client.join()
            return (naklank.count("responses") - before) / seconds

        # Each process opens its own connections, and each of those plans its statements first.
        together(WARM_UP)
        return together(bench.seconds)


def workers(bench):
    with Sink() as sink:
        figures = [{count: sent(bench, sink, count) for count in PROCESSES} for _ in range(bench.rounds)]
    yield from told("workers, mails", figures)


def sent(bench, sink, count):
    """Mails a second over so many workers."""
    with bench.installation("workers", "PostgreSQL", NAKLANK_MAIL_URL=f"smtp://127.0.0.1:{sink.port}?tls=none") as naklank:
        fill(naklank, MAILS, is_sent=False)
        with contextlib.ExitStack() as stack:
            for _ in range(count):
                stack.enter_context(running(PROGRAM, "serve", "--role", "worker", env=naklank.settings,
                                            cwd=naklank.work, stdout=subprocess.DEVNULL))
            while naklank.count("messages WHERE state = 'sent'") < MAILS:
                time.sleep(0.2)
        return MAILS / float(naklank.value(TAKEN))
