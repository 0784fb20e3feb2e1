"""Load from the public tools, and what they say of it."""

import re
import time
from dataclasses import dataclass
from pathlib import Path

from measure.machine import run, running, free_port, unprivileged, wait_for_port

SCRIPTS = Path(__file__).parent.parent / "load"
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60000.0}


@dataclass
class Load:
    """Requests a second, and milliseconds within which half and nearly all were answered."""

    rate: float
    p50: float
    p99: float
    #: Answers other than those that the script wants.
    wrong: int


def wrk(address, connections, seconds, script=None, *arguments):
    """Requests over so many connections; a script chooses them."""
    command = ["wrk", "-t", 1, "-c", connections, "-d", f"{seconds}s", "--timeout", "30s", "--latency"]
    if script:
        command += ["-s", SCRIPTS / script]
    said = run(*command, address, *(["--", *arguments] if arguments else []))
    percentiles = dict(re.findall(r"^\s+(50|99)%\s+(\S+)$", said, re.MULTILINE))
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    troubled = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    counts = [wrong] if wrong else []
    return Load(
        rate=float(re.search(r"Requests/sec:\s+(\S+)", said).group(1)),
        p50=milliseconds(percentiles["50"]),
        p99=milliseconds(percentiles["99"]),
        wrong=sum(int(found.group(1)) for found in counts)
        + (sum(int(count) for count in troubled.groups()) if troubled else 0),
    )


def milliseconds(text):
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", text).groups()
    return float(number) * UNITS[unit]


class Sink:
    """Postfix's smtp-sink: takes every mail and keeps none."""

    def __enter__(self):
        self.port = free_port()
        user = ["-u", unprivileged().pw_name] if unprivileged() else []
        self.process = running("/usr/sbin/smtp-sink", *user, f"127.0.0.1:{self.port}", 512)
        wait_for_port(self.port, self.process.__enter__())
        return self

    def __exit__(self, *error):
        return self.process.__exit__(*error)

    def smtp_source(self, connections, count, size):
        """Mails a second of Postfix's own generator, with sessions that are kept (-d)."""
        began = time.monotonic()
        run("/usr/sbin/smtp-source", "-d", "-s", connections, "-m", count, "-l", size, "-f", "bench@example.org",
            "-t", "customer@example.org", f"127.0.0.1:{self.port}")
        return count / (time.monotonic() - began)
