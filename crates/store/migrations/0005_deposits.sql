-- Files that programs bring through signed forms: from the promise to the bytes to their end.
CREATE TABLE deposits (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    owner_id {uuid} NOT NULL,              -- the user of the key, or the key itself when it acts for nobody
    key_id {uuid} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'completed', 'failed', 'expired')),
    filename TEXT NOT NULL,
    content_type TEXT NOT NULL,
    declared_size BIGINT,
    max_size BIGINT NOT NULL,              -- what a pending one holds of its owner's space
    size BIGINT,
    etag TEXT,
    error TEXT,
    object_id {uuid},                      -- the attempt whose bytes won
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX deposits_owner ON deposits (tenant_id, owner_id, id);
CREATE INDEX deposits_expiry ON deposits (state, expires_at);
CREATE INDEX deposits_object ON deposits (object_id) WHERE object_id IS NOT NULL;
