-- Pictures that applications keep here: what the library does not know of an asset. Their bytes are objects of their own.
CREATE TABLE images (
    asset_id {uuid} PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    is_avatar BOOLEAN NOT NULL,
    is_private BOOLEAN NOT NULL,
    is_animated BOOLEAN NOT NULL,
    description TEXT,
    views BIGINT NOT NULL DEFAULT 0,
    downloads BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX images_downloads ON images (tenant_id, downloads, asset_id) WHERE NOT is_avatar;

-- The order in which tags were given; a tag that somebody else put there has none.
ALTER TABLE asset_tags ADD COLUMN position BIGINT;

-- Albums of applications have ids of their own there.
CREATE UNIQUE INDEX albums_external_id_key ON albums (tenant_id, external_id) WHERE external_id IS NOT NULL;

-- A credential for one image or one album: whoever shows the token may look. Kept as SHA-256 only.
CREATE TABLE shares (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    asset_id {uuid} REFERENCES assets (id) ON DELETE CASCADE,
    album_id {uuid} REFERENCES albums (id) ON DELETE CASCADE,
    token_hash {bytes} NOT NULL CONSTRAINT shares_token_hash_key UNIQUE,
    created_by {uuid},
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX shares_asset ON shares (asset_id) WHERE asset_id IS NOT NULL;
CREATE INDEX shares_album ON shares (album_id) WHERE album_id IS NOT NULL;
