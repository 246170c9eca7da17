-- When a session was last looked at, and how often it was heard of: a hint that comes during a look
-- is not lost, and many of them are one.
ALTER TABLE sessions ADD COLUMN looked_at INTEGER;
ALTER TABLE sessions ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;
