import type { AssetFilter } from "../../src/api/types";
import { assetDto, detailDto, exifOf, monthDto } from "../answers";
import type { Photo } from "../photos";
import { isFound, optionsOf } from "../search";
import { type Call, json, type Route, refuse, scopeOf, withPhoto } from "./route";

const CONFIG = {
  chunk_size: 4_194_304,
  max_concurrent: 8,
  memory_buffer: 100_000_000,
  merge_concurrency: 2,
  max_in_flight_requests: 3,
};

/** The timeline, lists, uploads, and what can be done to one asset. */
export const assets: Route[] = [
  ["GET", "/timeline/buckets", "user", buckets],
  ["GET", "/timeline/buckets/:id", "user", month],
  ["GET", "/assets/batch/config", "user", () => json(CONFIG)],
  ["POST", "/assets/batch", "user", upload],
  ["POST", "/assets/exist", "user", exist],
  ["POST", "/assets/list", "user", list],
  ["GET", "/assets/featured", "user", featured],
  ["GET", "/assets/map-points", "user", mapPoints],
  ["GET", "/assets/filter-options", "user", ({ library }) => json(optionsOf(library.everything({})))],
  ["GET", "/assets/:id", "user", withPhoto((photo, { library }) => json(detailDto(photo, library)))],
  ["DELETE", "/assets/:id", "user", withPhoto((photo) => done(() => (photo.deletedAt = Date.now())))],
  ["POST", "/assets/:id/restore", "user", withPhoto((photo) => done(() => (photo.deletedAt = null)))],
  ["PUT", "/assets/:id/like", "user", withPhoto(like)],
  ["PUT", "/assets/:id/rating", "user", withPhoto(rate)],
  ["PUT", "/assets/:id/description", "user", withPhoto(describe)],
  ["POST", "/assets/:id/reprocess", "user", withPhoto(reprocess)],
  [
    "GET",
    "/assets/:id/exif",
    "user",
    withPhoto((photo) => json({ asset_id: photo.id, exif_raw: exifOf(photo) })),
  ],
  ["GET", "/assets/:id/stack", "user", () => refuse(404, "asset is not stacked")],
];

function done(change: () => unknown): Response {
  change();
  return json({ message: "ok" });
}

async function like(photo: Photo, { body }: Call): Promise<Response> {
  const { liked } = await body<{ liked: boolean }>();
  return done(() => (photo.liked = liked));
}

async function rate(photo: Photo, { body }: Call): Promise<Response> {
  const { rating } = await body<{ rating: number }>();
  return done(() => (photo.rating = rating));
}

async function describe(photo: Photo, { body }: Call): Promise<Response> {
  const { description } = await body<{ description: string }>();
  return done(() => (photo.description = description));
}

function reprocess(photo: Photo, { library }: Call): Response {
  photo.readyAt = Date.now() + library.processing;
  return json({ status: "queued", message: "queued", retry_tasks: ["all_failed_tasks"] });
}

function buckets({ library, url }: Call): Response {
  const found = library.buckets(scopeOf(url));
  return json({ total: found.reduce((sum, bucket) => sum + bucket.count, 0), buckets: found });
}

function month({ library, url, id }: Call): Response {
  return json(monthDto(id, library.inMonth(id, scopeOf(url))));
}

async function list({ library, body }: Call): Promise<Response> {
  const { filter, query, pagination } = await body<{
    filter?: AssetFilter;
    query?: string;
    pagination: { limit: number; offset: number };
  }>();
  const scope = {
    liked: filter?.liked ?? undefined,
    deleted: filter?.is_deleted ?? undefined,
    album: filter?.album_id ?? undefined,
  };
  const photos = library.everything(scope).filter((photo) => isFound(photo, filter ?? {}, query));
  const page = photos.slice(pagination.offset, pagination.offset + pagination.limit);
  const items = page.map((photo) => ({ type: "asset", id: `asset:${photo.id}`, asset: assetDto(photo) }));
  return json({
    ...(items.length ? { items } : {}),
    total_visible: photos.length,
    total_assets: photos.length,
    stack_mode: "collapsed",
    ...pagination,
  });
}

function featured({ library }: Call): Response {
  const assets = library.everything({ kind: "PHOTO" }).slice(0, 1).map(assetDto);
  return json({
    assets,
    count: assets.length,
    candidate_count: assets.length,
    generated_at_time: new Date().toISOString(),
    seed: "mock",
    strategy: "mock",
  });
}

function mapPoints({ library, url }: Call): Response {
  const limit = Number(url.searchParams.get("limit") ?? 1000);
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const placed = library.everything({}).filter(({ place }) => place !== null);
  const points = placed.slice(offset, offset + limit).map((photo) => ({
    asset_id: photo.id,
    gps_latitude: photo.place![0],
    gps_longitude: photo.place![1],
    original_filename: photo.fileName,
    upload_time: new Date(photo.uploadedAt).toISOString(),
  }));
  return json({ points, total: placed.length, limit, offset });
}

async function exist({ library, body }: Call): Promise<Response> {
  const { hashes } = await body<{ hashes: string[] }>();
  const known = library
    .everything({})
    .flatMap(({ id, hash }) => (hashes.includes(hash) ? [{ asset_id: id, hash }] : []));
  return json({ known });
}

async function upload({ library, request }: Call): Promise<Response> {
  const form = await request.formData();
  const claimed = request.headers.get("X-Content-Hash");
  const results: unknown[] = [];
  for (const [part, value] of form) {
    if (typeof value === "string") {
      continue;
    }
    const bytes = new Uint8Array(await value.arrayBuffer());
    const chunk = /^chunk_([^_]+)_(\d+)_(\d+)$/.exec(part);
    if (/^single_[^_]+$/.test(part)) {
      results.push(await library.receive(value.name, bytes, claimed));
    } else if (chunk) {
      const whole = library.chunk(chunk[1]!, Number(chunk[2]), Number(chunk[3]), value.name, bytes);
      results.push(
        whole
          ? await library.receive(value.name, whole, claimed)
          : {
              success: true,
              file_name: value.name,
              content_hash: "",
              status: "uploading",
              message: "in progress",
            },
      );
    } else {
      return refuse(400, `invalid part name ${part}`);
    }
  }
  return results.length ? json({ results }) : refuse(400, "no files");
}
