-- Complaints by their moment of receipt: those behind a figure, and those that wait, whose time may be over.
CREATE INDEX complaints_by_receipt ON complaints (received_at, id);
CREATE INDEX complaints_not_acknowledged ON complaints (received_at) WHERE acknowledged_at IS NULL;
CREATE INDEX complaints_not_called ON complaints (received_at) WHERE phone_response_at IS NULL;
CREATE INDEX complaints_not_answered ON complaints (received_at) WHERE written_response_at IS NULL;

-- How many notifications came in a month, of a product or (empty) of all together.
CREATE TABLE notifications (
    month DATE NOT NULL,
    product TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (month, product)
);
