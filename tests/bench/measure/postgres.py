"""A throw-away PostgreSQL cluster that is as durable as one in use: fsync and synchronous_commit stay on."""

import contextlib
import glob
import os
import subprocess

from measure.machine import folder, free_port, run, unprivileged

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "2GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
}


def binaries():
    return os.path.dirname(sorted(glob.glob("/usr/lib/postgresql/*/bin/pgbench"))[-1])


class Cluster:
    def __init__(self, port):
        self.port = port

    def address(self, database):
        return f"postgres://naklank@127.0.0.1:{self.port}/{database}"

    def create(self, database):
        self.sql("postgres", f"CREATE DATABASE {database}")
        return self.address(database)

    def drop(self, database):
        self.sql("postgres", f"DROP DATABASE {database} WITH (FORCE)")

    def sql(self, database, text):
        """Runs statements and returns the rows as text, a line each."""
        command = [f"{binaries()}/psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", self.address(database)]
        return run(*command, input=text).strip()

    def rows(self, database, question):
        """The rows of a question, as tuples of texts, one by one."""
        command = [f"{binaries()}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", self.address(database)]
        command += ["-c", f"COPY ({question}) TO STDOUT"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as copying:
            for line in copying.stdout:
                yield tuple(line.rstrip("\n").split("\t"))

    def copy(self, database, table, columns, lines):
        """COPY of lines in PostgreSQL's text format."""
        command = [f"{binaries()}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", self.address(database)]
        command += ["-c", f"COPY {table} ({', '.join(columns)}) FROM STDIN"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, text=True) as copying:
            copying.stdin.writelines(lines)
            copying.stdin.close()
            if copying.wait() != 0:
                raise RuntimeError(f"COPY into {table} failed")

    def pgbench(self, database, script, clients, seconds, **variables):
        """Runs a script for a while; returns transactions a second."""
        command = [f"{binaries()}/pgbench", "-n", "-M", "prepared", "-c", clients, "-j", min(clients, 2), "-T", seconds]
        for name, value in variables.items():
            command += ["-D", f"{name}={value}"]
        said = run(*command, "-f", script, self.address(database))
        for line in said.splitlines():
            if line.startswith("tps = "):
                return float(line.split()[2])
        raise RuntimeError(f"pgbench told no rate: {said}")


@contextlib.contextmanager
def cluster():
    with folder() as work:
        user, data = unprivileged(), work / "cluster"
        data.mkdir()
        settings = {"cwd": "/"}
        if user:
            os.chown(data, user.pw_uid, user.pw_gid)
            settings |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        run(f"{binaries()}/initdb", "-D", data / "data", "-U", "naklank", "--auth=trust", "--encoding=UTF8",
            "--locale=C", **settings)
        port = free_port()
        options = " ".join(f"-c {name}='{value}'" for name, value in (SETTINGS | {"port": port}).items())
        # Through the shell's own standard streams pg_ctl's server would keep ours open.
        start = [f"{binaries()}/pg_ctl", "-D", data / "data", "-w", "-l", data / "log", "-o", options, "start"]
        subprocess.run([str(part) for part in start], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, **settings)
        try:
            yield Cluster(port)
        finally:
            subprocess.run([f"{binaries()}/pg_ctl", "-D", data / "data", "-m", "immediate", "stop"], **settings,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
