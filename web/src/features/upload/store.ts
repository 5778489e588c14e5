import { useSyncExternalStore } from "react";
import { api, take } from "@/api/client";
import { isReachable, subscribe as onConnection } from "@/api/connection";
import { ApiError } from "@/api/error";
import { type Upload, UploadEngine, type UploadState } from "./engine";
import type { PickedFile } from "./files";
import { workerHasher } from "./hasher";
import { sendByXhr } from "./transport";
import { noteUnfinished } from "./unfinished";

/** All uploads of this tab at one moment. */
export interface Uploads {
  items: readonly Upload[];
  counts: Record<UploadState, number>;
  bytes: number;
  sent: number;
  /** Bytes a second over the last moments; 0 while nothing moves. */
  speed: number;
  active: boolean;
  /** How many files the server has taken since the page was opened, and when it took the last one. */
  acknowledged: number;
  lastAcknowledged: number;
}

const ACTIVE: readonly UploadState[] = ["waiting", "checking", "ready", "sending"];
/** How often listeners hear of progress, in milliseconds. */
const TICK_MS = 160;
const SPEED_OVER_MS = 4000;

const items = new Map<number, Upload>();
const listeners = new Set<() => void>();
let samples: { at: number; sent: number }[] = [];
let acknowledged = 0;
let lastAcknowledged = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let snapshot = makeSnapshot();

const engine = new UploadEngine(
  {
    hash: workerHasher(),
    send: sendByXhr,
    known: knownAsset,
    config: () => take(api.GET("/api/v1/assets/batch/config")),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    untilReachable: () =>
      new Promise((resolve) => {
        // The probe of the connection says when; the pause keeps a flapping network from being hammered.
        const check = () => {
          if (isReachable()) {
            stop();
            setTimeout(resolve, 300);
          }
        };
        const stop = onConnection(check);
        setTimeout(check, 700);
      }),
  },
  (upload) => {
    const before = items.get(upload.key);
    items.set(upload.key, upload);
    if (upload.state === "done" && before?.state !== "done") {
      acknowledged++;
      lastAcknowledged = Date.now();
    }
    timer ??= setTimeout(tick, TICK_MS);
  },
);

async function knownAsset(hash: string): Promise<string | null> {
  try {
    const { known } = await take(api.POST("/api/v1/assets/exist", { body: { hashes: [hash] } }));
    return known[0]?.asset_id ?? null;
  } catch (error) {
    // A server that does not say so is told by being sent the file.
    if (error instanceof ApiError) {
      return null;
    }
    throw error;
  }
}

/** Starts uploading files. */
export function upload(files: readonly PickedFile[]): void {
  if (!snapshot.active) {
    clearFinished();
  }
  engine.add(files);
}

/** Starts failed and cancelled uploads again: one, or all. */
export function retryUploads(key?: number): void {
  for (const item of items.values()) {
    if (key === undefined ? item.state === "failed" : item.key === key) {
      engine.retry(item.key);
    }
  }
}

/** Stops uploads: one, or all that are not over. */
export function cancelUploads(key?: number): void {
  for (const item of [...items.values()]) {
    if (key === undefined || item.key === key) {
      engine.cancel(item.key);
    }
  }
}

/** Forgets what is over. */
export function clearFinished(): void {
  for (const item of [...items.values()]) {
    if (!ACTIVE.includes(item.state)) {
      items.delete(item.key);
      engine.remove(item.key);
    }
  }
  tick();
}

/** The uploads, following changes a few times a second. */
export function useUploads(): Uploads {
  return useSyncExternalStore(subscribe, () => snapshot);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tick(): void {
  clearTimeout(timer);
  timer = undefined;
  snapshot = makeSnapshot();
  noteUnfinished(snapshot.items.flatMap(({ state, file }) => (ACTIVE.includes(state) ? [file.name] : [])));
  for (const listener of listeners) {
    listener();
  }
  if (snapshot.active) {
    timer = setTimeout(tick, 1000);
  }
}

function makeSnapshot(): Uploads {
  const counts: Record<UploadState, number> = {
    waiting: 0,
    checking: 0,
    ready: 0,
    sending: 0,
    done: 0,
    duplicate: 0,
    failed: 0,
    cancelled: 0,
  };
  let bytes = 0;
  let sent = 0;
  for (const item of items.values()) {
    counts[item.state]++;
    if (item.state !== "failed" && item.state !== "cancelled") {
      bytes += item.file.size;
      sent += item.state === "done" || item.state === "duplicate" ? item.file.size : item.sent;
    }
  }
  const active = ACTIVE.some((state) => counts[state] > 0);
  return {
    items: [...items.values()],
    counts,
    bytes,
    sent,
    speed: speedOf(sent, active),
    active,
    acknowledged,
    lastAcknowledged,
  };
}

function speedOf(sent: number, active: boolean): number {
  const now = performance.now();
  const last = samples.at(-1);
  if (!active || (last && sent < last.sent)) {
    samples = [];
  }
  samples = [...samples.filter((sample) => now - sample.at < SPEED_OVER_MS), { at: now, sent }];
  const first = samples[0]!;
  return now - first.at < 400 ? 0 : ((sent - first.sent) / (now - first.at)) * 1000;
}
