-- Who may log in to the hosting portal: users at home with an e-mail address in place of a user name. The role is here,
-- because it must not vanish with the last client of the set; the set itself is the rows of `admin_grants`, where a grant
-- without a tenant stands for all of them.
CREATE TABLE admins (
    user_id {uuid} PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('SUPER_ADMIN', 'ADMIN', 'VIEWER')),
    all_clients BOOLEAN NOT NULL DEFAULT FALSE,
    created_by {uuid},
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_email_key ON users (tenant_id, email) WHERE email IS NOT NULL;
CREATE INDEX admin_grants_tenant ON admin_grants (tenant_id);

-- An access token of the portal names its session, and is read at every request.
CREATE INDEX sessions_family ON sessions (family_id);

-- What is told to an application of its own pictures. The secret its receiver knows, sealed.
CREATE TABLE webhook_secrets (
    tenant_id {uuid} PRIMARY KEY REFERENCES tenants (id) ON DELETE CASCADE,
    sealed TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- One message to one address, with what became of it. `body` is the text that is signed and sent, byte for byte.
CREATE TABLE webhook_deliveries (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    url TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'delivered', 'failed')),
    attempts BIGINT NOT NULL DEFAULT 0,
    status BIGINT,                         -- HTTP status of the last answer
    error TEXT,                            -- why the last attempt failed
    redelivery_of {uuid},
    created_at BIGINT NOT NULL,
    attempted_at BIGINT,
    finished_at BIGINT
);
CREATE INDEX webhook_deliveries_tenant ON webhook_deliveries (tenant_id, created_at, id);
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at);

-- Clients of the hosting surface are tenants with a little more.
ALTER TABLE tenants ADD COLUMN domain TEXT;
ALTER TABLE tenants ADD COLUMN webhook_enabled BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE tenants ADD COLUMN webhook_url TEXT;
ALTER TABLE tenants ADD COLUMN updated_at BIGINT NOT NULL DEFAULT 0;

-- Statistics of the portal: what a client keeps, by age.
CREATE INDEX assets_of_client ON assets (tenant_id, created_at, file_size, id) WHERE origin = 'hosting';
CREATE INDEX albums_of_tenant ON albums (tenant_id, created_at);
CREATE INDEX users_avatar ON users (avatar_asset_id) WHERE avatar_asset_id IS NOT NULL;
