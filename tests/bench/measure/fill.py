"""Rows as the program writes them, made at once: what a year of use leaves behind, in seconds."""

import base64
import hashlib
import sqlite3
import uuid
from datetime import datetime, timedelta, timezone

NOW = datetime.now(timezone.utc).replace(microsecond=0)
QUESTIONNAIRE = "complaint-handling-1"
TEAMS, PRODUCTS = 8, 5

COLUMNS = {
    "segments": ["id", "team", "product", "channel", "complainant", "outcome", "level", "language", "mode",
                 "questionnaire"],
    "complaints": ["id", "reference", "status", "received_at", "closed_at", "closures", "contact_email",
                   "contact_language", "complainant", "channel", "team", "product", "updated_at"],
    "invitations": ["id", "complaint_id", "closure", "state", "reported_at", "closed_at", "closed_on", "due_at",
                    "recipient_address", "address_hash", "language", "mode", "questionnaire", "segment_id", "sent_at",
                    "expires_at"],
    "messages": ["id", "invitation_id", "kind", "state", "nonce", "token_hash", "next_at", "attempts", "composed_at",
                 "sent_at"],
}


def identifier(kind, number):
    """A UUID of the seventh version, so that rows lie in the order in which they came, as the program's own do."""
    return uuid.UUID(f"01900000-{kind:04x}-7000-8000-{number:012x}")


def token(number):
    return base64.urlsafe_b64encode(hashlib.sha256(f"link {number}".encode()).digest()[:24]).decode()


def segments():
    for number in range(TEAMS * PRODUCTS):
        values = [f"Team {number % TEAMS + 1}", f"Product {number // TEAMS + 1}", "email", "customer", "", "", "nl",
                  "email", QUESTIONNAIRE]
        digest = hashlib.sha256()
        for value in values:
            digest.update(len(value.encode()).to_bytes(8, "big") + value.encode())
        made = bytearray(digest.digest()[:16])
        made[6] = made[6] & 0x0F | 0x80
        made[8] = made[8] & 0x3F | 0x80
        yield [uuid.UUID(bytes=bytes(made)), *values]


def surveys(count, is_sent):
    """So many complaints that closed four days ago, with the invitation: sent and open, or due now."""
    known = list(segments())
    closed, due, sent = NOW - timedelta(days=4), NOW - timedelta(days=1), NOW - timedelta(hours=20)
    for number in range(count):
        segment = known[number % len(known)]
        address = f"klant{number}@example.org"
        complaint, invitation = identifier(1, number), identifier(2, number)
        yield "complaints", [complaint, f"K-{number}", "closed", closed - timedelta(days=14), closed, 1, address, "nl",
                             "customer", "email", segment[1], segment[2], closed]
        yield "invitations", [invitation, complaint, 1, "sent" if is_sent else "planned", closed, closed, closed.date(),
                              due, address, hashlib.sha256(address.encode()).digest(), "nl", "email", QUESTIONNAIRE,
                              segment[0], sent if is_sent else None, NOW + timedelta(days=29) if is_sent else None]
        yield "messages", [identifier(3, number), invitation, "invitation", "sent" if is_sent else "waiting",
                           hashlib.sha256(address.encode()).digest()[:16],
                           hashlib.sha256(token(number).encode()).digest(), sent if is_sent else due,
                           1 if is_sent else 0, sent if is_sent else None, sent if is_sent else None]


def fill(database, cluster, count, is_sent):
    """Puts surveys into a database of either engine that is migrated and empty."""
    tables = {"segments": list(segments()), "complaints": [], "invitations": [], "messages": []}
    for table, row in surveys(count, is_sent):
        tables[table].append(row)
    if database.startswith("sqlite:"):
        with sqlite3.connect(database.removeprefix("sqlite:")) as connection:
            for table, rows in tables.items():
                places = ", ".join("?" * len(COLUMNS[table]))
                columns = ", ".join(COLUMNS[table])
                connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", map(for_sqlite, rows))
        connection.close()
        return
    name = database.rsplit("/", 1)[1]
    for table, rows in tables.items():
        cluster.copy(name, table, COLUMNS[table], map(for_copy, rows))
    cluster.sql(name, "VACUUM ANALYZE")


def for_sqlite(row):
    return [sqlite_value(value) for value in row]


def sqlite_value(value):
    match value:
        case uuid.UUID():
            return value.bytes
        case datetime():
            return value.isoformat()
        case None | int() | str() | bytes():
            return value
        case day:
            return day.isoformat()


def for_copy(row):
    return "\t".join(copy_value(value) for value in row) + "\n"


def copy_value(value):
    match value:
        case None:
            return "\\N"
        case bytes():
            return "\\\\x" + value.hex()
        case _:
            return str(value)
