-- When a scan found the file of an asset gone. Set together with the move to the trash, so that a file that comes back
-- brings its asset back, and one that a person threw away stays where they put it.
ALTER TABLE assets ADD COLUMN file_missing_since BIGINT;
-- The size of a file that vanished is looked for among those that appeared.
CREATE INDEX assets_repository_path ON assets (repository_id, storage_path, id) WHERE storage_path <> '';
