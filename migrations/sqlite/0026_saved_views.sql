-- Views of the pages with figures that a user saved under a name, and their monthly mails.

CREATE TABLE saved_views (
    id BLOB PRIMARY KEY NOT NULL,
    owner_id BLOB NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    page TEXT NOT NULL CHECK (page IN ('dashboard', 'background', 'why', 'themes', 'compare')),
    -- The parameters of the page, urlencoded.
    query TEXT NOT NULL,
    -- Whether others who may see figures find it among their views.
    is_shared INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (owner_id, name)
) STRICT;

-- Who gets the figures of a view by mail each month.
CREATE TABLE saved_view_subscribers (
    view_id BLOB NOT NULL REFERENCES saved_views (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    subscribed_at TEXT NOT NULL,
    PRIMARY KEY (view_id, user_id)
) STRICT;

-- Which mails were queued, so that each is queued once, whichever process does it.
CREATE TABLE saved_view_mails (
    view_id BLOB NOT NULL REFERENCES saved_views (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    -- The first day of the month in which it is sent.
    month TEXT NOT NULL,
    queued_at TEXT NOT NULL,
    PRIMARY KEY (view_id, user_id, month)
) STRICT;

-- The view that a mail to staff is about.
ALTER TABLE staff_mails ADD COLUMN view_id BLOB REFERENCES saved_views (id);
