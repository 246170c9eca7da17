-- The tenant's rules, version by version, and how each came to be. Rows are added and never changed.
CREATE TABLE policy_changes (
    id TEXT PRIMARY KEY,
    based_on INTEGER NOT NULL,
    version INTEGER NOT NULL,
    -- the canonical text, whose SHA-256 is signed
    document TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE policy_steps (
    change_id TEXT NOT NULL REFERENCES policy_changes (id),
    step TEXT NOT NULL CHECK (step IN ('propose', 'approve', 'withdraw')),
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    at INTEGER NOT NULL,
    log_index INTEGER NOT NULL,
    device_key TEXT NOT NULL REFERENCES devices (device_key),
    sequence INTEGER NOT NULL,
    previous TEXT,
    envelope TEXT NOT NULL,
    envelope_sha256 TEXT NOT NULL,
    -- the sign-in of an approval, under the installation's key
    sign_in_sealed BLOB,
    PRIMARY KEY (change_id, step),
    UNIQUE (device_key, sequence)
) STRICT;

CREATE TABLE policy_versions (
    version INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    -- NULL: installed
    change_id TEXT UNIQUE REFERENCES policy_changes (id),
    effective_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER policy_changes_stay BEFORE UPDATE ON policy_changes
BEGIN SELECT RAISE(ABORT, 'a policy change is never rewritten'); END;
CREATE TRIGGER policy_changes_last BEFORE DELETE ON policy_changes
BEGIN SELECT RAISE(ABORT, 'a policy change is never deleted'); END;
CREATE TRIGGER policy_steps_stay BEFORE UPDATE ON policy_steps
BEGIN SELECT RAISE(ABORT, 'a policy step is never rewritten'); END;
CREATE TRIGGER policy_steps_last BEFORE DELETE ON policy_steps
BEGIN SELECT RAISE(ABORT, 'a policy step is never deleted'); END;
CREATE TRIGGER policy_versions_stay BEFORE UPDATE ON policy_versions
BEGIN SELECT RAISE(ABORT, 'a policy version is never rewritten'); END;
CREATE TRIGGER policy_versions_last BEFORE DELETE ON policy_versions
BEGIN SELECT RAISE(ABORT, 'a policy version is never deleted'); END;

-- The version by which the case's marks were set.
ALTER TABLE cases ADD COLUMN policy_version INTEGER NOT NULL DEFAULT 0;
