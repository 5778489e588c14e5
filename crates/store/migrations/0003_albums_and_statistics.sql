-- The order in which an album shows its assets.
CREATE INDEX album_assets_order ON album_assets (album_id, position, added_at, asset_id);

-- Statistics read a whole library: these indexes hold everything they need, so that no row is opened.
DROP INDEX assets_focal_length;
CREATE INDEX assets_focal_length ON assets (owner_id, shelf, focal_length, repository_id) WHERE focal_length IS NOT NULL;
CREATE INDEX assets_camera_lens ON assets (owner_id, shelf, camera_model, lens_model, repository_id)
    WHERE camera_model IS NOT NULL AND lens_model IS NOT NULL;
DROP INDEX assets_repository;
CREATE INDEX assets_repository ON assets (repository_id, shelf, sort_time, id, owner_id);
