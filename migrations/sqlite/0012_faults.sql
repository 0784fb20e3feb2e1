-- When the mail server last refused a mail: one that it refuses again after it took others is refused for its own sake.
ALTER TABLE messages ADD COLUMN refused_at TEXT;
