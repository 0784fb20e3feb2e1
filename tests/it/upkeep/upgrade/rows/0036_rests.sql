-- A mail server that refuses us to staff.
UPDATE rests SET rests = 1, resting_until = '2026-03-20T13:00:00+00:00', trouble = '550 5.7.1 not for you' WHERE queue = 'staff_mails';
