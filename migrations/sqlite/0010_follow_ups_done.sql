-- Follow-ups that were done lately are listed, the latest first.
CREATE INDEX follow_ups_done ON follow_ups (done_at) WHERE done_at IS NOT NULL;
