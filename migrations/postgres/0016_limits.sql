-- The time that a norm allows, such as "24 hours" or "6 working days"; null means that of the policy.
ALTER TABLE norms ADD COLUMN time_limit TEXT;
