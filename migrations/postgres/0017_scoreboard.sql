-- Complaints by their moment of receipt: those of the last days, whose time may be over, and those behind a figure.
CREATE INDEX complaints_by_receipt ON complaints (received_at, id);

-- How many notifications came in a month, of a product or (empty) of all together.
CREATE TABLE notifications (
    month DATE NOT NULL,
    product TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (month, product)
);
