-- Work that programs order: "jobs" on their surface. The queue's row is the engine; this one is what the program sees.
CREATE TABLE orders (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    owner_id {uuid} NOT NULL,              -- the user of the key, or the key itself when it acts for nobody
    key_id {uuid} NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('body', 'url', 'file')),
    deposit_id {uuid},                     -- the input, where it is an upload
    url TEXT,                              -- the input, where it is an address; forgotten at the end
    parameters {json} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'processing', 'success', 'failed', 'cancelled')),
    progress BIGINT,                       -- percent
    queue_job BIGINT,                      -- number of the row in jobs
    idempotency_scope {uuid},              -- whose idempotency key it is: the owner's, or an isolated key's own
    idempotency_key TEXT,
    request_id TEXT NOT NULL,
    result_id {uuid},                      -- the attempt whose bytes won
    result_type TEXT,
    result_name TEXT,
    result_size BIGINT,
    preview TEXT,
    data {json},                           -- what the kind tells besides the file
    error TEXT,
    error_message TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    expires_at BIGINT                      -- end of the row and its result; NULL while it is alive
);
CREATE UNIQUE INDEX orders_idempotency ON orders (tenant_id, idempotency_scope, kind, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX orders_deposit ON orders (deposit_id) WHERE deposit_id IS NOT NULL AND state IN ('queued', 'processing');
CREATE INDEX orders_expiry ON orders (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX orders_result ON orders (result_id) WHERE result_id IS NOT NULL;
