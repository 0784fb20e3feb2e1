-- Notifications of two months.
INSERT INTO notifications (month, product, count) VALUES
    ('2026-01-01', '', 900),
    ('2026-01-01', 'Verkeer', 300),
    ('2026-02-01', '', 850);
