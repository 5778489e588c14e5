-- The domain model of the house. Placeholders and engine sections: see src/migrate.rs.
-- Times are UTC microseconds since 1970, sizes are bytes, hashes are lower-case hexadecimal BLAKE3 (64 characters),
-- ids are UUIDv7. A `number` is the integer some surfaces show beside the id.

-- The isolation boundary. Every row below belongs to one tenant.
CREATE TABLE tenants (
    id {uuid} PRIMARY KEY,
    slug TEXT NOT NULL CONSTRAINT tenants_slug_key UNIQUE,
    name TEXT NOT NULL,
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    created_at BIGINT NOT NULL
);

-- A person with a login, or a mere label an application uses for one of its users (username and password absent).
CREATE TABLE users (
    number {serial},
    id {uuid} NOT NULL CONSTRAINT users_id_key UNIQUE,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    external_id TEXT NOT NULL,
    username TEXT,
    display_name TEXT NOT NULL DEFAULT '',
    email TEXT,
    password_hash TEXT,
    webauthn_handle {bytes},
    avatar_asset_id {uuid},
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    last_login_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_external_id_key ON users (tenant_id, external_id);
CREATE UNIQUE INDEX users_username_key ON users (tenant_id, username) WHERE username IS NOT NULL;

-- What makes a user an administrator: a role over a tenant (null: over all of them).
CREATE TABLE admin_grants (
    id {uuid} PRIMARY KEY,
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('SUPER_ADMIN', 'ADMIN', 'VIEWER')),
    tenant_id {uuid} REFERENCES tenants (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL
);
CREATE INDEX admin_grants_user ON admin_grants (user_id);

-- A credential for programs. The secret is kept as SHA-256 only; prefix and suffix are for display and look-up.
CREATE TABLE api_keys (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    user_id {uuid} REFERENCES users (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    secret_hash {bytes} NOT NULL CONSTRAINT api_keys_secret_hash_key UNIQUE,
    scopes {json} NOT NULL,
    allowed_origins {json},
    allowed_addresses {json},
    is_active BOOLEAN NOT NULL DEFAULT TRUE,
    expires_at BIGINT,
    last_used_at BIGINT,
    use_count BIGINT NOT NULL DEFAULT 0,
    created_by {uuid},
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX api_keys_tenant ON api_keys (tenant_id, created_at);

-- A refresh token or cookie session, by the SHA-256 of its random token. A family is one login and its rotations.
CREATE TABLE sessions (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    user_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('library', 'hosting_admin', 'face_admin')),
    family_id {uuid} NOT NULL,
    token_hash {bytes} NOT NULL CONSTRAINT sessions_token_hash_key UNIQUE,
    user_agent TEXT,
    address TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    rotated_at BIGINT
);
CREATE INDEX sessions_user ON sessions (user_id, kind);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- One JSON value per setting group an administrator can change while the server runs.
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value {json} NOT NULL,
    updated_by {uuid},
    updated_at BIGINT NOT NULL
);

-- A user's folder tree. A detached repository was unregistered: its assets wait for it to come back.
CREATE TABLE repositories (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL,
    path TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('primary', 'regular')),
    default_owner_id {uuid} REFERENCES users (id) ON DELETE SET NULL,
    storage_strategy TEXT NOT NULL CHECK (storage_strategy IN ('date', 'cas', 'flat')),
    duplicate_handling TEXT NOT NULL CHECK (duplicate_handling IN ('rename', 'uuid', 'overwrite')),
    last_sync_at BIGINT,
    detached_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX repositories_path_key ON repositories (path) WHERE detached_at IS NULL;
CREATE UNIQUE INDEX repositories_primary_key ON repositories (tenant_id) WHERE role = 'primary' AND detached_at IS NULL;

-- Bytes we keep ourselves, once per tenant and content, in the object store. A delete waits for ref_count 0.
CREATE TABLE blobs (
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    hash TEXT NOT NULL,
    size BIGINT NOT NULL,
    mime_type TEXT NOT NULL,
    ref_count BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, hash)
);

-- One picture, video, sound or document of a user. `shelf` says where it stands, so that every list is one index
-- range: 0 listed, 1 in the trash, 2 detached with its repository, 3 kept by another surface than the library.
CREATE TABLE assets (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    origin TEXT NOT NULL CHECK (origin IN ('library', 'hosting', 'face', 'upload', 'command')),
    shelf BIGINT NOT NULL DEFAULT 0,
    owner_id {uuid} REFERENCES users (id) ON DELETE SET NULL,
    repository_id {uuid} REFERENCES repositories (id),
    kind TEXT NOT NULL CHECK (kind IN ('PHOTO', 'VIDEO', 'AUDIO', 'DOCUMENT')),
    original_filename TEXT NOT NULL,
    filename_key TEXT NOT NULL,            -- lower-cased file name, for the case-insensitive operators
    storage_path TEXT NOT NULL DEFAULT '', -- relative to the repository; '' until committed
    staged_path TEXT,                      -- where the accepted bytes wait, relative to the repository
    mime_type TEXT NOT NULL,
    file_size BIGINT NOT NULL,
    file_mtime BIGINT,
    hash TEXT,
    dedupe_hash TEXT,                      -- equals hash for uploads that must not be stored twice
    width BIGINT,
    height BIGINT,
    duration_ms BIGINT,
    upload_time BIGINT NOT NULL,
    taken_time BIGINT,
    capture_offset_minutes BIGINT,
    sort_time BIGINT NOT NULL,             -- taken_time, else upload_time
    day_key BIGINT NOT NULL,               -- yyyymmdd of the wall clock where it was taken
    rating BIGINT CHECK (rating BETWEEN 0 AND 5),
    liked BOOLEAN,
    is_raw BOOLEAN NOT NULL DEFAULT FALSE,
    camera_model TEXT,
    lens_model TEXT,
    focal_length DOUBLE PRECISION,
    gps_latitude DOUBLE PRECISION,
    gps_longitude DOUBLE PRECISION,
    geohash5 TEXT,
    geohash7 TEXT,
    content_identifier TEXT,
    specific_metadata {json},
    status {json} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('processing', 'complete', 'warning', 'failed')),
    thumbhash {bytes},
    phash BIGINT,                          -- the 64 bits of the perceptual hash, as a signed integer
    stack_id {uuid},
    stack_position BIGINT,
    stack_cover BOOLEAN NOT NULL DEFAULT FALSE, -- the first member of its stack on its shelf
    deleted_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX assets_repository_path_key ON assets (repository_id, storage_path) WHERE storage_path <> '';
CREATE UNIQUE INDEX assets_dedupe_key ON assets (repository_id, owner_id, dedupe_hash) WHERE dedupe_hash IS NOT NULL;
CREATE INDEX assets_timeline_owner ON assets (owner_id, shelf, sort_time, id);
CREATE INDEX assets_timeline_all ON assets (shelf, sort_time, id);
CREATE INDEX assets_recent_owner ON assets (owner_id, shelf, upload_time, id);
CREATE INDEX assets_recent_all ON assets (shelf, upload_time, id);
CREATE INDEX assets_repository ON assets (repository_id, shelf, sort_time, id);
CREATE INDEX assets_days_owner ON assets (owner_id, shelf, day_key, sort_time);
CREATE INDEX assets_days_all ON assets (shelf, day_key, sort_time);
CREATE INDEX assets_hash ON assets (hash, file_size) WHERE hash IS NOT NULL;
CREATE INDEX assets_liked ON assets (owner_id, shelf, sort_time, id) WHERE liked;
CREATE INDEX assets_rated ON assets (owner_id, shelf, rating, sort_time, id) WHERE rating IS NOT NULL;
CREATE INDEX assets_camera ON assets (owner_id, shelf, camera_model, sort_time, id) WHERE camera_model IS NOT NULL;
CREATE INDEX assets_lens ON assets (owner_id, shelf, lens_model, sort_time, id) WHERE lens_model IS NOT NULL;
CREATE INDEX assets_focal_length ON assets (owner_id, shelf, focal_length) WHERE focal_length IS NOT NULL;
CREATE INDEX assets_gps ON assets (owner_id, shelf, upload_time, id) WHERE gps_latitude IS NOT NULL;
CREATE INDEX assets_content_identifier ON assets (owner_id, content_identifier) WHERE content_identifier IS NOT NULL;
CREATE INDEX assets_stack ON assets (stack_id) WHERE stack_id IS NOT NULL;
CREATE INDEX assets_trash ON assets (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX assets_staged ON assets (repository_id) WHERE staged_path IS NOT NULL;
-- @sqlite
-- Substring search on file names: a trigram index kept in step by triggers.
CREATE VIRTUAL TABLE assets_filename USING fts5 (filename_key, content='assets', content_rowid='rowid', tokenize='trigram', detail='none');
CREATE TRIGGER assets_filename_insert AFTER INSERT ON assets BEGIN
    INSERT INTO assets_filename (rowid, filename_key) VALUES (new.rowid, new.filename_key);
END;
CREATE TRIGGER assets_filename_delete AFTER DELETE ON assets BEGIN
    INSERT INTO assets_filename (assets_filename, rowid, filename_key) VALUES ('delete', old.rowid, old.filename_key);
END;
CREATE TRIGGER assets_filename_update AFTER UPDATE OF filename_key ON assets WHEN old.filename_key <> new.filename_key BEGIN
    INSERT INTO assets_filename (assets_filename, rowid, filename_key) VALUES ('delete', old.rowid, old.filename_key);
    INSERT INTO assets_filename (rowid, filename_key) VALUES (new.rowid, new.filename_key);
END;
-- @end
-- @postgres
-- Substring search on file names. A role that may not create the extension keeps working, with a scan instead.
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX assets_filename ON assets USING gin (filename_key gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported THEN
    RAISE NOTICE 'pg_trgm is not available: file name search will scan';
END $$;
-- @end

-- How many assets stand where: kept by triggers, so that totals, months and deep pages of a million assets cost a few
-- hundred small rows. `utc_day` is sort_time in whole days,
-- `local_day` is day_key, `upload_hour` is upload_time in whole hours; `visible` leaves out covered stack members.
CREATE TABLE asset_counts (
    owner_key {uuid} NOT NULL,             -- owner, or the nil id
    repository_key {uuid} NOT NULL,        -- repository, or the nil id
    shelf BIGINT NOT NULL,
    kind TEXT NOT NULL,
    utc_day BIGINT NOT NULL,
    local_day BIGINT NOT NULL,
    upload_hour BIGINT NOT NULL,
    total BIGINT NOT NULL,
    visible BIGINT NOT NULL,
    PRIMARY KEY (owner_key, shelf, utc_day, local_day, upload_hour, kind, repository_key)
);
CREATE INDEX asset_counts_shelf ON asset_counts (shelf, utc_day);
-- @sqlite
CREATE TRIGGER assets_count_insert AFTER INSERT ON assets BEGIN
    INSERT INTO asset_counts (owner_key, repository_key, shelf, kind, utc_day, local_day, upload_hour, total, visible)
    VALUES (coalesce(new.owner_id, zeroblob(16)), coalesce(new.repository_id, zeroblob(16)), new.shelf, new.kind,
            new.sort_time / 86400000000, new.day_key, new.upload_time / 3600000000, 1, new.stack_id IS NULL OR new.stack_cover)
    ON CONFLICT (owner_key, shelf, utc_day, local_day, upload_hour, kind, repository_key)
    DO UPDATE SET total = total + 1, visible = visible + excluded.visible;
END;
CREATE TRIGGER assets_count_delete AFTER DELETE ON assets BEGIN
    UPDATE asset_counts SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)
    WHERE owner_key = coalesce(old.owner_id, zeroblob(16)) AND shelf = old.shelf AND utc_day = old.sort_time / 86400000000
      AND local_day = old.day_key AND upload_hour = old.upload_time / 3600000000 AND kind = old.kind AND repository_key = coalesce(old.repository_id, zeroblob(16));
END;
CREATE TRIGGER assets_count_update AFTER UPDATE OF owner_id, repository_id, shelf, kind, sort_time, day_key, stack_id, stack_cover ON assets
WHEN old.owner_id IS NOT new.owner_id OR old.repository_id IS NOT new.repository_id OR old.shelf <> new.shelf OR old.kind <> new.kind
  OR old.sort_time / 86400000000 <> new.sort_time / 86400000000 OR old.day_key <> new.day_key
  OR (old.stack_id IS NULL OR old.stack_cover) <> (new.stack_id IS NULL OR new.stack_cover)
BEGIN
    UPDATE asset_counts SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)
    WHERE owner_key = coalesce(old.owner_id, zeroblob(16)) AND shelf = old.shelf AND utc_day = old.sort_time / 86400000000
      AND local_day = old.day_key AND upload_hour = old.upload_time / 3600000000 AND kind = old.kind AND repository_key = coalesce(old.repository_id, zeroblob(16));
    INSERT INTO asset_counts (owner_key, repository_key, shelf, kind, utc_day, local_day, upload_hour, total, visible)
    VALUES (coalesce(new.owner_id, zeroblob(16)), coalesce(new.repository_id, zeroblob(16)), new.shelf, new.kind,
            new.sort_time / 86400000000, new.day_key, new.upload_time / 3600000000, 1, new.stack_id IS NULL OR new.stack_cover)
    ON CONFLICT (owner_key, shelf, utc_day, local_day, upload_hour, kind, repository_key)
    DO UPDATE SET total = total + 1, visible = visible + excluded.visible;
END;
-- @end
-- @postgres
CREATE FUNCTION assets_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    nil CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
BEGIN
    IF TG_OP = 'UPDATE' AND old.owner_id IS NOT DISTINCT FROM new.owner_id AND old.repository_id IS NOT DISTINCT FROM new.repository_id
       AND old.shelf = new.shelf AND old.kind = new.kind AND old.sort_time / 86400000000 = new.sort_time / 86400000000
       AND old.day_key = new.day_key AND (old.stack_id IS NULL OR old.stack_cover) = (new.stack_id IS NULL OR new.stack_cover) THEN
        RETURN NULL;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        UPDATE asset_counts SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)::int
        WHERE owner_key = coalesce(old.owner_id, nil) AND shelf = old.shelf AND utc_day = old.sort_time / 86400000000
          AND local_day = old.day_key AND upload_hour = old.upload_time / 3600000000 AND kind = old.kind AND repository_key = coalesce(old.repository_id, nil);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO asset_counts AS c (owner_key, repository_key, shelf, kind, utc_day, local_day, upload_hour, total, visible)
        VALUES (coalesce(new.owner_id, nil), coalesce(new.repository_id, nil), new.shelf, new.kind,
                new.sort_time / 86400000000, new.day_key, new.upload_time / 3600000000, 1, (new.stack_id IS NULL OR new.stack_cover)::int)
        ON CONFLICT (owner_key, shelf, utc_day, local_day, upload_hour, kind, repository_key)
        DO UPDATE SET total = c.total + 1, visible = c.visible + excluded.visible;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER assets_count AFTER INSERT OR UPDATE OR DELETE ON assets FOR EACH ROW EXECUTE FUNCTION assets_count();
-- @end

-- The complete tag dump of an asset, apart from the row because only the detail view reads it.
CREATE TABLE asset_raw_tags (
    asset_id {uuid} PRIMARY KEY REFERENCES assets (id) ON DELETE CASCADE,
    source TEXT NOT NULL,                  -- which reader made it
    tags {json} NOT NULL,
    created_at BIGINT NOT NULL
);

-- What we made from an asset. The object is named by content and recipe, so equal pictures share it.
CREATE TABLE renditions (
    number {serial},
    id {uuid} NOT NULL CONSTRAINT renditions_id_key UNIQUE,
    asset_id {uuid} NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
    recipe TEXT NOT NULL,                  -- 'mezzanine', 'small', 'medium', 'large', 'web_video', 'web_audio', …
    version BIGINT NOT NULL,               -- of the encoder that made it; older ones are made again
    object_key TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    width BIGINT,
    height BIGINT,
    size BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX renditions_asset_recipe_key ON renditions (asset_id, recipe);
CREATE INDEX renditions_object ON renditions (object_key);

CREATE TABLE albums (
    number {serial},
    id {uuid} NOT NULL CONSTRAINT albums_id_key UNIQUE,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    owner_id {uuid} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    external_id TEXT,
    name TEXT NOT NULL,
    description TEXT,
    cover_asset_id {uuid} REFERENCES assets (id) ON DELETE SET NULL,
    album_type TEXT NOT NULL DEFAULT 'default',
    is_public BOOLEAN NOT NULL DEFAULT FALSE,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX albums_owner ON albums (owner_id, created_at, number);

CREATE TABLE album_assets (
    album_id {uuid} NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
    asset_id {uuid} NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
    position BIGINT,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (album_id, asset_id)
);
CREATE INDEX album_assets_asset ON album_assets (asset_id);

CREATE TABLE tags (
    number {serial},
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX tags_name_key ON tags (tenant_id, name);

CREATE TABLE asset_tags (
    asset_id {uuid} NOT NULL REFERENCES assets (id) ON DELETE CASCADE,
    tag_number BIGINT NOT NULL REFERENCES tags (number) ON DELETE CASCADE,
    source TEXT NOT NULL,
    confidence DOUBLE PRECISION,
    PRIMARY KEY (asset_id, tag_number)
);
CREATE INDEX asset_tags_tag ON asset_tags (tag_number, asset_id);

-- Pictures that belong together: a raw file with its JPEG, a live photo, or a choice of the user.
CREATE TABLE stacks (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    owner_id {uuid} REFERENCES users (id) ON DELETE SET NULL,
    kind TEXT NOT NULL CHECK (kind IN ('raw_jpeg', 'live_photo', 'manual')),
    group_key TEXT,
    created_at BIGINT NOT NULL
);
CREATE TABLE stack_members (
    stack_id {uuid} NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
    asset_id {uuid} NOT NULL CONSTRAINT stack_members_asset_key UNIQUE REFERENCES assets (id) ON DELETE CASCADE,
    relation TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (stack_id, asset_id)
);

CREATE TABLE scan_runs (
    id {uuid} PRIMARY KEY,
    repository_id {uuid} NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
    mode TEXT NOT NULL CHECK (mode IN ('manual', 'periodic', 'watch')),
    status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'cancelled')),
    requested_by TEXT,
    discovered_count BIGINT NOT NULL DEFAULT 0,
    updated_count BIGINT NOT NULL DEFAULT 0,
    deleted_count BIGINT NOT NULL DEFAULT 0,
    skipped_count BIGINT NOT NULL DEFAULT 0,
    error TEXT,
    started_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE UNIQUE INDEX scan_runs_running_key ON scan_runs (repository_id) WHERE status = 'running';
CREATE INDEX scan_runs_latest ON scan_runs (repository_id, started_at);

-- A file arriving in pieces. In the database, so that an upload survives a restart and may be spread over nodes.
CREATE TABLE upload_sessions (
    owner_key TEXT NOT NULL,               -- user id, or 'anonymous'
    id TEXT NOT NULL,                      -- chosen by the client, so unique per owner only
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    repository_id {uuid} NOT NULL REFERENCES repositories (id) ON DELETE CASCADE,
    folder TEXT NOT NULL,                  -- directory of the pieces, relative to the repository
    file_name TEXT NOT NULL,
    content_hash TEXT,
    total_chunks BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'uploading', 'merging', 'completed', 'failed')),
    error TEXT,
    asset_id {uuid},
    job_id BIGINT,
    created_at BIGINT NOT NULL,
    last_activity_at BIGINT NOT NULL,
    PRIMARY KEY (owner_key, id)
);
CREATE INDEX upload_sessions_idle ON upload_sessions (last_activity_at);
CREATE TABLE upload_chunks (
    owner_key TEXT NOT NULL,
    session_id TEXT NOT NULL,
    chunk_index BIGINT NOT NULL,
    size BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (owner_key, session_id, chunk_index),
    FOREIGN KEY (owner_key, session_id) REFERENCES upload_sessions (owner_key, id) ON DELETE CASCADE
);

-- The durable queue; its rules are in the queue crate.
CREATE TABLE jobs (
    id {serial},
    tenant_id {uuid},
    kind TEXT NOT NULL,
    queue TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('scheduled', 'queued', 'running', 'retryable', 'done', 'failed', 'cancelled')),
    priority BIGINT NOT NULL DEFAULT 100,  -- lower runs first
    payload {json} NOT NULL,
    unique_key TEXT,
    unique_until BIGINT,                   -- keeps the key taken until then even when the job is done before
    run_at BIGINT NOT NULL,
    attempt BIGINT NOT NULL DEFAULT 0,
    max_attempts BIGINT NOT NULL,
    timeout_ms BIGINT NOT NULL,
    worker TEXT,
    lease_until BIGINT,
    cancel_requested BOOLEAN NOT NULL DEFAULT FALSE,
    progress DOUBLE PRECISION,
    progress_message TEXT,
    result {json},
    errors {json} NOT NULL,                -- history, oldest first: [{attempt, at, error}]
    subject_id {uuid},                     -- the asset or repository it is about
    requested_by {uuid},
    parent_id BIGINT,
    created_at BIGINT NOT NULL,
    attempted_at BIGINT,
    finished_at BIGINT
);
-- A key is taken while its job lives, and longer where unique_until says so; a job that is done gives its key up.
CREATE UNIQUE INDEX jobs_unique_key ON jobs (kind, unique_key) WHERE unique_key IS NOT NULL AND state NOT IN ('failed', 'cancelled');
CREATE INDEX jobs_due ON jobs (queue, priority, run_at, id) WHERE state IN ('scheduled', 'queued', 'retryable');
CREATE INDEX jobs_run_at ON jobs (run_at) WHERE state IN ('scheduled', 'queued', 'retryable');
CREATE INDEX jobs_leases ON jobs (lease_until) WHERE state = 'running';
CREATE INDEX jobs_finished ON jobs (state, finished_at) WHERE state IN ('done', 'failed', 'cancelled');
-- Covers the administrator's summary of all queues.
CREATE INDEX jobs_queue_state ON jobs (queue, state, created_at, attempted_at, finished_at);
CREATE INDEX jobs_subject ON jobs (subject_id) WHERE subject_id IS NOT NULL;
-- @postgres
ALTER TABLE jobs SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
-- @end

-- When a scheduled kind is due next, so that several nodes enqueue it once.
CREATE TABLE job_schedules (
    name TEXT PRIMARY KEY,
    next_at BIGINT NOT NULL
);

-- Objects whose last reference is gone, removed by one retried job.
CREATE TABLE object_deletions (
    object_key TEXT PRIMARY KEY,
    requested_at BIGINT NOT NULL
);

-- The append-only audit record every surface writes.
CREATE TABLE events (
    id {uuid} PRIMARY KEY,
    tenant_id {uuid} NOT NULL,
    kind TEXT NOT NULL,
    user_id {uuid},
    key_id {uuid},
    subject_type TEXT,
    subject_id TEXT,
    request_id TEXT,
    address TEXT,
    data {json},
    created_at BIGINT NOT NULL
);
CREATE INDEX events_tenant ON events (tenant_id, created_at);
CREATE INDEX events_subject ON events (subject_type, subject_id);

-- The tenant of the people at home. Its id is fixed so that every node and every restore agrees on it.
-- @sqlite
INSERT INTO tenants (id, slug, name, created_at) VALUES (x'00000000000070008000000000000001', 'home', 'Home', 0);
-- @end
-- @postgres
INSERT INTO tenants (id, slug, name, created_at) VALUES ('00000000-0000-7000-8000-000000000001', 'home', 'Home', 0);
-- @end
