-- What the deleting of pictures and the following of the policy look for, again and again.
CREATE INDEX evidence_live ON evidence (case_id) WHERE state = 'live';
CREATE INDEX evidence_left ON evidence (id) WHERE state = 'erased' AND reason = 'retention';
CREATE INDEX cases_policy ON cases (policy_version);
