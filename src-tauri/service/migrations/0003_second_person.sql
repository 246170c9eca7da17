-- Where two people decide. The first one's time stands on the case, whose state stays 'open'; their
-- verdict stands only in their decision. A decision carries when the case moved by it; it stands
-- while it counts towards two who agree.
ALTER TABLE cases ADD COLUMN first_object TEXT;
ALTER TABLE cases ADD COLUMN first_at INTEGER;
ALTER TABLE decisions ADD COLUMN carries INTEGER NOT NULL DEFAULT 1;
ALTER TABLE decisions ADD COLUMN standing INTEGER NOT NULL DEFAULT 0;
