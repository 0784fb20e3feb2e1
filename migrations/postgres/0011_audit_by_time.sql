-- The audit is read by days, in the order in which things happened.
CREATE INDEX audit_by_time ON audit (at, id);
