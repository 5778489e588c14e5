import { api, take } from "./client";
import { getSession, onSessionChange } from "./session";

/** Sizes the server keeps of each photo, by their longest side: 400, 800 and 1920 pixels. */
export type ThumbnailSize = "small" | "medium" | "large";

interface MediaToken {
  token: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

const KEY = "calotype.media";
const RENEW_BEFORE_MS = 60_000;
/** How many addresses of pictures already shown are remembered; beyond that the oldest go. */
const REMEMBERED = 20_000;

let current: MediaToken | null = read();
let asking: Promise<void> | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Addresses that have been shown once. The token is part of an address, and so of the browser's cache key: a picture
 * seen before keeps its old address, which the cache answers without asking the server, even after the token has ended.
 */
const shown = new Map<string, string>();

/**
 * Sees to it that media addresses carry a good token, now and from now on. Pictures are loaded by the browser itself,
 * which sends no Authorization header, so their addresses carry this short-lived token instead.
 */
export function ensureMediaToken(): Promise<void> {
  if (current && current.expiresAt - Date.now() > RENEW_BEFORE_MS) {
    schedule();
    return Promise.resolve();
  }
  asking ??= renew().finally(() => {
    asking = null;
  });
  return asking;
}

/** The address of a thumbnail. `fresh` avoids the remembered one, for a picture that failed to load. */
export function thumbnailUrl(id: string, size: ThumbnailSize, fresh = false): string {
  return mediaUrl(`${id}/thumbnail?size=${size}`, fresh);
}

/** The address of the file as it was uploaded. */
export function originalUrl(id: string): string {
  return mediaUrl(`${id}/original`);
}

/** The address of the version of a video or a sound that every browser plays. */
export function playbackUrl(id: string, kind: "video" | "audio"): string {
  return mediaUrl(`${id}/${kind}/web`);
}

/** The address of the full picture in a format that every browser shows; for HEIC, RAW and the like. */
export function fullSizeUrl(id: string, mimeType: string): string {
  return BROWSER_FORMATS.has(mimeType) ? originalUrl(id) : mediaUrl(`${id}/export?format=jpeg&quality=92`);
}

/** Says that the picture behind `url` was shown, so that its address is worth keeping. */
export function rememberShown(url: string): void {
  const key = keyOf(url);
  shown.delete(key);
  shown.set(key, url);
  if (shown.size > REMEMBERED) {
    shown.delete(shown.keys().next().value!);
  }
}

const BROWSER_FORMATS = new Set([
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  "image/avif",
  "image/bmp",
]);

function mediaUrl(rest: string, fresh = false): string {
  const path = `/api/v1/assets/${rest}`;
  const remembered = fresh ? undefined : shown.get(path);
  if (remembered) {
    return remembered;
  }
  const separator = path.includes("?") ? "&" : "?";
  return current ? `${path}${separator}mt=${encodeURIComponent(current.token)}` : path;
}

function keyOf(url: string): string {
  return url.replace(/[?&]mt=[^&]*/, "");
}

async function renew(): Promise<void> {
  const answer = await take(api.GET("/api/v1/auth/media-token"));
  current = { token: answer.token, expiresAt: Date.parse(answer.expires_at) };
  sessionStorage.setItem(KEY, JSON.stringify(current));
  schedule();
}

function schedule(): void {
  clearTimeout(timer);
  if (!current) {
    return;
  }
  const wait = Math.max(5_000, current.expiresAt - Date.now() - RENEW_BEFORE_MS);
  timer = setTimeout(renewOrRetry, wait);
}

async function renewOrRetry(): Promise<void> {
  if (!getSession()) {
    return;
  }
  try {
    await ensureMediaToken();
  } catch {
    // The connection banner tells the person; pictures already shown stay.
    timer = setTimeout(renewOrRetry, 10_000);
  }
}

function read(): MediaToken | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as MediaToken | null;
  } catch {
    return null;
  }
}

// Another person must not see through this one's token, nor find their pictures by remembered addresses.
onSessionChange(() => {
  if (!getSession()) {
    current = null;
    shown.clear();
    clearTimeout(timer);
    sessionStorage.removeItem(KEY);
  }
});

// A laptop that slept through the renewal asks again the moment it wakes.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && getSession() && current) {
    void renewOrRetry();
  }
});
