-- The loop: from a closed complaint to an NPS over time.
-- The same tables, columns and nullability as in the other engine's file; a test compares them.

-- Keys of other systems: only the SHA-256 of a key is kept. A name is unique for ever, so that the audit stays readable.
CREATE TABLE api_keys (
    name TEXT PRIMARY KEY NOT NULL,
    key_hash BYTEA NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    owner TEXT,
    created_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ
);

-- Staff who sign in to the pages. The e-mail address is kept in lower case.
CREATE TABLE users (
    id UUID PRIMARY KEY NOT NULL,
    email TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    team TEXT,
    password_hash TEXT,
    failed_sign_ins BIGINT NOT NULL,
    locked_until TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL,
    disabled_at TIMESTAMPTZ
);

-- One-time links by which a user comes in for the first time.
CREATE TABLE sign_in_links (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    expires_at TIMESTAMPTZ NOT NULL,
    used_at TIMESTAMPTZ
);

-- Who is signed in: only the SHA-256 of the cookie is kept.
CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Who did what, append-only.
CREATE TABLE audit (
    id UUID PRIMARY KEY NOT NULL,
    at TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL
);

-- Each combination of values by which figures are split; empty means unknown. The id is computed from the values.
CREATE TABLE segments (
    id UUID PRIMARY KEY NOT NULL,
    team TEXT NOT NULL,
    product TEXT NOT NULL,
    channel TEXT NOT NULL,
    complainant TEXT NOT NULL,
    outcome TEXT NOT NULL,
    level TEXT NOT NULL,
    language TEXT NOT NULL,
    mode TEXT NOT NULL,
    questionnaire TEXT NOT NULL
);

-- Complaints as the organisation's system last told them; closures counts how often each was closed.
CREATE TABLE complaints (
    id UUID PRIMARY KEY NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    status TEXT NOT NULL,
    received_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ,
    closures BIGINT NOT NULL,
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
    acknowledged_at TIMESTAMPTZ,
    phone_attempted_at TIMESTAMPTZ,
    phone_response_at TIMESTAMPTZ,
    written_response_at TIMESTAMPTZ,
    written_response_required BOOLEAN,
    opt_out_reason TEXT,
    opt_out_note TEXT,
    contact_forgotten_at TIMESTAMPTZ,
    updated_at TIMESTAMPTZ NOT NULL
);
-- Contact details that are still kept, oldest first (retention).
CREATE INDEX complaints_with_contact ON complaints (updated_at) WHERE contact_email IS NOT NULL OR contact_name IS NOT NULL;

-- One for each closure, asked or withheld; contact and segment are copies made at closure.
CREATE TABLE invitations (
    id UUID PRIMARY KEY NOT NULL,
    complaint_id UUID NOT NULL REFERENCES complaints (id),
    closure BIGINT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT,
    reported_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ NOT NULL,
    closed_on DATE NOT NULL,
    due_at TIMESTAMPTZ,
    recipient_address TEXT,
    recipient_name TEXT,
    address_hash BYTEA,
    language TEXT NOT NULL,
    mode TEXT NOT NULL,
    questionnaire TEXT NOT NULL,
    segment_id UUID NOT NULL REFERENCES segments (id),
    sent_at TIMESTAMPTZ,
    expires_at TIMESTAMPTZ,
    answered_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX invitations_by_closure ON invitations (complaint_id, closure);
-- Invitations that can still be answered, by closing day (which periods are provisional).
CREATE INDEX invitations_awaiting ON invitations (closed_on, segment_id) WHERE state IN ('planned', 'sent');
CREATE INDEX invitations_by_expiry ON invitations (expires_at) WHERE state = 'sent';
-- Contact details that are still kept, oldest first (retention).
CREATE INDEX invitations_with_contact ON invitations (reported_at) WHERE recipient_address IS NOT NULL;

-- E-mails to be sent for invitations. next_at is when the scheduler must look again: due, next attempt, or the end of the lease.
CREATE TABLE messages (
    id UUID PRIMARY KEY NOT NULL,
    invitation_id UUID NOT NULL REFERENCES invitations (id),
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    nonce BYTEA NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    next_at TIMESTAMPTZ NOT NULL,
    attempts BIGINT NOT NULL,
    lease_id UUID,
    composed_at TIMESTAMPTZ,
    sent_at TIMESTAMPTZ,
    last_error TEXT
);
CREATE INDEX messages_by_invitation ON messages (invitation_id);
CREATE INDEX messages_to_do ON messages (next_at) WHERE state IN ('waiting', 'claimed');

-- Files of earlier results that were taken in; the same content is refused a second time.
CREATE TABLE imports (
    id UUID PRIMARY KEY NOT NULL,
    content_hash BYTEA NOT NULL UNIQUE,
    responses BIGINT NOT NULL,
    imported_at TIMESTAMPTZ NOT NULL
);

-- How many complaints were closed and invited in a period before Naklank, as an import told.
CREATE TABLE earlier_periods (
    id UUID PRIMARY KEY NOT NULL,
    import_id UUID NOT NULL REFERENCES imports (id),
    from_day DATE NOT NULL,
    to_day DATE NOT NULL,
    closed BIGINT NOT NULL,
    invited BIGINT NOT NULL,
    segment_id UUID NOT NULL REFERENCES segments (id)
);

-- Answers: to an invitation of ours, or imported.
CREATE TABLE responses (
    id UUID PRIMARY KEY NOT NULL,
    invitation_id UUID UNIQUE REFERENCES invitations (id),
    import_id UUID REFERENCES imports (id),
    score BIGINT NOT NULL,
    comment TEXT,
    contact_me BOOLEAN NOT NULL,
    language TEXT NOT NULL,
    segment_id UUID NOT NULL REFERENCES segments (id),
    closed_at TIMESTAMPTZ NOT NULL,
    closed_on DATE NOT NULL,
    answered_at TIMESTAMPTZ NOT NULL,
    answered_on DATE NOT NULL
);
-- Verbatims that are still kept, oldest first (retention).
CREATE INDEX responses_with_comment ON responses (answered_at) WHERE comment IS NOT NULL;

-- Answers to the satisfaction items of a response, 1 to 5.
CREATE TABLE ratings (
    response_id UUID NOT NULL REFERENCES responses (id),
    item TEXT NOT NULL,
    rating BIGINT NOT NULL
);
CREATE UNIQUE INDEX ratings_by_response ON ratings (response_id, item);

-- Answers that came after the first and were not counted: kept so that nothing vanishes in silence.
CREATE TABLE attempts (
    id UUID PRIMARY KEY NOT NULL,
    invitation_id UUID NOT NULL REFERENCES invitations (id),
    at TIMESTAMPTZ NOT NULL,
    score BIGINT NOT NULL,
    comment TEXT
);

-- Addresses that are never mailed, as keyed hashes.
CREATE TABLE suppressions (
    address_hash BYTEA PRIMARY KEY NOT NULL,
    reason TEXT NOT NULL,
    at TIMESTAMPTZ NOT NULL
);

-- What happened, one row each, until it is folded into the tallies below: what is closed, invited or response; amount is how often.
CREATE TABLE tally_changes (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    what TEXT NOT NULL,
    closed_on DATE NOT NULL,
    answered_on DATE,
    segment_id UUID NOT NULL,
    score BIGINT,
    imported BOOLEAN NOT NULL,
    amount BIGINT NOT NULL
);

-- Counts of each day, by basis (closed or answered).
CREATE TABLE tally_totals (
    basis TEXT NOT NULL,
    day DATE NOT NULL,
    closed BIGINT NOT NULL,
    invited BIGINT NOT NULL,
    imported BIGINT NOT NULL,
    s0 BIGINT NOT NULL,
    s1 BIGINT NOT NULL,
    s2 BIGINT NOT NULL,
    s3 BIGINT NOT NULL,
    s4 BIGINT NOT NULL,
    s5 BIGINT NOT NULL,
    s6 BIGINT NOT NULL,
    s7 BIGINT NOT NULL,
    s8 BIGINT NOT NULL,
    s9 BIGINT NOT NULL,
    s10 BIGINT NOT NULL
);
CREATE UNIQUE INDEX tally_totals_key ON tally_totals (basis, day);

-- Counts of each day for each value of one dimension.
CREATE TABLE tally_marginals (
    basis TEXT NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    day DATE NOT NULL,
    closed BIGINT NOT NULL,
    invited BIGINT NOT NULL,
    imported BIGINT NOT NULL,
    s0 BIGINT NOT NULL,
    s1 BIGINT NOT NULL,
    s2 BIGINT NOT NULL,
    s3 BIGINT NOT NULL,
    s4 BIGINT NOT NULL,
    s5 BIGINT NOT NULL,
    s6 BIGINT NOT NULL,
    s7 BIGINT NOT NULL,
    s8 BIGINT NOT NULL,
    s9 BIGINT NOT NULL,
    s10 BIGINT NOT NULL
);
CREATE UNIQUE INDEX tally_marginals_key ON tally_marginals (basis, dimension, value, day);

-- Counts of each day for each segment: the full cross, for filters on several dimensions.
CREATE TABLE tally_cells (
    basis TEXT NOT NULL,
    segment_id UUID NOT NULL REFERENCES segments (id),
    day DATE NOT NULL,
    closed BIGINT NOT NULL,
    invited BIGINT NOT NULL,
    imported BIGINT NOT NULL,
    s0 BIGINT NOT NULL,
    s1 BIGINT NOT NULL,
    s2 BIGINT NOT NULL,
    s3 BIGINT NOT NULL,
    s4 BIGINT NOT NULL,
    s5 BIGINT NOT NULL,
    s6 BIGINT NOT NULL,
    s7 BIGINT NOT NULL,
    s8 BIGINT NOT NULL,
    s9 BIGINT NOT NULL,
    s10 BIGINT NOT NULL
);
CREATE UNIQUE INDEX tally_cells_key ON tally_cells (basis, day, segment_id);

-- Facts about this database itself, such as that the demo made it.
CREATE TABLE installation (
    name TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
);
