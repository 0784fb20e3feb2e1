"""Rows as the program writes them, made at once: what a year of use leaves behind, in seconds."""

import base64
import contextlib
import hashlib
import hmac
import os
import sqlite3
import uuid
from datetime import datetime, timedelta, timezone

from measure.naklank import KEY

NOW = datetime.now(timezone.utc).replace(microsecond=0)
QUESTIONNAIRE = "complaint-handling-1"
TEAMS, PRODUCTS = 8, 5
DAYS = 3 * 365

COLUMNS = {
    "segments": ["id", "team", "product", "channel", "complainant", "outcome", "level", "language", "mode",
                 "questionnaire"],
    "complaints": ["id", "reference", "status", "received_at", "closed_at", "closures", "contact_email",
                   "contact_language", "complainant", "channel", "team", "product", "updated_at"],
    "invitations": ["id", "complaint_id", "closure", "state", "reported_at", "closed_at", "closed_on", "due_at",
                    "recipient_address", "address_hash", "language", "mode", "questionnaire", "segment_id", "sent_at",
                    "expires_at"],
    "imports": ["id", "content_hash", "responses", "imported_at"],
    "responses": ["id", "import_id", "score", "contact_me", "language", "segment_id", "closed_at", "closed_on",
                  "answered_at", "answered_on"],
    "ratings": ["response_id", "item", "rating"],
    "users": ["id", "email", "roles", "failed_sign_ins", "created_at", "wants_signals"],
    "sessions": ["token_hash", "id", "user_id", "stage", "browser", "created_at", "last_used_at", "expires_at",
                 "at_provider"],
    "messages": ["id", "invitation_id", "kind", "state", "nonce", "token_hash", "next_at", "attempts", "composed_at",
                 "sent_at"],
}


def identifier(kind, number):
    """A UUID of the seventh version, so that rows lie in the order in which they came, as the program's own do."""
    return uuid.UUID(f"01900000-{kind:04x}-7000-8000-{number:012x}")


IMPORT = identifier(8, 1)


def nonce(number):
    return hashlib.sha256(f"message {number}".encode()).digest()[:16]


def token(number):
    """The token of a link: made from the nonce with the key, since a mail goes out only if its link was."""
    code = hmac.digest(KEY, b"link\0" + nonce(number), "sha256")
    return base64.urlsafe_b64encode(code[:24]).decode()


def write_links(file, numbers):
    """A file of the tokens of links, a line each."""
    file.write_text("".join(f"{token(number)}\n" for number in numbers))


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
                           nonce(number),
                           hashlib.sha256(token(number).encode()).digest(), sent if is_sent else due,
                           1 if is_sent else 0, sent if is_sent else None, sent if is_sent else None]


def responses(count):
    """So many imported responses, spread evenly over three years."""
    known = [row[0] for row in segments()]
    first = NOW.date() - timedelta(days=DAYS)
    for number in range(count):
        day = first + timedelta(days=number * DAYS // count)
        noon = f"{day}T12:00:00+00:00"
        segment = known[number * 7919 % len(known)]
        yield [identifier(9, number), IMPORT, number * 48271 % 11, False, "nl", segment, noon, day, noon, day]


def ratings(count):
    """One rating of each of so many responses."""
    for number in range(count):
        yield [identifier(9, number), ("empathy", "speed", "solution")[number % 3], number * 69621 % 5 + 1]


def fill(naklank, count, is_sent):
    """Puts surveys into a database that is migrated and empty."""
    fill_table(naklank, "segments", segments())
    fill_surveys(naklank, count, is_sent)


def fill_surveys(naklank, count, is_sent):
    for table in ("complaints", "invitations", "messages"):
        fill_table(naklank, table, (row for of, row in surveys(count, is_sent) if of == table))
    tidy(naklank)


def fill_history(naklank, count, awaiting):
    """Imported responses with a rating each, counted into the tallies by the program itself, and invitations that await an
    answer."""
    fill(naklank, awaiting, is_sent=True)
    fill_table(naklank, "imports", [[IMPORT, b"bench", count, NOW]])
    fill_table(naklank, "responses", responses(count))
    fill_table(naklank, "ratings", ratings(count))
    tidy(naklank)
    naklank.run("tallies", "rebuild")


def fill_table(naklank, table, rows, columns=None):
    load(naklank, table, (prepared(naklank, row) for row in rows), columns)


def prepared(naklank, row):
    """A row as its engine takes it."""
    return for_copy(row) if naklank.cluster else for_sqlite(row)


def load(naklank, table, rows, columns=None):
    """Prepared rows, in the quickest way that the engine has while everything else stays as it is."""
    columns = columns or COLUMNS[table]
    if naklank.cluster:
        naklank.cluster.copy(naklank.name, table, columns, rows)
        return
    with contextlib.closing(sqlite3.connect(naklank.file)) as connection:
        places = ", ".join("?" * len(columns))
        connection.execute("PRAGMA synchronous = FULL")
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)
        connection.commit()


def tidy(naklank):
    """Statistics that are true, and a disk that has nothing left to write of this."""
    if naklank.cluster:
        naklank.cluster.sql(naklank.name, "VACUUM ANALYZE")
        naklank.cluster.sql(naklank.name, "CHECKPOINT")
    os.sync()


def for_sqlite(row):
    return [sqlite_value(value) for value in row]


def sqlite_value(value):
    match value:
        case uuid.UUID():
            return value.bytes
        case datetime():
            return value.isoformat()
        case None | bool() | int() | str() | bytes():
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
