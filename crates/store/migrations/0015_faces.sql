-- Looks for faces that programs asked for: "jobs" on their surface. The picture is an asset of origin 'face'; its bytes, and
-- those of what was made of it, are objects of their own.
CREATE TABLE face_runs (
    id {uuid} PRIMARY KEY,                 -- of work that was ordered: the id of the order
    tenant_id {uuid} NOT NULL REFERENCES tenants (id),
    asset_id {uuid} REFERENCES assets (id) ON DELETE CASCADE, -- absent until the picture of an order has come
    key_id {uuid},
    request_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('detect', 'mask')),
    method TEXT CHECK (method IN ('gaussian', 'pixelate', 'solid')),
    parameters {json} NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    channels BIGINT,
    faces {json},                          -- what was found, in pixels of the upright picture
    face_count BIGINT NOT NULL DEFAULT 0,
    model TEXT,
    inference_us BIGINT,
    total_us BIGINT,
    certificate {json},                    -- what a second look at the masked picture found
    result_type TEXT,
    result_size BIGINT,
    error TEXT,
    created_at BIGINT NOT NULL,
    completed_at BIGINT
);
CREATE INDEX face_runs_asset ON face_runs (asset_id, created_at) WHERE asset_id IS NOT NULL;
CREATE INDEX face_runs_listed ON face_runs (tenant_id, created_at, id);
CREATE INDEX assets_faces ON assets (tenant_id, created_at, id) WHERE origin = 'face';
