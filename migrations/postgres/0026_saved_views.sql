-- Views of the pages with figures that a user saved under a name, and their monthly mails.

CREATE TABLE saved_views (
    id UUID PRIMARY KEY,
    owner_id UUID NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    page TEXT NOT NULL CHECK (page IN ('dashboard', 'background', 'why', 'themes', 'compare')),
    -- The parameters of the page, urlencoded.
    query TEXT NOT NULL,
    -- Whether others who may see figures find it among their views.
    is_shared BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (owner_id, name)
);

-- Who gets the figures of a view by mail each month.
CREATE TABLE saved_view_subscribers (
    view_id UUID NOT NULL REFERENCES saved_views (id),
    user_id UUID NOT NULL REFERENCES users (id),
    subscribed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (view_id, user_id)
);

-- Which mails were queued, so that each is queued once, whichever process does it.
CREATE TABLE saved_view_mails (
    view_id UUID NOT NULL REFERENCES saved_views (id),
    user_id UUID NOT NULL REFERENCES users (id),
    -- The first day of the month in which it is sent.
    month DATE NOT NULL,
    queued_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (view_id, user_id, month)
);

-- The view that a mail to staff is about.
ALTER TABLE staff_mails ADD COLUMN view_id UUID REFERENCES saved_views (id);
