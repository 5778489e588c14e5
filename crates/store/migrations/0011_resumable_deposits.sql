-- Uploads that come in pieces; their place is 'pieces'.
ALTER TABLE deposits ADD COLUMN received BIGINT NOT NULL DEFAULT 0;    -- bytes of acknowledged pieces

-- What has been acknowledged of a file that comes in pieces. Each has an object of its own until the file is whole.
CREATE TABLE deposit_pieces (
    deposit_id {uuid} NOT NULL,
    start BIGINT NOT NULL,
    size BIGINT NOT NULL,
    object_id {uuid} NOT NULL,
    PRIMARY KEY (deposit_id, start)
);
CREATE INDEX deposit_pieces_object ON deposit_pieces (object_id);
