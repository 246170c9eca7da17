-- Times are INTEGER microseconds since 1970 UTC; ids are 16-byte BLOBs; wire objects are JSON TEXT
-- beside the columns that queries need.

CREATE TABLE account (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    tenant_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    name TEXT NOT NULL,
    user_principal_name TEXT NOT NULL,
    roles TEXT NOT NULL,
    signed_in_at INTEGER NOT NULL
) STRICT;

-- Whose queue is cached. Outlives the sign-out, so that the next person starts with an empty one.
CREATE TABLE queue_owner (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    tenant_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    roles TEXT NOT NULL
) STRICT;

CREATE TABLE refresh_tokens (
    generation INTEGER PRIMARY KEY AUTOINCREMENT,
    token TEXT NOT NULL
) STRICT;

CREATE TABLE device_keys (
    key_id TEXT PRIMARY KEY,
    tenant_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    seed BLOB NOT NULL CHECK (length(seed) = 32),
    created_at INTEGER NOT NULL,
    enrolled_at INTEGER,
    next_sequence INTEGER NOT NULL DEFAULT 1,
    previous BLOB CHECK (previous IS NULL OR length(previous) = 32),
    UNIQUE (tenant_id, person_id)
) STRICT;

CREATE TABLE streams (
    name TEXT PRIMARY KEY,
    link TEXT,
    complete INTEGER NOT NULL DEFAULT 0,
    generation INTEGER NOT NULL DEFAULT 1,
    resyncing INTEGER NOT NULL DEFAULT 1,
    synced_at INTEGER
) STRICT;

CREATE TABLE people (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    user_principal_name TEXT NOT NULL,
    mail TEXT,
    job_title TEXT,
    department TEXT,
    account_enabled INTEGER,
    details TEXT NOT NULL,
    generation INTEGER NOT NULL
) STRICT;
CREATE INDEX people_by_name ON people (display_name, id);

CREATE VIRTUAL TABLE people_search USING fts5 (
    words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
);

CREATE TABLE groups (
    id BLOB PRIMARY KEY,
    display_name TEXT NOT NULL,
    privileged INTEGER NOT NULL,
    details TEXT NOT NULL,
    generation INTEGER NOT NULL
) STRICT;

CREATE TABLE memberships (
    group_id BLOB NOT NULL,
    member_id BLOB NOT NULL,
    member_kind TEXT NOT NULL,
    generation INTEGER NOT NULL,
    PRIMARY KEY (group_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_member ON memberships (member_id);

CREATE TABLE cases (
    id BLOB PRIMARY KEY,
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    marks TEXT NOT NULL,
    risk INTEGER NOT NULL,
    held_by BLOB,
    opened_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    words TEXT NOT NULL,
    summary TEXT NOT NULL
) STRICT;
CREATE INDEX cases_by_due ON cases (due_at, id);

CREATE TABLE case_files (
    case_id BLOB PRIMARY KEY,
    revision INTEGER NOT NULL,
    file TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
) STRICT;

CREATE TABLE leases (
    case_id BLOB PRIMARY KEY,
    tenant_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    fence INTEGER NOT NULL,
    lease TEXT NOT NULL
) STRICT;

CREATE TABLE face_answers (
    position INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    case_id BLOB NOT NULL,
    tenant_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    submission TEXT NOT NULL,
    answered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX face_answers_by_case ON face_answers (case_id, person_id);

CREATE TABLE evidence (
    case_id BLOB NOT NULL,
    evidence_id BLOB NOT NULL,
    file TEXT NOT NULL UNIQUE,
    key BLOB NOT NULL CHECK (length(key) = 32),
    bytes INTEGER NOT NULL,
    PRIMARY KEY (case_id, evidence_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE drafts (
    case_id BLOB NOT NULL,
    tenant_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    draft TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, tenant_id, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
    id BLOB PRIMARY KEY,
    case_id BLOB NOT NULL,
    tenant_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    device_key TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    claim TEXT NOT NULL,
    submission TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    status TEXT,
    UNIQUE (device_key, sequence)
) STRICT;
CREATE INDEX decisions_by_case ON decisions (case_id, decided_at);

CREATE TABLE outbox (
    decision_id BLOB PRIMARY KEY REFERENCES decisions (id),
    case_id BLOB NOT NULL,
    tenant_id BLOB NOT NULL,
    person_id BLOB NOT NULL,
    device_key TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('queued', 'sending', 'delivered', 'conflict', 'refused', 'parked', 'taken_back')),
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER NOT NULL,
    -- Whether an earlier attempt may have reached the service; the running one is not counted.
    reached INTEGER NOT NULL DEFAULT 0,
    outcome TEXT,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_waiting ON outbox (device_key, sequence) WHERE state IN ('queued', 'sending');
-- One undelivered decision for each person and case: a double press is not two decisions.
CREATE UNIQUE INDEX outbox_one_undelivered ON outbox (case_id, tenant_id, person_id)
    WHERE state IN ('queued', 'sending', 'parked');

CREATE TABLE journal (
    sequence INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    case_id BLOB,
    detail TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX journal_by_case ON journal (case_id, sequence);
CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_stays BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE checkpoint (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    pin INTEGER NOT NULL,
    text TEXT NOT NULL,
    pinned_at INTEGER NOT NULL
) STRICT;

CREATE TABLE preferences (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
