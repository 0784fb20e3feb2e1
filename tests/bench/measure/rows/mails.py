"""Mails through the whole of claim, send and record on PostgreSQL, beside bare lettre and Postfix's own generator."""

from measure.fill import fill
from measure.load import Sink
from measure.machine import LIMITS, middle, run
from measure.table import Row, rate

MAILS = 40_000
CONNECTIONS = (8, 32)
#: From the first claim to the last record.
TAKEN = "SELECT EXTRACT(EPOCH FROM MAX(sent_at) - MIN(composed_at)) FROM messages WHERE state = 'sent'"


def rows(bench):
    mail = bench.work / "mail"
    mail.write_bytes(sample(bench))
    with Sink() as sink:
        for connections in CONNECTIONS:
            measured = [one_run(bench, sink, mail, connections) for _ in range(bench.rounds)]
            yield row(mail, connections, measured)


def sample(bench):
    """One of our mails, so that all send the same size."""
    with bench.installation("sample", "PostgreSQL") as naklank:
        fill(naklank, 1, is_sent=False)
        naklank.run("tick")
        return next((naklank.work / "data" / "outbox").glob("*.eml")).read_bytes()


def one_run(bench, sink, mail, connections):
    """Mails a second: (ours, bare lettre, smtp-source)."""
    address = f"127.0.0.1:{sink.port}"
    bare = float(run(LIMITS, "mails", address, mail, connections, MAILS))
    source = sink.smtp_source(connections, MAILS, mail.stat().st_size)
    settings = {"NAKLANK_MAIL_URL": f"smtp://{address}?tls=none", "NAKLANK_MAIL_CONCURRENCY": str(connections)}
    with bench.installation("mails", "PostgreSQL", **settings) as naklank:
        fill(naklank, MAILS, is_sent=False)
        naklank.run("tick")
        if (sent := naklank.count("messages WHERE state = 'sent'")) != MAILS:
            raise RuntimeError(f"{sent} of {MAILS} mails were sent")
        return MAILS / float(naklank.value(TAKEN)), bare, source


def row(mail, connections, measured):
    ours, bare, source = (middle(run[at] for run in measured) for at in range(3))
    of_bare = middle(run[0] / run[1] for run in measured)
    of_source = middle(run[0] / run[2] for run in measured)
    return Row(
        what=f"mails, PostgreSQL, {connections} connections to smtp-sink",
        ours=rate(ours),
        beside=f"bare lettre with TCP_NODELAY, {mail.stat().st_size / 1000:.1f} kB",
        limit=rate(bare),
        ratio=of_bare,
        reach="≥ 0.5, of smtp-source ≥ 0.25",
        reached=of_bare >= 0.5 and of_source >= 0.25,
        notes=[f"smtp-source with kept sessions {rate(source)}, ratio {of_source:.2f}"],
    )
