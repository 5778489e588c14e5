-- What all programs share: their keys, their space, and the record of their use.

-- A key that sees only what it made itself; and the key in whose place it came.
ALTER TABLE api_keys ADD COLUMN isolated BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE api_keys ADD COLUMN replaces {uuid};

-- The space of a tenant: how much it may keep (null: as much as there is) and how much it keeps.
ALTER TABLE tenants ADD COLUMN quota_bytes BIGINT;
ALTER TABLE tenants ADD COLUMN used_bytes BIGINT NOT NULL DEFAULT 0;

-- What a key did on a day (days since 1970, UTC), on one surface.
CREATE TABLE usage_days (
    tenant_id {uuid} NOT NULL,
    key_id {uuid} NOT NULL,
    surface TEXT NOT NULL,
    day BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    refused BIGINT NOT NULL,               -- answers 4xx
    failed BIGINT NOT NULL,                -- answers 5xx
    bytes_in BIGINT NOT NULL,
    bytes_out BIGINT NOT NULL,
    transforms BIGINT NOT NULL,
    under_10ms BIGINT NOT NULL,            -- how long until an answer began: each request is in one column
    under_50ms BIGINT NOT NULL,
    under_200ms BIGINT NOT NULL,
    under_1s BIGINT NOT NULL,
    under_5s BIGINT NOT NULL,
    longer BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, day, key_id, surface)
);

-- Reading the record of events: a tenant's in order, a key's in order, those of one request, and the old ones.
CREATE INDEX events_order ON events (tenant_id, created_at, id);
CREATE INDEX events_key ON events (key_id, created_at, id) WHERE key_id IS NOT NULL;
CREATE INDEX events_request ON events (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX events_age ON events (created_at);
