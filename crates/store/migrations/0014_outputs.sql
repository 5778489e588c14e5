-- What commands made or were given to keep. Whoever knows the id may read it.
CREATE TABLE outputs (
    id {uuid} PRIMARY KEY,                  -- 128 random bits
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    owner_id {uuid} NOT NULL,               -- a user, or a key that acts for nobody
    key_id {uuid} NOT NULL,
    media_type TEXT NOT NULL,
    extension TEXT NOT NULL,
    size BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);
CREATE INDEX outputs_over ON outputs (expires_at) WHERE expires_at IS NOT NULL;
