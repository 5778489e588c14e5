-- Counters of one order each. One table for both had a row for each pair of a day taken and an hour uploaded, which a
-- library that grows as pictures are taken has nearly as many of as pictures. `utc_day` is sort_time in whole days, `local_day` is
-- day_key, `upload_hour` is upload_time in whole hours, rounded towards zero; `visible` leaves out covered stack members.
-- `asset_counts_by_span` has both orders in spans of 64 days and of 1024 hours, so that a total or the place of a deep page is
-- found in a few hundred rows: first the span, then the day or hour in it.
CREATE TABLE asset_counts_by_day (
    owner_key {uuid} NOT NULL,             -- owner, or the nil id
    shelf BIGINT NOT NULL,
    utc_day BIGINT NOT NULL,
    local_day BIGINT NOT NULL,
    kind TEXT NOT NULL,
    repository_key {uuid} NOT NULL,        -- repository, or the nil id
    total BIGINT NOT NULL,
    visible BIGINT NOT NULL,
    PRIMARY KEY (owner_key, shelf, utc_day, local_day, kind, repository_key)
-- @sqlite
) WITHOUT ROWID;
-- @end
-- @postgres
);
-- @end
CREATE TABLE asset_counts_by_hour (
    owner_key {uuid} NOT NULL,
    shelf BIGINT NOT NULL,
    upload_hour BIGINT NOT NULL,
    kind TEXT NOT NULL,
    repository_key {uuid} NOT NULL,
    total BIGINT NOT NULL,
    visible BIGINT NOT NULL,
    PRIMARY KEY (owner_key, shelf, upload_hour, kind, repository_key)
-- @sqlite
) WITHOUT ROWID;
-- @end
-- @postgres
);
-- @end
CREATE TABLE asset_counts_by_span (
    by_upload BOOLEAN NOT NULL,            -- spans of upload_hour; else of utc_day
    owner_key {uuid} NOT NULL,
    shelf BIGINT NOT NULL,
    span BIGINT NOT NULL,
    kind TEXT NOT NULL,
    repository_key {uuid} NOT NULL,
    total BIGINT NOT NULL,
    visible BIGINT NOT NULL,
    PRIMARY KEY (by_upload, owner_key, shelf, span, kind, repository_key)
-- @sqlite
) WITHOUT ROWID;
-- @end
-- @postgres
);
-- @end
CREATE INDEX asset_counts_by_day_shelf ON asset_counts_by_day (shelf, utc_day);
CREATE INDEX asset_counts_by_hour_shelf ON asset_counts_by_hour (shelf, upload_hour);

INSERT INTO asset_counts_by_day (owner_key, shelf, utc_day, local_day, kind, repository_key, total, visible)
SELECT owner_key, shelf, utc_day, local_day, kind, repository_key, SUM(total), SUM(visible) FROM asset_counts
GROUP BY owner_key, shelf, utc_day, local_day, kind, repository_key HAVING SUM(total) > 0;
INSERT INTO asset_counts_by_hour (owner_key, shelf, upload_hour, kind, repository_key, total, visible)
SELECT owner_key, shelf, upload_hour, kind, repository_key, SUM(total), SUM(visible) FROM asset_counts
GROUP BY owner_key, shelf, upload_hour, kind, repository_key HAVING SUM(total) > 0;
INSERT INTO asset_counts_by_span (by_upload, owner_key, shelf, span, kind, repository_key, total, visible)
SELECT FALSE, owner_key, shelf, utc_day / 64, kind, repository_key, SUM(total), SUM(visible) FROM asset_counts_by_day
GROUP BY owner_key, shelf, utc_day / 64, kind, repository_key;
INSERT INTO asset_counts_by_span (by_upload, owner_key, shelf, span, kind, repository_key, total, visible)
SELECT TRUE, owner_key, shelf, upload_hour / 1024, kind, repository_key, SUM(total), SUM(visible) FROM asset_counts_by_hour
GROUP BY owner_key, shelf, upload_hour / 1024, kind, repository_key;

-- @sqlite
DROP TRIGGER assets_count_insert;
DROP TRIGGER assets_count_delete;
DROP TRIGGER assets_count_update;
-- @end
-- @postgres
DROP TRIGGER assets_count ON assets;
DROP FUNCTION assets_count();
-- @end
DROP TABLE asset_counts;

-- @sqlite
CREATE TRIGGER assets_count_insert AFTER INSERT ON assets BEGIN
    INSERT INTO asset_counts_by_hour (owner_key, shelf, upload_hour, kind, repository_key, total, visible)
    VALUES (coalesce(new.owner_id, zeroblob(16)), new.shelf, new.upload_time / 3600000000, new.kind,
            coalesce(new.repository_id, zeroblob(16)), 1, new.stack_id IS NULL OR new.stack_cover)
    ON CONFLICT (owner_key, shelf, upload_hour, kind, repository_key)
    DO UPDATE SET total = total + 1, visible = visible + excluded.visible;
    INSERT INTO asset_counts_by_span (by_upload, owner_key, shelf, span, kind, repository_key, total, visible)
    VALUES (TRUE, coalesce(new.owner_id, zeroblob(16)), new.shelf, new.upload_time / 3600000000 / 1024, new.kind,
            coalesce(new.repository_id, zeroblob(16)), 1, new.stack_id IS NULL OR new.stack_cover)
    ON CONFLICT (by_upload, owner_key, shelf, span, kind, repository_key)
    DO UPDATE SET total = total + 1, visible = visible + excluded.visible;
    INSERT INTO asset_counts_by_day (owner_key, shelf, utc_day, local_day, kind, repository_key, total, visible)
    VALUES (coalesce(new.owner_id, zeroblob(16)), new.shelf, new.sort_time / 86400000000, new.day_key, new.kind,
            coalesce(new.repository_id, zeroblob(16)), 1, new.stack_id IS NULL OR new.stack_cover)
    ON CONFLICT (owner_key, shelf, utc_day, local_day, kind, repository_key)
    DO UPDATE SET total = total + 1, visible = visible + excluded.visible;
    INSERT INTO asset_counts_by_span (by_upload, owner_key, shelf, span, kind, repository_key, total, visible)
    VALUES (FALSE, coalesce(new.owner_id, zeroblob(16)), new.shelf, new.sort_time / 86400000000 / 64, new.kind,
            coalesce(new.repository_id, zeroblob(16)), 1, new.stack_id IS NULL OR new.stack_cover)
    ON CONFLICT (by_upload, owner_key, shelf, span, kind, repository_key)
    DO UPDATE SET total = total + 1, visible = visible + excluded.visible;
END;
CREATE TRIGGER assets_count_delete AFTER DELETE ON assets BEGIN
    UPDATE asset_counts_by_hour SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)
    WHERE owner_key = coalesce(old.owner_id, zeroblob(16)) AND shelf = old.shelf AND upload_hour = old.upload_time / 3600000000
      AND kind = old.kind AND repository_key = coalesce(old.repository_id, zeroblob(16));
    UPDATE asset_counts_by_span SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)
    WHERE by_upload = TRUE AND owner_key = coalesce(old.owner_id, zeroblob(16)) AND shelf = old.shelf AND span = old.upload_time / 3600000000 / 1024
      AND kind = old.kind AND repository_key = coalesce(old.repository_id, zeroblob(16));
    UPDATE asset_counts_by_day SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)
    WHERE owner_key = coalesce(old.owner_id, zeroblob(16)) AND shelf = old.shelf AND utc_day = old.sort_time / 86400000000
      AND local_day = old.day_key AND kind = old.kind AND repository_key = coalesce(old.repository_id, zeroblob(16));
    UPDATE asset_counts_by_span SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)
    WHERE by_upload = FALSE AND owner_key = coalesce(old.owner_id, zeroblob(16)) AND shelf = old.shelf AND span = old.sort_time / 86400000000 / 64
      AND kind = old.kind AND repository_key = coalesce(old.repository_id, zeroblob(16));
END;
CREATE TRIGGER assets_count_update_hour AFTER UPDATE OF owner_id, repository_id, shelf, kind, upload_time, stack_id, stack_cover ON assets
WHEN old.owner_id IS NOT new.owner_id OR old.repository_id IS NOT new.repository_id OR old.shelf <> new.shelf OR old.kind <> new.kind
  OR old.upload_time / 3600000000 <> new.upload_time / 3600000000
  OR (old.stack_id IS NULL OR old.stack_cover) <> (new.stack_id IS NULL OR new.stack_cover)
BEGIN
    UPDATE asset_counts_by_hour SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)
    WHERE owner_key = coalesce(old.owner_id, zeroblob(16)) AND shelf = old.shelf AND upload_hour = old.upload_time / 3600000000
      AND kind = old.kind AND repository_key = coalesce(old.repository_id, zeroblob(16));
    UPDATE asset_counts_by_span SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)
    WHERE by_upload = TRUE AND owner_key = coalesce(old.owner_id, zeroblob(16)) AND shelf = old.shelf AND span = old.upload_time / 3600000000 / 1024
      AND kind = old.kind AND repository_key = coalesce(old.repository_id, zeroblob(16));
    INSERT INTO asset_counts_by_hour (owner_key, shelf, upload_hour, kind, repository_key, total, visible)
    VALUES (coalesce(new.owner_id, zeroblob(16)), new.shelf, new.upload_time / 3600000000, new.kind,
            coalesce(new.repository_id, zeroblob(16)), 1, new.stack_id IS NULL OR new.stack_cover)
    ON CONFLICT (owner_key, shelf, upload_hour, kind, repository_key)
    DO UPDATE SET total = total + 1, visible = visible + excluded.visible;
    INSERT INTO asset_counts_by_span (by_upload, owner_key, shelf, span, kind, repository_key, total, visible)
    VALUES (TRUE, coalesce(new.owner_id, zeroblob(16)), new.shelf, new.upload_time / 3600000000 / 1024, new.kind,
            coalesce(new.repository_id, zeroblob(16)), 1, new.stack_id IS NULL OR new.stack_cover)
    ON CONFLICT (by_upload, owner_key, shelf, span, kind, repository_key)
    DO UPDATE SET total = total + 1, visible = visible + excluded.visible;
END;
CREATE TRIGGER assets_count_update_day AFTER UPDATE OF owner_id, repository_id, shelf, kind, sort_time, day_key, stack_id, stack_cover ON assets
WHEN old.owner_id IS NOT new.owner_id OR old.repository_id IS NOT new.repository_id OR old.shelf <> new.shelf OR old.kind <> new.kind
  OR old.sort_time / 86400000000 <> new.sort_time / 86400000000 OR old.day_key <> new.day_key
  OR (old.stack_id IS NULL OR old.stack_cover) <> (new.stack_id IS NULL OR new.stack_cover)
BEGIN
    UPDATE asset_counts_by_day SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)
    WHERE owner_key = coalesce(old.owner_id, zeroblob(16)) AND shelf = old.shelf AND utc_day = old.sort_time / 86400000000
      AND local_day = old.day_key AND kind = old.kind AND repository_key = coalesce(old.repository_id, zeroblob(16));
    UPDATE asset_counts_by_span SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)
    WHERE by_upload = FALSE AND owner_key = coalesce(old.owner_id, zeroblob(16)) AND shelf = old.shelf AND span = old.sort_time / 86400000000 / 64
      AND kind = old.kind AND repository_key = coalesce(old.repository_id, zeroblob(16));
    INSERT INTO asset_counts_by_day (owner_key, shelf, utc_day, local_day, kind, repository_key, total, visible)
    VALUES (coalesce(new.owner_id, zeroblob(16)), new.shelf, new.sort_time / 86400000000, new.day_key, new.kind,
            coalesce(new.repository_id, zeroblob(16)), 1, new.stack_id IS NULL OR new.stack_cover)
    ON CONFLICT (owner_key, shelf, utc_day, local_day, kind, repository_key)
    DO UPDATE SET total = total + 1, visible = visible + excluded.visible;
    INSERT INTO asset_counts_by_span (by_upload, owner_key, shelf, span, kind, repository_key, total, visible)
    VALUES (FALSE, coalesce(new.owner_id, zeroblob(16)), new.shelf, new.sort_time / 86400000000 / 64, new.kind,
            coalesce(new.repository_id, zeroblob(16)), 1, new.stack_id IS NULL OR new.stack_cover)
    ON CONFLICT (by_upload, owner_key, shelf, span, kind, repository_key)
    DO UPDATE SET total = total + 1, visible = visible + excluded.visible;
END;
-- @end
-- @postgres
CREATE FUNCTION assets_count() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    nil CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
    same CONSTANT boolean := TG_OP = 'UPDATE' AND old.owner_id IS NOT DISTINCT FROM new.owner_id
        AND old.repository_id IS NOT DISTINCT FROM new.repository_id AND old.shelf = new.shelf AND old.kind = new.kind
        AND (old.stack_id IS NULL OR old.stack_cover) = (new.stack_id IS NULL OR new.stack_cover);
    same_hour CONSTANT boolean := same AND old.upload_time / 3600000000 = new.upload_time / 3600000000;
    same_day CONSTANT boolean := same AND old.sort_time / 86400000000 = new.sort_time / 86400000000 AND old.day_key = new.day_key;
BEGIN
    IF TG_OP <> 'INSERT' AND NOT same_hour THEN
        UPDATE asset_counts_by_hour SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)::int
        WHERE owner_key = coalesce(old.owner_id, nil) AND shelf = old.shelf AND upload_hour = old.upload_time / 3600000000
          AND kind = old.kind AND repository_key = coalesce(old.repository_id, nil);
        UPDATE asset_counts_by_span SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)::int
        WHERE by_upload = TRUE AND owner_key = coalesce(old.owner_id, nil) AND shelf = old.shelf AND span = old.upload_time / 3600000000 / 1024
          AND kind = old.kind AND repository_key = coalesce(old.repository_id, nil);
    END IF;
    IF TG_OP <> 'DELETE' AND NOT same_hour THEN
        INSERT INTO asset_counts_by_hour AS c (owner_key, shelf, upload_hour, kind, repository_key, total, visible)
        VALUES (coalesce(new.owner_id, nil), new.shelf, new.upload_time / 3600000000, new.kind, coalesce(new.repository_id, nil),
                1, (new.stack_id IS NULL OR new.stack_cover)::int)
        ON CONFLICT (owner_key, shelf, upload_hour, kind, repository_key)
        DO UPDATE SET total = c.total + 1, visible = c.visible + excluded.visible;
        INSERT INTO asset_counts_by_span AS c (by_upload, owner_key, shelf, span, kind, repository_key, total, visible)
        VALUES (TRUE, coalesce(new.owner_id, nil), new.shelf, new.upload_time / 3600000000 / 1024, new.kind, coalesce(new.repository_id, nil),
                1, (new.stack_id IS NULL OR new.stack_cover)::int)
        ON CONFLICT (by_upload, owner_key, shelf, span, kind, repository_key)
        DO UPDATE SET total = c.total + 1, visible = c.visible + excluded.visible;
    END IF;
    IF TG_OP <> 'INSERT' AND NOT same_day THEN
        UPDATE asset_counts_by_day SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)::int
        WHERE owner_key = coalesce(old.owner_id, nil) AND shelf = old.shelf AND utc_day = old.sort_time / 86400000000
          AND local_day = old.day_key AND kind = old.kind AND repository_key = coalesce(old.repository_id, nil);
        UPDATE asset_counts_by_span SET total = total - 1, visible = visible - (old.stack_id IS NULL OR old.stack_cover)::int
        WHERE by_upload = FALSE AND owner_key = coalesce(old.owner_id, nil) AND shelf = old.shelf AND span = old.sort_time / 86400000000 / 64
          AND kind = old.kind AND repository_key = coalesce(old.repository_id, nil);
    END IF;
    IF TG_OP <> 'DELETE' AND NOT same_day THEN
        INSERT INTO asset_counts_by_day AS c (owner_key, shelf, utc_day, local_day, kind, repository_key, total, visible)
        VALUES (coalesce(new.owner_id, nil), new.shelf, new.sort_time / 86400000000, new.day_key, new.kind,
                coalesce(new.repository_id, nil), 1, (new.stack_id IS NULL OR new.stack_cover)::int)
        ON CONFLICT (owner_key, shelf, utc_day, local_day, kind, repository_key)
        DO UPDATE SET total = c.total + 1, visible = c.visible + excluded.visible;
        INSERT INTO asset_counts_by_span AS c (by_upload, owner_key, shelf, span, kind, repository_key, total, visible)
        VALUES (FALSE, coalesce(new.owner_id, nil), new.shelf, new.sort_time / 86400000000 / 64, new.kind, coalesce(new.repository_id, nil),
                1, (new.stack_id IS NULL OR new.stack_cover)::int)
        ON CONFLICT (by_upload, owner_key, shelf, span, kind, repository_key)
        DO UPDATE SET total = c.total + 1, visible = c.visible + excluded.visible;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER assets_count AFTER INSERT OR UPDATE OR DELETE ON assets FOR EACH ROW EXECUTE FUNCTION assets_count();
-- @end

-- A month of the timeline is answered from the index alone: it has all that the timeline shows.
DROP INDEX assets_days_owner;
CREATE INDEX assets_days_owner ON assets
    (owner_id, shelf, day_key, sort_time, id, stack_id, stack_cover, kind, width, height, liked, state, duration_ms, thumbhash);
