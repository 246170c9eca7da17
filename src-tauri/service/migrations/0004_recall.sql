-- What comes after a verdict: approvals that were recalled, and the matters that need a person.

-- Recalled: it must not be entered any more. The name is for the operator who might.
ALTER TABLE handoffs ADD COLUMN stopped_at INTEGER;
ALTER TABLE handoffs ADD COLUMN stopped_by TEXT;
ALTER TABLE decisions ADD COLUMN recall_id TEXT REFERENCES recalls (id);

-- Not to go out any more: what it told was recalled. One that was under way may be accepted still.
ALTER TABLE notices ADD COLUMN dropped_at INTEGER;

CREATE TABLE matters (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('stuck', 'unexplained', 'incident')),
    case_id TEXT REFERENCES cases (id),
    decision_id TEXT REFERENCES decisions (id),
    interview_id TEXT,
    since INTEGER NOT NULL,
    why TEXT NOT NULL,
    owner_object TEXT,
    owner_name TEXT,
    owner_since INTEGER,
    closed_at INTEGER,
    -- NULL: it came right by itself
    closed_object TEXT,
    ended TEXT
) STRICT;
CREATE INDEX matters_open ON matters (since) WHERE closed_at IS NULL;
CREATE INDEX matters_decision ON matters (decision_id);
CREATE UNIQUE INDEX matters_unexplained ON matters (interview_id) WHERE kind = 'unexplained';

CREATE TABLE matter_steps (
    matter_id TEXT NOT NULL REFERENCES matters (id),
    place INTEGER NOT NULL,
    what TEXT NOT NULL,
    done_at INTEGER,
    done_object TEXT,
    done_name TEXT,
    PRIMARY KEY (matter_id, what)
) STRICT, WITHOUT ROWID;

-- id: the idempotency key of whoever recalled first.
CREATE TABLE recalls (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    decision_id TEXT NOT NULL UNIQUE REFERENCES decisions (id),
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    log_index INTEGER NOT NULL,
    -- NULL: it was withdrawn
    matter_id TEXT REFERENCES matters (id)
) STRICT;
CREATE INDEX recalls_case ON recalls (case_id, at);
CREATE INDEX decisions_recalled ON decisions (recall_id) WHERE recall_id IS NOT NULL;

-- People of Security.Respond, as their sign-ins told: whom a matter can be given to.
CREATE TABLE responders (
    object_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    seen_at INTEGER NOT NULL
) STRICT;
