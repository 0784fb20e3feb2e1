"""What every measurement needs of this machine: programs, ports, files that go away, and the middle of several runs."""

import contextlib
import os
import pwd
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PROGRAM = os.environ["NAKLANK_BENCH_PROGRAM"]
LIMITS = os.environ["NAKLANK_BENCH_LIMITS"]


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(*command, **settings):
    """Runs a program to its end and returns what it printed; what it complained of is shown when it fails."""
    ended = subprocess.run([str(part) for part in command], capture_output=True, text=True, **settings)
    if ended.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {ended.returncode}: {ended.stderr[-2000:]}{ended.stdout[-2000:]}")
    return ended.stdout


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def folder():
    """A folder that every user may look into, removed at the end."""
    path = Path(tempfile.mkdtemp(prefix="naklank-bench."))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def running(*command, **settings):
    """A program that runs beside, and is asked to stop at the end."""
    process = subprocess.Popen([str(part) for part in command], **settings)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_port(port, process):
    wait_until(lambda: not socket.create_connection(("127.0.0.1", port), 1).close(), process)


def wait_for_page(address, process):
    wait_until(lambda: urllib.request.urlopen(address, timeout=2).status == 200, process)


def wait_until(holds, process, patience=60):
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise RuntimeError(f"the program ended with {process.returncode} before it was ready")
        with contextlib.suppress(OSError, urllib.error.URLError):
            if holds():
                return
        time.sleep(0.002)
    raise RuntimeError("the program was not ready in time")


def resident(pid):
    """Resident memory in MiB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"process {pid} has no memory")


def middle(values):
    return statistics.median(values)


def unprivileged():
    """The user that PostgreSQL and smtp-sink run as where this runs as root: neither wants to be root."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")
