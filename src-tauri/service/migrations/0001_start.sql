-- Times are milliseconds since 1970 in UTC. Ids are hyphenated lower-case UUIDs. Columns named
-- "…_sealed" are XChaCha20-Poly1305 under the case's key, which lies wrapped in cases.case_key.

CREATE TABLE installation (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    epoch BLOB NOT NULL,
    log_origin TEXT NOT NULL,
    policy TEXT NOT NULL,
    installed_at INTEGER NOT NULL,
    last_change INTEGER NOT NULL,
    last_number INTEGER NOT NULL
) STRICT;

-- Sessions of the vendor that were heard of.
CREATE TABLE sessions (
    interview_id TEXT PRIMARY KEY,
    heard_at INTEGER NOT NULL,
    -- waiting: to be fetched; refused: fetched, not a case; open: a case; closed: nothing to expect
    state TEXT NOT NULL CHECK (state IN ('waiting', 'refused', 'open', 'closed')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL,
    -- a stable code, never a text of the vendor's
    reason TEXT,
    vendor_status TEXT
) STRICT;
CREATE INDEX sessions_due ON sessions (state, next_at);

CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    interview_id TEXT NOT NULL UNIQUE REFERENCES sessions (interview_id),
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'awaiting_capture', 'escalated', 'decided', 'expired')),
    revision INTEGER NOT NULL,
    change INTEGER NOT NULL UNIQUE,
    capture INTEGER NOT NULL DEFAULT 1,
    risk INTEGER NOT NULL,
    subject_tenant TEXT NOT NULL,
    subject_object TEXT NOT NULL,
    document_tag BLOB,
    device_tag BLOB,
    opened_at INTEGER NOT NULL,
    captured_at INTEGER,
    due_at INTEGER NOT NULL,
    case_key BLOB NOT NULL,
    row_sealed BLOB NOT NULL,
    snapshot_sealed BLOB NOT NULL,
    origin_salt BLOB NOT NULL,
    images TEXT NOT NULL DEFAULT 'waiting' CHECK (images IN ('waiting', 'here')),
    fence INTEGER NOT NULL DEFAULT 0,
    holder_object TEXT,
    holder_name TEXT,
    held_since INTEGER,
    lapses_at INTEGER,
    decided_verdict TEXT,
    decided_object TEXT,
    decided_name TEXT,
    decided_at INTEGER
) STRICT;
CREATE INDEX cases_subject ON cases (subject_object, opened_at);
CREATE INDEX cases_document ON cases (document_tag, opened_at);
CREATE INDEX cases_device ON cases (device_tag, opened_at);
CREATE INDEX cases_lapse ON cases (lapses_at) WHERE lapses_at IS NOT NULL;

CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    capture INTEGER NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'live', 'erased', 'purged')),
    media_type TEXT NOT NULL DEFAULT '',
    bytes INTEGER NOT NULL DEFAULT 0,
    sha256 TEXT NOT NULL DEFAULT '',
    salt BLOB NOT NULL,
    commitment TEXT NOT NULL DEFAULT '',
    captured_at INTEGER,
    reason TEXT,
    UNIQUE (case_id, capture, role)
) STRICT;

-- What was handed to whom under which lease: the key that it travels under, and whether the bytes
-- were fetched. Only fetched bytes can have been seen.
CREATE TABLE releases (
    evidence_id TEXT NOT NULL REFERENCES evidence (id),
    fence INTEGER NOT NULL,
    person TEXT NOT NULL,
    key_sealed BLOB NOT NULL,
    listed_at INTEGER NOT NULL,
    fetched_at INTEGER,
    PRIMARY KEY (evidence_id, fence, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgements (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    capture INTEGER NOT NULL,
    person TEXT NOT NULL,
    fence INTEGER NOT NULL,
    answer TEXT NOT NULL,
    sureness TEXT NOT NULL,
    blind INTEGER NOT NULL,
    at INTEGER NOT NULL,
    UNIQUE (case_id, capture, person)
) STRICT;

CREATE TABLE devices (
    device_key TEXT PRIMARY KEY,
    public_key BLOB NOT NULL,
    person TEXT NOT NULL,
    device_name TEXT NOT NULL,
    log_index INTEGER NOT NULL,
    enrolled_at INTEGER NOT NULL,
    revoked_at INTEGER,
    revoked_index INTEGER
) STRICT;
CREATE INDEX devices_person ON devices (person);

CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    person TEXT NOT NULL,
    verdict TEXT NOT NULL,
    device_key TEXT NOT NULL REFERENCES devices (device_key),
    sequence INTEGER NOT NULL,
    previous TEXT,
    envelope TEXT NOT NULL,
    envelope_sha256 TEXT NOT NULL,
    beside_sealed BLOB NOT NULL,
    log_index INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    -- idempotency: SHA-256 of what was asked, and what was answered
    fingerprint BLOB NOT NULL,
    receipt TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('recorded', 'notified', 'acted', 'stuck')),
    stage_at INTEGER NOT NULL,
    stuck_why TEXT,
    UNIQUE (device_key, sequence)
) STRICT;
CREATE INDEX decisions_case ON decisions (case_id);

CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    decision_id TEXT NOT NULL REFERENCES decisions (id),
    recipient TEXT NOT NULL CHECK (recipient IN ('person', 'manager', 'fallback')),
    mail_sealed BLOB NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL,
    accepted_at INTEGER
) STRICT;
CREATE INDEX notices_due ON notices (next_at) WHERE accepted_at IS NULL;

CREATE TABLE handoffs (
    decision_id TEXT PRIMARY KEY REFERENCES decisions (id),
    interview_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    since INTEGER NOT NULL,
    operator TEXT,
    taken_at INTEGER,
    carried_at INTEGER,
    settled_at INTEGER
) STRICT;

-- Approved by the vendor, and no statement here.
CREATE TABLE unexplained (
    interview_id TEXT PRIMARY KEY,
    case_id TEXT REFERENCES cases (id),
    vendor_status TEXT NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;

-- Keyed hashes of profile properties, so that a change is known without keeping the value.
CREATE TABLE profile_history (
    object_id TEXT NOT NULL,
    property TEXT NOT NULL,
    tag BLOB NOT NULL,
    -- NULL: seen at the first look, so unknown before installation
    since INTEGER,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (object_id, property)
) STRICT, WITHOUT ROWID;

CREATE TABLE profile_changes (
    object_id TEXT NOT NULL,
    property TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (object_id, at, property)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    case_id TEXT,
    person TEXT,
    what TEXT NOT NULL,
    detail_sealed BLOB
) STRICT;
CREATE INDEX journal_case ON journal (case_id, at);

CREATE TABLE log_entries (
    log_index INTEGER PRIMARY KEY,
    entry BLOB NOT NULL
) STRICT;

CREATE TABLE log_hashes (
    number INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
) STRICT;

CREATE TABLE log_head (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    size INTEGER NOT NULL,
    checkpoint TEXT NOT NULL
) STRICT;
