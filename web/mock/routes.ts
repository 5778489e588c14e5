import { readFile } from "node:fs/promises";
import { albumDto, assetDto, detailDto, exifOf, monthDto, userDto } from "./answers";
import { type MockAlbum, MockLibrary, type MockUser, type Scope, type Start } from "./library";
import { sceneOf } from "./photos";
import { toSvg } from "./scenes";

interface Call {
  request: Request;
  url: URL;
  library: MockLibrary;
  user: MockUser | null;
  id: string;
  other: string;
  body: <T>() => Promise<T>;
}

type Handler = (call: Call) => Response | Promise<Response>;

/** Who may call: anybody, a signed-in person, an admin, or a bearer of a media token. */
type Who = "anybody" | "user" | "admin" | "media";

const DEFAULTS = { default_root: "/srv/photos", strategy: "date", duplicate_handling: "rename" };

const ROUTES: [method: string, path: string, who: Who, handler: Handler][] = [
  ["GET", "/health", "anybody", () => json({ status: "ok" })],
  ["GET", "/setup/status", "anybody", ({ library }) => json(setupStatus(library))],
  ["POST", "/setup", "anybody", () => refuse(409, "already initialised")],

  ["POST", "/auth/register/start", "anybody", register],
  ["POST", "/auth/login", "anybody", login],
  ["POST", "/auth/refresh", "anybody", refresh],
  ["POST", "/auth/logout", "anybody", () => json({ message: "logged out" })],
  ["GET", "/auth/me", "user", ({ user }) => json(userDto(user!))],
  [
    "GET",
    "/auth/media-token",
    "user",
    ({ library, user }) =>
      json({ token: library.issue(user!.id, "media", 600_000), expires_at: later(600_000) }),
  ],
  ["PATCH", "/users/me/profile", "user", changeProfile],
  ["PATCH", "/users/me/password", "user", changePassword],

  [
    "GET",
    "/repositories",
    "admin",
    ({ library }) => json({ repositories: library.repository ? [repositoryDto(library)] : [] }),
  ],
  ["POST", "/repositories", "admin", createRepository],
  ["POST", "/repositories/:id/scan", "admin", scan],
  ["GET", "/repositories/:id/scans/latest", "admin", latestScan],

  ["GET", "/timeline/buckets", "user", buckets],
  [
    "GET",
    "/timeline/buckets/:id",
    "user",
    ({ library, url, id }) => json(monthDto(id, library.inMonth(id, scopeOf(url)))),
  ],

  [
    "GET",
    "/assets/batch/config",
    "user",
    () =>
      json({
        chunk_size: 4_194_304,
        max_concurrent: 8,
        memory_buffer: 100_000_000,
        merge_concurrency: 2,
        max_in_flight_requests: 3,
      }),
  ],
  ["POST", "/assets/batch", "user", upload],
  ["POST", "/assets/list", "user", list],
  ["GET", "/assets/:id", "user", withPhoto((photo, { library }) => json(detailDto(photo, library)))],
  [
    "DELETE",
    "/assets/:id",
    "user",
    withPhoto((photo) => {
      photo.deletedAt = Date.now();
      return json({ message: "asset deleted" });
    }),
  ],
  [
    "POST",
    "/assets/:id/restore",
    "user",
    withPhoto((photo) => {
      photo.deletedAt = null;
      return json({ message: "asset restored" });
    }),
  ],
  [
    "PUT",
    "/assets/:id/like",
    "user",
    withPhoto(async (photo, { body }) => {
      photo.liked = (await body<{ liked: boolean }>()).liked;
      return json({ message: "ok" });
    }),
  ],
  [
    "PUT",
    "/assets/:id/rating",
    "user",
    withPhoto(async (photo, { body }) => {
      photo.rating = (await body<{ rating: number }>()).rating;
      return json({ message: "ok" });
    }),
  ],
  [
    "PUT",
    "/assets/:id/description",
    "user",
    withPhoto(async (photo, { body }) => {
      photo.description = (await body<{ description: string }>()).description;
      return json({ message: "ok" });
    }),
  ],
  [
    "POST",
    "/assets/:id/reprocess",
    "user",
    withPhoto((photo, { library }) => {
      photo.readyAt = Date.now() + library.processing;
      return json({ status: "queued", message: "queued", retry_tasks: ["all_failed_tasks"] });
    }),
  ],
  [
    "GET",
    "/assets/:id/exif",
    "user",
    withPhoto((photo) => json({ asset_id: photo.id, exif_raw: exifOf(photo) })),
  ],
  ["GET", "/assets/:id/stack", "user", () => refuse(404, "asset is not stacked")],
  [
    "GET",
    "/assets/:id/thumbnail",
    "media",
    withPhoto((photo, { url }) => {
      if (photo.kind === "AUDIO" || photo.readyAt > Date.now() || photo.failure) {
        return refuse(404, "thumbnail not found");
      }
      return picture(
        photo,
        { small: 400, medium: 800, large: 1920 }[url.searchParams.get("size") ?? "medium"] ?? 800,
      );
    }),
  ],
  [
    "GET",
    "/assets/:id/original",
    "media",
    withPhoto((photo) => (photo.kind === "VIDEO" && !photo.bytes ? clip() : picture(photo, 4000))),
  ],
  ["GET", "/assets/:id/video/web", "media", withPhoto(() => clip())],
  ["GET", "/assets/:id/audio/web", "media", withPhoto(() => tone())],

  ["GET", "/albums", "user", listAlbums],
  ["POST", "/albums", "user", createAlbum],
  ["GET", "/albums/:id", "user", withAlbum((album, { library }) => json(albumDto(album, library)))],
  ["PUT", "/albums/:id", "user", withAlbum(changeAlbum)],
  [
    "DELETE",
    "/albums/:id",
    "user",
    withAlbum((album, { library }) => {
      library.albums.splice(library.albums.indexOf(album), 1);
      return json({ message: "deleted" });
    }),
  ],
  ["GET", "/albums/:id/assets", "user", withAlbum(albumAssets)],
  [
    "POST",
    "/albums/:id/assets/:other",
    "user",
    withAlbum((album, { other }) => {
      if (!album.members.some((member) => member.id === other)) {
        album.members.push({ id: other, addedAt: Date.now() });
      }
      return json({ message: "added" });
    }),
  ],
  [
    "DELETE",
    "/albums/:id/assets/:other",
    "user",
    withAlbum((album, { other }) => {
      album.members = album.members.filter((member) => member.id !== other);
      return json({ message: "removed" });
    }),
  ],

  [
    "GET",
    "/settings/runtime-info",
    "admin",
    () =>
      json({
        environment: "development",
        server_port: "8080",
        log_level: "info",
        storage_root: "/srv/photos",
        hardware_accel: "none",
        geocoding_provider: "disabled",
        repository_scan_enabled: true,
        repository_scan_interval_seconds: 300,
        lumen_discovery_enabled: false,
      }),
  ],
  ["GET", "/admin/river/queue-summary", "admin", queues],
];

const PATTERNS = ROUTES.map(([method, path, who, handler]) => ({
  method,
  who,
  handler,
  // A fixed path is written before the pattern that would also match it.
  pattern: new RegExp(`^/api/v1${path.replace(":id", "(?<id>[^/]+)").replace(":other", "(?<other>[^/]+)")}$`),
}));

/** A library and the function that answers requests to it. */
export interface Mock {
  library: MockLibrary;
  handle(request: Request): Promise<Response>;
}

/** Starts a mock. `POST /__mock/reset` with a `Start` as its body begins again. */
export function startMock(start: Start): Mock {
  const mock: Mock = {
    library: new MockLibrary(start),
    async handle(request) {
      const url = new URL(request.url);
      if (url.pathname === "/__mock/reset") {
        mock.library = new MockLibrary((await request.json()) as Start);
        return json({});
      }
      if (url.pathname === "/__mock/expire") {
        mock.library.expireAccess();
        return json({});
      }
      return answer(mock.library, request, url);
    },
  };
  return mock;
}

async function answer(library: MockLibrary, request: Request, url: URL): Promise<Response> {
  const method = request.method === "HEAD" ? "GET" : request.method;
  for (const route of PATTERNS) {
    const missing = !library.compact && url.pathname.startsWith("/api/v1/timeline/");
    const match = !missing && route.method === method && route.pattern.exec(url.pathname);
    if (match) {
      const user = caller(library, request, url, route.who);
      if (route.who !== "anybody" && !user) {
        return refuse(401, "authentication required");
      }
      if (route.who === "admin" && user!.role !== "admin") {
        return refuse(403, "admin role required");
      }
      const body = async <T>() => (await request.json()) as T;
      return route.handler({
        request,
        url,
        library,
        user,
        id: match.groups?.id ?? "",
        other: match.groups?.other ?? "",
        body,
      });
    }
  }
  return refuse(404, "not found");
}

function caller(library: MockLibrary, request: Request, url: URL, who: Who): MockUser | null {
  const bearer = /^Bearer (.+)$/.exec(request.headers.get("Authorization") ?? "")?.[1];
  const user = bearer ? library.holder(bearer, "access") : null;
  const media = url.searchParams.get("mt");
  return user ?? (who === "media" && media ? library.holder(media, "media") : null);
}

function json(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

function refuse(status: number, message: string): Response {
  return json({ code: status, message }, status);
}

function later(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}

function withPhoto(
  work: (photo: NonNullable<ReturnType<MockLibrary["photo"]>>, call: Call) => Response | Promise<Response>,
): Handler {
  return (call) => {
    const photo = call.library.photo(call.id);
    return photo ? work(photo, call) : refuse(404, "asset not found");
  };
}

function withAlbum(work: (album: MockAlbum, call: Call) => Response | Promise<Response>): Handler {
  return (call) => {
    const album = call.library.album(Number(call.id));
    return album ? work(album, call) : refuse(404, "album not found");
  };
}

function setupStatus(library: MockLibrary) {
  const admin = library.users.length > 0;
  return {
    initialized: admin && library.repository !== null,
    database_initialized: true,
    admin_initialized: admin,
    primary_repository_initialized: library.repository !== null,
    next_registration_role: admin ? "user" : "admin",
    repository_defaults: DEFAULTS,
  };
}

function session(library: MockLibrary, user: MockUser, more: object = {}): Response {
  return json({
    user: userDto(user),
    token: library.issue(user.id, "access", library.accessTtl),
    refreshToken: library.issue(user.id, "refresh", 604_800_000),
    expiresAt: later(library.accessTtl),
    requires_mfa: false,
    ...more,
  });
}

async function register({ library, body }: Call): Promise<Response> {
  const { username, password } = await body<{ username: string; password: string }>();
  const name = username.trim().toLowerCase();
  if (library.users.some((user) => user.name === name)) {
    return refuse(409, "username is already taken");
  }
  const user = library.register(name, password);
  return session(library, user, user.role === "admin" ? { bootstrap_admin: true } : {});
}

async function login({ library, body }: Call): Promise<Response> {
  const { username, password } = await body<{ username: string; password: string }>();
  const user = library.users.find(
    (one) => one.name === username.trim().toLowerCase() && one.password === password,
  );
  return user ? session(library, user) : refuse(401, "invalid username or password");
}

async function refresh({ library, body }: Call): Promise<Response> {
  const { refreshToken } = await body<{ refreshToken: string }>();
  const user = library.holder(refreshToken, "refresh");
  if (!user) {
    return refuse(401, "invalid refresh token");
  }
  library.revoke(refreshToken);
  return session(library, user);
}

async function changeProfile({ user, body }: Call): Promise<Response> {
  const { display_name } = await body<{ display_name?: string }>();
  user!.displayName = display_name?.trim() || user!.name;
  return json(userDto(user!));
}

async function changePassword({ user, body }: Call): Promise<Response> {
  const { current_password, new_password } = await body<{ current_password: string; new_password: string }>();
  if (current_password !== user!.password) {
    return refuse(401, "current password is wrong");
  }
  user!.password = new_password;
  return json({ message: "password changed" });
}

function repositoryDto(library: MockLibrary) {
  return {
    ...library.repository,
    role: "primary",
    is_primary: true,
    default_owner_id: 1,
    storage_strategy: "date",
    local_settings: { handle_duplicate_filenames: "rename" },
  };
}

async function createRepository({ library, body }: Call): Promise<Response> {
  const { name, root } = await body<{ name: string; root?: string }>();
  if (library.repository) {
    return refuse(409, "a primary repository exists");
  }
  if (root && root !== DEFAULTS.default_root) {
    return refuse(400, `root ${root} is outside of the storage root`);
  }
  library.repository = { id: crypto.randomUUID(), name, path: `${DEFAULTS.default_root}/primary` };
  return json({ repository: repositoryDto(library) });
}

function scan({ library, id }: Call): Response {
  library.lastScan = { startedAt: Date.now() };
  return json({ job_id: 17, repository_id: id, mode: "manual", status: "queued" });
}

function latestScan({ library, id }: Call): Response {
  if (!library.lastScan) {
    return refuse(404, "no scan yet");
  }
  const { startedAt } = library.lastScan;
  const done = Date.now() - startedAt > 2000;
  return json({
    scan_id: "01990000-0000-7000-8000-00000000bbbb",
    repository_id: id,
    mode: "manual",
    requested_by: "talbot",
    status: done ? "completed" : "running",
    started_at: new Date(startedAt).toISOString(),
    ...(done ? { finished_at: new Date(startedAt + 2000).toISOString() } : {}),
    discovered_count: done ? 12 : 5,
    updated_count: 1,
    deleted_count: 0,
    skipped_count: 3,
  });
}

function scopeOf(url: URL): Scope {
  const q = url.searchParams;
  return {
    ...(q.has("liked") ? { liked: q.get("liked") === "true" } : {}),
    ...(q.has("is_deleted") ? { deleted: q.get("is_deleted") === "true" } : {}),
    ...(q.has("album_id") ? { album: Number(q.get("album_id")) } : {}),
    ...(q.has("type") ? { kind: q.get("type")! } : {}),
    ...(q.has("rating") ? { rating: Number(q.get("rating")) } : {}),
  };
}

function buckets({ library, url }: Call): Response {
  const found = library.buckets(scopeOf(url));
  return json({ total: found.reduce((sum, bucket) => sum + bucket.count, 0), buckets: found });
}

async function list({ library, body }: Call): Promise<Response> {
  const { filter, pagination } = await body<{
    filter?: { liked?: boolean; is_deleted?: boolean; album_id?: number };
    pagination: { limit: number; offset: number };
  }>();
  const photos = library.everything({
    liked: filter?.liked,
    deleted: filter?.is_deleted,
    album: filter?.album_id,
  });
  const page = photos.slice(pagination.offset, pagination.offset + pagination.limit);
  return json({
    ...(page.length
      ? { items: page.map((photo) => ({ type: "asset", id: `asset:${photo.id}`, asset: assetDto(photo) })) }
      : {}),
    total_visible: photos.length,
    total_assets: photos.length,
    stack_mode: "collapsed",
    ...pagination,
  });
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
    const single = /^single_[^_]+$/.test(part);
    const chunk = /^chunk_([^_]+)_(\d+)_(\d+)$/.exec(part);
    if (single) {
      results.push(await library.receive(value.name, bytes, claimed));
    } else if (chunk) {
      const whole = library.chunk(chunk[1]!, Number(chunk[2]), Number(chunk[3]), value.name, bytes);
      results.push(
        whole
          ? await library.receive(value.name, whole, claimed)
          : { success: true, file_name: value.name, content_hash: "", status: "uploading", message: "50%" },
      );
    } else {
      return refuse(400, `invalid part name ${part}`);
    }
  }
  return results.length ? json({ results }) : refuse(400, "no files");
}

function listAlbums({ library, url, user }: Call): Response {
  const limit = Math.min(100, Number(url.searchParams.get("limit") ?? 20));
  const offset = Number(url.searchParams.get("offset") ?? 0);
  const mine = library.albums.filter((album) => album.userId === user!.id);
  return json({
    albums: mine.slice(offset, offset + limit).map((album) => albumDto(album, library)),
    total: mine.length,
    limit,
    offset,
  });
}

async function createAlbum({ library, user, body }: Call): Promise<Response> {
  const { album_name, description } = await body<{ album_name: string; description?: string }>();
  if (!album_name.trim() || album_name.length > 100) {
    return refuse(400, "album name must have 1 to 100 characters");
  }
  return json(albumDto(library.makeAlbum(user!.id, album_name.trim(), description ?? null), library));
}

async function changeAlbum(album: MockAlbum, { body, library }: Call): Promise<Response> {
  const change = await body<{ album_name?: string; description?: string; cover_asset_id?: string }>();
  album.name = change.album_name ?? album.name;
  album.description = change.description ?? album.description;
  album.cover = change.cover_asset_id ?? album.cover;
  return json(albumDto(album, library));
}

function albumAssets(album: MockAlbum, { library }: Call): Response {
  const assets = album.members.flatMap(({ id, addedAt }) => {
    const photo = library.photo(id);
    return photo && !photo.deletedAt
      ? [{ ...assetDto(photo), added_time: new Date(addedAt).toISOString() }]
      : [];
  });
  return json({ album_id: album.id, assets, count: assets.length });
}

function queues(): Response {
  const queue = (name: string, processed: number, remaining: number, running: number, attention: number) => ({
    name,
    total_jobs: processed + remaining + attention,
    processed_jobs: processed,
    remaining_jobs: remaining,
    running_jobs: running,
    attention_jobs: attention,
    average_latency_ms: 140,
    average_runtime_ms: 310,
    latest_activity_at: later(-40_000),
    error_samples: attention
      ? [
          {
            job_id: 91,
            kind: name,
            state: "retryable",
            attempt: 2,
            max_attempts: 5,
            last_error: "decode: the picture ends early",
            created_at: later(-60_000),
            scheduled_at: later(30_000),
          },
        ]
      : [],
  });
  return json({
    generated_at: later(0),
    queues: [
      queue("thumbnail_asset", 2391, 14, 2, 1),
      queue("ingest_asset", 2405, 3, 1, 0),
      queue("metadata_asset", 2402, 6, 1, 0),
      queue("transcode_asset", 96, 1, 1, 0),
      queue("scan_repository", 31, 0, 0, 0),
    ],
  });
}

function picture(photo: NonNullable<ReturnType<MockLibrary["photo"]>>, side: number): Response {
  const headers = { "Cache-Control": "public, max-age=86400" };
  if (photo.bytes && photo.kind === "PHOTO") {
    return new Response(photo.bytes, { headers: { ...headers, "Content-Type": photo.mimeType } });
  }
  return new Response(toSvg(sceneOf(photo), side), {
    headers: { ...headers, "Content-Type": "image/svg+xml" },
  });
}

async function clip(): Promise<Response> {
  const bytes = new Uint8Array(await readFile(new URL("./clip.mp4", import.meta.url)));
  return new Response(bytes, { headers: { "Content-Type": "video/mp4", "Accept-Ranges": "bytes" } });
}

/** Two seconds of a quiet 330 Hz tone as a WAV file. */
function tone(): Response {
  const rate = 16_000;
  const samples = rate * 2;
  const view = new DataView(new ArrayBuffer(44 + samples * 2));
  const text = (at: number, value: string) =>
    [...value].forEach((c, i) => {
      view.setUint8(at + i, c.charCodeAt(0));
    });
  text(0, "RIFF");
  view.setUint32(4, 36 + samples * 2, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples * 2, true);
  for (let i = 0; i < samples; i++) {
    view.setInt16(44 + i * 2, Math.sin((i / rate) * 330 * 2 * Math.PI) * 4000, true);
  }
  return new Response(view.buffer, { headers: { "Content-Type": "audio/wav" } });
}
