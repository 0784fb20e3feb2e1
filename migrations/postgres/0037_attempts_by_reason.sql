-- Each scrape of the metrics counts the answers that were kept apart: from this index, and not from their rows with what was written.

CREATE INDEX attempts_by_reason ON attempts (reason, further);
