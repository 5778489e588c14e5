-- Uploads that do not pass through the embedded bucket: straight to the configured store.
ALTER TABLE deposits ADD COLUMN place TEXT NOT NULL DEFAULT 'bucket';  -- 'bucket' or 'store'
CREATE INDEX deposits_place ON deposits (place, state) WHERE place <> 'bucket';
