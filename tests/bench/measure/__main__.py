"""Runs the chosen rows and prints the table."""

import argparse
import contextlib
import importlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from measure.machine import folder, say
from measure.naklank import Installation
from measure.postgres import Cluster, cluster
from measure.table import written

ROWS = ["pages", "answers", "mails", "closures", "trends", "kpis", "imports", "ticks", "startup", "scaling"]


@dataclass
class Bench:
    work: Path
    cluster: Cluster
    engines: list[str]
    rounds: int
    seconds: int
    #: Rows of the big database.
    complaints: int
    #: So that several installations of one row do not meet.
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @contextlib.contextmanager
    def installation(self, name, engine, **settings):
        """A database of its own for a row, gone afterwards."""
        work = self.work / f"{name}-{engine}-{next(self.numbers)}"
        work.mkdir()
        if engine == "SQLite":
            yield Installation(work, f"sqlite:{work}/naklank.db", **settings)
            return
        yield Installation(work, self.cluster.create(name), self.cluster, **settings)
        self.cluster.drop(name)


def main():
    parser = argparse.ArgumentParser(prog="tests/bench/run", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"rows to measure: {', '.join(ROWS)}; all without any")
    parser.add_argument("--engine", action="append", choices=["PostgreSQL", "SQLite"], help="both without any")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each measurement; the middle one counts")
    parser.add_argument("--seconds", type=int, default=5, help="how long each run of load takes")
    parser.add_argument("--complaints", type=int, default=10_000_000, help="complaints in the big database")
    chosen = parser.parse_args()
    if unknown := set(chosen.rows) - set(ROWS):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    done = []
    with folder() as work, cluster() as postgres:
        bench = Bench(work, postgres, chosen.engine or ["PostgreSQL", "SQLite"], chosen.rounds, chosen.seconds,
                      chosen.complaints)
        for name in chosen.rows or ROWS:
            say(f"Measuring {name}...")
            for row in importlib.import_module(f"measure.rows.{name}").rows(bench):
                say(written([row]).splitlines()[-1])
                done.append(row)
    print(written(done))


main()
