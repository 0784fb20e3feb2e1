-- A lease is renewed by the identifiers that its worker holds: an index less to keep for each mail.
DROP INDEX messages_by_lease;
