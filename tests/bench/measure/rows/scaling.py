"""Several web processes and several workers on one PostgreSQL, beside one of each."""

import contextlib
import itertools
import subprocess
import threading
import time

from measure.fill import fill, write_links
from measure.load import Sink, wrk
from measure.machine import PROGRAM, middle, running
from measure.rows.mails import TAKEN
from measure.table import Row, at_least, rate

MAILS = 15_000
CLIENTS = (32, 128)
WARM_UP = 3
PROCESSES = (1, 2, 4)
#: More than are answered in a second.
MOST = 18_000


def rows(bench):
    yield from web(bench)
    yield from workers(bench)


def told(what, figures, aim=None):
    """Rows of several processes beside one."""
    for count in PROCESSES[1:]:
        row = Row(
            what=f"{count} {what}",
            ours=rate(middle(run[count] for run in figures)),
            beside="one",
            limit=rate(middle(run[1] for run in figures)),
            ratio=middle(run[count] / run[1] for run in figures),
        )
        yield at_least(row, aim) if aim else row


def web(bench):
    """The same clients over one process and shared among several. What a number of processes carries is the most that it
    answers with any number of clients: eight do not keep a process busy that thirty-two do."""
    surveys = bench.rounds * len(CLIENTS) * len(PROCESSES) * MOST * (WARM_UP + bench.seconds)
    links = iter(range(surveys))
    with bench.installation("web", "PostgreSQL") as naklank:
        fill(naklank, surveys, is_sent=True)
        rounds = [
            {
                clients: {count: answered(bench, naklank, count, clients // count, links) for count in PROCESSES}
                for clients in CLIENTS
            }
            for _ in range(bench.rounds)
        ]
    most = [{count: max(run[clients][count] for clients in CLIENTS) for count in PROCESSES} for run in rounds]
    yield from told("web processes, `POST /s/{token}`, the most that they carry", most, aim=0.9)
    for clients in CLIENTS:
        yield from told(f"web processes, {clients} clients altogether", [run[clients] for run in rounds])


def answered(bench, naklank, count, clients, links):
    """Durable answers a second over so many processes, with so many clients for each."""
    files = [bench.work / f"links-{number}" for number in range(count)]
    with contextlib.ExitStack() as stack:
        addresses = [stack.enter_context(naklank.serving())[0] for _ in files]

        def together(seconds):
            # Reading links is work too: the clients of a run read as many, over however many processes they are spread.
            for file in files:
                write_links(file, itertools.islice(links, MOST * seconds // count))
            before = naklank.count("responses")
            loads = [
                threading.Thread(target=wrk, args=[address, clients, seconds, "answer.lua", file])
                for address, file in zip(addresses, files)
            ]
            for load in loads:
                load.start()
            for load in loads:
                load.join()
            return (naklank.count("responses") - before) / seconds

        # Each process opens its own connections, and each of those plans its statements first.
        together(WARM_UP)
        return together(bench.seconds)


def workers(bench):
    with Sink() as sink:
        figures = [{count: sent(bench, sink, count) for count in PROCESSES} for _ in range(bench.rounds)]
    yield from told("workers, mails", figures, aim=0.9)


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
