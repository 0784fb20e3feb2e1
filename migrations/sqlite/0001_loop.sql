-- The loop: from a closed complaint to an NPS over time.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- Keys of other systems: only the SHA-256 of a key is kept. A name is unique for ever, so that the audit stays readable.
CREATE TABLE api_keys (
    name TEXT PRIMARY KEY NOT NULL,
    key_hash BLOB NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    owner TEXT,
    created_at TEXT NOT NULL,
    revoked_at TEXT
) STRICT;

-- Staff who sign in to the pages. The e-mail address is kept in lower case.
CREATE TABLE users (
    id BLOB PRIMARY KEY NOT NULL,
    email TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    team TEXT,
    password_hash TEXT,
    failed_sign_ins INTEGER NOT NULL,
    locked_until TEXT,
    created_at TEXT NOT NULL,
    disabled_at TEXT
) STRICT;

-- One-time links by which a user comes in for the first time.
CREATE TABLE sign_in_links (
    token_hash BLOB PRIMARY KEY NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    expires_at TEXT NOT NULL,
    used_at TEXT
) STRICT;

-- Who is signed in: only the SHA-256 of the cookie is kept.
CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Who did what, append-only.
CREATE TABLE audit (
    id BLOB PRIMARY KEY NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL
) STRICT;

-- Each combination of values by which figures are split; empty means unknown. The id is computed from the values.
CREATE TABLE segments (
    id BLOB PRIMARY KEY NOT NULL,
    team TEXT NOT NULL,
    product TEXT NOT NULL,
    channel TEXT NOT NULL,
    complainant TEXT NOT NULL,
    outcome TEXT NOT NULL,
    level TEXT NOT NULL,
    language TEXT NOT NULL,
    mode TEXT NOT NULL,
    questionnaire TEXT NOT NULL
) STRICT;

-- Complaints as the organisation's system last told them; closures counts how often each was closed.
CREATE TABLE complaints (
    id BLOB PRIMARY KEY NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    received_at TEXT NOT NULL,
    closed_at TEXT,
    closures INTEGER NOT NULL,
    contact_email TEXT,
    contact_name TEXT,
    contact_language TEXT,
    complainant TEXT NOT NULL,
    channel TEXT,
    level TEXT,
    product TEXT,
    team TEXT,
    handler TEXT,
    outcome TEXT,
    cause TEXT,
    acknowledged_at TEXT,
    phone_attempted_at TEXT,
    phone_response_at TEXT,
    written_response_at TEXT,
    written_response_required INTEGER,
    opt_out_reason TEXT,
    opt_out_note TEXT,
    contact_forgotten_at TEXT,
    updated_at TEXT NOT NULL
) STRICT;
-- Contact details that are still kept, oldest first (retention).
CREATE INDEX complaints_with_contact ON complaints (updated_at) WHERE contact_email IS NOT NULL OR contact_name IS NOT NULL;

-- One for each closure, asked or withheld; contact and segment are copies made at closure.
CREATE TABLE invitations (
    id BLOB PRIMARY KEY NOT NULL,
    complaint_id BLOB NOT NULL REFERENCES complaints (id),
    closure INTEGER NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    reported_at TEXT NOT NULL,
    closed_at TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    due_at TEXT,
    recipient_address TEXT,
    recipient_name TEXT,
    address_hash BLOB,
    language TEXT NOT NULL,
    mode TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    segment_id BLOB NOT NULL REFERENCES segments (id),
    sent_at TEXT,
    expires_at TEXT,
    answered_at TEXT
) STRICT;
CREATE UNIQUE INDEX invitations_by_closure ON invitations (complaint_id, closure);
-- Invitations that can still be answered, by closing day (which periods are provisional).
CREATE INDEX invitations_awaiting ON invitations (closed_on, segment_id) WHERE state IN ('planned', 'sent');
CREATE INDEX invitations_by_expiry ON invitations (expires_at) WHERE state = 'sent';
-- Contact details that are still kept, oldest first (retention).
CREATE INDEX invitations_with_contact ON invitations (reported_at) WHERE recipient_address IS NOT NULL;

-- E-mails to be sent for invitations. next_at is when the scheduler must look again: due, next attempt, or the end of the lease.
CREATE TABLE messages (
    id BLOB PRIMARY KEY NOT NULL,
    invitation_id BLOB NOT NULL REFERENCES invitations (id),
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    nonce BLOB NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    next_at TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    lease_id BLOB,
    composed_at TEXT,
    sent_at TEXT,
    last_error TEXT
) STRICT;
CREATE INDEX messages_by_invitation ON messages (invitation_id);
CREATE INDEX messages_to_do ON messages (next_at) WHERE state IN ('waiting', 'claimed');

-- Files of earlier results that were taken in; the same content is refused a second time.
CREATE TABLE imports (
    id BLOB PRIMARY KEY NOT NULL,
    content_hash BLOB NOT NULL UNIQUE,
    responses INTEGER NOT NULL,
    imported_at TEXT NOT NULL
) STRICT;

-- How many complaints were closed and invited in a period before Naklank, as an import told.
CREATE TABLE earlier_periods (
    id BLOB PRIMARY KEY NOT NULL,
    import_id BLOB NOT NULL REFERENCES imports (id),
    from_day TEXT NOT NULL,
    to_day TEXT NOT NULL,
    closed INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    segment_id BLOB NOT NULL REFERENCES segments (id)
) STRICT;

-- Answers: to an invitation of ours, or imported.
CREATE TABLE responses (
    id BLOB PRIMARY KEY NOT NULL,
    invitation_id BLOB UNIQUE REFERENCES invitations (id),
    import_id BLOB REFERENCES imports (id),
    score INTEGER NOT NULL,
    comment TEXT,
    contact_me INTEGER NOT NULL,
    language TEXT NOT NULL,
    segment_id BLOB NOT NULL REFERENCES segments (id),
    closed_at TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    answered_at TEXT NOT NULL,
    answered_on TEXT NOT NULL
) STRICT;
-- Verbatims that are still kept, oldest first (retention).
CREATE INDEX responses_with_comment ON responses (answered_at) WHERE comment IS NOT NULL;

-- Answers to the satisfaction items of a response, 1 to 5.
CREATE TABLE ratings (
    response_id BLOB NOT NULL REFERENCES responses (id),
    item TEXT NOT NULL,
    rating INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX ratings_by_response ON ratings (response_id, item);

-- Answers that came after the first and were not counted: kept so that nothing vanishes in silence.
CREATE TABLE attempts (
    id BLOB PRIMARY KEY NOT NULL,
    invitation_id BLOB NOT NULL REFERENCES invitations (id),
    at TEXT NOT NULL,
    score INTEGER NOT NULL,
    comment TEXT
) STRICT;

-- Addresses that are never mailed, as keyed hashes.
CREATE TABLE suppressions (
    address_hash BLOB PRIMARY KEY NOT NULL,
    reason TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- What happened, one row each, until it is folded into the tallies below: what is closed, invited or response; amount is how often.
CREATE TABLE tally_changes (
    id INTEGER PRIMARY KEY NOT NULL,
    what TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    answered_on TEXT,
    segment_id BLOB NOT NULL,
    score INTEGER,
    imported INTEGER NOT NULL,
    amount INTEGER NOT NULL
) STRICT;

-- Counts of each day, by basis (closed or answered).
CREATE TABLE tally_totals (
    basis TEXT NOT NULL,
    day TEXT NOT NULL,
    closed INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    s0 INTEGER NOT NULL,
    s1 INTEGER NOT NULL,
    s2 INTEGER NOT NULL,
    s3 INTEGER NOT NULL,
    s4 INTEGER NOT NULL,
    s5 INTEGER NOT NULL,
    s6 INTEGER NOT NULL,
    s7 INTEGER NOT NULL,
    s8 INTEGER NOT NULL,
    s9 INTEGER NOT NULL,
    s10 INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX tally_totals_key ON tally_totals (basis, day);

-- Counts of each day for each value of one dimension.
CREATE TABLE tally_marginals (
    basis TEXT NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    day TEXT NOT NULL,
    closed INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    s0 INTEGER NOT NULL,
    s1 INTEGER NOT NULL,
    s2 INTEGER NOT NULL,
    s3 INTEGER NOT NULL,
    s4 INTEGER NOT NULL,
    s5 INTEGER NOT NULL,
    s6 INTEGER NOT NULL,
    s7 INTEGER NOT NULL,
    s8 INTEGER NOT NULL,
    s9 INTEGER NOT NULL,
    s10 INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX tally_marginals_key ON tally_marginals (basis, dimension, value, day);

-- Counts of each day for each segment: the full cross, for filters on several dimensions.
CREATE TABLE tally_cells (
    basis TEXT NOT NULL,
    segment_id BLOB NOT NULL REFERENCES segments (id),
    day TEXT NOT NULL,
    closed INTEGER NOT NULL,
    invited INTEGER NOT NULL,
    imported INTEGER NOT NULL,
    s0 INTEGER NOT NULL,
    s1 INTEGER NOT NULL,
    s2 INTEGER NOT NULL,
    s3 INTEGER NOT NULL,
    s4 INTEGER NOT NULL,
    s5 INTEGER NOT NULL,
    s6 INTEGER NOT NULL,
    s7 INTEGER NOT NULL,
    s8 INTEGER NOT NULL,
    s9 INTEGER NOT NULL,
    s10 INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX tally_cells_key ON tally_cells (basis, day, segment_id);

-- Facts about this database itself, such as that the demo made it.
CREATE TABLE installation (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;
