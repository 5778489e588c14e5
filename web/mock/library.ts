import { createHash, randomBytes } from "node:crypto";
import { createBLAKE3 } from "hash-wasm";
import { idOf, measure, type Photo, photoOf, placeOf } from "./photos";

/** What a mock library starts with. */
export interface Start {
  /** `fresh`: nobody registered. `empty`: an admin and a repository, no photo. `filled`: photos as well. */
  state: "fresh" | "empty" | "filled";
  /** How many photos a filled library has, spread over fifteen years. */
  photos?: number;
  /** `false` for a server that has only the documented list. */
  compact?: boolean;
  /** How long an access token lives, in milliseconds. */
  accessTtl?: number;
  /** How long an upload takes to be processed, in milliseconds. */
  processing?: number;
  /** The newest month of a filled library, YYYY-MM; last month unless told, so that uploads come on top. */
  newest?: string;
}

export interface MockUser {
  id: number;
  name: string;
  displayName: string;
  password: string;
  role: "admin" | "user";
  active: boolean;
  createdAt: number;
}

export interface MockAlbum {
  id: number;
  userId: number;
  name: string;
  description: string | null;
  cover: string | null;
  createdAt: number;
  members: { id: string; addedAt: number; position?: number | null }[];
}

export interface Scope {
  liked?: boolean;
  deleted?: boolean;
  album?: number;
  kind?: string;
  rating?: number;
}

/** The name and password of the person in a library that does not start fresh. */
export const OWNER = { username: "talbot", password: "Lacock1835abbey" };

/** An in-memory library with the rules the web app depends on. Nothing here is durable, and nothing is meant to be. */
export class MockLibrary {
  readonly users: MockUser[] = [];
  readonly albums: MockAlbum[] = [];
  repository: { id: string; name: string; path: string } | null = null;
  lastScan: { startedAt: number } | null = null;
  readonly settings = {
    library: { trash_retention_days: 30 },
    ml: { semantic_enabled: true, face_enabled: true, ocr_enabled: false, bioclip_enabled: false },
    llm: { agent_enabled: false, provider: "ollama", model_name: "", api_key_configured: false },
    updated_at: new Date().toISOString(),
  };

  readonly accessTtl: number;
  readonly processing: number;
  readonly compact: boolean;
  private readonly months: { month: string; count: number }[] = [];
  private readonly made = new Map<string, Photo>();
  private readonly uploaded: Photo[] = [];
  private readonly tokens = new Map<
    string,
    { user: number; kind: "access" | "refresh" | "media"; until: number }
  >();
  private readonly sessions = new Map<string, { name: string; parts: Map<number, Uint8Array> }>();
  private nextAlbum = 1;
  private nextJob = 1;

  constructor(start: Start) {
    this.accessTtl = start.accessTtl ?? 900_000;
    this.processing = start.processing ?? 2500;
    this.compact = start.compact ?? true;
    if (start.state !== "fresh") {
      this.register(OWNER.username, OWNER.password);
      this.users[0]!.displayName = "Henry Talbot";
      this.repository = {
        id: "01990000-0000-7000-8000-00000000aaaa",
        name: "Photos",
        path: "/srv/photos/primary",
      };
    }
    if (start.state === "filled") {
      this.months = spread(start.photos ?? 9000, start.newest ?? lastMonth());
      this.fillAlbums();
    }
  }

  // Accounts

  register(name: string, password: string): MockUser {
    const user: MockUser = {
      id: this.users.length + 1,
      name,
      displayName: name,
      password,
      role: this.users.length ? "user" : "admin",
      active: true,
      createdAt: Date.now(),
    };
    this.users.push(user);
    return user;
  }

  issue(user: number, kind: "access" | "refresh" | "media", ttl: number): string {
    const token = `${kind}-${randomBytes(16).toString("hex")}`;
    this.tokens.set(token, { user, kind, until: Date.now() + ttl });
    return token;
  }

  holder(token: string, kind: "access" | "refresh" | "media"): MockUser | null {
    const entry = this.tokens.get(token);
    return entry && entry.kind === kind && entry.until > Date.now()
      ? (this.users[entry.user - 1] ?? null)
      : null;
  }

  revoke(token: string): void {
    this.tokens.delete(token);
  }

  /** Makes every access token end now, as time would. */
  expireAccess(): void {
    for (const [token, entry] of this.tokens) {
      if (entry.kind === "access") {
        this.tokens.delete(token);
      }
    }
  }

  // Photos

  photo(id: string): Photo | null {
    const uploaded = this.uploaded.find((photo) => photo.id === id);
    if (uploaded) {
      return uploaded;
    }
    const { number, index } = placeOf(id);
    const month = this.months[number];
    return month && index < month.count && idOf(number, index) === id ? this.at(number, index) : null;
  }

  /** All photos of a scope in a month, newest first. */
  inMonth(month: string, scope: Scope): Photo[] {
    const number = this.months.findIndex((entry) => entry.month === month);
    const painted =
      number < 0 ? [] : Array.from({ length: this.months[number]!.count }, (_, i) => this.at(number, i));
    const all = [...this.uploaded.filter((photo) => localMonth(photo) === month), ...painted];
    return all.filter((photo) => this.matches(photo, scope)).sort((a, b) => b.takenAt - a.takenAt);
  }

  buckets(scope: Scope): { month: string; count: number }[] {
    const names = new Set([...this.uploaded.map(localMonth), ...this.months.map((entry) => entry.month)]);
    const plain = !scope.deleted && !scope.liked && !scope.album && !scope.kind && scope.rating === undefined;
    return [...names]
      .sort()
      .reverse()
      .map((month) => ({ month, count: plain ? this.countOf(month) : this.inMonth(month, scope).length }))
      .filter((bucket) => bucket.count > 0);
  }

  everything(scope: Scope): Photo[] {
    return this.buckets(scope).flatMap((bucket) => this.inMonth(bucket.month, scope));
  }

  private countOf(month: string): number {
    const painted = this.months.find((entry) => entry.month === month)?.count ?? 0;
    const gone = [...this.made.values()].filter(
      (photo) => photo.deletedAt && localMonth(photo) === month,
    ).length;
    return (
      painted - gone + this.uploaded.filter((photo) => !photo.deletedAt && localMonth(photo) === month).length
    );
  }

  private matches(photo: Photo, scope: Scope): boolean {
    return (
      (photo.deletedAt !== null) === (scope.deleted ?? false) &&
      (scope.liked === undefined || photo.liked === scope.liked) &&
      (scope.kind === undefined || photo.kind === scope.kind) &&
      (scope.rating === undefined || photo.rating === scope.rating) &&
      (scope.album === undefined ||
        this.album(scope.album)?.members.some((member) => member.id === photo.id) === true)
    );
  }

  private at(number: number, index: number): Photo {
    const id = idOf(number, index);
    let photo = this.made.get(id);
    if (!photo) {
      const { month, count } = this.months[number]!;
      photo = photoOf(month, number, index, count);
      this.made.set(id, photo);
    }
    return photo;
  }

  // Uploads

  /** Takes one whole file, as `ingest` would, and answers the documented result. */
  async receive(
    name: string,
    bytes: Uint8Array<ArrayBuffer>,
    claimed: string | null,
  ): Promise<Record<string, unknown>> {
    const hash = (await createBLAKE3()).init().update(bytes).digest("hex");
    const extension = name.split(".").pop()?.toLowerCase() ?? "";
    const kind = KINDS[extension];
    if (!kind) {
      return {
        success: false,
        file_name: name,
        content_hash: "",
        error: `unsupported file type .${extension}`,
      };
    }
    if (claimed && claimed !== hash) {
      return { success: false, file_name: name, content_hash: hash, error: "content hash does not match" };
    }
    const twin = this.uploaded.find((photo) => photo.hash === hash && !photo.deletedAt);
    if (twin) {
      return {
        success: false,
        file_name: name,
        content_hash: hash,
        error: "this content is already stored",
        asset_id: twin.id,
      };
    }
    const size = kind === "PHOTO" ? measure(bytes) : kind === "VIDEO" ? { width: 480, height: 270 } : null;
    const now = Date.now();
    const id = createHash("sha256").update(hash).digest("hex");
    const photo: Photo = {
      id: `ffff${id.slice(0, 4)}-${id.slice(4, 8)}-7${id.slice(8, 11)}-8${id.slice(11, 14)}-${id.slice(14, 26)}`,
      kind,
      seed: 0,
      width: size?.width ?? 0,
      height: size?.height ?? 0,
      duration: kind === "PHOTO" ? null : 4,
      takenAt: now - this.uploaded.length,
      offsetMinutes: 0,
      uploadedAt: now,
      fileName: name,
      mimeType: MIME[extension] ?? `${kind === "PHOTO" ? "image" : kind.toLowerCase()}/${extension}`,
      size: bytes.length,
      hash,
      camera: null,
      place: null,
      description: "",
      liked: false,
      rating: 0,
      deletedAt: null,
      readyAt: now + this.processing,
      failure: kind === "PHOTO" && !size ? "The file is damaged: its header cannot be read." : null,
      liveVideo: null,
      bytes,
    };
    this.uploaded.unshift(photo);
    return {
      success: true,
      file_name: name,
      content_hash: hash,
      task_id: this.nextJob++,
      status: "processing",
      size: bytes.length,
      asset_id: photo.id,
    };
  }

  /** Keeps one chunk; answers the whole file once the last one is here. */
  chunk(
    session: string,
    index: number,
    total: number,
    name: string,
    bytes: Uint8Array,
  ): Uint8Array<ArrayBuffer> | null {
    const entry = this.sessions.get(session) ?? { name, parts: new Map<number, Uint8Array>() };
    entry.parts.set(index, bytes);
    this.sessions.set(session, entry);
    if (entry.parts.size < total) {
      return null;
    }
    this.sessions.delete(session);
    return new Uint8Array(Buffer.concat(Array.from({ length: total }, (_, i) => entry.parts.get(i)!)));
  }

  // Albums

  album(id: number): MockAlbum | undefined {
    return this.albums.find((album) => album.id === id);
  }

  makeAlbum(userId: number, name: string, description: string | null): MockAlbum {
    const album = {
      id: this.nextAlbum++,
      userId,
      name,
      description,
      cover: null,
      createdAt: Date.now(),
      members: [],
    };
    this.albums.unshift(album);
    return album;
  }

  private fillAlbums(): void {
    const names: [string, string | null][] = [
      ["Lacock Abbey", "The latticed window, and the walk around the cloisters."],
      ["Two weeks in the Alps", null],
      ["Reykjavík in winter", "Three nights of northern lights."],
      ["Kyoto", null],
      ["The garden", "One picture a week."],
    ];
    names.forEach(([name, description], i) => {
      const album = this.makeAlbum(1, name, description);
      const count = [42, 118, 23, 64, 9][i]!;
      const from = i * 3 + 1;
      for (let k = 0; k < count && from < this.months.length; k++) {
        const number = (from + Math.floor(k / 30)) % this.months.length;
        if (k % 30 < this.months[number]!.count) {
          album.members.push({ id: idOf(number, k % 30), addedAt: Date.now() - k * 1000 });
        }
      }
    });
  }
}

/** The day of a photo where it was taken, as YYYYMMDD. */
export function localDay(photo: Photo): number {
  const local = new Date(photo.takenAt + photo.offsetMinutes * 60_000);
  return local.getUTCFullYear() * 10_000 + (local.getUTCMonth() + 1) * 100 + local.getUTCDate();
}

/** The month of a photo where it was taken, as YYYY-MM. */
export function localMonth(photo: Photo): string {
  return new Date(photo.takenAt + photo.offsetMinutes * 60_000).toISOString().slice(0, 7);
}

const KINDS: Record<string, Photo["kind"]> = {
  jpg: "PHOTO",
  jpeg: "PHOTO",
  png: "PHOTO",
  webp: "PHOTO",
  gif: "PHOTO",
  heic: "PHOTO",
  mp4: "VIDEO",
  mov: "VIDEO",
  mp3: "AUDIO",
  wav: "AUDIO",
  m4a: "AUDIO",
};

const MIME: Record<string, string> = {
  jpg: "image/jpeg",
  mov: "video/quicktime",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
};

function lastMonth(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
}

/** Spreads `total` photos over fifteen years, more in summer and in later years. */
function spread(total: number, newest: string): { month: string; count: number }[] {
  const [year, month] = newest.split("-").map(Number) as [number, number];
  const names = Array.from({ length: 180 }, (_, i) =>
    new Date(Date.UTC(year, month - 1 - i, 1)).toISOString().slice(0, 7),
  );
  const weights = names.map((name, i) => {
    const season = [1, 0.7, 0.8, 1.1, 1.3, 1.7, 2.4, 2.2, 1.2, 1.1, 0.7, 1.8][Number(name.slice(5)) - 1]!;
    return season * (1 + (180 - i) / 60) * (0.6 + ((i * 7919) % 13) / 13);
  });
  const sum = weights.reduce((a, b) => a + b, 0);
  return names
    .map((name, i) => ({ month: name, count: Math.round((weights[i]! / sum) * total) }))
    .filter((entry) => entry.count > 0);
}
