"""The program under measurement: its configuration, its database, its processes."""

import contextlib
import os
import sqlite3
import subprocess

from measure.machine import LIMITS, PROGRAM, free_port, run, running, wait_for_page

# No limit on requests, mail at any hour, and everything else as it comes.
#: The secret key of every installation, from which the links are made.
KEY = bytes(range(32))
SETTINGS = {
    "NAKLANK_ORGANISATION_NAME": "Voorbeeld Rechtshulp",
    "NAKLANK_ORGANISATION_CONTACT": "klachten@example.org",
    "NAKLANK_HTTP_RATE_PER_ADDRESS": "0",
    "NAKLANK_HTTP_RATE_PER_TOKEN": "0",
    "NAKLANK_SURVEY_WINDOW": "always",
    "NAKLANK_SURVEY_ASK_WITHIN": "3650 days",
    "RUST_LOG": "warn",
}


class Installation:
    """A database that is up to date, and the settings that belong to it."""

    def __init__(self, work, database, cluster=None, **settings):
        self.database, self.cluster = database, cluster
        secret = work / "naklank.key"
        if not secret.exists():
            secret.write_bytes(KEY)
            secret.chmod(0o600)
        self.work = work
        own = {"NAKLANK_DATABASE_URL": database, "NAKLANK_SECRET_FILE": str(secret)}
        # A variable of ours that names no setting is refused.
        around = {name: value for name, value in os.environ.items() if not name.startswith("NAKLANK_")}
        self.settings = around | SETTINGS | own | settings
        self.run("migrate")

    @property
    def name(self):
        """The database's, on PostgreSQL."""
        return self.database.rsplit("/", 1)[1]

    @property
    def file(self):
        """The database's, on SQLite."""
        return self.database.removeprefix("sqlite:")

    def run(self, *arguments):
        return run(PROGRAM, *arguments, env=self.settings, cwd=self.work)

    def value(self, question):
        """The one value that a statement answers."""
        if self.cluster:
            return self.cluster.sql(self.name, question)
        with contextlib.closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(question).fetchone()[0]

    def all(self, question):
        """The rows that a statement answers, one by one."""
        if self.cluster:
            yield from self.cluster.rows(self.name, question)
            return
        with contextlib.closing(sqlite3.connect(self.file)) as connection:
            yield from connection.execute(question)

    def count(self, table):
        return int(self.value(f"SELECT COUNT(*) FROM {table}"))

    def api_key(self):
        """A key that may do everything."""
        scopes = ["complaints:write", "insights:read", "responses:read"]
        return self.run("keys", "add", "bench", "--scope", *scopes).split()[-1]

    @contextlib.contextmanager
    def serving(self, role="web", program=(PROGRAM,), **settings):
        """A process that serves; with a role of pages, until the database is ready for it."""
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        own = {"NAKLANK_HTTP_LISTEN": f"127.0.0.1:{port}", "NAKLANK_HTTP_PUBLIC_URL": address}
        command = [*program, "serve", "--role", role] if program == (PROGRAM,) else program
        environment = self.settings | own | settings
        with running(*command, env=environment, cwd=self.work, stdout=subprocess.DEVNULL) as process:
            if role != "worker":
                wait_for_page(f"{address}/readyz", process)
            yield address, process

    def one_submission_at_a_time(self):
        """The same server, let through one POST at a time: each submission then has a transaction of its own."""
        return self.serving(program=(LIMITS, "one-at-a-time"))
