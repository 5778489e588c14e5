-- What a scan needs to see that an XMP sidecar beside a file came, changed or went.
ALTER TABLE assets ADD COLUMN sidecar_mtime BIGINT;

-- A list counts its matches, and stacks once: with the stack in the index no row is read for that.
DROP INDEX assets_liked;
DROP INDEX assets_rated;
DROP INDEX assets_camera;
DROP INDEX assets_lens;
CREATE INDEX assets_liked ON assets (owner_id, shelf, sort_time, id, stack_id) WHERE liked;
CREATE INDEX assets_rated ON assets (owner_id, shelf, rating, sort_time, id, stack_id) WHERE rating IS NOT NULL;
CREATE INDEX assets_camera ON assets (owner_id, shelf, camera_model, sort_time, id, stack_id) WHERE camera_model IS NOT NULL;
CREATE INDEX assets_lens ON assets (owner_id, shelf, lens_model, sort_time, id, stack_id) WHERE lens_model IS NOT NULL;
