-- How pictures of a client are delivered.
ALTER TABLE tenants ADD COLUMN require_signed BOOLEAN NOT NULL DEFAULT FALSE;      -- pictures to order only for signed addresses
ALTER TABLE tenants ADD COLUMN presets_only BOOLEAN NOT NULL DEFAULT FALSE;        -- free orders only for signed addresses
ALTER TABLE tenants ADD COLUMN negotiate_format BOOLEAN NOT NULL DEFAULT FALSE;    -- the request's Accept decides where no format is named

-- What a client signs addresses of pictures with. The secret is sealed.
CREATE TABLE delivery_keys (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    sealed TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX delivery_keys_tenant ON delivery_keys (tenant_id, created_at);

-- Orders for pictures that a client has given names.
CREATE TABLE presets (
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL,
    parameters {json} NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, name)
);

-- Whose thing calotype worked on where no program asked for it just then: they may read the event.
ALTER TABLE events ADD COLUMN concerns_owner {uuid};
ALTER TABLE events ADD COLUMN concerns_key {uuid};
CREATE INDEX events_concerns_key ON events (concerns_key, created_at, id) WHERE concerns_key IS NOT NULL;
